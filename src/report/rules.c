/*
 * The catalogue of rules: all in a table, one in full, and the page that is
 * made of both. The caller has run the examples.
 */
#include "internal.h"

static const char *level_of(const struct ari_rule *rule)
{
	return rule->level == ARI_LEVEL_ERROR	  ? "error"
	       : rule->level == ARI_LEVEL_WARNING ? "warning"
						  : "off";
}

static void put_paragraph(struct ari_report *report, const char *text)
{
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_puts(report, text);
	ari_report_close(report);
}

void ari_views_rules(struct ari_report *report,
		     const struct ari_catalogue_rule *rules, size_t count)
{
	static const char *const heads[] = {"Rule", "Level", "What it is for"};

	ari_report_open(report, ARI_REPORT_TABLE);
	ari_report_open(report, ARI_REPORT_ROW);
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		ari_report_cell(report, ari_str_from(heads[i]), true);
	ari_report_close(report);
	for (size_t i = 0; i < count; i++) {
		const struct ari_rule *rule = rules[i].rule;

		ari_report_open(report, ARI_REPORT_ROW);
		ari_report_cell(report, ari_str_from(rule->code), true);
		ari_report_cell(report, ari_str_from(level_of(rule)), false);
		ari_report_cell(report, ari_str_from(rule->summary), false);
		ari_report_close(report);
	}
	ari_report_close(report);
}

static void put_level(struct ari_report *report,
		      const struct ari_catalogue_rule *rule)
{
	const char *level = level_of(rule->rule);

	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_badge(report,
			 rule->rule->level == ARI_LEVEL_ERROR ? ARI_TONE_BAD
							      : ARI_TONE_WARN,
			 level);
	if (!rule->settable)
		ari_report_puts(report, ", always.");
	else
		ari_report_puts(report, ", unless the register sets another "
					"level under assurance.");
	if (rule->most)
		ari_report_printf(report, " Its most is %d there.",
				  (int)rule->most);
	ari_report_printf(report, " It looks at %s.", rule->looks_at);
	ari_report_close(report);
}

/* The template for people: "{0}" says that a word of the plan stands there. */
static void put_template(struct ari_report *report, const char *label,
			 const char *template)
{
	if (!template)
		return;
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_inline(report, ARI_REPORT_STRONG, ari_str_from(label));
	ari_report_puts(report, " ");
	for (const char *p = template; *p;) {
		size_t len = 0;

		while (p[len] && p[len] != '{')
			len++;
		ari_report_text(report, (struct ari_str){p, len});
		p += len;
		if (p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}') {
			ari_report_puts(report, "…");
			p += 3;
		} else if (*p) {
			ari_report_puts(report, "{");
			p++;
		}
	}
	ari_report_close(report);
}

static void put_file(struct ari_report *report, const char *label,
		     const struct ari_catalogue_file *file)
{
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_inline(report, ARI_REPORT_STRONG, ari_str_from(label));
	ari_report_puts(report, " ");
	ari_report_inline(report, ARI_REPORT_CODE, ari_str_from(file->path));
	ari_report_close(report);
	ari_report_inline(report, ARI_REPORT_LINES, file->text);
}

static void put_examples(struct ari_report *report,
			 const struct ari_catalogue_rule *rule)
{
	if (!rule->bad_count) {
		put_paragraph(report, "There is no example: it would be too "
				      "large to show.");
		return;
	}
	for (size_t i = 0; i < rule->bad_count; i++)
		put_file(report, i ? "With it:" : "Found in:", &rule->bad[i]);
	put_paragraph(report, "What check prints:");
	ari_report_inline(report, ARI_REPORT_LINES, rule->printed);
	put_file(report, "Put right:", &rule->good);
}

void ari_views_rule(struct ari_report *report,
		    const struct ari_catalogue_rule *rule, unsigned level)
{
	ari_report_heading(report, level, ari_str_from(rule->rule->code));
	put_paragraph(report, rule->rule->summary);
	put_level(report, rule);
	put_template(report, "Says:", rule->rule->sentence);
	put_template(report, "What to write:", rule->rule->help);
	put_examples(report, rule);
}

void ari_views_catalogue(struct ari_report *report,
			 const struct ari_catalogue_rule *rules, size_t count)
{
	ari_report_heading(report, 1, ARI_STR("Rules"));
	put_paragraph(
	    report,
	    "What arising check can find, by code: what the rule is for, how "
	    "grave it is, a file in which it finds something, what check "
	    "prints for that file, and the same put right. A … stands for "
	    "words of the file. The page is made from the program by make "
	    "docs, and the examples are run by the tests.");
	ari_views_rules(report, rules, count);
	for (size_t i = 0; i < count; i++)
		ari_views_rule(report, &rules[i], 2);
}
