/*
 * A commit of the ledger back from its bytes. They may come from a file, so
 * every length is held to what is left, and what does not fit is damage.
 * Strings are borrowed from the bytes, which end each with a NUL.
 */
#include "history/ledger_internal.h"

#include <stdlib.h>
#include <string.h>

static const char *take(struct ari_ledger__reader *in, size_t len)
{
	const char *at = in->ptr;

	if (in->failed || in->len < len) {
		in->failed = true;
		return NULL;
	}
	in->ptr += len;
	in->len -= len;
	return at;
}

unsigned ari_ledger__get_u8(struct ari_ledger__reader *in)
{
	const char *at = take(in, 1);

	return at ? (unsigned char)*at : 0;
}

uint32_t ari_ledger__get_u32(struct ari_ledger__reader *in)
{
	const unsigned char *at = (const unsigned char *)take(in, 4);

	if (!at)
		return 0;
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	       (uint32_t)at[3] << 24;
}

uint64_t ari_ledger__get_u64(struct ari_ledger__reader *in)
{
	uint64_t low = ari_ledger__get_u32(in);

	return low | (uint64_t)ari_ledger__get_u32(in) << 32;
}

struct ari_str ari_ledger__get_str(struct ari_ledger__reader *in)
{
	uint32_t len = ari_ledger__get_u32(in);
	const char *at;

	if (len == ARI_LEDGER__NONE)
		return (struct ari_str){NULL, 0};
	at = take(in, (size_t)len + 1);
	if (!at || at[len]) {
		in->failed = true;
		return (struct ari_str){NULL, 0};
	}
	return (struct ari_str){at, len};
}

/* An array of count items of at least least bytes each in the input. */
static void *get_array(struct ari_ledger__reader *in, uint32_t count,
		       size_t least, size_t size)
{
	void *items = NULL;

	if (!in->failed && count <= in->len / least)
		items = ari_arena_array(in->arena, (size_t)count + 1, size);
	if (items)
		memset(items, 0, ((size_t)count + 1) * size);
	else
		in->failed = true;
	return items;
}

static void *get_item(struct ari_ledger__reader *in, size_t size)
{
	void *item = in->failed ? NULL : ari_arena_zalloc(in->arena, size);

	in->failed |= !item;
	return item;
}

/* -- nodes -- */

/* Bytes of the shortest node. */
#define NODE_LEAST 6

static void get_one(struct ari_node *out, struct ari_ledger__reader *in,
		    unsigned kind)
{
	struct ari_str text;

	out->kind = (uint8_t)kind;
	out->type = (uint8_t)ari_ledger__get_u8(in);
	if (kind == ARI_NODE_SCALAR) {
		out->style = ARI_STYLE_PLAIN;
		text = ari_ledger__get_str(in);
		out->len = (uint32_t)text.len;
		out->u.text = text.ptr ? text.ptr : "";
	} else if (kind == ARI_NODE_SEQUENCE || kind == ARI_NODE_MAPPING) {
		out->style = ARI_STYLE_BLOCK;
		out->len = ari_ledger__get_u32(in);
		out->u.items =
		    get_array(in, out->len, NODE_LEAST, sizeof(*out));
		in->failed |= kind == ARI_NODE_MAPPING && out->len % 2;
	} else {
		in->failed = true;
	}
}

static const struct ari_node *get_node(struct ari_ledger__reader *in)
{
	struct {
		struct ari_node *next;
		uint32_t left;
	} stack[ARI_TREE_DEPTH + 1];
	unsigned kind = ari_ledger__get_u8(in);
	struct ari_node *root;
	size_t depth = 0;

	if (!kind)
		return NULL;
	root = get_item(in, sizeof(*root));
	if (!root)
		return NULL;
	get_one(root, in, kind);
	if (root->kind != ARI_NODE_SCALAR && !in->failed) {
		stack[0].next = (struct ari_node *)(uintptr_t)root->u.items;
		stack[0].left = root->len;
		depth = 1;
	}
	while (depth && !in->failed) {
		struct ari_node *node = stack[depth - 1].next;

		if (!stack[depth - 1].left) {
			depth--;
			continue;
		}
		stack[depth - 1].left--;
		stack[depth - 1].next++;
		get_one(node, in, ari_ledger__get_u8(in));
		if (in->failed || node->kind == ARI_NODE_SCALAR)
			continue;
		if (depth > ARI_TREE_DEPTH) {
			in->failed = true;
			break;
		}
		stack[depth].next = (struct ari_node *)(uintptr_t)node->u.items;
		stack[depth++].left = node->len;
	}
	return in->failed ? NULL : root;
}

/* -- records -- */

static void set_when(struct ari_when *when, struct ari_str text,
		     const struct ari_node *node)
{
	if (!text.ptr)
		return;
	when->node = node;
	when->text = text;
	when->fault = ari_date_parse(&when->date, text);
}

static const struct ari_record *get_record(struct ari_ledger__reader *in)
{
	/* What a sentence asks of a field is whether it is there. */
	static const struct ari_node there = {.kind = ARI_NODE_SCALAR,
					      .u.text = ""};
	unsigned kind = ari_ledger__get_u8(in);
	struct ari_record *record;
	unsigned status;

	if (!kind)
		return NULL;
	record = get_item(in, sizeof(*record));
	if (!record)
		return NULL;
	in->failed |= kind > ARI_ACTION;
	record->kind = kind == ARI_ACTION ? ARI_ACTION : ARI_RECOMMENDATION;
	record->ref.text = ari_ledger__get_str(in);
	status = ari_ledger__get_u8(in);
	in->failed |= status > ARI_STATUS_SUPERSEDED;
	record->status = in->failed ? ARI_STATUS_NONE : (enum ari_status)status;
	set_when(&record->due, ari_ledger__get_str(in), &there);
	set_when(&record->done, ari_ledger__get_str(in), &there);
	record->superseded_by.node = get_node(in);
	record->superseded_by.text = ari_node_text(record->superseded_by.node);
	return record;
}

/* -- entries -- */

static void get_words(struct ari_movement *m, struct ari_ledger__reader *in)
{
	uint32_t count = ari_ledger__get_u32(in);
	struct ari_words *words = get_array(in, count, 5, sizeof(*words));

	for (uint32_t i = 0; words && i < count && !in->failed; i++) {
		unsigned flags = ari_ledger__get_u8(in);

		words[i].removed = flags & 1;
		words[i].kept = flags & 2;
		words[i].text = ari_ledger__get_str(in);
	}
	m->words = words;
	m->word_count = count;
	m->words_out = ari_ledger__get_u32(in);
	m->words_in = ari_ledger__get_u32(in);
}

static struct ari_str *get_strs(size_t *count, struct ari_ledger__reader *in)
{
	uint32_t n = ari_ledger__get_u32(in);
	struct ari_str *items = get_array(in, n, 4, sizeof(*items));

	for (uint32_t i = 0; items && i < n; i++)
		items[i] = ari_ledger__get_str(in);
	*count = n;
	return items;
}

static void get_movement(struct ari_movement *m, struct ari_ledger__reader *in)
{
	unsigned kind = ari_ledger__get_u8(in);
	struct ari_str field = ari_ledger__get_str(in);

	in->failed |= kind >= ARI_MOVE_KINDS || !field.ptr;
	if (in->failed)
		return;
	m->kind = (enum ari_movement_kind)kind;
	m->field = field.ptr;
	m->ref = ari_ledger__get_str(in);
	m->milestone = ari_ledger__get_str(in);
	m->key = ari_ledger__get_str(in);
	m->has_days = ari_ledger__get_u8(in);
	m->days = (int32_t)ari_ledger__get_u32(in);
	m->refs = get_strs(&m->ref_count, in);
	get_words(m, in);
	m->before = get_node(in);
	m->after = get_node(in);
	m->old = get_record(in);
	m->new = get_record(in);
}

static void get_entry(struct ari_ledger_entry *out,
		      struct ari_ledger__reader *in)
{
	unsigned what = ari_ledger__get_u8(in);
	bool across = ari_ledger__get_u8(in);

	in->failed |= what > ARI_LEDGER_LEFT;
	if (in->failed)
		return;
	out->what = (enum ari_ledger_what)what;
	out->across = across;
	out->plan = ari_ledger__get_str(in);
	out->path = ari_ledger__get_str(in);
	out->movement.field = "";
	if (out->what == ARI_LEDGER_UNREADABLE) {
		out->message = ari_ledger__get_str(in);
		out->calls = ari_ledger__get_str(in);
	}
	if (out->what != ARI_LEDGER_MOVEMENT)
		return;
	get_movement(&out->movement, in);
	out->reason = ari_ledger__get_str(in);
	out->decision = get_node(in);
	out->bodies = get_strs(&out->body_count, in);
	out->fields = ari_ledger__get_u64(in);
}

static void get_person(struct ari_person *out, struct ari_ledger__reader *in)
{
	out->name = ari_ledger__get_str(in);
	out->email = ari_ledger__get_str(in);
	out->raw_name = ari_ledger__get_str(in);
	out->raw_email = ari_ledger__get_str(in);
	out->time = (int64_t)ari_ledger__get_u64(in);
	out->offset = (int32_t)ari_ledger__get_u32(in);
	out->day = (int32_t)ari_ledger__get_u32(in);
}

/* Bytes of the shortest entry. */
#define ENTRY_LEAST 14

/* Cut one entry off the input, to be read by itself. */
static struct ari_ledger__reader next_entry(struct ari_ledger__reader *in)
{
	uint32_t len = ari_ledger__get_u32(in);
	const char *at = take(in, len);

	return (struct ari_ledger__reader){at, at ? len : 0, !at, in->arena};
}

/* Whose plan an entry is; empty: it may be any. */
static struct ari_str peek_plan(struct ari_ledger__reader entry)
{
	struct ari_str plan;

	ari_ledger__get_u8(&entry);
	ari_ledger__get_u8(&entry);
	plan = ari_ledger__get_str(&entry);
	return plan.ptr ? plan : ARI_STR("");
}

static bool is_wanted(const struct ari_ledger__reader *entry,
		      const struct ari_ledger__plans *wanted)
{
	struct ari_str plan;

	if (!wanted->count)
		return true;
	plan = peek_plan(*entry);
	for (size_t i = 0; i < wanted->count; i++)
		if (ari_str_eq(plan, wanted->items[i]))
			return true;
	return !plan.len;
}

static uint32_t count_wanted(struct ari_ledger__reader in, uint32_t entries,
			     const struct ari_ledger__plans *wanted)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < entries && !in.failed; i++) {
		struct ari_ledger__reader entry = next_entry(&in);

		count += is_wanted(&entry, wanted);
	}
	return in.failed ? ARI_LEDGER__NONE : count;
}

int ari_ledger__get_commit(struct ari_ledger_commit *out, struct ari_str head,
			   struct ari_str body, uint32_t entries,
			   const struct ari_ledger__plans *wanted,
			   struct ari_arena *arena)
{
	struct ari_ledger__reader in = {head.ptr, head.len, false, arena};
	struct ari_ledger_entry *items;
	uint32_t count, n = 0;

	get_person(&out->author, &in);
	get_person(&out->committer, &in);
	out->parents = ari_ledger__get_u32(&in);
	out->subject = ari_ledger__get_str(&in);
	out->reason = ari_ledger__get_str(&in);
	if (in.failed)
		return -1;
	in = (struct ari_ledger__reader){body.ptr, body.len, false, arena};
	count = count_wanted(in, entries, wanted);
	items = get_array(&in, count, ENTRY_LEAST, sizeof(*items));
	for (uint32_t i = 0; i < entries && !in.failed; i++) {
		struct ari_ledger__reader entry = next_entry(&in);

		if (!is_wanted(&entry, wanted))
			continue;
		get_entry(&items[n++], &entry);
		in.failed |= entry.failed || entry.len;
	}
	if (in.failed || in.len)
		return -1;
	out->entries = items;
	out->count = n;
	return 0;
}

int ari_ledger__get_runs(struct ari_ledger__run **out, size_t *count,
			 struct ari_str body, uint32_t entries,
			 struct ari_arena *arena)
{
	struct ari_ledger__reader in = {body.ptr, body.len, false, arena};
	struct ari_ledger__run *runs =
	    get_array(&in, entries, 1, sizeof(*runs));
	size_t n = 0;

	for (uint32_t i = 0; i < entries && !in.failed; i++) {
		size_t before = in.len;
		struct ari_str plan = peek_plan(next_entry(&in));

		if (!n || !ari_str_eq(runs[n - 1].plan, plan))
			runs[n++] = (struct ari_ledger__run){.plan = plan};
		runs[n - 1].len += before - in.len;
		runs[n - 1].entries++;
	}
	if (in.failed || in.len)
		return -1;
	*out = runs;
	*count = n;
	return 0;
}
