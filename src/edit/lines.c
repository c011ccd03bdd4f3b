/*
 * A plan as lines, one a field: what `git diff` compares and prints in
 * place of the file's own lines. Layout, quotes, key order and the order of
 * records are not in it, so they are no difference.
 */
#include "edit/internal.h"

#include <stdlib.h>
#include <string.h>

struct writer {
	struct ari_buf *out;
	struct ari_buf path; /* REF.field */
	struct ari_buf flow; /* of values that have no lines of their own */
};

/* Not seen, or turning the direction of what follows: shown as a number. */
static bool is_active(uint32_t point)
{
	return point < 0x20 || (point >= 0x7F && point < 0xA0) ||
	       (point >= 0x200B && point <= 0x200F) ||
	       (point >= 0x2028 && point <= 0x202E) ||
	       (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
	       (point >= 0xE0000 && point <= 0xE007F);
}

static void put_text(struct ari_buf *out, struct ari_str text)
{
	size_t at = 0;

	while (at < text.len) {
		size_t from = at;
		uint32_t point = ari_utf8_next(text, &at);

		if (is_active(point) && point != '\t')
			ari_buf_printf(out, "\\u{%X}", point);
		else if (point == 0xFFFD)
			ari_utf8_put(out, point);
		else
			ari_buf_add(out, text.ptr + from, at - from);
	}
}

/* One line a line of the text; an empty one too. */
static void put_lines(struct writer *writer, struct ari_str text)
{
	struct ari_str path = ari_buf_view(&writer->path);

	if (text.len && text.ptr[text.len - 1] == '\n')
		text.len--;
	for (;;) {
		const char *stop =
		    text.len ? memchr(text.ptr, '\n', text.len) : NULL;
		size_t len = stop ? (size_t)(stop - text.ptr) : text.len;

		put_text(writer->out, path);
		ari_buf_byte(writer->out, ':');
		if (len)
			ari_buf_byte(writer->out, ' ');
		put_text(writer->out, (struct ari_str){text.ptr, len});
		ari_buf_byte(writer->out, '\n');
		if (!stop)
			return;
		text.ptr += len + 1;
		text.len -= len + 1;
	}
}

static void put_value(struct writer *writer, const struct ari_node *node)
{
	if (node->kind == ARI_NODE_SCALAR) {
		put_lines(writer, ari_node_text(node));
		return;
	}
	ari_buf_clear(&writer->flow);
	ari_edit__put_flow(&writer->flow, node);
	put_lines(writer, ari_buf_view(&writer->flow));
}

static void put_pairs(struct writer *writer, const struct ari_node *map)
{
	size_t len = writer->path.len;

	for (uint32_t i = 0; i + 1 < map->len; i += 2) {
		ari_buf_byte(&writer->path, '.');
		ari_buf_str(&writer->path, ari_node_text(&map->u.items[i]));
		put_value(writer, &map->u.items[i + 1]);
		writer->path.len = len;
	}
}

/* A milestone and the like by what it is known by, else by its number. */
static void put_known(struct writer *writer, const struct ari_node *item,
		      uint32_t number)
{
	static const char *const ids[] = {"what", "rule", "stage", "id"};
	size_t len = writer->path.len;
	const struct ari_node *id = NULL;

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids) && !id; i++)
		id = ari_node_get(item, ids[i]);
	ari_buf_byte(&writer->path, '[');
	if (id && id->kind == ARI_NODE_SCALAR)
		ari_buf_str(&writer->path, ari_node_text(id));
	else
		ari_buf_printf(&writer->path, "%u", number + 1);
	ari_buf_byte(&writer->path, ']');
	put_pairs(writer, item);
	writer->path.len = len;
}

static void put_field(struct writer *writer, struct ari_str key,
		      const struct ari_node *node)
{
	size_t len = writer->path.len;

	if (len)
		ari_buf_byte(&writer->path, '.');
	ari_buf_str(&writer->path, key);
	if (node->kind == ARI_NODE_MAPPING && node->len)
		put_pairs(writer, node);
	else if (node->kind != ARI_NODE_SEQUENCE || !node->len)
		put_value(writer, node);
	for (uint32_t i = 0; node->kind == ARI_NODE_SEQUENCE && i < node->len;
	     i++) {
		const struct ari_node *item = &node->u.items[i];

		if (item->kind == ARI_NODE_MAPPING && item->len)
			put_known(writer, item, i);
		else
			put_value(writer, item);
	}
	writer->path.len = len;
}

static void put_record(struct writer *writer, const struct ari_record *record)
{
	const struct ari_node *map = record->node;

	ari_buf_clear(&writer->path);
	ari_buf_str(&writer->path,
		    record->ref.text.len ? record->ref.text : ARI_STR("?"));
	for (const struct ari_field *f = ari_plan_fields; f->name; f++) {
		const struct ari_node *node = ari_node_get(map, f->name);

		if (node && strcmp(f->name, "ref") != 0)
			put_field(writer, ari_str_from(f->name), node);
	}
	for (uint32_t i = 0; i + 1 < map->len; i += 2) {
		struct ari_str key = ari_node_text(&map->u.items[i]);

		if (!ari_plan_field(key))
			put_field(writer, key, &map->u.items[i + 1]);
	}
}

static void put_root(struct writer *writer, const struct ari_node *root)
{
	for (uint32_t i = 0; i + 1 < root->len; i += 2) {
		struct ari_str key = ari_node_text(&root->u.items[i]);

		ari_buf_clear(&writer->path);
		if (!ari_str_is(key, "recommendations") &&
		    !ari_str_is(key, "actions"))
			put_field(writer, key, &root->u.items[i + 1]);
	}
}

static int by_ref(const void *a, const void *b)
{
	const struct ari_record *x = *(const struct ari_record *const *)a;
	const struct ari_record *y = *(const struct ari_record *const *)b;
	int order;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	order = ari_str_natural_cmp(x->ref.text, y->ref.text);
	if (order)
		return order;
	return x->position < y->position ? -1 : x->position > y->position;
}

int ari_edit_lines(struct ari_buf *out, const struct ari_doc *doc,
		   const struct ari_plan *plan, struct ari_arena *arena,
		   struct ari_error *err)
{
	struct writer writer = {.out = out};
	const struct ari_record **records;

	records = ari_arena_array(arena, plan->count + 1, sizeof(*records));
	if (!records)
		return ari_error_memory(err);
	for (size_t i = 0; i < plan->count; i++)
		records[i] = &plan->records[i];
	qsort(records, plan->count, sizeof(*records), by_ref);
	ari_buf_init(&writer.path, arena->alloc);
	ari_buf_init(&writer.flow, arena->alloc);
	put_root(&writer, doc->root);
	for (size_t i = 0; i < plan->count; i++)
		put_record(&writer, records[i]);
	if (writer.path.failed || writer.flow.failed)
		out->failed = true;
	ari_buf_release(&writer.path);
	ari_buf_release(&writer.flow);
	return out->failed ? ari_error_memory(err) : 0;
}
