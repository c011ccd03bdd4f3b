/*
 * The reader of ordinary lines beside libyaml, at the bounds: of characters,
 * of a key's length and of depth.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "support/readers.h"

/* The bits of a number as UTF-8 writes them, be it a character or none. */
static void put_bits(struct ari_buf *out, uint32_t bits)
{
	if (bits < 0x800) {
		ari_buf_byte(out, (char)(0xC0 | bits >> 6));
	} else if (bits < 0x10000) {
		ari_buf_byte(out, (char)(0xE0 | bits >> 12));
		ari_buf_byte(out, (char)(0x80 | (bits >> 6 & 0x3F)));
	} else {
		ari_buf_byte(out, (char)(0xF0 | bits >> 18));
		ari_buf_byte(out, (char)(0x80 | (bits >> 12 & 0x3F)));
		ari_buf_byte(out, (char)(0x80 | (bits >> 6 & 0x3F)));
	}
	ari_buf_byte(out, (char)(0x80 | (bits & 0x3F)));
}

/* Characters at the bounds of what is one, and of what libyaml takes. */
static void test_characters(void **state)
{
	static const uint32_t bounds[] = {
	    0x40,   0x7F,   0x80,   0x84,    0x85,     0x86,	 0x9F,
	    0xA0,   0x7FF,  0x800,  0x2027,  0x2028,   0x2029,	 0x202A,
	    0xD7FF, 0xD800, 0xDFFF, 0xE000,  0xFEFE,   0xFEFF,	 0xFF00,
	    0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x10FFFF, 0x110000, 0x1FFFFF};
	static const char *const broken[] = {
	    "a: \x80\n",     "a: \xE0\x80\x80\n", "a: \xF0\x80\x80\x80\n",
	    "a: \xE2\x82\n", "a: \xF0\x9F\x98\n", "a: \xF8\x88\x80\x80\x80\n",
	    "a: b\n# \xC3",  "a: b\n# \xE2\x82",  "a: \xC3(\n",
	    "a: \xBF\xBF\n", "a: \xE0\x9F\xBF\n", "a: \xF0\x8F\xBF\xBD\n"};
	struct ari_buf text;

	(void)state;
	ari_buf_init(&text, NULL);
	for (size_t i = 0; i < sizeof(bounds) / sizeof(*bounds); i++) {
		ari_buf_clear(&text);
		ari_buf_puts(&text, "a: b");
		put_bits(&text, bounds[i]);
		ari_buf_puts(&text, "\n");
		agree(ari_buf_view(&text));
	}
	ari_buf_release(&text);
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++)
		is_left(broken[i]);
	is_read("a: \xC2\xA0\xF4\x8F\xBF\xBD\xEF\xBF\xBD\xED\x9F\xBF\n");
}

/* A key's length, where it no longer is one, and the cap of depth. */
static void test_caps(void **state)
{
	struct ari_buf text;

	(void)state;
	ari_buf_init(&text, NULL);
	for (unsigned len = 990; len < 1040; len++) {
		ari_buf_clear(&text);
		ari_buf_repeat(&text, 'k', len);
		ari_buf_puts(&text, ": v\na: {");
		ari_buf_repeat(&text, 'k', len);
		ari_buf_puts(&text, ": v}\n");
		agree(ari_buf_view(&text));
	}
	for (unsigned depth = 1; depth < 150; depth++) {
		ari_buf_clear(&text);
		for (unsigned i = 0; i < depth; i++)
			ari_buf_puts(&text, "- ");
		ari_buf_repeat(&text, '[', depth / 4);
		ari_buf_puts(&text, "a");
		ari_buf_repeat(&text, ']', depth / 4);
		ari_buf_puts(&text, "\n");
		agree(ari_buf_view(&text));
	}
	ari_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_characters),
	    cmocka_unit_test(test_caps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
