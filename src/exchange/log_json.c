/*
 * `log --format ndjson`: one object a line, written straight to the output,
 * so that a reader sees the first before the last is known.
 */
#include "exchange/log.h"

#include <string.h>

/* -- values -- */

static void put_escape(struct ari_buf *out, unsigned char c)
{
	static const char names[] = "\bb\ff\nn\rr\tt\"\"\\\\";
	const char *found = c ? strchr(names, c) : NULL;

	if (found) {
		ari_buf_byte(out, '\\');
		ari_buf_byte(out, found[1]);
	} else {
		ari_buf_printf(out, "\\u%04x", c);
	}
}

static bool is_plain(unsigned char c)
{
	return c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

/* The high bit of each byte of word that is c, and of some behind it. */
static uint64_t bytes_like(uint64_t word, unsigned char c)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t other = word ^ c * ones;

	return (other - ones) & ~other;
}

/* Bytes at the start that stand for themselves, and are ASCII. */
static size_t plain_start(struct ari_str s)
{
	const uint64_t blanks = UINT64_C(0x2020202020202020);
	const uint64_t high = UINT64_C(0x8080808080808080);
	size_t at = 0;

	for (uint64_t word; s.len - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, s.ptr + at, sizeof(word));
		if (((word - blanks) | word | bytes_like(word, '"') |
		     bytes_like(word, '\\') | bytes_like(word, 0x7f)) &
		    high)
			break;
	}
	while (at < s.len && (unsigned char)s.ptr[at] < 0x80 &&
	       is_plain((unsigned char)s.ptr[at]))
		at++;
	return at;
}

static void put_text(struct ari_buf *out, struct ari_str s)
{
	size_t from = 0, at = 0;

	while (at < s.len) {
		struct ari_str rest = {s.ptr + at, s.len - at};

		at += plain_start(rest);
		if (at < s.len && !is_plain((unsigned char)s.ptr[at])) {
			ari_buf_add(out, s.ptr + from, at - from);
			put_escape(out, (unsigned char)s.ptr[at]);
			from = at + 1;
		}
		at++;
	}
	if (s.len > from)
		ari_buf_add(out, s.ptr + from, s.len - from);
}

void ari_exchange__put_string(struct ari_buf *out, struct ari_str s)
{
	struct ari_buf clean;
	size_t at = 0;

	if (!s.ptr) {
		ari_buf_puts(out, "null");
		return;
	}
	ari_buf_byte(out, '"');
	at = plain_start(s);
	ari_buf_add(out, s.ptr, at);
	s = (struct ari_str){s.ptr + at, s.len - at};
	at = 0;
	if (ari_utf8_check(s) == s.len) {
		put_text(out, s);
	} else {
		ari_buf_init(&clean, NULL);
		while (at < s.len)
			ari_utf8_put(&clean, ari_utf8_next(s, &at));
		put_text(out, ari_buf_view(&clean));
		out->failed |= clean.failed;
		ari_buf_release(&clean);
	}
	ari_buf_byte(out, '"');
}

/* An integer that JSON readers take exactly. */
static bool is_exact(struct ari_str text)
{
	size_t at = text.len && text.ptr[0] == '-';

	if (at == text.len || text.len - at > 15 ||
	    (text.ptr[at] == '0' && text.len - at > 1))
		return false;
	while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9')
		at++;
	return at == text.len;
}

static void put_scalar(struct ari_buf *out, const struct ari_node *node,
		       bool typed)
{
	struct ari_str text = ari_node_text(node);

	if (node->type == ARI_TYPE_NULL)
		ari_buf_puts(out, "null");
	else if (typed && node->type == ARI_TYPE_BOOL)
		ari_buf_puts(out, text.ptr[0] == 't' || text.ptr[0] == 'T'
				      ? "true"
				      : "false");
	else if (typed && node->type == ARI_TYPE_INT && is_exact(text))
		ari_buf_str(out, text);
	else
		ari_exchange__put_string(out, text);
}

void ari_exchange__put_node(struct ari_buf *out, const struct ari_node *root,
			    bool typed)
{
	struct {
		const struct ari_node *node;
		uint32_t at;
	} stack[ARI_TREE_DEPTH + 2];
	size_t depth = 0;
	const struct ari_node *node = root;

	if (!root) {
		ari_buf_puts(out, "null");
		return;
	}
	for (;;) {
		if (node->kind == ARI_NODE_SCALAR) {
			put_scalar(out, node, typed);
		} else {
			ari_buf_byte(out, node->kind == ARI_NODE_MAPPING ? '{'
									 : '[');
			stack[depth].node = node;
			stack[depth++].at = 0;
		}
		while (depth &&
		       /* cppcheck-suppress uninitvar; below depth all is set */
		       stack[depth - 1].at == stack[depth - 1].node->len)
			ari_buf_byte(out, stack[--depth].node->kind ==
						  ARI_NODE_MAPPING
					      ? '}'
					      : ']');
		if (!depth)
			return;
		node = stack[depth - 1].node;
		if (stack[depth - 1].at)
			ari_buf_puts(out, ", ");
		if (node->kind == ARI_NODE_MAPPING) {
			ari_exchange__put_string(
			    out, ari_node_text(
				     &node->u.items[stack[depth - 1].at++]));
			ari_buf_puts(out, ": ");
		}
		node = &node->u.items[stack[depth - 1].at++];
	}
}

/* -- a line -- */

static void put_key(struct ari_buf *out, const char *key)
{
	ari_buf_puts(out, ", \"");
	ari_buf_puts(out, key);
	ari_buf_puts(out, "\": ");
}

static void put_field(struct ari_buf *out, const char *key, struct ari_str s)
{
	put_key(out, key);
	ari_exchange__put_string(out, s);
}

static void put_person(struct ari_buf *out, const char *key,
		       const struct ari_person *person)
{
	char iso[ARI_EXCHANGE__ISO];

	put_key(out, key);
	ari_buf_puts(out, "{\"name\": ");
	ari_exchange__put_string(out, person->name);
	put_field(out, "email", person->email);
	put_field(out, "date", ari_str_from(ari_exchange__iso(iso, person)));
	ari_buf_byte(out, '}');
}

static void put_strings(struct ari_buf *out, const char *key,
			const struct ari_str *items, size_t count)
{
	put_key(out, key);
	ari_buf_byte(out, '[');
	for (size_t i = 0; i < count; i++) {
		if (i)
			ari_buf_puts(out, ", ");
		ari_exchange__put_string(out, items[i]);
	}
	ari_buf_byte(out, ']');
}

static void put_words(struct ari_buf *out, const struct ari_movement *m,
		      const char *key, bool removed)
{
	bool any = false;

	put_key(out, key);
	ari_buf_byte(out, '[');
	for (size_t i = 0; i < m->word_count; i++) {
		if (m->words[i].kept || m->words[i].removed != removed)
			continue;
		if (any)
			ari_buf_puts(out, ", ");
		ari_exchange__put_string(out, m->words[i].text);
		any = true;
	}
	ari_buf_byte(out, ']');
}

static void put_movement(struct ari_buf *out,
			 const struct ari_ledger_commit *commit,
			 const struct ari_ledger_entry *entry)
{
	const struct ari_movement *m = &entry->movement;
	bool typed = m->kind == ARI_MOVE_X_CHANGED;

	put_key(out, "before");
	ari_exchange__put_node(out, m->before, typed);
	put_key(out, "after");
	ari_exchange__put_node(out, m->after, typed);
	put_field(out, "reason",
		  entry->reason.ptr ? entry->reason : commit->reason);
	put_key(out, "decision");
	ari_exchange__put_node(out, entry->decision, false);
	if (m->milestone.ptr)
		put_field(out, "milestone", m->milestone);
	if (m->has_days) {
		put_key(out, "days");
		ari_buf_printf(out, "%d", m->days);
	}
	if (m->ref_count)
		put_strings(out, "refs", m->refs, m->ref_count);
	if (m->word_count) {
		put_words(out, m, "words_removed", true);
		put_words(out, m, "words_added", false);
	}
	if (entry->body_count)
		put_strings(out, "bodies", entry->bodies, entry->body_count);
}

static void put_commit(struct ari_buf *out,
		       const struct ari_ledger_commit *commit)
{
	char hex[ARI_OID_HEX + 1];

	ari_buf_printf(out, "{\"arising\": %d", ARI_CONTRACT);
	put_field(out, "commit", ari_str_from(ari_oid_hex(hex, &commit->id)));
	put_person(out, "author", &commit->author);
	put_person(out, "committer", &commit->committer);
	put_field(out, "subject", commit->subject);
	put_field(out, "cycle", commit->cycle);
}

static void put_entry(struct ari_buf *out,
		      const struct ari_ledger_commit *commit,
		      const struct ari_ledger_entry *entry)
{
	bool moved = entry->what == ARI_LEDGER_MOVEMENT;

	put_field(out, "plan", entry->plan);
	put_field(out, "path", entry->path);
	put_field(out, "ref",
		  moved ? entry->movement.ref : (struct ari_str){NULL, 0});
	put_field(out, "kind", ari_str_from(ari_ledger_name(entry)));
	put_field(out, "field", ari_exchange__field(entry));
	put_movement(out, commit, entry);
	if (entry->across) {
		put_key(out, "across");
		ari_buf_puts(out, "true");
	}
	if (entry->message.ptr)
		put_field(out, "message", entry->message);
	ari_buf_puts(out, "}\n");
}

void ari_exchange_log_json(struct ari_buf *out,
			   const struct ari_ledger_commit *commit,
			   const struct ari_ledger_entry *const *entries,
			   size_t count)
{
	static const struct ari_exchange__log format = {put_commit, put_entry};

	ari_exchange__rows(out, &format, commit, entries, count);
}
