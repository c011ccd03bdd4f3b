/*
 * The table of commands, and the way from a command line to one of them.
 */
#include "cli.h"
#include "commands.h"

#include "heap.h"

#include <string.h>

const struct cli_command *const cli_commands[] = {
    &cli_cmd_check,	   &cli_cmd_rules,	 &cli_cmd_changes,
    &cli_cmd_log,	   &cli_cmd_blame,	 &cli_cmd_audit,
    &cli_cmd_list,	   &cli_cmd_show,	 &cli_cmd_cycle,
    &cli_cmd_paper,	   &cli_cmd_verify,	 &cli_cmd_completion,
    &cli_cmd_export,	   &cli_cmd_init,	 &cli_cmd_hook,
    &cli_cmd_set,	   &cli_cmd_add,	 &cli_cmd_fmt,
    &cli_cmd_merge_driver, &cli_cmd_diff_driver, NULL,
};

const struct cli_option cli_common_options[] = {
    {"color", "WHEN", "auto|always|never",
     "colours beside the words (NO_COLOR is honoured)", false},
    {"no-pager", NULL, NULL, "write straight to the terminal", false},
    {"help", NULL, NULL, "this page", false},
    {0},
};

void cli_complain(const struct cli_io *io, const char *help, const char *fmt,
		  ...)
{
	va_list args;

	ari_buf_puts(io->err, "arising: ");
	va_start(args, fmt);
	ari_buf_vprintf(io->err, fmt, args);
	va_end(args);
	ari_buf_byte(io->err, '\n');
	if (help)
		ari_buf_printf(io->err, "help: %s\n", help);
}

enum cli_exit cli_fail(const struct cli_io *io, const struct ari_error *err)
{
	cli_complain(io, NULL, "%s", err->message);
	return err->code == ARI_ERR_USAGE ? CLI_USAGE : CLI_FAILED;
}

enum cli_exit cli_misuse(const struct cli_io *io, const struct cli_args *args,
			 const char *fmt, ...)
{
	const char *name = args->command->name;
	va_list list;

	ari_buf_printf(io->err, "arising%s%s: ", *name ? " " : "", name);
	va_start(list, fmt);
	ari_buf_vprintf(io->err, fmt, list);
	va_end(list);
	ari_buf_printf(io->err, "\nhelp: arising%s%s --help\n",
		       *name ? " " : "", name);
	return CLI_USAGE;
}

static const struct cli_command *find_command(const char *name)
{
	for (size_t i = 0; cli_commands[i]; i++)
		if (!strcmp(cli_commands[i]->name, name))
			return cli_commands[i];
	return NULL;
}

static enum cli_exit unknown_command(const struct cli_io *io, const char *name)
{
	const char *near = NULL;
	unsigned best = 4;

	for (size_t i = 0; cli_commands[i]; i++) {
		unsigned d =
		    ari_str_distance(ari_str_from(name),
				     ari_str_from(cli_commands[i]->name), best);

		if (d < best) {
			best = d;
			near = cli_commands[i]->name;
		}
	}
	if (near)
		cli_complain(io, "arising --help",
			     "there is no command \"%s\": did you mean %s?",
			     name, near);
	else
		cli_complain(io, "arising --help", "there is no command \"%s\"",
			     name);
	return CLI_USAGE;
}

static bool wants_colour(const struct cli_io *io, const struct cli_args *args)
{
	const char *when = cli_get(args, "color");
	const char *no = io->env("NO_COLOR"), *term = io->env("TERM");

	if (when && strcmp(when, "auto"))
		return !strcmp(when, "always");
	return io->out_terminal && !(no && *no) &&
	       !(term && !strcmp(term, "dumb"));
}

static enum cli_exit run_command(const struct cli_io *io, const char *dir,
				 const struct cli_command *command,
				 size_t count, const char **words)
{
	struct cli_args args = {.dir = dir};

	if (!cli_parse(&args, io, command, count, words))
		return CLI_USAGE;
	if (cli_has(&args, "help")) {
		cli_help_command(io, command);
		return CLI_CLEAN;
	}
	args.colour = wants_colour(io, &args);
	if (io->page && io->out_terminal && !cli_has(&args, "no-pager"))
		io->page(io);
	cli_heap_set(command->memory);
	return command->run(io, &args);
}

/* How many words a common option takes; 0 when word is none. */
static size_t common_words(const char *word)
{
	size_t len = strcspn(word, "=");

	for (const struct cli_option *row = cli_common_options; row->name;
	     row++)
		if (!strncmp(word, "--", 2) && strlen(row->name) + 2 == len &&
		    !strncmp(word + 2, row->name, len - 2))
			return row->value && !word[len] ? 2 : 1;
	return 0;
}

/* `--no-pager changes` is `changes --no-pager`, as people know it of git. */
static void bring_command_first(size_t count, const char **words)
{
	size_t before = 0, step;
	const char *command;

	while (before < count && (step = common_words(words[before])))
		before += step;
	if (!before || before >= count || words[before][0] == '-')
		return;
	command = words[before];
	memmove(words + 1, words, before * sizeof(*words));
	words[0] = command;
}

static enum cli_exit dispatch(const struct cli_io *io, size_t count,
			      const char **words)
{
	const struct cli_command *command;
	const char *dir = NULL;

	while (count && words[0][0] == '-') {
		if (!strcmp(words[0], "-C") && count > 1) {
			dir = words[1];
			words += 2;
			count -= 2;
			continue;
		}
		if (!strcmp(words[0], "--help") || !strcmp(words[0], "-h")) {
			cli_help_all(io);
			return CLI_CLEAN;
		}
		if (!strcmp(words[0], "--version")) {
			ari_buf_puts(io->out, "arising " ARI_VERSION "\n");
			return CLI_CLEAN;
		}
		break;
	}
	bring_command_first(count, words);
	if (!count || words[0][0] == '-')
		return run_command(io, dir, &cli_cmd_status, count, words);
	command = find_command(words[0]);
	if (!command)
		return unknown_command(io, words[0]);
	return run_command(io, dir, command, count - 1, words + 1);
}

enum cli_exit cli_main(const struct cli_io *io, int argc, char *const *argv)
{
	enum cli_exit status = CLI_USAGE;

	if (argc > CLI_OPERANDS) {
		cli_complain(io, NULL, "more than %d words", CLI_OPERANDS);
	} else {
		const char *words[CLI_OPERANDS];
		size_t count = argc > 0 ? (size_t)argc - 1 : 0;

		for (size_t i = 0; i < count; i++)
			words[i] = argv[i + 1];
		status = dispatch(io, count, words);
	}
	ari_buf_flush(io->err);
	if (ari_buf_flush(io->out) && status <= CLI_FINDINGS)
		status = CLI_FAILED;
	return status;
}
