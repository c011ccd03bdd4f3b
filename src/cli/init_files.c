/*
 * What `init` writes into the worktree: the register, the schema copies
 * that editors read, and the lines that make git call us for plans.
 */
#include "file.h"
#include "init.h"
#include "process.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ATTRIBUTES ".gitattributes"
#define DRIVERS " merge=arising diff=arising"
#define SCHEMAS "https://arising.example/schema/1/"
/* Bytes of an answer on a terminal. */
#define ANSWER 256

/* Write a file that is not there, its id in the record. */
static int write_new(struct init *init, const char *below, struct ari_str text)
{
	struct cli_session *session = &init->session;
	const char *path = init_path(init, below);
	char hex[ARI_OID_HEX + 1];
	struct ari_oid id;
	struct stat info;

	if (!path)
		return -1;
	if (!lstat(path, &info)) {
		init_say(init, "kept %s: it was there", below);
		return 0;
	}
	if (ari_oid_of_blob(&id, text, &session->err) ||
	    init_note(init, CLI_WORDS("file", below, ari_oid_hex(hex, &id))) ||
	    cli_file_write(path, text, 0644, true, &session->err))
		return -1;
	init_say(init, "wrote %s", below);
	return 0;
}

/* -- the register -- */

/* A text as YAML in double quotes; false where it holds what none may. */
static bool put_quoted(struct ari_buf *out, struct ari_str text)
{
	if (!text.len || ari_utf8_check(text) != text.len)
		return false;
	ari_buf_byte(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (c < ' ' || c == 0x7f)
			return false;
		if (c == '"' || c == '\\')
			ari_buf_byte(out, '\\');
		ari_buf_byte(out, (char)c);
	}
	ari_buf_byte(out, '"');
	return true;
}

/* Ask on the terminal; the answer without blanks around it. */
static struct ari_str ask(struct init *init, char answer[ANSWER],
			  const char *question)
{
	const struct cli_io *io = init->session.io;
	size_t len = 0;
	char c;

	ari_buf_puts(io->err, question);
	ari_buf_flush(io->err);
	while (read(io->in, &c, 1) == 1 && c != '\n')
		if (len < ANSWER)
			answer[len++] = c;
	return ari_str_trim((struct ari_str){answer, len});
}

static bool can_ask(const struct init *init)
{
	return init->session.io->in_terminal && init->session.io->err_terminal;
}

static int put_council(struct ari_buf *out, struct init *init)
{
	struct cli_session *session = &init->session;
	struct ari_str name = ari_str_from(cli_get(session->args, "council"));
	char answer[ANSWER];

	if (!name.ptr && can_ask(init))
		name = ask(init, answer, "The council's name: ");
	ari_buf_puts(out, "council: ");
	if (!name.len)
		return ari_error_set(&session->err, ARI_ERR_USAGE,
				     "the register needs the council's name: "
				     "arising init --council NAME");
	if (!put_quoted(out, name))
		return ari_error_set(&session->err, ARI_ERR_USAGE,
				     "the council's name is text of one line");
	ari_buf_byte(out, '\n');
	return 0;
}

static int put_body(struct ari_buf *out, struct init *init, struct ari_str text)
{
	const char *sign = text.len ? memchr(text.ptr, '=', text.len) : NULL;
	struct ari_str code = text, name;

	if (sign) {
		code.len = (size_t)(sign - text.ptr);
		name = (struct ari_str){sign + 1, text.len - code.len - 1};
		ari_buf_puts(out, "  ");
		if (put_quoted(out, ari_str_trim(code))) {
			ari_buf_puts(out, ": {name: ");
			if (put_quoted(out, ari_str_trim(name))) {
				ari_buf_puts(out, ", kind: committee}\n");
				return 0;
			}
		}
	}
	return ari_error_set(&init->session.err, ARI_ERR_USAGE,
			     "a body is written as its code, = and its name: "
			     "--body \"S&R=Strategy and Resources "
			     "Committee\"");
}

static int put_bodies(struct ari_buf *out, struct init *init)
{
	const struct cli_args *args = init->session.args;
	size_t count = cli_count(args, "body");
	char answer[ANSWER];
	struct ari_str text;

	ari_buf_puts(out, "bodies:");
	if (count || !can_ask(init))
		ari_buf_puts(out, count ? "\n" : " {}\n");
	for (size_t i = 0; i < count; i++)
		if (put_body(out, init, ari_str_from(cli_nth(args, "body", i))))
			return -1;
	if (count || !can_ask(init))
		return 0;
	while ((text = ask(init, answer,
			   "A committee, as CODE=NAME (nothing: no more): "))
		   .len) {
		if (!count++)
			ari_buf_byte(out, '\n');
		if (put_body(out, init, text))
			return -1;
	}
	if (!count)
		ari_buf_puts(out, " {}\n");
	return 0;
}

static int write_register(struct init *init)
{
	const char *path = init_path(init, ARI_REGISTER_PATH);
	struct ari_buf text;
	struct stat info;
	int result = -1;

	if (!path)
		return -1;
	ari_buf_init(&text, NULL);
	ari_buf_puts(&text, "# yaml-language-server: "
			    "$schema=.arising/register.schema.json\n"
			    "arising: 1\n");
	/* Nobody is asked for what will not be written. */
	if (!lstat(path, &info))
		result = 0;
	else
		result = put_council(&text, init);
	if (!result)
		ari_buf_puts(&text, "plans: plans/*.yaml\n");
	if (!result && lstat(path, &info))
		result = put_bodies(&text, init);
	if (!result) {
		ari_buf_puts(&text, "people: {}\ncycles: []\n");
		result = text.failed ? ari_error_memory(&init->session.err)
				     : write_new(init, ARI_REGISTER_PATH,
						 ari_buf_view(&text));
	}
	ari_buf_release(&text);
	return result;
}

/* -- schemas -- */

static int write_schemas(struct init *init)
{
	static const char *const names[] = {"plan.schema.json",
					    "register.schema.json"};
	struct cli_session *session = &init->session;
	const char *folder = init_path(init, ".arising");
	struct stat info;

	if (!folder)
		return -1;
	if (lstat(folder, &info)) {
		if (init_note(init, CLI_WORDS("folder", ".arising")))
			return -1;
		if (mkdir(folder, 0777))
			return ari_error_set(&session->err, ARI_ERR_IO,
					     "cannot make the folder %s: %s",
					     folder, strerror(errno));
	} else if (!S_ISDIR(info.st_mode)) {
		return ari_error_set(&session->err, ARI_ERR_USAGE,
				     ".arising is not a folder: move it away");
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char uri[128], below[64];
		struct ari_str text;

		snprintf(uri, sizeof(uri), SCHEMAS "%s", names[i]);
		snprintf(below, sizeof(below), ".arising/%s", names[i]);
		if (!ari_schema_bundled(&text, ari_str_from(uri)))
			return ari_error_set(&session->err, ARI_ERR_NOT_FOUND,
					     "this program carries no %s", uri);
		if (write_new(init, below, text))
			return -1;
	}
	return 0;
}

/* -- .gitattributes -- */

/* Git takes a pattern without a slash for one of any folder. */
static void put_pattern(struct ari_buf *out, struct ari_str glob)
{
	bool odd = memchr(glob.ptr, ' ', glob.len) ||
		   memchr(glob.ptr, '"', glob.len) || glob.ptr[0] == '#' ||
		   glob.ptr[0] == '!';

	if (odd)
		ari_buf_byte(out, '"');
	if (!memchr(glob.ptr, '/', glob.len))
		ari_buf_byte(out, '/');
	for (size_t i = 0; i < glob.len; i++) {
		if (odd && (glob.ptr[i] == '"' || glob.ptr[i] == '\\'))
			ari_buf_byte(out, '\\');
		ari_buf_byte(out, glob.ptr[i]);
	}
	ari_buf_puts(out, odd ? "\"" DRIVERS : DRIVERS);
}

static bool has_line(struct ari_str text, struct ari_str line)
{
	while (text.len) {
		const char *stop = memchr(text.ptr, '\n', text.len);
		size_t len = stop ? (size_t)(stop - text.ptr) : text.len;

		if (ari_str_eq(ari_str_trim((struct ari_str){text.ptr, len}),
			       line))
			return true;
		len += stop != NULL;
		text = (struct ari_str){text.ptr + len, text.len - len};
	}
	return false;
}

/* Add the line for one pattern to text, unless it is there. */
static int add_line(struct init *init, struct ari_buf *text,
		    struct ari_str glob)
{
	struct ari_buf line;
	int result = 0;

	if (!glob.len || memchr(glob.ptr, '\t', glob.len) ||
	    memchr(glob.ptr, '\n', glob.len))
		return 0;
	ari_buf_init(&line, NULL);
	put_pattern(&line, glob);
	if (line.failed) {
		result = ari_error_memory(&init->session.err);
	} else if (!has_line(ari_buf_view(text), ari_buf_view(&line))) {
		result =
		    init_note(init, CLI_WORDS("line", ATTRIBUTES, line.ptr));
		if (text->len && text->ptr[text->len - 1] != '\n')
			ari_buf_byte(text, '\n');
		ari_buf_str(text, ari_buf_view(&line));
		ari_buf_byte(text, '\n');
		init_say(init, "added to " ATTRIBUTES ": %s", line.ptr);
	}
	ari_buf_release(&line);
	return result;
}

/* A line for each pattern that the register calls plans. */
static int add_lines(struct init *init, struct ari_buf *text)
{
	struct cli_session *session = &init->session;
	const struct ari_values *plans = NULL;
	struct ari_view *view = NULL;
	struct ari_snapshot at;
	int result = 0;

	if (cli_session_snapshot(session, &at, "--worktree") ||
	    ari_view_new(&view, &session->loader, session->repo, &at,
			 &session->err))
		return -1;
	if (view->reg)
		plans = &view->reg->plans;
	if (!plans || !plans->count)
		result = add_line(init, text, ARI_STR("plans/*.yaml"));
	for (size_t i = 0; plans && i < plans->count && !result; i++)
		result = add_line(init, text, plans->items[i].text);
	ari_view_free(view);
	return result;
}

/* How long it was is noted, and what it was afterwards: to cut it again. */
static int write_attributes(struct init *init)
{
	struct cli_session *session = &init->session;
	const char *path = init_path(init, ATTRIBUTES);
	char hex[ARI_OID_HEX + 1], was[24] = "-";
	struct ari_oid id;
	struct ari_buf text;
	size_t before;
	int rc;

	if (!path)
		return -1;
	ari_buf_init(&text, NULL);
	rc = cli_file_read(&text, path, &session->err);
	before = text.len;
	if (!rc)
		snprintf(was, sizeof(was), "%zu", before);
	if (rc >= 0)
		rc = add_lines(init, &text);
	if (!rc && text.failed)
		rc = ari_error_memory(&session->err);
	if (!rc && text.len > before) {
		rc = ari_oid_of_blob(&id, ari_buf_view(&text), &session->err) ||
		     init_note(init, CLI_WORDS("append", ATTRIBUTES,
					       ari_oid_hex(hex, &id), was)) ||
		     cli_file_write(path, ari_buf_view(&text), 0644, false,
				    &session->err);
	} else if (!rc) {
		init_say(init, "kept " ATTRIBUTES ": its lines are there");
	}
	ari_buf_release(&text);
	return rc ? -1 : 0;
}

int init_files(struct init *init)
{
	return write_register(init) || write_schemas(init) ||
		       write_attributes(init)
		   ? -1
		   : 0;
}
