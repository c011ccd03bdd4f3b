/*
 * Plans as plain numbers: made at random, changed at random on two sides,
 * merged by the rules in the fewest words, and written in layouts of every
 * kind. What the bytes say after a real merge is read back into this.
 */
#ifndef TESTS_EDIT_MODEL_H
#define TESTS_EDIT_MODEL_H

#include "fixture.h"

#define M_RECORDS 14 /* base has the first ones, sides add the rest */
#define M_BASE 8
#define M_TEXTS 5
#define M_SETS 3
#define M_STONES 3
#define M_NAMES 4
#define M_VALUES 14

static const char *const m_text_keys[M_TEXTS] = {"action", "status", "due",
						 "update", "x-note"};
static const char *const m_set_keys[M_SETS] = {"leads", "bodies", "success"};
static const char *const m_names[M_NAMES] = {"chief", "S&R", "1.10",
					     "A: b # c"};
static const char *const m_whats[M_STONES] = {"Draft", "Plan: two", "End"};
static const char *const m_values[M_VALUES] = {
    NULL,
    "2021-10",
    "in-progress",
    "It's: done # not so",
    "one\n\ntwo\n",
    "  led by blanks",
    "1.10",
    "Zo\xC3\xAB \xE2\x80\x94 \"said\" so\\",
    "- a dash",
    "lines\n  indented\n\tand a tab",
    "yes",
    "a text that is so long that a line of any sensible width does not hold "
    "it, and that somebody may have folded",
    "ends in two\n\n",
    "{braces}, [brackets]",
};

struct m_record {
	bool there;
	int ref; /* 0 its own, 1 and 2 renumbered */
	int text[M_TEXTS];
	unsigned set[M_SETS];
	int due[M_STONES]; /* 0: no such milestone */
	int done[M_STONES];
	int decision; /* 0: none */
};

struct model {
	int title;
	struct m_record records[M_RECORDS];
	int order[M_RECORDS];
	int count;
};

static inline const char *m_ref(const struct model *m, int id)
{
	static const char *const own[M_RECORDS] = {
	    "1.1", "1.2", "A.1", "2", "2.1b", "1.10", "F.4",
	    "G-1", "N1",  "N2",	 "3", "3.1",  "X_1",  "(z)"};
	static const char *const first[M_RECORDS] = {
	    "n0", "n1", "n2", "n3", "n4", "n5", "n6",
	    "n7", "n8", "n9", "na", "nb", "nc", "nd"};
	static const char *const second[M_RECORDS] = {
	    "m0", "m1", "m2", "m3", "m4", "m5", "m6",
	    "m7", "m8", "m9", "ma", "mb", "mc", "md"};
	const char *const *refs[] = {own, first, second};

	return refs[m->records[id].ref][id];
}

static inline const char *m_own_ref(int id)
{
	struct model none = {.count = 0};

	return m_ref(&none, id);
}

/* -- at random -- */

static inline void m_fill(struct m_record *r, uint64_t *seed)
{
	*r = (struct m_record){.there = true};
	for (int i = 0; i < M_TEXTS; i++)
		r->text[i] = below(seed, 3) ? (int)below(seed, M_VALUES) : 0;
	if (!r->text[0])
		r->text[0] = 1 + (int)below(seed, M_VALUES - 1);
	for (int i = 0; i < M_SETS; i++)
		r->set[i] = below(seed, 2) ? below(seed, 1 << M_NAMES) : 0;
	for (int i = 0; i < M_STONES && below(seed, 2); i++) {
		r->due[i] = 1 + (int)below(seed, 3);
		r->done[i] = (int)below(seed, 3);
	}
	r->decision = (int)below(seed, 3);
}

static inline void m_insert(struct model *m, int id, int place)
{
	for (int i = m->count++; i > place; i--)
		m->order[i] = m->order[i - 1];
	m->order[place] = id;
}

static inline void m_remove(struct model *m, int place)
{
	m->records[m->order[place]] = (struct m_record){.there = false};
	m->count--;
	for (int i = place; i < m->count; i++)
		m->order[i] = m->order[i + 1];
}

static inline void m_make(struct model *m, uint64_t *seed)
{
	int count = 2 + (int)below(seed, M_BASE - 1);

	*m = (struct model){.title = 1 + (int)below(seed, 13)};
	for (int i = 0; i < count; i++) {
		m_fill(&m->records[i], seed);
		m_insert(m, i, i);
	}
}

static inline void m_change(struct m_record *r, int id, uint64_t *seed)
{
	int i = (int)below(seed, M_TEXTS);
	int k = (int)below(seed, M_SETS);
	int s = (int)below(seed, M_STONES);

	switch (below(seed, 8)) {
	case 0:
	case 1:
	case 2:
		r->text[i] = (int)below(seed, M_VALUES);
		if (!r->text[0])
			r->text[0] = 2;
		break;
	case 3:
	case 4:
		r->set[k] ^= 1u << below(seed, M_NAMES);
		break;
	case 5:
		r->due[s] = (int)below(seed, 4);
		if (!r->due[s])
			r->done[s] = 0;
		break;
	case 6:
		if (r->due[s])
			r->done[s] = (int)below(seed, 3);
		break;
	default:
		if (id < M_BASE && below(seed, 2))
			r->ref = 1 + (int)below(seed, 2);
		else
			r->decision = (int)below(seed, 4);
	}
}

static inline void m_edit(struct model *m, uint64_t *seed)
{
	uint32_t edits = below(seed, 7);

	while (edits--) {
		uint32_t what = below(seed, 12);
		int id = M_BASE + (int)below(seed, M_RECORDS - M_BASE);

		if (what == 0 && m->count > 1) {
			m_remove(m, (int)below(seed, (uint32_t)m->count));
		} else if (what <= 2 && !m->records[id].there) {
			m_fill(&m->records[id], seed);
			m_insert(m, id,
				 (int)below(seed, (uint32_t)m->count + 1));
		} else if (what == 3) {
			m->title = 1 + (int)below(seed, 13);
		} else if (m->count) {
			id = m->order[below(seed, (uint32_t)m->count)];
			m_change(&m->records[id], id, seed);
		}
	}
}

/* -- merged by the rules -- */

struct m_conflicts {
	char text[4096]; /* "REF.FIELD" a line, sorted by the caller */
	int count;
};

static inline void m_conflict(struct m_conflicts *c, const char *ref,
			      const char *field)
{
	size_t len = strlen(c->text);

	snprintf(c->text + len, sizeof(c->text) - len, "%s.%s\n", ref, field);
	c->count++;
}

/* One number on three sides; true: both changed it, each otherwise. */
static inline bool m_three(int *ours_out, int *theirs_out, int b, int o, int t)
{
	*ours_out = o;
	*theirs_out = o;
	if (o == t || b == t)
		return false;
	if (b == o) {
		*ours_out = *theirs_out = t;
		return false;
	}
	*theirs_out = t;
	return true;
}

static inline unsigned m_set(unsigned b, unsigned o, unsigned t)
{
	return (o & ~(b & ~t)) | (t & ~b);
}

/* A milestone there or not, then its dates, as a keyed list is merged. */
static inline bool m_stone(struct m_record *a, struct m_record *z,
			   const struct m_record *b, const struct m_record *o,
			   const struct m_record *t, int s)
{
	int bv = b->due[s] * 8 + b->done[s], ov = o->due[s] * 8 + o->done[s];
	int tv = t->due[s] * 8 + t->done[s], av, zv;
	bool clash = false;

	if (b->due[s] && o->due[s] && t->due[s]) {
		clash |= m_three(&a->due[s], &z->due[s], b->due[s], o->due[s],
				 t->due[s]);
		clash |= m_three(&a->done[s], &z->done[s], b->done[s],
				 o->done[s], t->done[s]);
		return clash;
	}
	clash = m_three(&av, &zv, bv, ov, tv);
	a->due[s] = av / 8;
	a->done[s] = av % 8;
	z->due[s] = zv / 8;
	z->done[s] = zv % 8;
	return clash;
}

static inline bool m_has_stones(const struct m_record *r)
{
	return r->due[0] || r->due[1] || r->due[2];
}

static inline bool m_same(const struct m_record *a, const struct m_record *b)
{
	if (a->there != b->there || a->ref != b->ref ||
	    a->decision != b->decision)
		return false;
	for (int i = 0; i < M_TEXTS; i++)
		if (a->text[i] != b->text[i])
			return false;
	for (int i = 0; i < M_SETS; i++)
		if (a->set[i] != b->set[i])
			return false;
	for (int i = 0; i < M_STONES; i++)
		if (a->due[i] != b->due[i] || a->done[i] != b->done[i])
			return false;
	return true;
}

/* The list as a whole is one value where a side has none of it. */
static inline void m_stones(struct m_record *a, struct m_record *z,
			    const struct m_record *b, const struct m_record *o,
			    const struct m_record *t, const char *ref,
			    struct m_conflicts *c)
{
	bool same[3] = {true, true, true};

	for (int s = 0; s < M_STONES; s++) {
		int bv = b->due[s] * 8 + b->done[s];
		int ov = o->due[s] * 8 + o->done[s];
		int tv = t->due[s] * 8 + t->done[s];

		same[0] &= ov == tv;
		same[1] &= bv == tv;
		same[2] &= bv == ov;
	}
	if (m_has_stones(o) && m_has_stones(t)) {
		for (int s = 0; s < M_STONES; s++) {
			bool bd = b->due[s] != 0, od = o->due[s] != 0;
			bool td = t->due[s] != 0, clash_due, clash_done;
			int x, y;

			if (bd && od && td) {
				clash_due = m_three(&x, &y, b->due[s],
						    o->due[s], t->due[s]);
				clash_done = m_three(&x, &y, b->done[s],
						     o->done[s], t->done[s]);
				if (clash_due)
					m_conflict(c, ref, "milestones");
				if (clash_done)
					m_conflict(c, ref, "milestones");
				m_stone(a, z, b, o, t, s);
			} else if (m_stone(a, z, b, o, t, s)) {
				m_conflict(c, ref, "milestones");
			}
		}
		return;
	}
	if (!(same[0] || same[1] || same[2]))
		m_conflict(c, ref, "milestones");
	for (int s = 0; s < M_STONES; s++) {
		bool ours = same[0] || same[1] || !same[2];
		bool theirs = !same[0] && !same[1];

		a->due[s] = ours ? o->due[s] : t->due[s];
		a->done[s] = ours ? o->done[s] : t->done[s];
		z->due[s] = theirs ? t->due[s] : o->due[s];
		z->done[s] = theirs ? t->done[s] : o->done[s];
	}
}

/* Sets: as a whole where a side has none, else name by name. */
static inline bool m_sets(unsigned *a, unsigned *z, unsigned b, unsigned o,
			  unsigned t, bool texts)
{
	int x, y;

	if (o && t && o != t && b != t && b != o) {
		if (texts && (b & ~o & ~t) && (o & ~b & ~t) && (t & ~b & ~o)) {
			*a = o;
			*z = t;
			return true;
		}
		*a = *z = m_set(b, o, t);
		return false;
	}
	if (m_three(&x, &y, (int)b, (int)o, (int)t)) {
		*a = o;
		*z = t;
		return true;
	}
	*a = (unsigned)x;
	*z = (unsigned)y;
	return false;
}

static inline void m_merge_record(struct m_record *a, struct m_record *z,
				  const struct m_record *b,
				  const struct m_record *o,
				  const struct m_record *t, const char *ref,
				  struct m_conflicts *c)
{
	*a = *z = *o;
	if (m_same(o, t) || m_same(b, t))
		return;
	if (!b->there || !o->there || !t->there) {
		if (m_same(b, o)) {
			*a = *z = *t;
			return;
		}
		*z = *t;
		m_conflict(c, ref, "");
		return;
	}
	if (m_three(&a->ref, &z->ref, b->ref, o->ref, t->ref))
		m_conflict(c, ref, "ref");
	for (int i = 0; i < M_TEXTS; i++)
		if (m_three(&a->text[i], &z->text[i], b->text[i], o->text[i],
			    t->text[i]))
			m_conflict(c, ref, m_text_keys[i]);
	for (int i = 0; i < M_SETS; i++)
		if (m_sets(&a->set[i], &z->set[i], b->set[i], o->set[i],
			   t->set[i], i == 2))
			m_conflict(c, ref, m_set_keys[i]);
	m_stones(a, z, b, o, t, ref, c);
	if (m_three(&a->decision, &z->decision, b->decision, o->decision,
		    t->decision))
		m_conflict(c, ref, "decision");
}

/* Both variants, without an order; conflicts by the ref that base has. */
static inline void m_merge(struct model out[2], struct m_conflicts *c,
			   const struct model *b, const struct model *o,
			   const struct model *t)
{
	*c = (struct m_conflicts){.count = 0};
	out[0] = out[1] = *o;
	if (m_three(&out[0].title, &out[1].title, b->title, o->title, t->title))
		m_conflict(c, "", "title");
	for (int id = 0; id < M_RECORDS; id++)
		m_merge_record(&out[0].records[id], &out[1].records[id],
			       &b->records[id], &o->records[id],
			       &t->records[id], m_own_ref(id), c);
}

#endif
