/*
 * URIs: taken apart, resolved against a base, and brought to one spelling.
 * What the compiler looks up schemas by.
 */
#include "schema/uri.h"

#include <string.h>

struct parts {
	struct ari_str scheme; /* ptr NULL where there is none */
	struct ari_str authority;
	struct ari_str path;
	struct ari_str query;
};

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	c = lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that the three bytes at `at` encode, or -1. */
static int encoded_byte(struct ari_str s, size_t at)
{
	int high, low;

	if (s.len - at < 3 || s.ptr[at] != '%')
		return -1;
	high = hex_value(s.ptr[at + 1]);
	low = hex_value(s.ptr[at + 2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static struct ari_str slice(struct ari_str s, size_t from, size_t to)
{
	return (struct ari_str){s.ptr + from, to - from};
}

static size_t find_any(struct ari_str s, size_t from, const char *set)
{
	while (from < s.len && !(s.ptr[from] && strchr(set, s.ptr[from])))
		from++;
	return from;
}

struct ari_str ari_schema__uri_cut(struct ari_str uri, struct ari_str *fragment)
{
	size_t at = find_any(uri, 0, "#");

	*fragment = (struct ari_str){NULL, 0};
	if (at == uri.len)
		return uri;
	*fragment = slice(uri, at + 1, uri.len);
	return slice(uri, 0, at);
}

static size_t scheme_length(struct ari_str uri)
{
	size_t n = 0;

	if (!uri.len || !is_alpha(uri.ptr[0]))
		return 0;
	while (n < uri.len && (is_alpha(uri.ptr[n]) || is_digit(uri.ptr[n]) ||
			       (uri.ptr[n] && strchr("+-.", uri.ptr[n]))))
		n++;
	return n < uri.len && uri.ptr[n] == ':' ? n : 0;
}

static struct parts take_apart(struct ari_str uri)
{
	struct parts parts = {0};
	size_t at, end;

	if (!uri.ptr)
		uri = ARI_STR("");
	at = scheme_length(uri);
	if (at)
		parts.scheme = slice(uri, 0, at++);
	if (uri.len - at >= 2 && uri.ptr[at] == '/' && uri.ptr[at + 1] == '/') {
		end = find_any(uri, at + 2, "/?");
		parts.authority = slice(uri, at + 2, end);
		at = end;
	}
	end = find_any(uri, at, "?");
	parts.path = slice(uri, at, end);
	if (end < uri.len)
		parts.query = slice(uri, end + 1, uri.len);
	return parts;
}

static bool is_unreserved(int c)
{
	return is_alpha((char)c) || is_digit((char)c) ||
	       (c && strchr("-._~", c));
}

/* Write s with percent-encoding in its one normal form. */
static void put_normal(struct ari_buf *out, struct ari_str s, bool fold)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.len; i++) {
		int byte = encoded_byte(s, i);

		if (byte < 0) {
			ari_buf_byte(out, fold ? lower(s.ptr[i]) : s.ptr[i]);
			continue;
		}
		i += 2;
		if (byte < 128 && is_unreserved(byte)) {
			ari_buf_byte(out,
				     fold ? lower((char)byte) : (char)byte);
			continue;
		}
		ari_buf_byte(out, '%');
		ari_buf_byte(out, digits[byte >> 4]);
		ari_buf_byte(out, digits[byte & 15]);
	}
}

/* Take the last segment off out, back to `floor`. */
static void drop_segment(struct ari_buf *out, size_t floor)
{
	while (out->len > floor && out->ptr[out->len - 1] != '/')
		out->len--;
	if (out->len > floor)
		out->len--;
}

/*
 * Append path without its dot segments (5.2.4), segment by segment: each is
 * written with the slash before it.
 */
static void put_path(struct ari_buf *out, struct ari_str path)
{
	size_t floor = out->len, at = 0;
	bool slash = path.len && path.ptr[0] == '/';

	if (slash)
		at = 1;
	for (;;) {
		size_t end = find_any(path, at, "/");
		struct ari_str segment = slice(path, at, end);
		bool last = end == path.len;

		if (ari_str_is(segment, "..")) {
			drop_segment(out, floor);
			slash = slash || out->len > floor;
		}
		if (ari_str_is(segment, ".") || ari_str_is(segment, "..")) {
			if (last && slash)
				ari_buf_byte(out, '/');
		} else {
			if (slash)
				ari_buf_byte(out, '/');
			put_normal(out, segment, false);
			slash = true;
		}
		if (last)
			return;
		at = end + 1;
	}
}

/* A path beside base (5.2.3): its last segment replaced by path. */
static struct ari_str merge_paths(struct ari_buf *scratch,
				  const struct parts *base, struct ari_str path)
{
	size_t end = base->path.len;

	if (base->authority.ptr && !base->path.len) {
		ari_buf_byte(scratch, '/');
	} else {
		while (end && base->path.ptr[end - 1] != '/')
			end--;
		ari_buf_str(scratch, slice(base->path, 0, end));
	}
	ari_buf_str(scratch, path);
	return ari_buf_view(scratch);
}

static struct parts combine(struct ari_buf *scratch, const struct parts *base,
			    struct parts ref)
{
	if (ref.scheme.ptr)
		return ref;
	ref.scheme = base->scheme;
	if (ref.authority.ptr)
		return ref;
	ref.authority = base->authority;
	if (!ref.path.len) {
		ref.path = base->path;
		if (!ref.query.ptr)
			ref.query = base->query;
	} else if (ref.path.ptr[0] != '/') {
		ref.path = merge_paths(scratch, base, ref.path);
	}
	return ref;
}

static void put_uri(struct ari_buf *out, const struct parts *uri)
{
	if (uri->scheme.ptr) {
		put_normal(out, uri->scheme, true);
		ari_buf_byte(out, ':');
	}
	if (uri->authority.ptr) {
		size_t at = find_any(uri->authority, 0, "@");

		ari_buf_puts(out, "//");
		at = at < uri->authority.len ? at + 1 : 0;
		put_normal(out, slice(uri->authority, 0, at), false);
		put_normal(out, slice(uri->authority, at, uri->authority.len),
			   true);
		if (!uri->path.len)
			ari_buf_byte(out, '/');
	}
	if (uri->path.len)
		put_path(out, uri->path);
	if (uri->query.ptr) {
		ari_buf_byte(out, '?');
		put_normal(out, uri->query, false);
	}
}

struct ari_str ari_schema__uri_resolve(struct ari_arena *arena,
				       struct ari_str base, struct ari_str ref)
{
	struct parts from = take_apart(base), to;
	struct ari_str result = {NULL, 0};
	struct ari_buf out, scratch;

	ari_buf_init(&out, arena->alloc);
	ari_buf_init(&scratch, arena->alloc);
	to = combine(&scratch, &from, take_apart(ref));
	put_uri(&out, &to);
	if (!out.failed && !scratch.failed)
		result = ari_arena_dup(arena, ari_buf_view(&out));
	ari_buf_release(&out);
	ari_buf_release(&scratch);
	return result;
}

struct ari_str ari_schema__uri_decode(struct ari_arena *arena,
				      struct ari_str text)
{
	char *out = ari_arena_alloc(arena, text.len + 1);
	size_t len = 0;

	if (!out)
		return (struct ari_str){NULL, 0};
	for (size_t i = 0; i < text.len; i++) {
		int byte = encoded_byte(text, i);

		out[len++] = byte < 0 ? text.ptr[i] : (char)byte;
		if (byte >= 0)
			i += 2;
	}
	out[len] = '\0';
	return (struct ari_str){out, len};
}
