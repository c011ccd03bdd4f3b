/*
 * Errors: an operation failed. Filled once, nearest to the cause, in a
 * struct of the caller; nothing is logged or kept.
 */
#include <arising/base.h>

#include <stdio.h>

int ari_error_set(struct ari_error *err, enum ari_error_code code,
		  const char *fmt, ...)
{
	va_list args;

	if (!err)
		return -1;
	err->code = code;
	va_start(args, fmt);
	vsnprintf(err->message, sizeof(err->message), fmt, args);
	va_end(args);
	return -1;
}

int ari_error_memory(struct ari_error *err)
{
	return ari_error_set(err, ARI_ERR_MEMORY,
			     "there is not enough memory to go on");
}
