/*
 * From values to JSON, by jansson. A document that could not be built whole
 * is an error, never a shorter document.
 */
#include "internal.h"

json_t *ari_exchange__str(struct ari_str s)
{
	struct ari_buf buf;
	json_t *value;
	size_t at = 0;

	if (!s.ptr)
		return json_null();
	if (ari_utf8_check(s) == s.len)
		return json_stringn_nocheck(s.ptr, s.len);
	ari_buf_init(&buf, NULL);
	while (at < s.len)
		ari_utf8_put(&buf, ari_utf8_next(s, &at));
	value = buf.failed ? NULL : json_stringn_nocheck(buf.ptr, buf.len);
	ari_buf_release(&buf);
	return value;
}

void ari_exchange__set(struct ari_json *json, json_t *object, const char *key,
		       json_t *value)
{
	if (!value || json_object_set_new_nocheck(object, key, value))
		json->failed = true;
}

void ari_exchange__append(struct ari_json *json, json_t *array, json_t *value)
{
	if (!value || json_array_append_new(array, value))
		json->failed = true;
}

json_t *ari_exchange__begin(struct ari_json *json)
{
	json->failed = false;
	json->root = json_object();
	ari_exchange__set(json, json->root, "arising",
			  json_integer(ARI_CONTRACT));
	return json->root;
}

json_t *ari_exchange__day(int32_t day)
{
	struct ari_buf buf;
	json_t *value;

	if (day == ARI_DAY_MIN || day == ARI_DAY_MAX)
		return json_null();
	ari_buf_init(&buf, NULL);
	ari_day_put(&buf, day);
	value = buf.failed ? NULL : ari_exchange__str(ari_buf_view(&buf));
	ari_buf_release(&buf);
	return value;
}

/* An integer that JSON readers take exactly; else its text. */
static json_t *integer(struct ari_str text)
{
	int64_t value = 0;
	bool minus = text.len && text.ptr[0] == '-';

	for (size_t i = minus; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9' || i > 15)
			return ari_exchange__str(text);
		value = value * 10 + (text.ptr[i] - '0');
	}
	return json_integer(minus ? -value : value);
}

static json_t *scalar(const struct ari_node *node, bool typed)
{
	struct ari_str text = ari_node_text(node);

	if (node->type == ARI_TYPE_NULL)
		return json_null();
	if (typed && node->type == ARI_TYPE_BOOL)
		return json_boolean(text.ptr[0] == 't' || text.ptr[0] == 'T');
	if (typed && node->type == ARI_TYPE_INT)
		return integer(text);
	return ari_exchange__str(text);
}

struct level {
	const struct ari_node *node;
	json_t *value;
	uint32_t at;
};

static json_t *empty_of(const struct ari_node *node)
{
	return node->kind == ARI_NODE_MAPPING ? json_object() : json_array();
}

static bool attach(struct level *level, const struct ari_node *key,
		   json_t *value)
{
	struct ari_str name = ari_node_text(key);

	if (!value)
		return false;
	if (key)
		return !json_object_setn_new_nocheck(level->value, name.ptr,
						     name.len, value);
	return !json_array_append_new(level->value, value);
}

json_t *ari_exchange__node(const struct ari_node *node, bool typed)
{
	struct level stack[ARI_TREE_DEPTH + 1];
	size_t depth = 1;

	if (!node)
		return json_null();
	if (node->kind == ARI_NODE_SCALAR)
		return scalar(node, typed);
	stack[0] = (struct level){node, empty_of(node), 0};
	while (depth && stack[0].value) {
		struct level *top = &stack[depth - 1];
		const struct ari_node *item, *key = NULL;
		json_t *value;

		if (top->at >= top->node->len) {
			depth--;
			continue;
		}
		item = &top->node->u.items[top->at++];
		if (top->node->kind == ARI_NODE_MAPPING) {
			key = item++;
			top->at++;
		}
		value = item->kind == ARI_NODE_SCALAR ? scalar(item, typed)
						      : empty_of(item);
		if (!attach(top, key, value) ||
		    (item->kind != ARI_NODE_SCALAR && depth > ARI_TREE_DEPTH))
			goto fail;
		if (item->kind != ARI_NODE_SCALAR)
			stack[depth++] = (struct level){item, value, 0};
	}
	return stack[0].value;
fail:
	json_decref(stack[0].value);
	return NULL;
}

/*
 * What turns the direction of writing or ends a line is written as its
 * escape: a reader of the bytes is not misled, a reader of the JSON gets it.
 */
static void put_visible(struct ari_buf *out, struct ari_str text)
{
	size_t at = 0;

	while (at < text.len) {
		size_t start = at;
		uint32_t point = ari_utf8_next(text, &at);

		if ((point >= 0x7F && point < 0xA0) || point == 0x061C ||
		    point == 0x200E || point == 0x200F ||
		    (point >= 0x2028 && point <= 0x202E) ||
		    (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF)
			ari_buf_printf(out, "\\u%04x", point);
		else if (point >= 0xE0000 && point <= 0xE007F)
			ari_buf_printf(out, "\\udb40\\u%04x",
				       0xDC00 + (point - 0xE0000));
		else
			ari_buf_add(out, text.ptr + start, at - start);
	}
}

static int write_out(const char *bytes, size_t len, void *ctx)
{
	struct ari_buf *out = ctx;

	ari_buf_add(out, bytes, len);
	return out->failed ? -1 : 0;
}

static int dump(struct ari_buf *out, struct ari_json *json, size_t flags,
		struct ari_error *err)
{
	struct ari_buf text;
	bool ok;

	ari_buf_init(&text, NULL);
	ok = !json->failed && json->root &&
	     !json_dump_callback(json->root, write_out, &text, flags);
	if (ok)
		put_visible(out, ari_buf_view(&text));
	ari_buf_release(&text);
	json_decref(json->root);
	return ok && !out->failed ? 0 : ari_error_memory(err);
}

int ari_exchange__line(struct ari_buf *out, struct ari_json *json,
		       struct ari_error *err)
{
	return dump(out, json, 0, err);
}

int ari_exchange__end(struct ari_buf *out, struct ari_json *json,
		      struct ari_error *err)
{
	int result = dump(out, json, JSON_INDENT(2), err);

	ari_buf_byte(out, '\n');
	return result;
}
