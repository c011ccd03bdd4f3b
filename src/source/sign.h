/*
 * Signing and verifying with other programs, and starting them.
 */
#ifndef ARISING_SOURCE_SIGN_H
#define ARISING_SOURCE_SIGN_H

#include "source/internal.h"

/* A program run to its end, without a shell. */
struct ari_source__run {
	const char *const *words; /* ends with NULL; the first from PATH */
	struct ari_str input;
	struct ari_str file; /* readable as /dev/fd/3; ptr NULL: none */
	struct ari_buf *out; /* NULL: dropped */
	struct ari_buf *err; /* NULL: dropped */
	int status;	     /* exit status; 128 and the signal that ended it */
};

/* Errors: ARI_ERR_IO when it cannot be started. */
int ari_source__run(struct ari_source__run *run, struct ari_error *err);

/* How git is set up to sign; strings live in arena. */
struct ari_source__signing {
	bool tags;		/* tag.gpgSign */
	struct ari_str format;	/* openpgp unless said */
	struct ari_str key;	/* ptr NULL: of the tagger */
	struct ari_str program; /* ptr NULL: the format's own */
	struct ari_str signers; /* gpg.ssh.allowedSignersFile, or ptr NULL */
};

int ari_source__signing(struct ari_source__signing *out, struct ari_repo *repo,
			struct ari_arena *arena, struct ari_error *err);
/* Append the signature of text by who ("Name <mail>") to out. */
int ari_source__sign(struct ari_buf *out,
		     const struct ari_source__signing *signing,
		     struct ari_str text, struct ari_str who,
		     struct ari_arena *arena, struct ari_error *err);

#endif
