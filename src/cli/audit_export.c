/*
 * The evidence pack: what the audit rests on, in files that can be checked
 * without this program. Same history in, same bytes out.
 */
#include "audit_export.h"
#include "file.h"

#include <arising/check.h>

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

struct pack {
	struct cli_session *session;
	const char *folder;
	const struct ari_view *view;
	const struct ari_audit *audit;
	struct ari_buf sums;
};

static int put_file(struct pack *pack, const char *name,
		    const struct ari_buf *bytes)
{
	struct cli_session *session = pack->session;
	const char *path =
	    ari_arena_printf(&session->arena, "%s/%s", pack->folder, name);
	char hex[ARI_SHA256_HEX + 1];

	if (bytes->failed || !path)
		return ari_error_memory(&session->err);
	ari_sha256_hex(hex, ari_buf_view(bytes));
	ari_buf_printf(&pack->sums, "%s  %s\n", hex, name);
	return cli_file_write(path, ari_buf_view(bytes), 0644, true,
			      &session->err);
}

static int fill_ledger(struct pack *pack, struct ari_buf *out)
{
	struct cli_session *session = pack->session;
	struct ari_ledger_options asked = {.tip = pack->audit->to.commit,
					   .reason = ari_check_reason,
					   .aside = true};
	const struct ari_ledger_entry **entries;
	const struct ari_ledger_commit *commit;
	struct ari_ledger_filter all;
	struct ari_ledger *ledger;
	struct ari_arena arena;
	size_t count;
	int rc;

	if (ari_ledger_new(&ledger, session->repo, &asked, &session->err))
		return -1;
	ari_ledger_filter_init(&all);
	ari_arena_init(&arena, NULL, 0);
	while ((rc = ari_ledger_next(&commit, ledger, &session->err)) > 0) {
		ari_arena_clear(&arena);
		rc = ari_ledger_pick(&entries, &count, &all, commit, &arena,
				     &session->err);
		if (rc)
			break;
		ari_exchange_log_json(out, commit, entries, count);
	}
	ari_arena_release(&arena);
	ari_ledger_filter_release(&all);
	ari_ledger_free(ledger);
	return rc;
}

static int fill_cycles(struct pack *pack, struct ari_buf *out)
{
	struct cli_session *session = pack->session;
	struct ari_meetings meetings;

	if (ari_history_meetings(&meetings, session->repo, pack->view->reg,
				 &session->arena, &session->err))
		return -1;
	return ari_exchange_cycles_json(out, &meetings, &session->err);
}

static int fill_audit(struct pack *pack, struct ari_buf *out)
{
	return ari_exchange_audit_json(out, pack->audit, &pack->session->err);
}

/*
 * Objects are named by their ids, which a shell reads as they are: the name
 * of a cycle may hold what it would run.
 */
static void put_cycle(struct ari_buf *out, const struct ari_tag *tag,
		      const char *tip)
{
	char object[ARI_OID_HEX + 1], commit[ARI_OID_HEX + 1];

	ari_oid_hex(object, &tag->tag);
	ari_oid_hex(commit, &tag->commit);
	ari_buf_printf(out, "%.*s%s\n", (int)tag->id.len, tag->id.ptr,
		       tag->annotated ? "" : ", a lightweight tag");
	if (tag->annotated)
		ari_buf_printf(out, "  git cat-file tag %s\n", object);
	if (tag->has_signature)
		ari_buf_printf(out, "  git verify-tag %s\n", object);
	if (!ari_oid_none(&tag->commit))
		ari_buf_printf(out, "  git merge-base --is-ancestor %s %s\n",
			       commit, tip);
}

static void put_cycles(struct ari_buf *out, const struct ari_tags *tags,
		       const char *tip)
{
	bool signs = false;

	for (size_t i = 0; i < tags->count; i++)
		signs |= tags->items[i].has_signature;
	if (tags->count)
		ari_buf_puts(
		    out, "Each closed cycle: who closed it, what moved and "
			 "which cycle came before; who\nsigned it; and that it "
			 "is in the history. A line that fails says that it is "
			 "not\nso: see whether audit.json says the same.\n\n");
	if (signs)
		ari_buf_puts(
		    out, "Who signed is known by keys that are not in this "
			 "pack: have them from the council\nby another way. "
			 "Those of gpg go in by `gpg --import FILE`; of those "
			 "of ssh-keygen\nmake a list (ssh-keygen(1), ALLOWED "
			 "SIGNERS) and name it to git by\n`git config "
			 "gpg.ssh.allowedSignersFile FILE`.\n\n");
	for (size_t i = 0; i < tags->count; i++)
		put_cycle(out, &tags->items[i], tip);
	if (tags->count)
		ari_buf_byte(out, '\n');
}

static int fill_guide(struct pack *pack, struct ari_buf *out)
{
	struct cli_session *session = pack->session;
	char hex[ARI_OID_HEX + 1];
	struct ari_tags tags;

	if (ari_source_tags(&tags, session->repo, &session->arena,
			    &session->err))
		return -1;
	ari_oid_hex(hex, &pack->audit->to.commit);
	ari_buf_printf(
	    out,
	    "The history of the plans at commit\n%s\n\n"
	    "ledger.ndjson   every movement, newest first, one a line\n"
	    "cycles.json     the meetings, and the tags that froze them\n"
	    "audit.json      the promises: held, broken or not made\n\n"
	    "That nothing here was changed since it was written, in this "
	    "folder:\n"
	    "  sha256sum -c SHA256SUMS\n\n"
	    "To see the same with git alone, in a clone of the repository. "
	    "That nothing in it\nis damaged; the tags, which are those in "
	    "cycles.json; the newest commit, and so\nany that a line of "
	    "ledger.ndjson names:\n"
	    "  git fsck --full\n"
	    "  git for-each-ref --format='%%(refname) %%(objecttype) "
	    "%%(objectname) %%(*objectname)' refs/tags/cycle\n"
	    "  git show %s\n\n",
	    hex, hex);
	put_cycles(out, &tags, hex);
	ari_buf_printf(out,
		       "With arising " ARI_VERSION ", where that commit is "
		       "checked out:\n"
		       "  arising audit %s\n"
		       "  arising log --format ndjson --no-cache\n",
		       hex);
	return 0;
}

static int write_pack(struct pack *pack)
{
	static const struct {
		const char *name;
		int (*fill)(struct pack *pack, struct ari_buf *out);
	} files[] = {
	    {"ledger.ndjson", fill_ledger},
	    {"cycles.json", fill_cycles},
	    {"audit.json", fill_audit},
	    {"HOW-TO-REPEAT.txt", fill_guide},
	};
	struct ari_buf bytes;
	int rc = 0;

	ari_buf_init(&bytes, NULL);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files) && !rc; i++) {
		ari_buf_clear(&bytes);
		rc = files[i].fill(pack, &bytes);
		if (!rc)
			rc = put_file(pack, files[i].name, &bytes);
	}
	if (!rc) {
		/* Last, so that a pack that was cut short has no list. */
		ari_buf_clear(&bytes);
		ari_buf_str(&bytes, ari_buf_view(&pack->sums));
		rc = put_file(pack, "SHA256SUMS", &bytes);
	}
	ari_buf_release(&bytes);
	return rc ? -1 : 0;
}

int cli_audit_export(struct cli_session *session, const char *folder,
		     const struct ari_view *view, const struct ari_audit *audit)
{
	struct pack pack = {
	    .session = session, .folder = folder, .view = view, .audit = audit};
	int rc;

	if (mkdir(folder, 0777))
		return ari_error_set(&session->err, ARI_ERR_IO,
				     errno == EEXIST
					 ? "%s is there already: name a folder "
					   "that is not"
					 : "cannot make the folder %s",
				     folder);
	ari_buf_init(&pack.sums, NULL);
	rc = write_pack(&pack);
	ari_buf_release(&pack.sums);
	return rc;
}
