/*
 * The functions of mbed TLS and libssh2 that the program replaces: see
 * no_tls.c.
 */
#ifndef ARISING_CLI_NO_TLS_H
#define ARISING_CLI_NO_TLS_H

#include <stddef.h>

#define NO_TLS __attribute__((visibility("default")))

/* Source: mbed TLS 2.28, x509_crt.h; negative: the file was not read. */
NO_TLS int mbedtls_x509_crt_parse_file(void *chain, const char *path);
/* Source: mbed TLS 2.28, entropy.h. */
NO_TLS void mbedtls_entropy_init(void *entropy);
NO_TLS void mbedtls_entropy_free(void *entropy);
/* Source: mbed TLS 2.28, ctr_drbg.h; 0: seeded. */
NO_TLS int mbedtls_ctr_drbg_seed(
    void *random, int (*entropy)(void *, unsigned char *, size_t),
    void *context, const unsigned char *custom, size_t len);
/* Source: libssh2 1.10, libssh2.h; 0: ready. */
NO_TLS int libssh2_init(int flags);

#endif
