/*
 * arising verify: whether a published paper is what the repository says.
 */
#include "commands.h"
#include "file.h"
#include "paper_request.h"

#include <string.h>

/* Bytes of a line that are shown where two papers differ. */
#define SHOWN_BYTES 160

static const struct cli_option options[] = {
    {0},
};

struct verify {
	struct cli_session session;
	const char *name; /* of the file */
	struct ari_buf bytes;
	struct ari_colophon colophon;
	enum ari_paper_format format;
	struct ari_paper_request request;
};

/* Word documents and spreadsheets are zips. */
static bool is_document(struct ari_str bytes)
{
	return ari_str_starts(bytes, "PK\003\004") ||
	       ari_str_starts(bytes, "%PDF-");
}

static int read_paper(struct verify *v)
{
	int missing = cli_file_read(&v->bytes, v->name, &v->session.err);

	if (missing > 0)
		return ari_error_set(&v->session.err, ARI_ERR_NOT_FOUND,
				     "there is no file %s", v->name);
	if (!missing && is_document(ari_buf_view(&v->bytes)))
		return ari_error_set(
		    &v->session.err, ARI_ERR_INVALID,
		    "%s is a document that another program made: no byte of "
		    "it can be proved; prove the same paper in HTML, "
		    "Markdown, CSV or JSON",
		    v->name);
	if (missing || ari_colophon_find(&v->colophon, ari_buf_view(&v->bytes),
					 &v->session.arena, &v->session.err))
		return -1;
	v->format = ari_paper_format_from(v->colophon.format);
	if (v->format < ARI_PAPER_XLSX)
		return 0;
	return ari_error_set(&v->session.err, ARI_ERR_INVALID,
			     "the colophon names a format \"%.*s\" that cannot "
			     "be proved",
			     (int)v->colophon.format.len,
			     v->colophon.format.ptr);
}

static enum cli_exit differs(struct verify *v, const char *what,
			     const char *fmt, ...) ARI_PRINTF(3, 4);

static enum cli_exit differs(struct verify *v, const char *what,
			     const char *fmt, ...)
{
	struct ari_buf line;
	va_list args;

	ari_buf_init(&line, NULL);
	va_start(args, fmt);
	ari_buf_vprintf(&line, fmt, args);
	va_end(args);
	ari_buf_printf(v->session.io->out, "%s: not proved: %s: ", v->name,
		       what);
	ari_render_escape_text(v->session.io->out, ari_buf_view(&line));
	ari_buf_byte(v->session.io->out, '\n');
	ari_buf_release(&line);
	return CLI_FINDINGS;
}

static bool same_ids(const struct ari_snapshot *at,
		     const struct ari_oid *commit, const struct ari_oid *tag)
{
	return ari_oid_eq(&at->commit, commit) && ari_oid_eq(&at->tag, tag);
}

/* A cycle of the colophon: CLI_CLEAN when its tag is the same today. */
static enum cli_exit find_cycle(struct verify *v, struct ari_snapshot *out,
				struct ari_str id, const struct ari_oid *commit,
				const struct ari_oid *tag)
{
	char was[ARI_OID_HEX + 1], is[ARI_OID_HEX + 1];
	struct cli_session *s = &v->session;

	if (ari_snapshot_of_cycle(out, s->repo, id, &s->arena, &s->err)) {
		if (s->err.code != ARI_ERR_NOT_FOUND)
			return cli_session_fail(s);
		return differs(v, "the tag differs",
			       "this repository has no tag cycle/%.*s",
			       (int)id.len, id.ptr);
	}
	if (same_ids(out, commit, tag))
		return CLI_CLEAN;
	return differs(v, "the tag differs",
		       "the paper was made from cycle/%.*s as %s; here it is "
		       "%s: it was closed again, or this is another repository",
		       (int)id.len, id.ptr,
		       ari_oid_hex(was, ari_oid_none(tag) ? commit : tag),
		       ari_oid_hex(is, ari_oid_none(&out->tag) ? &out->commit
							       : &out->tag));
}

/* The commit of a draft, which need not be any tag's. */
static enum cli_exit find_draft(struct verify *v)
{
	const struct ari_colophon *c = &v->colophon;
	struct cli_session *s = &v->session;
	char hex[ARI_OID_HEX + 1];

	if (ari_snapshot_of_commit(&v->request.at, s->repo, &c->commit,
				   &s->arena, &s->err))
		return differs(v, "the commit is not here",
			       "the draft was made from commit %s, which this "
			       "repository does not have",
			       ari_oid_hex(hex, &c->commit));
	v->request.at.cycle = c->cycle;
	v->request.at.name = c->cycle;
	v->request.at.tag = (struct ari_oid){{0}};
	v->request.draft = true;
	return CLI_CLEAN;
}

static enum cli_exit find_snapshots(struct verify *v)
{
	const struct ari_colophon *c = &v->colophon;
	enum cli_exit status;

	v->request.options = c->options;
	status = c->draft ? find_draft(v)
			  : find_cycle(v, &v->request.at, c->cycle, &c->commit,
				       &c->tag);
	if (status || !c->since.ptr)
		return status;
	v->request.has_since = true;
	return find_cycle(v, &v->request.since, c->since, &c->since_commit,
			  &c->since_tag);
}

/* -- the first difference -- */

static struct ari_str line_at(struct ari_str bytes, size_t at)
{
	size_t start = at, end = at;

	while (start && bytes.ptr[start - 1] != '\n')
		start--;
	while (end < bytes.len && bytes.ptr[end] != '\n')
		end++;
	/* Of a long line, what stands around the place. */
	if (at - start > SHOWN_BYTES / 2)
		start = at - SHOWN_BYTES / 2;
	if (end - start > SHOWN_BYTES)
		end = start + SHOWN_BYTES;
	return (struct ari_str){bytes.ptr + start, end - start};
}

static void show_line(struct verify *v, const char *label, struct ari_str bytes,
		      size_t at)
{
	struct ari_buf *out = v->session.io->out;

	ari_buf_puts(out, label);
	if (at >= bytes.len)
		ari_buf_puts(out, "(ends here)");
	else
		ari_render_escape_text(out, line_at(bytes, at));
	ari_buf_byte(out, '\n');
}

static void show_difference(struct verify *v, struct ari_str file,
			    struct ari_str rebuilt)
{
	size_t at = 0, line = 1, start = 0;

	while (at < file.len && at < rebuilt.len &&
	       file.ptr[at] == rebuilt.ptr[at]) {
		if (file.ptr[at++] != '\n')
			continue;
		line++;
		start = at;
	}
	ari_buf_printf(v->session.io->out,
		       "first difference: line %zu, byte %zu\n", line,
		       at - start + 1);
	show_line(v, "  the paper:      ", file, at);
	show_line(v, "  the repository: ", rebuilt, at);
}

static enum cli_exit judge(struct verify *v, const struct ari_paper *paper,
			   struct ari_str rebuilt)
{
	const struct ari_colophon *c = &v->colophon;
	struct ari_str file = ari_buf_view(&v->bytes);

	if (ari_str_eq(file, rebuilt))
		return CLI_CLEAN;
	if (!ari_str_is(c->tool, ARI_VERSION))
		differs(
		    v, "the tool differs",
		    "the paper was made by arising %.*s, this is " ARI_VERSION
		    "; prove it with that version",
		    (int)c->tool.len, c->tool.len ? c->tool.ptr : "");
	else if (!ari_oid_eq(&c->form, &paper->form.digest))
		differs(v, "the tool differs",
			"its template is not the one that is %s here",
			paper->form.own ? "in the commit" : "built in");
	else
		differs(v, "the paper differs",
			"tag and tool are the same, the file was changed");
	show_difference(v, file, rebuilt);
	return CLI_FINDINGS;
}

static void say_proved(struct verify *v, const struct ari_paper *paper)
{
	const struct ari_paper_request *r = &paper->request;
	struct ari_buf *out = v->session.io->out;
	char hex[ARI_OID_HEX + 1];

	ari_buf_printf(out, "%s: proved: every byte is what ", v->name);
	ari_buf_puts(out, r->draft ? "a draft of cycle " : "cycle/");
	ari_render_escape_text(out, r->at.cycle);
	ari_buf_printf(out, " says\n  commit %s\n",
		       ari_oid_hex(hex, &r->at.commit));
	if (!ari_oid_none(&r->at.tag))
		ari_buf_printf(out, "  tag    %s\n",
			       ari_oid_hex(hex, &r->at.tag));
	if (r->draft)
		ari_buf_puts(out, "  the cycle was not closed: no tag holds "
				  "this paper\n");
	if (r->options.exempt)
		ari_buf_puts(out, "  exempt records are included: not for "
				  "publication\n");
}

static enum cli_exit rebuild(struct verify *v)
{
	struct cli_session *s = &v->session;
	struct ari_paper *paper = NULL;
	struct ari_buf rebuilt;
	enum cli_exit status;

	ari_buf_init(&rebuilt, NULL);
	if (ari_paper_new(&paper, &s->loader, s->repo, &v->request, &s->err) ||
	    ari_exchange_paper(&rebuilt, paper, v->format, v->colophon.list,
			       &s->err)) {
		status = cli_session_fail(s);
	} else {
		status = judge(v, paper, ari_buf_view(&rebuilt));
		if (status == CLI_CLEAN)
			say_proved(v, paper);
	}
	ari_paper_free(paper);
	ari_buf_release(&rebuilt);
	return status;
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	struct verify v = {.name = args->operands[0]};
	enum cli_exit status;

	ari_buf_init(&v.bytes, NULL);
	if (cli_session_open(&v.session, io, args, CLI_NEED_HISTORY) ||
	    read_paper(&v))
		status = cli_session_fail(&v.session);
	else
		status = find_snapshots(&v);
	if (!status)
		status = rebuild(&v);
	ari_buf_release(&v.bytes);
	cli_session_release(&v.session);
	return status;
}

const struct cli_command cli_cmd_verify = {
    .name = "verify",
    .summary = "whether a published paper is what the repository says",
    .operands = "FILE",
    .about =
	"Reads the colophon of a paper (HTML, Markdown, CSV, JSON or text),\n"
	"makes the paper again from git and compares every byte. Where they\n"
	"differ it says whether the paper, the tag or the tool is another, "
	"and\n"
	"shows the first difference. FILE is relative to where you are.",
    .most = 1,
    .least = 1,
    .options = options,
    .run = run,
};
