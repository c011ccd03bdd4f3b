/*
 * What the tests of the renderers share: texts that mean harm, and a report
 * that has one of them in every kind of node.
 */
#ifndef TESTS_RENDER_FIXTURE_H
#define TESTS_RENDER_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include <arising/render.h>

static const char *const hostile[] = {
    "<script>alert(1)</script>",
    "</title></style></textarea><svg/onload=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "&lt;script&gt;&#x3c;script&#62; &amp;",
    "[here](javascript:alert(1)) ![x](http://e.example/x.png)",
    "<javascript:alert(1)> <http://ok.example/> [j]( JaVaScRiPt:alert(1))",
    "[d](data:text/html;base64,PHNjcmlwdD4=) [v](vbscript:x) [f](file:///etc)",
    "[r](//evil.example) [p](/etc/passwd) [q](ok \"t\\\" onclick=x\")",
    "[a]: javascript:alert(1)\n\n[a]",
    "```\n<script>\n```\n\n    <b>\n\n# Heading\n\n<div onclick=x>\n\n- a\n- b",
    "\033[31mred\033[0m \033]0;title\007 \033]8;;http://e\033\\link",
    "\xC2\x9B"
    "31m \xC2\x85 \x7F\x01\x08\r\n next",
    "\xE2\x80\xAE"
    "evil \xE2\x81\xA6 x \xE2\x80\x8F \xD8\x9C \xEF\xBB\xBF",
    "&#x202E;evil &#8238; &rlm; &#0; &#27;[31m &#x9b;31m",
    "\xF3\xA0\x81\x81 \xE2\x80\xA8 \xE2\x80\xA9",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "  =1",
    "\n=1",
    "| a | b |\n| --- | --- |",
    "# no heading",
    "1. no list",
    "> no quote",
    "`` ` `` ~~x~~ **y** __z__ \\ \\\\",
    "---",
    "***",
    "a  \nb\\\nc",
    "\xFF\xFE\xC3\x28 \xED\xA0\x80 \xF4\x90\x80\x80 broken",
    "",
    " ",
    "\n\n\n",
    "]]>",
    "--><!--",
    "<![CDATA[x]]>",
    "<?php ?>",
};

#define HOSTILE (sizeof(hostile) / sizeof(*hostile))

struct page {
	struct ari_arena arena;
	struct ari_report report;
	struct ari_buf out;
};

static inline void page_begin(struct page *page)
{
	ari_arena_init(&page->arena, NULL, 0);
	ari_report_init(&page->report, &page->arena);
	ari_buf_init(&page->out, NULL);
}

static inline void page_end(struct page *page)
{
	ari_buf_release(&page->out);
	ari_arena_release(&page->arena);
}

static inline const char *page_text(struct page *page)
{
	assert_false(page->out.failed);
	return page->out.ptr ? page->out.ptr : "";
}

/* The text in every kind of node, as a view might place it. */
static inline void page_fill(struct page *page, struct ari_str text)
{
	struct ari_report *r = &page->report;
	struct ari_report_node *table;

	ari_report_heading(r, 1, text);
	ari_report_heading(r, 2, text);
	ari_report_open(r, ARI_REPORT_PARAGRAPH);
	for (int kind = ARI_REPORT_TEXT; kind < ARI_REPORT_BADGE; kind++)
		ari_report_inline(r, (enum ari_report_kind)kind, text);
	ari_report_inline(r, ARI_REPORT_BADGE, text);
	ari_report_close(r);
	ari_report_open(r, ARI_REPORT_LIST);
	ari_report_open(r, ARI_REPORT_ITEM);
	ari_report_text(r, text);
	ari_report_close(r);
	ari_report_close(r);
	table = ari_report_open(r, ARI_REPORT_TABLE);
	table->text = text;
	ari_report_open(r, ARI_REPORT_ROW);
	ari_report_cell(r, text, true);
	ari_report_cell(r, text, true);
	ari_report_close(r);
	ari_report_open(r, ARI_REPORT_ROW);
	ari_report_cell(r, text, true);
	ari_report_open(r, ARI_REPORT_CELL);
	ari_report_inline(r, ARI_REPORT_PROSE, text);
	ari_report_close(r);
	ari_report_close(r);
	ari_report_close(r);
	ari_report_inline(r, ARI_REPORT_PROSE, text);
	assert_false(r->failed);
}

/*
 * The bytes are UTF-8 without control characters but line ends, and without
 * what turns the direction of writing.
 */
static inline void assert_neutral(struct ari_str text, const char *what)
{
	size_t at = 0;

	if (ari_utf8_check(text) != text.len)
		fail_msg("not UTF-8 from: %s", what);
	while (at < text.len) {
		uint32_t p = ari_utf8_next(text, &at);

		if ((p < 0x20 && p != '\n') || (p >= 0x7F && p < 0xA0) ||
		    p == 0x61C || p == 0x200E || p == 0x200F ||
		    (p >= 0x2028 && p <= 0x202E) ||
		    (p >= 0x2066 && p <= 0x2069) || p == 0xFEFF ||
		    (p >= 0xE0000 && p <= 0xE007F))
			fail_msg("U+%04X comes through from: %s", p, what);
	}
}

#endif
