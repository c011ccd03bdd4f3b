/*
 * The one function of mbed TLS that the program replaces: see no_tls.c.
 */
#ifndef ARISING_CLI_NO_TLS_H
#define ARISING_CLI_NO_TLS_H

/* Source: mbed TLS 2.28, x509_crt.h; negative: the file was not read. */
__attribute__((visibility("default"))) int
mbedtls_x509_crt_parse_file(void *chain, const char *path);

#endif
