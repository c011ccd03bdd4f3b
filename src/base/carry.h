/*
 * Files that travel inside the program: read at build time, so that none of
 * them is written in C. The Makefile names what each file depends on.
 */
#ifndef ARISING_BASE_CARRY_H
#define ARISING_BASE_CARRY_H

#include <arising/base.h>

/* Carry a file: its bytes lie from symbol to symbol_end, and a NUL there. */
#define ARI_CARRY(symbol, path)                                                \
	__asm__(".pushsection .rodata, \"a\"\n"                                \
		".global " #symbol "\n"                                        \
		".hidden " #symbol "\n"                                        \
		".global " #symbol "_end\n"                                    \
		".hidden " #symbol "_end\n" #symbol ":\n"                      \
		".incbin \"" path "\"\n" #symbol "_end:\n"                     \
		".byte 0\n"                                                    \
		".popsection\n");                                              \
	extern const char symbol[];                                            \
	extern const char symbol##_end[]

static inline struct ari_str ari_carried(const char *start, const char *end)
{
	return (struct ari_str){start, (size_t)(end - start)};
}

#endif
