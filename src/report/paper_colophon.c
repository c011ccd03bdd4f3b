/*
 * The colophon: one line of words, the same in every format, from which a
 * paper can be made again. Values are percent-encoded to letters, digits
 * and "-._/:", so that no format has to escape them.
 */
#include "paper.h"

#include <string.h>

/* Bytes of a colophon that is read; its values are ids and codes. */
#define COLOPHON_BYTES 8192

static bool is_plain(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || strchr("-./:", c);
}

static void put_pair(struct ari_buf *out, const char *key, struct ari_str value)
{
	static const char digits[] = "0123456789ABCDEF";

	ari_buf_printf(out, " %s=", key);
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.ptr[i];

		if (c && is_plain(c)) {
			ari_buf_byte(out, (char)c);
			continue;
		}
		ari_buf_byte(out, '%');
		ari_buf_byte(out, digits[c >> 4]);
		ari_buf_byte(out, digits[c & 15]);
	}
}

static void put_oid(struct ari_buf *out, const char *key,
		    const struct ari_oid *id)
{
	char hex[ARI_OID_HEX + 1];

	put_pair(out, key,
		 ari_oid_none(id) ? ARI_STR("none")
				  : ari_str_from(ari_oid_hex(hex, id)));
}

static void put_flag(struct ari_buf *out, const char *key, bool value)
{
	if (value)
		put_pair(out, key, ARI_STR("yes"));
}

void ari_colophon_of(struct ari_colophon *out, const struct ari_paper *paper)
{
	const struct ari_paper_request *request = &paper->request;

	*out = (struct ari_colophon){
	    .cycle = request->at.cycle,
	    .commit = request->at.commit,
	    .tag = request->at.tag,
	    .draft = request->draft,
	    .tool = ARI_STR(ARI_VERSION),
	    .form = paper->form.digest,
	    .options = request->options,
	};
	if (!request->has_since)
		return;
	out->since = request->since.cycle.ptr ? request->since.cycle
					      : request->since.name;
	out->since_commit = request->since.commit;
	out->since_tag = request->since.tag;
}

void ari_colophon_put(struct ari_buf *out, const struct ari_colophon *c)
{
	ari_buf_puts(out, ARI_COLOPHON_MARK);
	put_pair(out, "format", c->format);
	put_flag(out, "list", c->list);
	put_pair(out, "cycle", c->cycle);
	put_oid(out, "commit", &c->commit);
	put_oid(out, "tag", &c->tag);
	put_flag(out, "draft", c->draft);
	if (c->since.ptr) {
		put_pair(out, "since", c->since);
		put_oid(out, "since-commit", &c->since_commit);
		put_oid(out, "since-tag", &c->since_tag);
	}
	if (c->options.body.ptr)
		put_pair(out, "body", c->options.body);
	if (c->options.plan.ptr)
		put_pair(out, "plan", c->options.plan);
	put_flag(out, "names", c->options.names);
	put_flag(out, "exempt", c->options.exempt);
	put_flag(out, "extras", c->options.extras);
	put_pair(out, "tool", c->tool);
	put_oid(out, "template", &c->form);
	ari_buf_puts(out, " end");
}

/* -- reading -- */

/* Where the last mark begins; bytes.len when there is none. */
static size_t last_mark(struct ari_str bytes)
{
	const size_t len = sizeof(ARI_COLOPHON_MARK) - 1;

	for (size_t at = bytes.len; at-- > 0;)
		if (bytes.len - at >= len &&
		    !memcmp(bytes.ptr + at, ARI_COLOPHON_MARK, len))
			return at;
	return bytes.len;
}

static struct ari_str next_word(struct ari_str *rest)
{
	struct ari_str word;
	size_t at = 0;

	*rest = ari_str_trim(*rest);
	while (at < rest->len && !strchr(" \n\t\r<\"`", rest->ptr[at]))
		at++;
	word = (struct ari_str){rest->ptr, at};
	rest->ptr += at;
	rest->len -= at;
	return word;
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

/* Decoded into the arena; false for a broken encoding or no memory. */
static bool decode(struct ari_str *out, struct ari_str text,
		   struct ari_arena *arena)
{
	struct ari_str copy = ari_arena_dup(arena, text);
	char *to;
	size_t len = 0;

	if (!copy.ptr)
		return false;
	to = ari_arena_alloc(arena, text.len + 1);
	if (!to)
		return false;
	for (size_t i = 0; i < copy.len; i++, len++) {
		int high, low;

		to[len] = copy.ptr[i];
		if (copy.ptr[i] != '%')
			continue;
		if (copy.len - i < 3)
			return false;
		high = hex_digit(copy.ptr[i + 1]);
		low = hex_digit(copy.ptr[i + 2]);
		if (high < 0 || low < 0 || !(high | low))
			return false;
		to[len] = (char)(high * 16 + low);
		i += 2;
	}
	to[len] = '\0';
	*out = (struct ari_str){to, len};
	return true;
}

static bool read_oid(struct ari_oid *out, struct ari_str value)
{
	if (ari_str_is(value, "none")) {
		*out = (struct ari_oid){{0}};
		return true;
	}
	return ari_oid_parse(out, value);
}

static bool read_flag(bool *out, struct ari_str value)
{
	*out = true;
	return ari_str_is(value, "yes");
}

static bool read_pair(struct ari_colophon *c, struct ari_str key,
		      struct ari_str value, struct ari_arena *arena)
{
	const struct {
		const char *key;
		struct ari_str *text;
		struct ari_oid *id;
		bool *flag;
	} rows[] = {
	    {"format", &c->format, NULL, NULL},
	    {"list", NULL, NULL, &c->list},
	    {"cycle", &c->cycle, NULL, NULL},
	    {"commit", NULL, &c->commit, NULL},
	    {"tag", NULL, &c->tag, NULL},
	    {"draft", NULL, NULL, &c->draft},
	    {"since", &c->since, NULL, NULL},
	    {"since-commit", NULL, &c->since_commit, NULL},
	    {"since-tag", NULL, &c->since_tag, NULL},
	    {"body", &c->options.body, NULL, NULL},
	    {"plan", &c->options.plan, NULL, NULL},
	    {"names", NULL, NULL, &c->options.names},
	    {"exempt", NULL, NULL, &c->options.exempt},
	    {"extras", NULL, NULL, &c->options.extras},
	    {"tool", &c->tool, NULL, NULL},
	    {"template", NULL, &c->form, NULL},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (!ari_str_is(key, rows[i].key))
			continue;
		if (rows[i].text)
			return decode(rows[i].text, value, arena);
		if (rows[i].id)
			return read_oid(rows[i].id, value);
		return read_flag(rows[i].flag, value);
	}
	return false;
}

int ari_colophon_find(struct ari_colophon *out, struct ari_str bytes,
		      struct ari_arena *arena, struct ari_error *err)
{
	struct ari_colophon c = {0};
	size_t at = last_mark(bytes);
	struct ari_str rest = {bytes.ptr + at, bytes.len - at}, word;

	if (!rest.len)
		return ari_error_set(
		    err, ARI_ERR_NOT_FOUND,
		    "this file has no colophon (a line that begins "
		    "\"" ARI_COLOPHON_MARK "\"): it is no paper of arising, "
		    "or its end is missing");
	rest.len = rest.len > COLOPHON_BYTES ? COLOPHON_BYTES : rest.len;
	next_word(&rest);
	for (word = next_word(&rest); word.len && !ari_str_is(word, "end");
	     word = next_word(&rest)) {
		const char *equals = memchr(word.ptr, '=', word.len);
		size_t len = equals ? (size_t)(equals - word.ptr) : 0;

		if (!len ||
		    !read_pair(&c, (struct ari_str){word.ptr, len},
			       (struct ari_str){equals + 1, word.len - len - 1},
			       arena))
			break;
	}
	if (!ari_str_is(word, "end") || !c.cycle.len || !c.format.len ||
	    ari_oid_none(&c.commit))
		return ari_error_set(err, ARI_ERR_INVALID,
				     "the colophon of this paper was cut or "
				     "changed, near \"%.*s\"",
				     (int)(word.len < 40 ? word.len : 40),
				     word.ptr);
	*out = c;
	return 0;
}
