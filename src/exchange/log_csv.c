/*
 * `log --format csv`: RFC 4180, and no cell that a spreadsheet would take
 * for a formula.
 */
#include "exchange/internal.h"
#include "exchange/log.h"

#include <string.h>

/* A spreadsheet takes these at a cell's start for a formula. */
static bool is_active(struct ari_str s)
{
	return s.len && memchr("=+-@\t\r", s.ptr[0], 6);
}

/* Of printable ASCII without blanks before it all is certain at a glance. */
static bool is_certain(struct ari_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((s.ptr[i] < 0x20 && s.ptr[i] != '\n') || s.ptr[i] >= 0x7F)
			return false;
	return !s.len || (s.ptr[0] != ' ' && s.ptr[0] != '\n');
}

static void put_quoted(struct ari_buf *out, struct ari_str s)
{
	bool quoted = is_active(s);

	for (size_t i = 0; i < s.len && !quoted; i++)
		quoted = s.ptr[i] == ',' || s.ptr[i] == '"' ||
			 s.ptr[i] == '\r' || s.ptr[i] == '\n';
	if (!quoted) {
		ari_buf_str(out, s.ptr ? s : ARI_STR(""));
		return;
	}
	ari_buf_byte(out, '"');
	if (is_active(s))
		ari_buf_byte(out, '\'');
	while (s.len) {
		const char *quote = memchr(s.ptr, '"', s.len);
		size_t len = quote ? (size_t)(quote - s.ptr) + 1 : s.len;

		ari_buf_add(out, s.ptr, len);
		if (quote)
			ari_buf_byte(out, '"');
		s.ptr += len;
		s.len -= len;
	}
	ari_buf_byte(out, '"');
}

/* All else is looked at as closely as in other tables. */
static void put_cell(struct ari_buf *out, struct ari_str s)
{
	if (is_certain(s))
		put_quoted(out, s);
	else
		ari_exchange__csv_field(out, s, true);
}

static void put_next(struct ari_buf *out, struct ari_str s)
{
	ari_buf_byte(out, ',');
	put_cell(out, s);
}

/* A text as it is, anything else as JSON. */
static void put_value(struct ari_buf *out, const struct ari_node *node,
		      bool typed)
{
	struct ari_buf json;

	if (!node || node->kind == ARI_NODE_SCALAR) {
		put_next(out, ari_node_text(node));
		return;
	}
	ari_buf_init(&json, NULL);
	ari_exchange__put_node(&json, node, typed);
	put_next(out, ari_buf_view(&json));
	out->failed |= json.failed;
	ari_buf_release(&json);
}

void ari_exchange_log_csv_head(struct ari_buf *out)
{
	ari_buf_puts(out, "commit,date,author,email,committer,"
			  "committer_email,committed,cycle,plan,path,ref,kind,"
			  "field,before,after,days,reason,decision,across,"
			  "subject,message\r\n");
}

static void put_movement(struct ari_buf *out,
			 const struct ari_ledger_commit *commit,
			 const struct ari_ledger_entry *entry)
{
	const struct ari_movement *m = &entry->movement;
	bool typed = m->kind == ARI_MOVE_X_CHANGED;

	put_value(out, m->before, typed);
	put_value(out, m->after, typed);
	ari_buf_byte(out, ',');
	if (m->has_days)
		ari_buf_printf(out, "%d", m->days);
	put_next(out, entry->reason.ptr ? entry->reason : commit->reason);
	put_value(out, entry->decision, false);
	put_next(out, entry->across ? ARI_STR("yes") : ARI_STR(""));
}

static void put_commit(struct ari_buf *out,
		       const struct ari_ledger_commit *commit)
{
	char hex[ARI_OID_HEX + 1], iso[ARI_EXCHANGE__ISO];

	ari_buf_puts(out, ari_oid_hex(hex, &commit->id));
	put_next(out, ari_str_from(ari_exchange__iso(iso, &commit->author)));
	put_next(out, commit->author.name);
	put_next(out, commit->author.email);
	put_next(out, commit->committer.name);
	put_next(out, commit->committer.email);
	put_next(out, ari_str_from(ari_exchange__iso(iso, &commit->committer)));
	put_next(out, commit->cycle);
}

static void put_entry(struct ari_buf *out,
		      const struct ari_ledger_commit *commit,
		      const struct ari_ledger_entry *entry)
{
	put_next(out, entry->plan);
	put_next(out, entry->path);
	put_next(out, entry->movement.ref);
	put_next(out, ari_str_from(ari_ledger_name(entry)));
	put_next(out, ari_exchange__field(entry));
	put_movement(out, commit, entry);
	put_next(out, commit->subject);
	put_next(out, entry->message);
	ari_buf_puts(out, "\r\n");
}

void ari_exchange_log_csv(struct ari_buf *out,
			  const struct ari_ledger_commit *commit,
			  const struct ari_ledger_entry *const *entries,
			  size_t count)
{
	static const struct ari_exchange__log format = {put_commit, put_entry};

	ari_exchange__rows(out, &format, commit, entries, count);
}
