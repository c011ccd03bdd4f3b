/*
 * Models as YAML, in one of many layouts, and read back.
 */
#ifndef TESTS_EDIT_MODEL_YAML_H
#define TESTS_EDIT_MODEL_YAML_H

#include "model.h"

struct layout {
	uint64_t seed; /* of what differs from record to record */
	bool crlf;
	bool open; /* no line end at the end */
	bool gaps; /* empty lines between records */
	bool remarks;
	unsigned dash; /* columns before the dash of a record */
	unsigned list; /* columns from a key to the dashes of its list */
	unsigned flow; /* of ten records, how many on one line */
};

static inline void l_make(struct layout *l, uint64_t *seed)
{
	static const unsigned dashes[] = {0, 2, 4};

	*l = (struct layout){.seed = next_random(seed)};
	l->crlf = !below(seed, 4);
	l->open = !below(seed, 4);
	l->gaps = below(seed, 2);
	l->remarks = below(seed, 2);
	l->dash = dashes[below(seed, 3)];
	l->list = 2 * below(seed, 2);
	l->flow = below(seed, 3) ? 0 : below(seed, 11);
}

/* A number for a place, the same whatever else the plan holds. */
static inline uint32_t l_pick(const struct layout *l, int id, int field,
			      uint32_t most)
{
	uint64_t state = l->seed * 31 + (uint64_t)(id * 64 + field);

	next_random(&state);
	return below(&state, most);
}

static inline void l_quoted(struct ari_buf *out, const char *text)
{
	ari_buf_byte(out, '"');
	for (; *text; text++) {
		if (*text == '\n')
			ari_buf_puts(out, "\\n");
		else if (*text == '\t')
			ari_buf_puts(out, "\\t");
		else if (*text == '"' || *text == '\\')
			ari_buf_printf(out, "\\%c", *text);
		else
			ari_buf_byte(out, *text);
	}
	ari_buf_byte(out, '"');
}

/* Which of the values may stand unquoted, and which in lines. */
static inline bool l_is_plain(int value)
{
	return value == 1 || value == 2 || value == 7;
}

static inline void l_value(struct ari_buf *out, const struct layout *l,
			   int value, unsigned indent, int id, int field)
{
	uint32_t pick = l_pick(l, id, field, 3);
	const char *blank = strchr(m_values[11] + 50, ' ');
	const char *remark = l->remarks && pick == 1 ? "   # a remark" : "";

	if (value == 4 && indent && pick)
		ari_buf_printf(out, "|%s\n%*sone\n\n%*stwo", remark,
			       (int)indent, "", (int)indent, "");
	else if (value == 11 && indent && pick)
		ari_buf_printf(out, ">-%s\n%*s%.*s\n%*s%s", remark, (int)indent,
			       "", (int)(blank - m_values[11]), m_values[11],
			       (int)indent, "", blank + 1);
	else if (l_is_plain(value) && pick)
		ari_buf_puts(out, m_values[value]);
	else
		l_quoted(out, m_values[value]);
	if (indent && *remark && !((value == 4 || value == 11) && pick))
		ari_buf_puts(out, remark);
}

static inline void l_set(struct ari_buf *out, const struct layout *l,
			 unsigned set, unsigned indent, bool flow)
{
	bool any = false;

	if (flow)
		ari_buf_byte(out, '[');
	for (int i = 0; i < M_NAMES; i++) {
		if (!(set >> i & 1))
			continue;
		if (!flow)
			ari_buf_printf(out, "\n%*s- ", (int)(indent + l->list),
				       "");
		else if (any)
			ari_buf_puts(out, ", ");
		any = true;
		if (i == 0)
			ari_buf_puts(out, m_names[i]);
		else
			l_quoted(out, m_names[i]);
	}
	if (flow)
		ari_buf_byte(out, ']');
}

static inline void l_stones(struct ari_buf *out, const struct layout *l,
			    const struct m_record *r, unsigned indent,
			    bool flow)
{
	bool any = false;

	if (flow)
		ari_buf_byte(out, '[');
	for (int s = 0; s < M_STONES; s++) {
		if (!r->due[s])
			continue;
		if (!flow)
			ari_buf_printf(out, "\n%*s- ", (int)(indent + l->list),
				       "");
		else if (any)
			ari_buf_puts(out, ", ");
		any = true;
		ari_buf_printf(out, "{what: \"%s\", due: 2021-0%d", m_whats[s],
			       r->due[s]);
		if (r->done[s])
			ari_buf_printf(out, ", done: 2022-0%d", r->done[s]);
		ari_buf_byte(out, '}');
	}
	if (flow)
		ari_buf_byte(out, ']');
}

static inline void l_key(struct ari_buf *out, unsigned indent, const char *key)
{
	if (indent)
		ari_buf_printf(out, "\n%*s%s:", (int)indent, "", key);
	else
		ari_buf_printf(out, ", %s:", key);
}

/* The fields behind the ref: in lines below indent, or on one line. */
static inline void l_fields(struct ari_buf *out, const struct layout *l,
			    const struct m_record *r, unsigned indent, int id)
{
	for (int i = 0; i < M_TEXTS; i++) {
		if (!r->text[i])
			continue;
		l_key(out, indent, m_text_keys[i]);
		ari_buf_byte(out, ' ');
		l_value(out, l, r->text[i], indent ? indent + 2 : 0, id, i);
	}
	for (int i = 0; i < M_SETS; i++) {
		bool flow = !indent || l_pick(l, id, 20 + i, 2);

		if (!r->set[i])
			continue;
		l_key(out, indent, m_set_keys[i]);
		if (flow)
			ari_buf_byte(out, ' ');
		l_set(out, l, r->set[i], indent, flow);
	}
	if (m_has_stones(r)) {
		bool flow = !indent || l_pick(l, id, 30, 2);

		l_key(out, indent, "milestones");
		if (flow)
			ari_buf_byte(out, ' ');
		l_stones(out, l, r, indent, flow);
	}
	if (r->decision) {
		l_key(out, indent, "decision");
		ari_buf_printf(out, " {body: C, on: 2021-0%d-17}", r->decision);
	}
}

static inline void l_record(struct ari_buf *out, const struct layout *l,
			    const struct model *m, int id)
{
	bool flow = l_pick(l, id, 40, 10) < l->flow;
	const struct m_record *r = &m->records[id];

	if (l->gaps)
		ari_buf_byte(out, '\n');
	if (l_pick(l, id, 41, 3) == 0)
		ari_buf_printf(out, "%*s# about <%s>\n", (int)l->dash, "",
			       m_own_ref(id));
	ari_buf_printf(out, "%*s- %sref: \"%s\"", (int)l->dash, "",
		       flow ? "{" : "", m_ref(m, id));
	if (r->ref)
		ari_buf_printf(out, "%s%*sformerly: [\"%s\"]",
			       flow ? ", " : "\n", flow ? 0 : (int)l->dash + 2,
			       "", m_own_ref(id));
	l_fields(out, l, r, flow ? 0 : l->dash + 2, id);
	ari_buf_puts(out, flow ? "}\n" : "\n");
}

static inline struct ari_str m_write(struct ari_arena *arena,
				     const struct model *m,
				     const struct layout *l)
{
	struct ari_buf buf, lines;
	struct ari_str out;

	ari_buf_init(&buf, NULL);
	ari_buf_init(&lines, NULL);
	ari_buf_puts(&buf, "# A plan.\nplan: p\ntitle: ");
	l_value(&buf, l, m->title, 2, 60, 0);
	ari_buf_puts(&buf, "\nactions:");
	if (!m->count)
		ari_buf_puts(&buf, " []");
	ari_buf_byte(&buf, '\n');
	for (int i = 0; i < m->count; i++)
		l_record(&buf, l, m, m->order[i]);
	/* A text that ends in a line end needs one. */
	if (l->open && buf.len > 6 &&
	    memcmp(buf.ptr + buf.len - 6, "  two\n", 6) != 0)
		buf.len--;
	for (size_t i = 0; i < buf.len; i++) {
		if (buf.ptr[i] == '\n' && l->crlf)
			ari_buf_byte(&lines, '\r');
		ari_buf_byte(&lines, buf.ptr[i]);
	}
	assert_false(buf.failed || lines.failed);
	out = ari_arena_dup(arena, ari_buf_view(&lines));
	ari_buf_release(&buf);
	ari_buf_release(&lines);
	return out;
}

/* -- read back; what is not of the model is -1 -- */

static inline int m_value_from(const struct ari_node *node)
{
	if (!node)
		return 0;
	for (int i = 1; i < M_VALUES; i++)
		if (node->type == ARI_TYPE_STRING &&
		    ari_str_is(ari_node_text(node), m_values[i]))
			return i;
	return -1;
}

static inline unsigned m_set_from(const struct ari_node *list)
{
	unsigned set = 0;

	for (uint32_t i = 0; list && i < list->len; i++) {
		unsigned bit = 1u << M_NAMES;

		for (int k = 0; k < M_NAMES; k++)
			if (ari_str_is(ari_node_text(&list->u.items[i]),
				       m_names[k]))
				bit = 1u << k;
		set |= set & bit ? 1u << M_NAMES : bit;
	}
	return set;
}

static inline int m_digit(const struct ari_node *node, size_t at)
{
	struct ari_str text = ari_node_text(node);

	return !node ? 0 : text.len > at ? text.ptr[at] - '0' : -1;
}

static inline bool m_stones_from(struct m_record *r,
				 const struct ari_node *list)
{
	for (uint32_t i = 0; list && i < list->len; i++) {
		const struct ari_node *item = &list->u.items[i];
		struct ari_str what = ari_node_text(ari_node_get(item, "what"));
		int s = 0;

		while (s < M_STONES && !ari_str_is(what, m_whats[s]))
			s++;
		if (s == M_STONES || r->due[s])
			return false;
		r->due[s] = m_digit(ari_node_get(item, "due"), 6);
		r->done[s] = m_digit(ari_node_get(item, "done"), 6);
	}
	return true;
}

static inline bool m_record_from(struct model *m, const struct ari_node *item)
{
	struct ari_str ref = ari_node_text(ari_node_get(item, "ref"));
	struct m_record *r = NULL;
	struct model probe = {.count = 0};

	for (int id = 0; id < M_RECORDS && !r; id++)
		for (int k = 0; k < 3 && !r; k++) {
			probe.records[id].ref = k;
			if (!ari_str_is(ref, m_ref(&probe, id)))
				continue;
			r = &m->records[id];
			if (r->there)
				return false;
			*r = (struct m_record){.there = true, .ref = k};
			m->order[m->count++] = id;
		}
	if (!r)
		return false;
	for (int i = 0; i < M_TEXTS; i++)
		r->text[i] = m_value_from(ari_node_get(item, m_text_keys[i]));
	for (int i = 0; i < M_SETS; i++)
		r->set[i] = m_set_from(ari_node_get(item, m_set_keys[i]));
	r->decision =
	    m_digit(ari_node_get(ari_node_get(item, "decision"), "on"), 6);
	return m_stones_from(r, ari_node_get(item, "milestones"));
}

static inline bool m_read(struct model *m, const struct ari_node *root)
{
	const struct ari_node *list = ari_node_get(root, "actions");

	*m = (struct model){.title = m_value_from(ari_node_get(root, "title"))};
	for (uint32_t i = 0; list && i < list->len; i++)
		if (!m_record_from(m, &list->u.items[i]))
			return false;
	return true;
}

static inline bool m_equal(const struct model *a, const struct model *b)
{
	if (a->title != b->title)
		return false;
	for (int id = 0; id < M_RECORDS; id++)
		if (!m_same(&a->records[id], &b->records[id]))
			return false;
	return true;
}

#endif
