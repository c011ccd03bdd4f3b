/*
 * The maker of the manual page, a program of its own that `make man` builds
 * and runs: the same rows as help and completion, as mdoc.
 * usage: man DATE, such as 2021-12-17
 */
#include "commands.h"

#include <arising/date.h>

#include <stdio.h>
#include <string.h>

/* Bytes of the whole page. */
#define PAGE_BYTES ((size_t)4 << 20)

/*
 * Text as roff prints it: no escapes, no requests, ASCII only. In prose a
 * sentence ends its line, so that roff sets the space after it.
 */
static void put_line(struct ari_buf *out, struct ari_str text, bool prose)
{
	bool start = true, stop = false;

	for (size_t at = 0; at < text.len;) {
		uint32_t point = ari_utf8_next(text, &at);

		if (start && (point == '.' || point == '\''))
			ari_buf_puts(out, "\\&");
		if (point == ' ' && stop && prose)
			point = '\n';
		start = point == '\n';
		stop = point == '.';
		if (point == '\\')
			ari_buf_puts(out, "\\e");
		else if (point == '-')
			ari_buf_puts(out, "\\-");
		else if (point == '`' || point == '~' || point == '^')
			ari_buf_printf(out, "\\(%s",
				       point == '`'   ? "ga"
				       : point == '~' ? "ti"
						      : "ha");
		else if (point < 0x80)
			ari_buf_byte(out, (char)point);
		else
			ari_buf_printf(out, "\\[u%04X]", point);
	}
}

static void put_text(struct ari_buf *out, struct ari_str text)
{
	put_line(out, text, true);
}

/* An argument of a macro: quoted, so that no word of it is a macro. */
static void put_argument(struct ari_buf *out, const char *text)
{
	ari_buf_puts(out, " \"");
	for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
		put_text(out, (struct ari_str){text, (size_t)(quote - text)});
		ari_buf_puts(out, "\\(dq");
	}
	put_text(out, ari_str_from(text));
	ari_buf_byte(out, '"');
}

enum about_kind { ABOUT_NONE, ABOUT_GAP, ABOUT_PROSE, ABOUT_AS_IS };

/* A line that begins with spaces stands as it is: a list, an example. */
static enum about_kind kind_of(struct ari_str line)
{
	if (!line.len)
		return ABOUT_GAP;
	return line.ptr[0] == ' ' ? ABOUT_AS_IS : ABOUT_PROSE;
}

static void change_kind(struct ari_buf *out, enum about_kind from,
			enum about_kind to)
{
	if (from == ABOUT_AS_IS && to != ABOUT_AS_IS)
		ari_buf_puts(out, ".Ed\n");
	if (to == ABOUT_AS_IS && from != ABOUT_AS_IS)
		ari_buf_puts(out, ".Bd -literal\n");
	else if (to == ABOUT_PROSE &&
		 (from == ABOUT_GAP || from == ABOUT_AS_IS))
		ari_buf_puts(out, ".Pp\n");
}

static void put_about(struct ari_buf *out, const char *about)
{
	enum about_kind kind = ABOUT_NONE;

	while (*about) {
		size_t len = strcspn(about, "\n");
		struct ari_str line = {about, len};
		enum about_kind next = kind_of(line);

		change_kind(out, kind, next);
		if (next != ABOUT_GAP) {
			put_line(out, line, next == ABOUT_PROSE);
			ari_buf_byte(out, '\n');
		}
		kind = next;
		about += len + (about[len] == '\n');
	}
	change_kind(out, kind, ABOUT_NONE);
}

static void put_options(struct ari_buf *out, const struct cli_option *rows)
{
	if (!rows->name)
		return;
	ari_buf_puts(out, ".Bl -tag -width Ds\n");
	for (; rows->name; rows++) {
		ari_buf_puts(out, ".It Fl");
		if (cli_letter(rows))
			ari_buf_printf(out, " %c , Fl", cli_letter(rows));
		ari_buf_puts(out, " \\-");
		put_text(out, ari_str_from(rows->name));
		if (rows->value) {
			ari_buf_puts(out, " Ar");
			put_argument(out, rows->value);
		}
		ari_buf_byte(out, '\n');
		put_text(out, ari_str_from(rows->help));
		if (rows->words) {
			ari_buf_puts(out, ":\n");
			put_text(out, ari_str_from(rows->words));
		}
		ari_buf_puts(out, rows->many ? ";\nmay stand several times.\n"
					     : ".\n");
	}
	ari_buf_puts(out, ".El\n");
}

static void put_command(struct ari_buf *out, const struct cli_command *command)
{
	ari_buf_puts(out, ".Ss");
	put_argument(out, command->name);
	ari_buf_byte(out, '\n');
	ari_buf_puts(out, ".Nm arising Cm");
	put_argument(out, command->name);
	ari_buf_puts(out, " Op Ar option ...\n");
	if (*command->operands) {
		ari_buf_puts(out, ".Ar");
		put_argument(out, command->operands);
		ari_buf_byte(out, '\n');
	}
	ari_buf_puts(out, ".Pp\n");
	put_about(out, command->about);
	put_options(out, command->options);
	if (command->schema)
		ari_buf_printf(out,
			       ".Pp\nJSON is as in\n"
			       ".Pa schema/%s.schema.json .\n",
			       command->schema);
}

static void put_head(struct ari_buf *out, const char *date)
{
	ari_buf_printf(
	    out,
	    ".\\\" Made from the program's own table of commands.\n"
	    ".Dd %s\n.Dt ARISING 1\n.Os\n"
	    ".Sh NAME\n.Nm arising\n"
	    ".Nd what became of what a committee decided, told from git\n"
	    ".Sh SYNOPSIS\n.Nm\n.Op Fl C Ar dir\n.Op Ar command\n"
	    ".Op Ar option ...\n.Op Ar operand ...\n"
	    ".Sh DESCRIPTION\n"
	    "The action plans of a council are plain YAML files in a git\n"
	    "repository:\nthe file holds the present, git holds the past,\n"
	    ".Nm\ntells the difference.\n"
	    "It is\n.Nm git arising ,\ntoo.\n"
	    ".Pp\nWithout a command it says where things stand.\n",
	    date);
	put_about(out, cli_cmd_status.about);
	put_options(out, cli_cmd_status.options);
	ari_buf_puts(out, ".Pp\nBefore a command stands\n"
			  ".Fl C Ar dir ,\nthe folder to begin in, and\n"
			  ".Fl \\-version .\nEvery command takes\n");
	put_options(out, cli_common_options);
}

static void put_tail(struct ari_buf *out)
{
	ari_buf_puts(
	    out,
	    ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n"
	    ".It Ev NO_COLOR\nNo colours, whatever its value.\n"
	    ".It Ev ARISING_PAGER , GIT_PAGER , PAGER\n"
	    "The pager of a terminal, the first that is set;\n"
	    ".Ql cat\nfor none.\n"
	    ".It Ev GIT_DIR , GIT_WORK_TREE , GIT_INDEX_FILE\n"
	    "As for git, unless\n.Fl C\nnames a folder.\n.El\n"
	    ".Sh FILES\n.Bl -tag -width Ds\n"
	    ".It Pa arising.yaml\n"
	    "The register: council, bodies, posts, meetings, strictness.\n"
	    ".It Pa plans/*.yaml\n"
	    "The plans, one file each, unless the register says otherwise.\n"
	    ".It Pa paper.yaml\nHeadings and columns of papers.\n.El\n"
	    ".Sh EXIT STATUS\n.Bl -tag -width Ds -compact\n"
	    ".It 0\nclean\n.It 1\nfindings\n.It 2\nwrong invocation\n"
	    ".It 3\nthe operation failed: git, files, memory\n.El\n"
	    ".Sh EXAMPLES\n"
	    "What moved since the last meeting, and one action in full:\n"
	    ".Bd -literal -offset indent\n"
	    "arising changes\n"
	    "arising show joint\\-agreement#F.4\n.Ed\n"
	    ".Sh SEE ALSO\n.Xr git 1\n");
}

/* mdoc's own form of a date: December 17, 2021. */
static bool long_date(struct ari_buf *out, const char *text)
{
	static const char *const months[] = {"January", "February", "March",
					     "April",	"May",	    "June",
					     "July",	"August",   "September",
					     "October", "November", "December"};
	struct ari_date date;
	unsigned month;

	if (ari_date_parse(&date, ari_str_from(text)) ||
	    date.kind != ARI_DATE_DAY)
		return false;
	month = (unsigned)((text[5] - '0') * 10 + text[6] - '0');
	ari_buf_printf(out, "%s %d, %.4s", months[month - 1],
		       (text[8] - '0') * 10 + text[9] - '0', text);
	return true;
}

int main(int argc, char **argv)
{
	struct ari_buf page, date;
	bool ok;

	ari_buf_init(&page, NULL);
	ari_buf_init(&date, NULL);
	page.cap = PAGE_BYTES;
	ok = argc == 2 && long_date(&date, argv[1]) && !date.failed;
	if (ok) {
		put_head(&page, date.ptr);
		ari_buf_puts(&page, ".Sh COMMANDS\n");
		for (size_t i = 0; cli_commands[i]; i++)
			put_command(&page, cli_commands[i]);
		put_tail(&page);
		ok = !page.failed &&
		     fwrite(page.ptr, 1, page.len, stdout) == page.len &&
		     !fflush(stdout);
	} else {
		fputs("usage: man DATE, such as 2021-12-17\n", stderr);
	}
	ari_buf_release(&page);
	ari_buf_release(&date);
	return !ok;
}
