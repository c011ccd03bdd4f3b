/*
 * Random histories of plans, written as a stream for `git fast-import`: the
 * same seed gives the same bytes. Each is a branch h-N of its own, with
 * merges, of many sides and criss-cross too, reverts, commits of nothing,
 * dates that stand still or go back, renamed files, plans that change their
 * id, renumbered, split and moved records, and plans laid out in ways that
 * lines alone would misread. Where they are to break, files cannot be read
 * for a while, too; of three such histories two are without branches. Where
 * there are people, many write, and a .mailmap says who they are.
 */
#ifndef TESTS_HISTORY_HISTORIES_H
#define TESTS_HISTORY_HISTORIES_H

#include <arising/base.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLANS 3
#define RECORDS 12
#define LINES 3 /* branches of one history */

struct fake_record {
	bool there;
	unsigned ref;		/* its number */
	unsigned formerly_plan; /* + 1; 0: none */
	unsigned formerly;
	unsigned due;
	unsigned status;
	unsigned update;
	unsigned action;
	unsigned reason;
	unsigned extra;
	bool milestones;
};

struct fake_plan {
	bool there;
	unsigned path; /* files are renamed */
	unsigned id;   /* added to its number */
	unsigned title;
	unsigned stage;
	unsigned layout;
	bool recommendations;
	unsigned broken; /* how; 0: it can be read */
	unsigned broken_by;
	struct fake_record records[RECORDS];
};

struct fake_line {
	struct fake_plan plans[PLANS];
	unsigned mark;	      /* of its last commit */
	unsigned said[PLANS]; /* ids then */
};

struct fake {
	uint64_t state;
	unsigned mark;
	unsigned next_ref;
	unsigned next_path;
	FILE *out;
	struct fake_line lines[LINES];
	size_t line_count;
	struct fake_plan past[PLANS]; /* of some commit: for a revert */
	unsigned when;
	bool breaks;
	bool people;
};

static inline unsigned fake_random(struct fake *f, unsigned below)
{
	f->state = f->state * UINT64_C(6364136223846793005) +
		   UINT64_C(1442695040888963407);
	return (unsigned)(f->state >> 33) % below;
}

/* -- one plan as text -- */

static inline void fake_value(struct ari_buf *out, const char *word,
			      unsigned value, unsigned layout, unsigned indent)
{
	switch (layout % 5) {
	case 0:
		ari_buf_printf(out, "%s %u goes on\n", word, value);
		break;
	case 1:
		ari_buf_printf(out, "\"%s %u goes on\"\n", word, value);
		break;
	case 2:
		ari_buf_printf(out, "|\n%*s%s %u goes on\n%*s- ref: \"x\"\n",
			       (int)indent + 4, "", word, value,
			       (int)indent + 4, "");
		break;
	case 3:
		/* A text whose lines look like items. */
		ari_buf_printf(out, "\"%s\n%*s- ref: %u\n%*s- more\"\n", word,
			       (int)indent, "", value, (int)indent + 3, "");
		break;
	default:
		ari_buf_printf(out, "%s %u\n%*sgoes on\n", word, value,
			       (int)indent + 6, "");
	}
}

static inline void fake_dates(struct ari_buf *out, const struct fake_record *r,
			      unsigned indent)
{
	static const char *const dues[] = {"2021-10", "2021-12-17", "2022",
					   "2022-01/2022-03", "2021-11-05"};
	int in = (int)indent;

	if (r->due >= 5)
		return;
	if (!r->milestones) {
		ari_buf_printf(out, "%*s  due: %s\n", in, "", dues[r->due]);
		return;
	}
	ari_buf_printf(out,
		       "%*s  milestones:\n%*s  - what: First\n%*s    due: "
		       "2021-09\n%*s  - what: Second\n%*s    due: %s\n",
		       in, "", in, "", in, "", in, "", in, "", dues[r->due]);
}

static inline void fake_record_put(struct ari_buf *out,
				   const struct fake_record *r, unsigned layout,
				   unsigned indent)
{
	static const char *const statuses[] = {
	    "not-started", "in-progress", "paused", "completed", "withdrawn"};
	int in = (int)indent;

	if (layout % 7 == 3)
		ari_buf_printf(out, "# a remark\n\n");
	ari_buf_printf(out, "%*s- ref: A.%u\n", in, "", r->ref);
	if (r->formerly_plan)
		ari_buf_printf(out, "%*s  formerly: [\"plan-%u#A.%u\"]\n", in,
			       "", r->formerly_plan - 1, r->formerly);
	else if (r->formerly)
		ari_buf_printf(out, "%*s  formerly: [A.%u]\n", in, "",
			       r->formerly);
	ari_buf_printf(out, "%*s  action: ", in, "");
	fake_value(out, "Write", r->action, layout + r->ref, indent);
	fake_dates(out, r, indent);
	ari_buf_printf(out, "%*s  status: %s\n", in, "", statuses[r->status]);
	if (r->reason)
		ari_buf_printf(out, "%*s  reason: because %u\n", in, "",
			       r->reason);
	if (r->extra)
		ari_buf_printf(out, "%*s  x-own: {n: %u}\n", in, "", r->extra);
	ari_buf_printf(out, "%*s  update: ", in, "");
	fake_value(out, "Done", r->update, layout / 2 + r->ref, indent);
}

static inline void fake_plan_put(struct ari_buf *out, unsigned id,
				 const struct fake_plan *p)
{
	static const char *const stages[] = {"draft", "approved", "closed"};
	unsigned indent = p->layout % 3 ? 2 : 0;
	size_t count = 0;

	ari_buf_printf(out, "plan: plan-%u\ntitle: Title %u\nstage: %s\n", id,
		       p->title, stages[p->stage]);
	if (p->recommendations)
		ari_buf_printf(out,
			       "recommendations:\n%*s- ref: R.1\n%*s  "
			       "recommendation: Do %u\n%*s- ref: R.2\n%*s  "
			       "recommendation: Do more\n",
			       (int)indent, "", (int)indent, "", p->title,
			       (int)indent, "", (int)indent, "");
	for (size_t i = 0; i < RECORDS; i++)
		count += p->records[i].there;
	if (!count)
		return;
	ari_buf_puts(out,
		     p->layout % 11 == 5 ? "actions: # all\n" : "actions:\n");
	for (size_t k = 0; k < RECORDS; k++) {
		/* Order is no movement. */
		size_t i = p->layout % 4 == 1 ? RECORDS - 1 - k : k;

		if (!p->records[i].there)
			continue;
		fake_record_put(out, &p->records[i], p->layout, indent);
		if (p->broken == 2)
			fake_record_put(out, &p->records[i], p->layout, indent);
	}
	if (p->layout % 6 == 2)
		ari_buf_puts(out, "narrative: |\n  - ref: no record\n");
	if (p->layout % 8 == 4)
		out->len--; /* no line end at the end */
}

/* A file that cannot be read: damaged, of twin records, a link, and so on. */
static inline void fake_broken_put(struct ari_buf *out, unsigned id,
				   const struct fake_plan *p)
{
	if (p->broken == 1 || p->broken == 2)
		fake_plan_put(out, id, p);
	if (p->broken == 1 || (p->broken == 2 && out->len < 80))
		ari_buf_printf(out, "\nbroken: [%u\n", p->broken_by);
	else if (p->broken == 3)
		ari_buf_printf(out, "# %u\n\tplan: p\n", p->broken_by);
	else if (p->broken == 4)
		ari_buf_printf(out, "elsewhere %u", p->broken_by);
	else if (p->broken == 5)
		ari_buf_puts(out, "plan: [always the same\n");
}

static inline void fake_break(struct fake *f, struct fake_line *line)
{
	for (size_t i = 0; i < PLANS; i++) {
		struct fake_plan *p = &line->plans[i];

		if (fake_random(f, 4) == 0 || (p->broken && fake_random(f, 4)))
			p->broken = fake_random(f, 2) * fake_random(f, 6);
		p->broken_by = fake_random(f, 3);
		/*
		 * A ledger of one plan goes by what a file calls itself, so
		 * what is damaged and becomes another plan at once is not of
		 * either.
		 */
		if (p->id != line->said[i])
			p->broken = 0;
	}
}

/* -- what happens -- */

static inline struct fake_record *fake_pick(struct fake *f, struct fake_plan *p)
{
	for (int tries = 0; tries < 20; tries++) {
		struct fake_record *r = &p->records[fake_random(f, RECORDS)];

		if (r->there)
			return r;
	}
	return NULL;
}

static inline void fake_new_record(struct fake *f, struct fake_plan *p,
				   const struct fake_record *like)
{
	for (size_t i = 0; i < RECORDS; i++) {
		struct fake_record *r = &p->records[i];

		if (r->there)
			continue;
		*r = like ? *like : (struct fake_record){0};
		r->there = true;
		r->ref = ++f->next_ref;
		if (!like) {
			r->due = fake_random(f, 6);
			r->status = fake_random(f, 5);
			r->milestones = fake_random(f, 4) == 0;
		}
		return;
	}
}

static inline void fake_change(struct fake *f, struct fake_record *r)
{
	switch (fake_random(f, 7)) {
	case 0:
		r->due = fake_random(f, 6);
		break;
	case 1:
		r->status = fake_random(f, 5);
		break;
	case 2:
		r->update = fake_random(f, 100);
		break;
	case 3:
		r->action = fake_random(f, 100);
		break;
	case 4:
		r->reason = fake_random(f, 50);
		break;
	case 5:
		r->extra = fake_random(f, 9);
		break;
	default:
		r->milestones = !r->milestones;
	}
}

static inline void fake_renumber(struct fake *f, struct fake_record *r)
{
	r->formerly_plan = 0;
	r->formerly = r->ref;
	r->ref = ++f->next_ref;
}

static inline void fake_split(struct fake *f, struct fake_plan *p,
			      struct fake_record *r)
{
	struct fake_record part = *r;

	part.formerly_plan = 0;
	part.formerly = r->ref;
	fake_new_record(f, p, &part);
	if (fake_random(f, 2))
		fake_renumber(f, r);
}

static inline void fake_transfer(struct fake *f, struct fake_line *line,
				 size_t from, struct fake_record *r)
{
	size_t to = (from + 1) % PLANS;
	struct fake_record moved = *r;

	if (!line->plans[to].there)
		return;
	moved.formerly_plan = (unsigned)from + 1;
	moved.formerly = r->ref;
	fake_new_record(f, &line->plans[to], &moved);
	r->there = false;
}

static inline void fake_step(struct fake *f, struct fake_line *line)
{
	size_t at = fake_random(f, PLANS);
	struct fake_plan *p = &line->plans[at];
	struct fake_record *r;
	unsigned what = fake_random(f, 24);

	if (!p->there) {
		p->there = true;
		p->path = ++f->next_path;
		for (int i = 0; i < 4; i++)
			fake_new_record(f, p, NULL);
		return;
	}
	r = fake_pick(f, p);
	if (what == 0)
		p->layout = fake_random(f, 1000);
	else if (what == 1)
		p->path = ++f->next_path;
	else if (what == 2)
		p->title = fake_random(f, 100);
	else if (what == 3)
		p->stage = fake_random(f, 3);
	else if (what == 4 && fake_random(f, 4) == 0)
		p->there = false;
	else if (what == 5 || !r)
		fake_new_record(f, p, NULL);
	else if (what == 6)
		r->there = false;
	else if (what == 7)
		fake_renumber(f, r);
	else if (what == 8)
		fake_split(f, p, r);
	else if (what == 9)
		fake_transfer(f, line, at, r);
	else if (what == 10)
		p->recommendations = !p->recommendations;
	else if (what == 11 && fake_random(f, 3) == 0)
		p->id = p->id ? 0 : PLANS;
	else
		fake_change(f, r);
}

/* -- commits -- */

static inline void fake_put_data(struct fake *f, struct ari_str text)
{
	fprintf(f->out, "data %zu\n", text.len);
	fwrite(text.ptr, 1, text.len, f->out);
	fputc('\n', f->out);
}

static inline const char *fake_person(struct fake *f)
{
	static const char *const people[] = {
	    "Ann <ann@example.org>",
	    "ann <ANN@example.org>",
	    "Ann Author <ann@example.org>",
	    "Ann <ann@old.example>",
	    "Cy <cy@example.org>",
	    "Cy Clerk <cy@example.org>",
	    "Zo\xc3\xab <zoe@example.org>",
	    "ZO\xc3\x8b <zoe@example.org>",
	    "zoe <zoe>",
	    "<nobody@example.org>",
	    "root <>",
	};

	return people[fake_random(f, sizeof(people) / sizeof(*people))];
}

/* A .mailmap of all four forms, with doublets, remarks and empty lines. */
static inline void fake_mailmap(struct fake *f)
{
	static const char *const names[] = {"Ann B. Author", "Cy",
					    "Zo\xc3\xab Z", "Ann"};
	static const char *const given[] = {"Ann", "ANN", "Cy Clerk",
					    "Zo\xc3\xab", "ann author"};
	static const char *const mails[] = {
	    "ann@example.org",	  "Ann@Example.org",
	    "ann@old.example",	  "cy@example.org",
	    "zoe@example.org",	  "zoe",
	    "nobody@example.org", ""};
	unsigned lines = fake_random(f, 8);
	struct ari_buf out;

	ari_buf_init(&out, NULL);
	while (lines--) {
		const char *name = names[fake_random(f, 4)];
		const char *mail = mails[fake_random(f, 8)];
		const char *commit = mails[fake_random(f, 8)];
		const char *called = given[fake_random(f, 5)];

		switch (fake_random(f, 6)) {
		case 0:
			ari_buf_printf(&out, "%s <%s>\n", name, commit);
			break;
		case 1:
			ari_buf_printf(&out, "<%s> <%s>\n", mail, commit);
			break;
		case 2:
			ari_buf_printf(&out, "%s <%s> <%s> # so\n", name, mail,
				       commit);
			break;
		case 3:
		case 4:
			ari_buf_printf(&out, "%s  <%s>\t%s <%s>\n", name, mail,
				       called, commit);
			break;
		default:
			ari_buf_printf(&out, "# %s <%s>\n\n", name, mail);
		}
	}
	fprintf(f->out, "M 100644 inline .mailmap\n");
	fake_put_data(f, ari_buf_view(&out));
	ari_buf_release(&out);
}

static inline void fake_commit(struct fake *f, unsigned number,
			       struct fake_line *line, size_t others)
{
	static const char reg[] = "arising: 1\ncouncil: Test\n"
				  "plans: plans/*.yaml\n";
	unsigned when = f->when;

	if (fake_random(f, 4) == 0)
		when = f->when -= fake_random(f, 4000);
	else if (fake_random(f, 4))
		when = f->when += 3600;
	fprintf(f->out, "commit refs/heads/h-%u\nmark :%u\n", number,
		++f->mark);
	fprintf(f->out, "author %s %u +0000\n",
		f->people ? fake_person(f) : "Ann <ann@example.org>", when);
	fprintf(f->out, "committer %s %u +0000\n",
		f->people ? fake_person(f) : "Cy <cy@example.org>", when);
	fake_put_data(f, ari_str_from("a change"));
	if (line->mark)
		fprintf(f->out, "from :%u\n", line->mark);
	for (size_t i = 0; i < others; i++)
		fprintf(f->out, "merge :%u\n",
			f->lines[f->line_count - 1 - i].mark);
	fprintf(f->out, "deleteall\nM 100644 inline arising.yaml\n");
	fake_put_data(f, ari_str_from(reg));
	if (f->people)
		fake_mailmap(f);
	for (unsigned i = 0; i < PLANS; i++) {
		struct ari_buf text;

		if (!line->plans[i].there)
			continue;
		ari_buf_init(&text, NULL);
		(line->plans[i].broken ? fake_broken_put : fake_plan_put)(
		    &text, i + line->plans[i].id, &line->plans[i]);
		fprintf(f->out, "M %s inline plans/f%u.yaml\n",
			line->plans[i].broken == 4 ? "120000" : "100644",
			line->plans[i].path);
		fake_put_data(f, ari_buf_view(&text));
		ari_buf_release(&text);
	}
	line->mark = f->mark;
	for (size_t i = 0; i < PLANS; i++)
		line->said[i] = line->plans[i].id;
}

/* Take some plans and records of the other side. */
static inline void fake_merge(struct fake *f, unsigned number, bool last)
{
	struct fake_line *into = &f->lines[0];
	const struct fake_line *from = &f->lines[f->line_count - 1];
	size_t sides = 1;

	for (size_t i = 0; i < PLANS; i++) {
		if (fake_random(f, 2))
			into->plans[i] = from->plans[i];
		for (size_t k = 0; k < RECORDS; k++)
			if (into->plans[i].there && from->plans[i].there &&
			    into->plans[i].records[k].ref ==
				from->plans[i].records[k].ref &&
			    fake_random(f, 2))
				into->plans[i].records[k] =
				    from->plans[i].records[k];
	}
	if (f->line_count > 2 && fake_random(f, 3) == 0)
		sides = 2;
	if (fake_random(f, 3) == 0)
		fake_step(f, into);
	fake_commit(f, number, into, sides);
	/* Where a side goes on, it may be merged crosswise. */
	if (sides == 1 && !last && fake_random(f, 3) == 0)
		return;
	f->line_count -= sides;
}

static inline void fake_history(struct fake *f, unsigned number,
				unsigned commits)
{
	size_t most = f->breaks && number % 3 ? 1 : LINES;

	memset(f->lines, 0, sizeof(f->lines));
	f->line_count = 1;
	f->next_ref = f->next_path = 0;
	f->when = 1600000000;
	memset(f->past, 0, sizeof(f->past));
	fprintf(f->out, "reset refs/heads/h-%u\n\n", number);
	for (unsigned i = 0; i < commits; i++) {
		unsigned what = fake_random(f, 12);
		size_t line = fake_random(f, (unsigned)f->line_count);
		unsigned steps = fake_random(f, 5);

		if (fake_random(f, 20) == 0)
			memcpy(f->lines[line].plans, f->past, sizeof(f->past));
		else if (fake_random(f, 10) == 0)
			memcpy(f->past, f->lines[line].plans, sizeof(f->past));
		if (i > 3 && what == 0 && f->line_count < most) {
			f->lines[f->line_count] = f->lines[line];
			line = f->line_count++;
		} else if (what == 1 && f->line_count > 1) {
			fake_merge(f, number, false);
			continue;
		}
		while (steps--)
			fake_step(f, &f->lines[line]);
		if (f->breaks)
			fake_break(f, &f->lines[line]);
		fake_commit(f, number, &f->lines[line], 0);
	}
	while (f->line_count > 1)
		fake_merge(f, number, true);
	fprintf(f->out, "reset refs/heads/h-%u\nfrom :%u\n\n", number,
		f->lines[0].mark);
}

#endif
