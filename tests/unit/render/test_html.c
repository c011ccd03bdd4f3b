/*
 * The HTML format: what each node becomes, what an officer's text can never
 * become, and prose as CommonMark without anything active.
 */
#include "fixture.h"

static const char *body_of(struct page *page)
{
	ari_render_html(&page->out, &page->report);
	return strstr(page_text(page), "<main id=\"main\">\n") + 17;
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in:\n%s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("\"%s\" is in:\n%s", part, text);
}

static void test_frame(void **state)
{
	struct page page;
	const char *html;

	(void)state;
	page_begin(&page);
	ari_report_heading(&page.report, 1, ARI_STR("A & B"));
	body_of(&page);
	html = page_text(&page);
	assert_int_equal(
	    strncmp(html, "<!DOCTYPE html>\n<html lang=\"en-GB\">", 35), 0);
	assert_has(html, "<title>A &amp; B</title>");
	assert_has(html, "<h1 id=\"h1\">A &amp; B</h1>");
	assert_has(html, "default-src 'none'");
	assert_has(html, "</main>\n</body>\n</html>\n");
	page_end(&page);
}

static void test_no_heading(void **state)
{
	struct page page;

	(void)state;
	page_begin(&page);
	body_of(&page);
	assert_has(page_text(&page), "<title>Report</title>");
	page_end(&page);
}

static void test_inlines(void **state)
{
	struct page page;

	(void)state;
	page_begin(&page);
	ari_report_open(&page.report, ARI_REPORT_PARAGRAPH);
	ari_report_inline(&page.report, ARI_REPORT_INSERTED, ARI_STR("in"));
	ari_report_inline(&page.report, ARI_REPORT_DELETED, ARI_STR("out"));
	ari_report_badge(&page.report, ARI_TONE_BAD, "Overdue");
	ari_report_inline(&page.report, ARI_REPORT_CODE, ARI_STR("a<b"));
	ari_report_close(&page.report);
	assert_string_equal(
	    body_of(&page),
	    "<p><ins><span class=\"mark\">[added:</span> in"
	    "<span class=\"mark\">]</span></ins>"
	    "<del><span class=\"mark\">[removed:</span> out"
	    "<span class=\"mark\">]</span></del>"
	    "<strong class=\"tag tag-bad\">Overdue</strong>"
	    "<code>a&lt;b</code></p>\n</main>\n</body>\n</html>\n");
	page_end(&page);
}

static void test_table(void **state)
{
	struct page page;
	struct ari_report_node *table;

	(void)state;
	page_begin(&page);
	table = ari_report_open(&page.report, ARI_REPORT_TABLE);
	table->text = ARI_STR("Late");
	for (int row = 0; row < 2; row++) {
		ari_report_open(&page.report, ARI_REPORT_ROW);
		ari_report_cell(&page.report, ARI_STR("a"), true);
		ari_report_cell(&page.report, ARI_STR("b"), !row);
		ari_report_close(&page.report);
	}
	ari_report_close(&page.report);
	assert_string_equal(
	    body_of(&page),
	    "<section class=\"scroll\" tabindex=\"0\" aria-labelledby=\"t1\">\n"
	    "<table>\n<caption id=\"t1\">Table 1. Late</caption>\n"
	    "<thead>\n<tr><th scope=\"col\">a</th><th scope=\"col\">b</th>"
	    "</tr>\n</thead>\n<tbody>\n"
	    "<tr><th scope=\"row\">a</th><td>b</td></tr>\n"
	    "</tbody>\n</table>\n</section>\n</main>\n</body>\n</html>\n");
	page_end(&page);
}

/* Three main headings make a list of them; fewer do not. */
static void test_contents(void **state)
{
	(void)state;
	for (int count = 2; count < 4; count++) {
		struct page page;

		page_begin(&page);
		ari_report_heading(&page.report, 1, ARI_STR("Title"));
		for (int i = 0; i < count; i++)
			ari_report_heading(&page.report, 2, ARI_STR("Part"));
		body_of(&page);
		if (count < 3)
			assert_lacks(page_text(&page), "<nav");
		else
			assert_has(page_text(&page),
				   "<li><a href=\"#h4\">Part</a></li>\n</ul>\n"
				   "</nav>\n<h2 id=\"h2\">");
		page_end(&page);
	}
}

/* -- prose -- */

static void assert_prose(const char *text, const char *want)
{
	struct page page;
	const char *html;
	struct ari_buf whole;

	page_begin(&page);
	ari_report_inline(&page.report, ARI_REPORT_PROSE, ari_str_from(text));
	html = body_of(&page);
	ari_buf_init(&whole, NULL);
	ari_buf_printf(&whole,
		       "<div class=\"prose\">\n%s</div>\n</main>\n</body>\n"
		       "</html>\n",
		       want);
	assert_string_equal(html, whole.ptr);
	ari_buf_release(&whole);
	page_end(&page);
}

static void test_prose(void **state)
{
	(void)state;
	assert_prose("Two *words*.\n\n- a\n- b",
		     "<p>Two <em>words</em>.</p>\n<ul>\n<li>a</li>\n<li>b"
		     "</li>\n</ul>\n");
	assert_prose("# Big\n\nsmall\n=====\n",
		     "<p><strong>Big</strong></p>\n"
		     "<p><strong>small</strong></p>\n");
	assert_prose("[a](https://a.example/?x=1&y) <b@c.example>",
		     "<p><a href=\"https://a.example/?x=1&amp;y\">a</a> "
		     "<a href=\"mailto:b@c.example\">b@c.example</a></p>\n");
	assert_prose("[a](http://a.example \"title\")",
		     "<p><a href=\"http://a.example\">a</a></p>\n");
	assert_prose("", "");
}

static void test_prose_disarmed(void **state)
{
	(void)state;
	assert_prose("[a *b*](javascript:x)", "<p>a <em>b</em></p>\n");
	assert_prose("![c **d**](http://e.example/x.png)",
		     "<p>c <strong>d</strong></p>\n");
	assert_prose("[![e](x)](vbscript:y)", "<p>e</p>\n");
	assert_prose("[![e](x)](http://f.example)",
		     "<p><a href=\"http://f.example\">e</a></p>\n");
	assert_prose("a <b>b</b>", "<p>a &lt;b&gt;b&lt;/b&gt;</p>\n");
	assert_prose("<script>\nx\n</script>",
		     "<pre><code>&lt;script&gt;\nx\n&lt;/script&gt;\n"
		     "</code></pre>\n");
	assert_prose("``` \" onclick=x\ny\n```",
		     "<pre><code>y\n</code></pre>\n");
	assert_prose("a&#x202E;b", "<p>a\xEF\xBF\xBD"
				   "b</p>\n");
}

/* -- whatever a text says -- */

/* Only tags of ours, with attributes of ours, and no entity but five. */
static void assert_tame(const char *html, const char *what)
{
	static const char *const bad[] = {
	    "<script",
	    "<img",
	    "<svg",
	    "<iframe",
	    "onerror=x",
	    "<div on",
	    "<b>",
	    "href=\"javascript",
	    "href=\" ",
	    "href=\"data",
	    "href=\"vbscript",
	    "href=\"file",
	    "href=\"/",
	    "<title><",
	    "<!--",
	    "<![",
	    "<?",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (strstr(html, bad[i]))
			fail_msg("%s comes through from: %s", bad[i], what);
	for (const char *p = html; (p = strchr(p, '<')); p++)
		if (!strchr("!/abcdehilmnopstu", p[1]))
			fail_msg("a tag <%.9s from: %s", p + 1, what);
}

static void test_hostile(void **state)
{
	(void)state;
	for (size_t i = 0; i < HOSTILE; i++) {
		struct page page;

		page_begin(&page);
		page_fill(&page, ari_str_from(hostile[i]));
		body_of(&page);
		assert_neutral(ari_buf_view(&page.out), hostile[i]);
		assert_tame(page_text(&page), hostile[i]);
		page_end(&page);
	}
}

/* Marks nested deeper than any writer would. */
static void test_deep_prose(void **state)
{
	static const char *const marks[] = {"> ", "*", "[", "<", "- ", "`"};

	(void)state;
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		struct page page;
		struct ari_buf text;

		ari_buf_init(&text, NULL);
		for (int k = 0; k < 5000; k++)
			ari_buf_puts(&text, marks[i]);
		page_begin(&page);
		ari_report_inline(&page.report, ARI_REPORT_PROSE,
				  ari_buf_view(&text));
		body_of(&page);
		assert_has(page_text(&page), "</html>\n");
		page_end(&page);
		ari_buf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_frame),
	    cmocka_unit_test(test_no_heading),
	    cmocka_unit_test(test_inlines),
	    cmocka_unit_test(test_table),
	    cmocka_unit_test(test_contents),
	    cmocka_unit_test(test_prose),
	    cmocka_unit_test(test_prose_disarmed),
	    cmocka_unit_test(test_hostile),
	    cmocka_unit_test(test_deep_prose),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
