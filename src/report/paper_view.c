/*
 * The paper as a report: its head, its sections in the template's order,
 * and the colophon at its end.
 */
#include "paper.h"

static void open_line(struct ari_report *report, const char *label)
{
	ari_report_open(report, ARI_REPORT_ROW);
	ari_report_cell(report, ari_str_from(label), true);
	ari_report_open(report, ARI_REPORT_CELL);
}

static void close_line(struct ari_report *report)
{
	ari_report_close(report);
	ari_report_close(report);
}

static void line(struct ari_report *report, const char *label,
		 struct ari_str text)
{
	if (!text.len)
		return;
	open_line(report, label);
	ari_report_text(report, text);
	close_line(report);
}

static void put_body(struct ari_report *report, const struct ari_paper *paper)
{
	const struct ari_cycle *cycle = paper->cycle;
	const struct ari_body *body =
	    cycle ? ari_register_body(paper->reg, cycle->body.text, false)
		  : NULL;

	if (body && body->name.text.len)
		line(report, "To", body->name.text);
	else if (cycle)
		line(report, "To", cycle->body.text);
}

static void put_meeting(struct ari_report *report,
			const struct ari_paper *paper)
{
	const struct ari_cycle *cycle = paper->cycle;

	if (paper->dates.to != ARI_DAY_MIN) {
		open_line(report, "Meeting date");
		ari_report__day(report, paper->dates.to);
		close_line(report);
	}
	if (cycle && cycle->period.date.kind) {
		open_line(report, "Period");
		ari_report__when(report, &cycle->period);
		close_line(report);
	}
}

static void put_since(struct ari_report *report, const struct ari_paper *paper)
{
	const struct ari_paper_request *request = &paper->request;

	open_line(report, "Compared with");
	if (request->has_since) {
		ari_report_text(report, request->since.cycle.ptr
					    ? request->since.cycle
					    : request->since.name);
		if (paper->dates.from != ARI_DAY_MIN) {
			ari_report_puts(report, request->since.cycle.ptr
						    ? ", meeting of "
						    : ", ");
			ari_report__day(report, paper->dates.from);
		}
	} else {
		ari_report_puts(report, "nothing: this is the first paper");
	}
	close_line(report);
}

static void put_scope(struct ari_report *report, const struct ari_paper *paper)
{
	const struct ari_paper_options *options = &paper->request.options;

	line(report, "Only actions of", options->body);
	line(report, "Only the plan", options->plan);
	open_line(report, "Access");
	if (options->exempt)
		ari_report_puts(report, "not for publication: exempt records "
					"are included");
	else if (paper->left_out)
		ari_report_printf(report, "open; %zu exempt record%s left out",
				  paper->left_out,
				  paper->left_out == 1 ? " is" : "s are");
	else
		ari_report_puts(report, "open");
	close_line(report);
}

static void put_head(struct ari_report *report, const struct ari_paper *paper)
{
	const struct ari_paper_template *form = &paper->form;
	struct ari_report_node *table;

	ari_report_heading(report, 1, form->title);
	if (paper->request.draft) {
		ari_report_open(report, ARI_REPORT_PARAGRAPH);
		ari_report_badge(report, ARI_TONE_WARN, "Draft");
		ari_report_puts(report, " The cycle is not closed. This is "
					"what the repository says now, and "
					"may change before the meeting.");
		ari_report_close(report);
	}
	table = ari_report_open(report, ARI_REPORT_TABLE);
	if (table)
		table->text = ARI_STR("About this paper");
	line(report, "Council", paper->reg->council.text);
	put_body(report, paper);
	put_meeting(report, paper);
	put_since(report, paper);
	for (size_t i = 0; i < form->line_count; i++) {
		ari_report_open(report, ARI_REPORT_ROW);
		ari_report_cell(report, form->lines[i].label, true);
		ari_report_cell(report, form->lines[i].text, false);
		ari_report_close(report);
	}
	line(report, "Purpose", form->purpose);
	put_scope(report, paper);
	ari_report_close(report);
	if (form->introduction.len)
		ari_report_inline(report, ARI_REPORT_PROSE, form->introduction);
}

/* What the words of the table mean, for who reads it first. */
static void put_key(struct ari_report *report, const struct ari_paper *paper)
{
	const struct ari_days period = paper->dates.period;

	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_puts(report, "An action is listed as ");
	if (period.lo != ARI_DAY_MIN && period.hi != ARI_DAY_MAX) {
		ari_report_inline(report, ARI_REPORT_STRONG, ARI_STR("due"));
		ari_report_puts(report, " when a date of it ends in the period "
					"(");
		ari_report__days(report, period);
		ari_report_puts(report, "), ");
	} else {
		ari_report_inline(report, ARI_REPORT_STRONG, ARI_STR("due"));
		ari_report_puts(report, " when a date of it ends by the "
					"meeting, ");
	}
	ari_report_inline(report, ARI_REPORT_STRONG, ARI_STR("carried over"));
	ari_report_puts(report, " when it was overdue before, ");
	ari_report_inline(report, ARI_REPORT_STRONG, ARI_STR("under way"));
	ari_report_puts(report, " when its time runs in the period and ends "
				"after it, and ");
	ari_report_inline(report, ARI_REPORT_STRONG, ARI_STR("changed"));
	ari_report_puts(report, " when anything about it did. It is overdue "
				"when its date has passed and it is not done: "
				"a month has passed when it is over.");
	ari_report_close(report);
}

static void put_plans(struct ari_report *report, const struct ari_paper *paper,
		      bool tables)
{
	ari_report_heading(report, 2,
			   paper->form.section_titles[ARI_PAPER_PLANS]);
	put_key(report, paper);
	for (size_t i = 0; i < paper->plan_count && !report->failed; i++)
		ari_report__paper_plan(report, paper, &paper->plans[i], tables);
}

static void oid_line(struct ari_report *report, const char *label,
		     const struct ari_oid *id, const char *otherwise)
{
	char hex[ARI_OID_HEX + 1];

	open_line(report, label);
	if (ari_oid_none(id))
		ari_report_puts(report, otherwise);
	else
		ari_report_inline(
		    report, ARI_REPORT_CODE,
		    ari_arena_dup(report->arena,
				  ari_str_from(ari_oid_hex(hex, id))));
	close_line(report);
}

static void put_colophon(struct ari_report *report,
			 const struct ari_paper *paper, bool provable,
			 struct ari_str colophon)
{
	const struct ari_paper_request *request = &paper->request;
	const char *no_tag = request->draft ? "none: the cycle is not closed"
					    : "none: a lightweight tag";
	struct ari_report_node *table;

	ari_report_heading(report, 2, ARI_STR("How this paper was made"));
	ari_report__paragraph(
	    report,
	    provable
		? "It was made by a program from a git repository, and can be "
		  "made again: the command `arising verify` with this file "
		  "proves that every byte is what the repository says."
		: "It was made by a program from a git repository, and can be "
		  "made again. Of this form no byte can be proved; of the "
		  "same paper in HTML, Markdown, CSV or JSON the command "
		  "`arising verify` proves each.");
	table = ari_report_open(report, ARI_REPORT_TABLE);
	if (table)
		table->text = ARI_STR("What it was made from");
	line(report, "Cycle", request->at.cycle);
	oid_line(report, "Commit", &request->at.commit, "none");
	oid_line(report, "Tag object", &request->at.tag, no_tag);
	if (request->has_since) {
		line(report, "Previous cycle",
		     request->since.cycle.ptr ? request->since.cycle
					      : request->since.name);
		oid_line(report, "Its tag object", &request->since.tag, "none");
	}
	line(report, "Tool", ARI_STR("arising " ARI_VERSION));
	oid_line(report,
		 paper->form.own ? "Template (paper.yaml)"
				 : "Template (built in)",
		 &paper->form.digest, "none");
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_inline(report, ARI_REPORT_CODE, colophon);
	ari_report_close(report);
}

void ari_views_paper(struct ari_report *report, const struct ari_paper *paper,
		     bool tables, bool provable, struct ari_str colophon)
{
	const struct ari_paper_template *form = &paper->form;

	put_head(report, paper);
	for (size_t i = 0; i < form->section_count && !report->failed; i++) {
		if (form->sections[i] == ARI_PAPER_PLANS)
			put_plans(report, paper, tables);
		else
			ari_report__paper_section(report, paper,
						  form->sections[i]);
	}
	put_colophon(report, paper, provable, colophon);
}
