/*
 * Functions that are never right here: using one is a compile error.
 * Included before every file by the Makefile; system headers come first so
 * that their own declarations stay.
 */
#ifndef ARISING_BASE_BANNED_H
#define ARISING_BASE_BANNED_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* Some are macros where the compiler checks bounds. */
#undef strcpy
#undef strcat
#undef strncpy
#undef strncat
#undef sprintf
#undef vsprintf
#undef stpcpy
#undef alloca

/* No length, so no bound. */
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets
#pragma GCC poison stpcpy
/* Hidden state, shared between threads. */
#pragma GCC poison strtok localtime gmtime asctime strerror_l setlocale
/* Depends on the locale or cannot say that it failed. */
#pragma GCC poison atoi atol atoll atof strcasecmp strncasecmp
/* The shell, and memory without a cap. */
#pragma GCC poison system popen alloca

#endif
