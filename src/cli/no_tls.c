/*
 * The program opens no connection, but libgit2 prepares for some when it
 * starts: it reads every certificate authority of the system, gathers
 * randomness and sets up two TLS libraries, which takes longer than most
 * commands. These definitions take the place of the libraries' own for this
 * process: no certificate is read, so no server would be trusted.
 */
#include "no_tls.h"

int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return -1;
}

void mbedtls_entropy_init(void *entropy)
{
	(void)entropy;
}

void mbedtls_entropy_free(void *entropy)
{
	(void)entropy;
}

int mbedtls_ctr_drbg_seed(void *random,
			  int (*entropy)(void *, unsigned char *, size_t),
			  void *context, const unsigned char *custom,
			  size_t len)
{
	(void)random;
	(void)entropy;
	(void)context;
	(void)custom;
	(void)len;
	return 0;
}

int libssh2_init(int flags)
{
	(void)flags;
	return 0;
}
