/*
 * Libraries that one format alone needs: opened when it is written, since
 * linked at the start they cost every command more time than its work.
 */
#ifndef ARISING_EXCHANGE_LATE_H
#define ARISING_EXCHANGE_LATE_H

#include <arising/base.h>

/* A function of the library, and the pointer to it in a struct of them. */
struct ari_exchange__late {
	const char *name;
	size_t at;
};

/*
 * Fill functions, a struct of pointers, from a shared library. It stays
 * open: what it keeps of its own is its own. Errors: ARI_ERR_NOT_FOUND, with
 * the library's name.
 */
int ari_exchange__late_open(void *functions, const char *library,
			    const struct ari_exchange__late *names,
			    size_t count, struct ari_error *err);

#endif
