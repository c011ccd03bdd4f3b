/*
 * What a commit moved, as bytes that need neither its versions nor their
 * trees: made by the workers, kept until the commit's turn, and remembered.
 * ledger_decode.c reads them back.
 */
#include "history/ledger_internal.h"

#include <string.h>

void ari_ledger__put_u8(struct ari_buf *out, unsigned value)
{
	ari_buf_byte(out, (char)value);
}

void ari_ledger__put_u32(struct ari_buf *out, uint32_t value)
{
	char bytes[4];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(value >> 8 * i & 0xff);
	ari_buf_add(out, bytes, sizeof(bytes));
}

void ari_ledger__put_u64(struct ari_buf *out, uint64_t value)
{
	ari_ledger__put_u32(out, (uint32_t)value);
	ari_ledger__put_u32(out, (uint32_t)(value >> 32));
}

/* Length, bytes and a NUL; the absent string has a length of its own. */
void ari_ledger__put_str(struct ari_buf *out, struct ari_str s)
{
	if (!s.ptr) {
		ari_ledger__put_u32(out, ARI_LEDGER__NONE);
		return;
	}
	ari_ledger__put_u32(out, (uint32_t)s.len);
	if (s.len)
		ari_buf_add(out, s.ptr, s.len);
	ari_buf_byte(out, '\0');
}

static void put_cstr(struct ari_buf *out, const char *s)
{
	ari_ledger__put_str(out, ari_str_from(s));
}

/* -- nodes -- */

static void put_one(struct ari_buf *out, const struct ari_node *node)
{
	ari_ledger__put_u8(out, node->kind);
	ari_ledger__put_u8(out, node->type);
	if (node->kind == ARI_NODE_SCALAR)
		ari_ledger__put_str(out, ari_node_text(node));
	else
		ari_ledger__put_u32(out, node->len);
}

static void put_node(struct ari_buf *out, const struct ari_node *root)
{
	struct {
		const struct ari_node *node;
		uint32_t at;
	} stack[ARI_TREE_DEPTH + 1];
	size_t depth = 0;

	if (!root) {
		ari_ledger__put_u8(out, 0);
		return;
	}
	put_one(out, root);
	stack[0].node = root;
	stack[0].at = 0;
	depth = root->kind != ARI_NODE_SCALAR;
	while (depth) {
		const struct ari_node *node = stack[depth - 1].node;
		const struct ari_node *item;

		if (stack[depth - 1].at == node->len) {
			depth--;
			continue;
		}
		item = &node->u.items[stack[depth - 1].at++];
		put_one(out, item);
		if (item->kind == ARI_NODE_SCALAR)
			continue;
		stack[depth].node = item;
		stack[depth++].at = 0;
	}
}

/* -- records -- */

static struct ari_str first_due(const struct ari_record *record)
{
	struct ari_milestone milestone;

	if (!ari_record_milestones(&milestone, 1, record))
		return (struct ari_str){NULL, 0};
	return milestone.due.text;
}

static void put_record(struct ari_buf *out, const struct ari_record *record)
{
	ari_ledger__put_u8(out, record ? (unsigned)record->kind : 0);
	if (!record)
		return;
	ari_ledger__put_str(out, record->ref.text);
	ari_ledger__put_u8(out, (unsigned)record->status);
	ari_ledger__put_str(out, first_due(record));
	ari_ledger__put_str(out, record->done.text);
	put_node(out, record->superseded_by.node);
}

/* A reason that stood there before is none for this change. */
static struct ari_str new_reason(const struct ari_record *old,
				 const struct ari_record *new)
{
	if (!new || !new->reason.node ||
	    (old && ari_str_eq(old->reason.text, new->reason.text)))
		return (struct ari_str){NULL, 0};
	return new->reason.text;
}

static const struct ari_node *new_decision(const struct ari_record *old,
					   const struct ari_record *new)
{
	if (!new ||
	    (old && ari_node_equal(old->decision.node, new->decision.node)))
		return NULL;
	return new->decision.node;
}

static void put_bodies(struct ari_buf *out, const struct ari_record *old,
		       const struct ari_record *new)
{
	size_t count =
	    (old ? old->bodies.count : 0) + (new ? new->bodies.count : 0);

	ari_ledger__put_u32(out, (uint32_t)count);
	for (size_t i = 0; old && i < old->bodies.count; i++)
		ari_ledger__put_str(out, old->bodies.items[i].text);
	for (size_t i = 0; new &&i < new->bodies.count; i++)
		ari_ledger__put_str(out, new->bodies.items[i].text);
}

uint64_t ari_ledger__fields(const struct ari_record *old,
			    const struct ari_record *new)
{
	uint64_t bits = 0, bit = 1;

	for (const struct ari_field *f = ari_plan_fields; f->name;
	     f++, bit <<= 1) {
		const struct ari_node *a = old ? ari_record_node(old, f) : NULL;
		const struct ari_node *b = new ? ari_record_node(new, f) : NULL;

		if (!ari_node_equal(a, b))
			bits |= bit;
	}
	return bits;
}

/* -- entries -- */

/* Room for the length of an entry, so that a reader may pass it over. */
static size_t begin_entry(struct ari_buf *out)
{
	ari_ledger__put_u32(out, 0);
	return out->len;
}

static void end_entry(struct ari_buf *out, size_t start)
{
	size_t len = out->len - start;

	if (out->failed)
		return;
	for (size_t i = 0; i < 4; i++)
		out->ptr[start - 4 + i] = (char)(len >> 8 * i & 0xff);
}

static void put_entry_head(struct ari_buf *out, enum ari_ledger_what what,
			   const struct ari_plan_change *change, bool across)
{
	const struct ari_plan *plan = change->new ? change->new : change->old;

	ari_ledger__put_u8(out, (unsigned)what);
	ari_ledger__put_u8(out, across);
	ari_ledger__put_str(out, plan->id.text);
	ari_ledger__put_str(out, plan->path);
}

static void put_words(struct ari_buf *out, const struct ari_movement *m)
{
	ari_ledger__put_u32(out, (uint32_t)m->word_count);
	for (size_t i = 0; i < m->word_count; i++) {
		ari_ledger__put_u8(out, (unsigned)m->words[i].removed |
					    (unsigned)m->words[i].kept << 1);
		ari_ledger__put_str(out, m->words[i].text);
	}
	ari_ledger__put_u32(out, m->words_out);
	ari_ledger__put_u32(out, m->words_in);
}

static void put_movement(struct ari_buf *out, const struct ari_movement *m)
{
	ari_ledger__put_u8(out, (unsigned)m->kind);
	put_cstr(out, m->field);
	ari_ledger__put_str(out, m->ref);
	ari_ledger__put_str(out, m->milestone);
	ari_ledger__put_str(out, m->key);
	ari_ledger__put_u8(out, m->has_days);
	ari_ledger__put_u32(out, (uint32_t)m->days);
	ari_ledger__put_u32(out, (uint32_t)m->ref_count);
	for (size_t i = 0; i < m->ref_count; i++)
		ari_ledger__put_str(out, m->refs[i]);
	put_words(out, m);
	put_node(out, m->before);
	put_node(out, m->after);
	put_record(out, m->old);
	put_record(out, m->new);
}

void ari_ledger__put_fact(struct ari_buf *out,
			  const struct ari_ledger__fact *fact)
{
	const struct ari_record *old = fact->record ? fact->record->old : NULL;
	const struct ari_record *new = fact->record ? fact->record->new : NULL;
	size_t start;

	start = begin_entry(out);
	put_entry_head(out, ARI_LEDGER_MOVEMENT, fact->change, fact->across);
	put_movement(out, fact->movement);
	ari_ledger__put_str(out, new_reason(old, new));
	put_node(out, new_decision(old, new));
	put_bodies(out, old, new);
	ari_ledger__put_u64(out, fact->fields);
	end_entry(out, start);
}

uint32_t ari_ledger__put_presence(struct ari_buf *out,
				  const struct ari_plan_change *change,
				  bool across)
{
	size_t start;

	if (change->old && change->new)
		return 0;
	start = begin_entry(out);
	put_entry_head(out, change->new ? ARI_LEDGER_APPEARED : ARI_LEDGER_LEFT,
		       change, across);
	end_entry(out, start);
	return 1;
}

uint32_t ari_ledger__put_change(struct ari_buf *out,
				const struct ari_plan_change *change,
				bool across)
{
	uint32_t count = ari_ledger__put_presence(out, change, across);
	struct ari_ledger__fact fact = {.change = change, .across = across};

	for (size_t i = 0; i < change->movement_count; i++, count++) {
		fact.movement = &change->movements[i];
		ari_ledger__put_fact(out, &fact);
	}
	for (size_t r = 0; r < change->record_count; r++) {
		const struct ari_record_change *record = &change->records[r];

		if (!record->movement_count)
			continue;
		fact.record = record;
		fact.fields = ari_ledger__fields(record->old, record->new);
		for (size_t i = 0; i < record->movement_count; i++, count++) {
			fact.movement = &record->movements[i];
			ari_ledger__put_fact(out, &fact);
		}
	}
	return count;
}

void ari_ledger__put_unreadable(struct ari_buf *out, struct ari_str path,
				struct ari_str message, struct ari_str calls)
{
	size_t start = begin_entry(out);

	ari_ledger__put_u8(out, ARI_LEDGER_UNREADABLE);
	ari_ledger__put_u8(out, 0);
	ari_ledger__put_str(out, (struct ari_str){NULL, 0});
	ari_ledger__put_str(out, path);
	ari_ledger__put_str(out, message);
	ari_ledger__put_str(out, calls);
	end_entry(out, start);
}

/* -- the commit -- */

static void put_person(struct ari_buf *out, const struct ari_person *person)
{
	ari_ledger__put_str(out, person->name);
	ari_ledger__put_str(out, person->email);
	ari_ledger__put_str(out, person->raw_name);
	ari_ledger__put_str(out, person->raw_email);
	ari_ledger__put_u64(out, (uint64_t)person->time);
	ari_ledger__put_u32(out, (uint32_t)person->offset);
	ari_ledger__put_u32(out, (uint32_t)person->day);
}

/* The first line of a message; a subject is short. */
static struct ari_str subject_of(struct ari_str message)
{
	struct ari_str line;
	const char *end;

	line = ari_str_trim(message);
	end = line.len ? memchr(line.ptr, '\n', line.len) : NULL;
	if (end)
		line.len = (size_t)(end - line.ptr);
	if (line.len > 1000)
		line.len = 1000;
	return ari_str_trim(line);
}

void ari_ledger__put_head(struct ari_buf *out, const struct ari_commit *commit,
			  struct ari_str reason)
{
	put_person(out, &commit->author);
	put_person(out, &commit->committer);
	ari_ledger__put_u32(out, (uint32_t)commit->parent_count);
	ari_ledger__put_str(out, subject_of(commit->message));
	ari_ledger__put_str(out, reason);
}
