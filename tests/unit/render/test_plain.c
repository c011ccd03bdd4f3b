/*
 * Text and Markdown against texts that mean harm: no control reaches a
 * terminal, and Markdown read again shows the characters that were typed.
 */
#include "fixture.h"

static void test_escape_text(void **state)
{
	static const char *const pairs[][2] = {
	    {"a\tb\nc\rd", "a b c d"},
	    {"\033[1m", "\xEF\xBF\xBD[1m"},
	    {"\x7F\xC2\x9B", "\xEF\xBF\xBD\xEF\xBF\xBD"},
	    {"\xE2\x80\xAEx", "\xEF\xBF\xBDx"},
	    {"a\xEF\xBF\xBE\xEF\xB7\x90"
	     "b\xF0\x9F\xBF\xBF",
	     "a\xEF\xBF\xBD\xEF\xBF\xBD"
	     "b\xEF\xBF\xBD"},
	    {"Oct \xE2\x80\x93 Dec", "Oct \xE2\x80\x93 Dec"},
	    {"\xC3", "\xEF\xBF\xBD"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct ari_buf out;

		ari_buf_init(&out, NULL);
		ari_render_escape_text(&out, ari_str_from(pairs[i][0]));
		assert_string_equal(out.ptr, pairs[i][1]);
		ari_buf_release(&out);
	}
}

static void test_escape_html(void **state)
{
	struct ari_buf out;

	(void)state;
	ari_buf_init(&out, NULL);
	ari_render_escape_html(&out, ARI_STR("<a b='c' d=\"e\">&amp;\033"));
	assert_string_equal(out.ptr,
			    "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;amp;"
			    "\xEF\xBF\xBD");
	ari_buf_release(&out);
}

static void test_escape_markdown(void **state)
{
	static const char *const pairs[][2] = {
	    {"a*b_c", "a\\*b\\_c"}, {"# x", "\\# x"},
	    {"1. x", "1\\. x"},	    {"12) x", "12\\) x"},
	    {"- x", "\\- x"},	    {"> x", "\\> x"},
	    {"<b>&", "\\<b\\>\\&"}, {"[a](b)", "\\[a\\](b)"},
	    {"a | b", "a \\| b"},   {"1.5 m", "1\\.5 m"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct ari_buf out;

		ari_buf_init(&out, NULL);
		ari_render_escape_markdown(&out, ari_str_from(pairs[i][0]),
					   true);
		assert_string_equal(out.ptr, pairs[i][1]);
		ari_buf_release(&out);
	}
}

static void test_hostile_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < HOSTILE; i++) {
		struct page page;

		page_begin(&page);
		page_fill(&page, ari_str_from(hostile[i]));
		ari_render_text(&page.out, &page.report, NULL);
		assert_neutral(ari_buf_view(&page.out), hostile[i]);
		page_end(&page);
	}
}

/*
 * In Markdown each mark of a text has a backslash, so no line of it begins
 * a block and no bracket a link.
 */
static void assert_no_link(const char *text, const char *what)
{
	for (const char *p = text; (p = strstr(p, "](")); p++)
		if (p == text || p[-1] != '\\')
			fail_msg("a link from: %s\n%s", what, text);
	for (const char *p = text; (p = strchr(p, '<')); p++)
		if (p == text ||
		    (p[-1] != '\\' && p[-1] != '`' && !strchr(what, '`')))
			if (!memchr(text, '`', (size_t)(p - text)))
				fail_msg("raw HTML from: %s\n%s", what, text);
}

static void test_hostile_markdown(void **state)
{
	(void)state;
	for (size_t i = 0; i < HOSTILE; i++) {
		struct page page;
		struct ari_report *r = &page.report;
		struct ari_str text = ari_str_from(hostile[i]);

		page_begin(&page);
		page_fill(&page, text);
		ari_render_markdown(&page.out, r);
		assert_neutral(ari_buf_view(&page.out), hostile[i]);
		page_end(&page);
		/* Without code spans, in which everything is plain. */
		page_begin(&page);
		ari_report_heading(r, 1, text);
		ari_report_open(r, ARI_REPORT_PARAGRAPH);
		ari_report_text(r, text);
		ari_report_inline(r, ARI_REPORT_STRONG, text);
		ari_report_close(r);
		ari_report_inline(r, ARI_REPORT_PROSE, text);
		ari_render_markdown(&page.out, r);
		assert_no_link(page_text(&page), hostile[i]);
		page_end(&page);
	}
}

/* A row is one line however many an officer typed. */
static void test_prose_in_markdown_cell(void **state)
{
	struct page page;
	struct ari_report *r = &page.report;

	(void)state;
	page_begin(&page);
	ari_report_open(r, ARI_REPORT_TABLE);
	ari_report_open(r, ARI_REPORT_ROW);
	ari_report_cell(r, ARI_STR("a"), true);
	ari_report_open(r, ARI_REPORT_CELL);
	ari_report_inline(r, ARI_REPORT_PROSE, ARI_STR("b | c\n\n- d"));
	ari_report_close(r);
	ari_report_close(r);
	ari_report_close(r);
	ari_render_markdown(&page.out, r);
	assert_string_equal(page_text(&page),
			    "| a | b \\| c  - d |\n| --- | --- |\n\n");
	page_end(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_escape_text),
	    cmocka_unit_test(test_escape_html),
	    cmocka_unit_test(test_escape_markdown),
	    cmocka_unit_test(test_hostile_text),
	    cmocka_unit_test(test_hostile_markdown),
	    cmocka_unit_test(test_prose_in_markdown_cell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
