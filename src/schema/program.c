/*
 * Asking the compiled form: which row of an object table a key has, and
 * where in the schemas' documents a keyword stands.
 */
#include "schema/program.h"

#include <string.h>

uint64_t ari_schema__head(struct ari_str text)
{
	uint64_t head = text.len < 255 ? text.len : 255;
	size_t n = text.len < 7 ? text.len : 7;

	for (size_t i = 0; i < n; i++)
		head = head << 8 | (unsigned char)text.ptr[i];
	return n < 7 ? head << 8 * (7 - n) : head;
}

uint32_t ari_schema__key_find(const struct ari_schema__object *object,
			      struct ari_str text)
{
	uint64_t head = ari_schema__head(text);
	uint32_t lo = 0, hi = object->count;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		bool below = object->heads[mid] < head;

		if (object->heads[mid] == head)
			below = text.len > 7 &&
				ari_str_cmp(object->keys[mid].text, text) < 0;
		if (below)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == object->count || object->heads[lo] != head ||
	    !ari_str_eq(object->keys[lo].text, text))
		return ARI_NONE;
	return lo;
}

/* The JSON Pointer from the resource's root to part, at the end of out. */
static void put_path(struct ari_buf *out, const struct ari_schema *schema,
		     uint32_t part)
{
	size_t len = 0, end;
	uint32_t at;

	for (at = part; schema->parts[at].parent != ARI_NONE;
	     at = schema->parts[at].parent)
		len += schema->parts[at].path.len;
	ari_buf_repeat(out, ' ', len);
	if (out->failed || !len)
		return;
	end = out->len;
	for (at = part; schema->parts[at].parent != ARI_NONE;
	     at = schema->parts[at].parent) {
		struct ari_str path = schema->parts[at].path;

		end -= path.len;
		if (path.len)
			memcpy(out->ptr + end, path.ptr, path.len);
	}
}

static bool fits_fragment(char ch)
{
	return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
	       (ch >= '0' && ch <= '9') ||
	       (ch && strchr("-._~!$&'()*+,;=:@/?", ch));
}

void ari_schema__location(struct ari_buf *out, const struct ari_schema *schema,
			  uint32_t part, const char *keyword)
{
	struct ari_buf path;
	uint32_t root = part;

	while (schema->parts[root].parent != ARI_NONE)
		root = schema->parts[root].parent;
	ari_buf_str(out, schema->resources[schema->parts[root].resource].uri);
	ari_buf_byte(out, '#');
	ari_buf_init(&path, out->alloc);
	put_path(&path, schema, part);
	if (keyword && *keyword) {
		ari_buf_byte(&path, '/');
		ari_buf_puts(&path, keyword);
	}
	for (size_t i = 0; i < path.len && !path.failed; i++) {
		if (fits_fragment(path.ptr[i]))
			ari_buf_byte(out, path.ptr[i]);
		else
			ari_buf_printf(out, "%%%02X",
				       (unsigned)(unsigned char)path.ptr[i]);
	}
	out->failed |= path.failed;
	ari_buf_release(&path);
}
