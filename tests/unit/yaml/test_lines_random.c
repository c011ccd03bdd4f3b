/*
 * The reader of ordinary lines beside libyaml, on plans made at random with
 * a fixed seed: lines as they are written almost everywhere, and among them
 * some that are slightly odd, or broken.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "support/readers.h"

/* How plans are made up: some lines in a hundred are odd. */
struct maker {
	struct ari_buf text;
	uint32_t seed;
	uint32_t odd;
};

static void put_spaces(struct maker *m, uint32_t count)
{
	if (draw(&m->seed, 100) < m->odd)
		count = draw(&m->seed, 9);
	ari_buf_repeat(&m->text, ' ', count);
}

static void put_line_end(struct maker *m)
{
	static const char *const common[] = {
	    "\n", "\n", "\n", "\n", "  \n", "  # c\n", " # a: b\n", "\n\n"};
	static const char *const odd[] = {
	    "\r\n",  "\t\n",	"#c\n",		 "",
	    "\n \n", "\n# c\n", "\n      # c\n", " :\n"};

	ari_buf_puts(&m->text, draw(&m->seed, 100) < m->odd
				   ? PICK(&m->seed, odd)
				   : PICK(&m->seed, common));
}

static const char *draw_text(struct maker *m)
{
	static const char *const common[] = {
	    "a",	 "two words", "2030-01", "in-progress", "1.5",
	    "true",	 "null",      "S&R",	 "naïve — é",	"'it''s'",
	    "\"q\\n\"",	 "\"\"",      "'x'",	 "http://a/b",	"x#y",
	    "\"a: b\"",	 "-5",	      "~",	 "(a)",		"1,5",
	    "a [b] {c}", "a  b",      "ends.",	 "\"\\\"\"",	"=",
	};
	static const char *const odd[] = {
	    "a: b",
	    "a #b",
	    "a:",
	    "- a",
	    "*a",
	    "&a b",
	    "!t a",
	    "@a",
	    "`",
	    "%a",
	    "?",
	    "? a",
	    ":a",
	    ",",
	    "'a",
	    "\"a",
	    "'a' b",
	    "\"\\u00e9\"",
	    "<<",
	    "---",
	    "...",
	    "\xC2\x85",
	    "\x7F",
	    "a\tb",
	    "\xEF\xBB\xBF",
	    "\xFF",
	    "#",
	    "-",
	    "\xE2\x80\xA9",
	    "]",
	    "\"\\P\"",
	    "|",
	    "a\n",
	    ">",
	    "",
	};

	return draw(&m->seed, 100) < m->odd ? PICK(&m->seed, odd)
					    : PICK(&m->seed, common);
}

static void put_flow(struct maker *m, int depth)
{
	bool map = draw(&m->seed, 2);
	uint32_t count = draw(&m->seed, 4);

	ari_buf_byte(&m->text, map ? '{' : '[');
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			ari_buf_puts(&m->text, draw(&m->seed, 5) ? ", " : " ,");
		if (map)
			ari_buf_printf(&m->text, "%s%s",
				       draw(&m->seed, 4) ? "k" : "\"k\"",
				       draw(&m->seed, 9) ? ": " : ":");
		if (depth && !draw(&m->seed, 3))
			put_flow(m, depth - 1);
		else
			ari_buf_puts(&m->text, draw_text(m));
	}
	if (!draw(&m->seed, 9))
		ari_buf_byte(&m->text, ',');
	ari_buf_byte(&m->text, map ? '}' : ']');
}

static void put_block(struct maker *m, uint32_t indent)
{
	static const char *const heads[] = {
	    "|",   ">",	  "|-",	   ">-",  "|+",	 ">+",	 "|2",
	    ">1-", "|+3", "> # c", "|\t", "|#c", ">9--", "| x"};
	uint32_t usual = draw(&m->seed, 100) < m->odd ? 14 : 10;
	uint32_t count = draw(&m->seed, 6);

	ari_buf_puts(&m->text, heads[draw(&m->seed, usual)]);
	ari_buf_byte(&m->text, '\n');
	for (uint32_t i = 0; i < count; i++) {
		uint32_t kind = draw(&m->seed, 8);

		if (kind < 2)
			ari_buf_repeat(&m->text, ' ',
				       draw(&m->seed, kind + 1) * (indent + 4));
		else
			put_spaces(m, indent + 2 + (kind == 7));
		if (kind >= 2)
			ari_buf_puts(&m->text, draw_text(m));
		if (i + 1 < count)
			ari_buf_byte(&m->text, '\n');
	}
	put_line_end(m);
}

/* A text and a second line, which may continue it or be a mistake. */
static void put_two_lines(struct maker *m, uint32_t indent)
{
	ari_buf_printf(&m->text, " %s", draw_text(m));
	put_line_end(m);
	put_spaces(m, indent + 2);
	ari_buf_puts(&m->text, draw_text(m));
	put_line_end(m);
}

static void put_node(struct maker *m, uint32_t indent, int depth);

/* What stands behind a colon or a dash at indent. */
static void put_value(struct maker *m, uint32_t indent, int depth)
{
	switch (draw(&m->seed, 8)) {
	case 0:
		put_line_end(m);
		break;
	case 1:
		ari_buf_byte(&m->text, ' ');
		put_flow(m, 2);
		put_line_end(m);
		break;
	case 2:
		ari_buf_byte(&m->text, ' ');
		put_block(m, indent);
		break;
	case 3:
	case 4:
		if (!draw(&m->seed, 8)) {
			put_two_lines(m, indent);
			break;
		}
		if (depth) {
			put_line_end(m);
			put_node(m, indent + draw(&m->seed, 3), depth - 1);
			break;
		}
		/* fall through */
	default:
		ari_buf_repeat(&m->text, ' ', 1 + !draw(&m->seed, 8));
		ari_buf_puts(&m->text, draw_text(m));
		put_line_end(m);
	}
}

static void put_pairs(struct maker *m, uint32_t indent, int depth, bool begun)
{
	static const char *const keys[] = {"ref",   "due", "a b", "é",
					   "\"q\"", "'s'", "k.x", "x_y-z"};
	uint32_t count = 1 + draw(&m->seed, 4);

	for (uint32_t i = 0; i < count; i++) {
		if (i || !begun)
			put_spaces(m, indent);
		ari_buf_printf(&m->text, "%s%u:", PICK(&m->seed, keys),
			       (unsigned)draw(&m->seed, 6));
		put_value(m, indent, depth);
	}
}

static void put_items(struct maker *m, uint32_t indent, int depth)
{
	uint32_t count = 1 + draw(&m->seed, 4);

	for (uint32_t i = 0; i < count; i++) {
		put_spaces(m, indent);
		ari_buf_byte(&m->text, '-');
		if (draw(&m->seed, 2)) {
			put_value(m, indent, depth);
			continue;
		}
		ari_buf_byte(&m->text, ' ');
		put_pairs(m, indent + 2, depth ? depth - 1 : 0, true);
	}
}

static void put_node(struct maker *m, uint32_t indent, int depth)
{
	if (draw(&m->seed, 2))
		put_items(m, indent, depth);
	else
		put_pairs(m, indent, depth, false);
}

/* Line ends as Windows writes them. */
static void return_feeds(struct ari_buf *text)
{
	struct ari_buf out;

	ari_buf_init(&out, NULL);
	for (size_t i = 0; i < text->len; i++) {
		if (text->ptr[i] == '\n')
			ari_buf_byte(&out, '\r');
		ari_buf_byte(&out, text->ptr[i]);
	}
	ari_buf_clear(text);
	ari_buf_str(text, ari_buf_view(&out));
	ari_buf_release(&out);
}

/* Plans made at random: in a part of them nothing is odd. */
static void test_random_plans(void **state)
{
	struct maker m = {.seed = 20210914};
	unsigned count = 30000, read = 0;

	(void)state;
	ari_buf_init(&m.text, NULL);
	for (unsigned i = 0; i < count; i++) {
		struct ari_str bytes;

		ari_buf_clear(&m.text);
		m.odd = draw(&m.seed, 3);
		if (!draw(&m.seed, 9))
			ari_buf_puts(&m.text, "---\n");
		put_node(&m, 0, 3);
		if (!draw(&m.seed, 4))
			return_feeds(&m.text);
		bytes = ari_buf_view(&m.text);
		agree(bytes);
		if (bytes.len)
			bytes.len--;
		agree(bytes);
		read += is_ordinary(bytes, true);
	}
	ari_buf_release(&m.text);
	/* Both ways were taken often enough to be compared. */
	assert_in_range(read, count / 6, count * 4 / 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_random_plans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
