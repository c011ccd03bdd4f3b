/*
 * Completion for fish: one `complete` a command, option or operand.
 */
#include "completion.h"

/* Text inside '…'. */
static void put_quoted(struct ari_buf *out, const char *text)
{
	ari_buf_byte(out, '\'');
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			ari_buf_byte(out, '\\');
		ari_buf_byte(out, *text);
	}
	ari_buf_byte(out, '\'');
}

static void put_choice(struct ari_buf *out, enum cli_choice choice,
		       struct ari_str words)
{
	struct ari_str word;
	const char *gap = " -a '";

	switch (choice) {
	case CLI_CHOICE_FILES:
		ari_buf_puts(out, " -F");
		break;
	case CLI_CHOICE_FOLDERS:
		ari_buf_puts(out, " -a '(__fish_complete_directories)'");
		break;
	case CLI_CHOICE_CYCLES:
		ari_buf_puts(out, " -a '(__arising_cycles)'");
		break;
	case CLI_CHOICE_WORDS:
		for (; cli_choice_word(&word, &words); gap = " ") {
			ari_buf_puts(out, gap);
			ari_buf_str(out, word);
		}
		ari_buf_byte(out, '\'');
		break;
	default:
		break;
	}
}

/* Where a command's own words stand: after its name. */
static void put_where(struct ari_buf *out, const char *command)
{
	ari_buf_puts(out, "complete -c arising -n ");
	if (*command)
		ari_buf_printf(out, "'__fish_seen_subcommand_from %s'",
			       command);
	else
		ari_buf_puts(out, "__fish_use_subcommand");
}

static void put_options(struct ari_buf *out, const char *command,
			const struct cli_option *rows)
{
	for (; rows->name; rows++) {
		put_where(out, command);
		ari_buf_printf(out, " -l %s", rows->name);
		if (rows->value) {
			enum cli_choice choice = cli_choice_of_value(rows);

			ari_buf_puts(out, choice == CLI_CHOICE_FILES ? " -r"
								     : " -x");
			put_choice(out, choice, ari_str_from(rows->words));
		}
		ari_buf_puts(out, " -d ");
		put_quoted(out, rows->help);
		ari_buf_byte(out, '\n');
	}
}

static void put_command(struct ari_buf *out, const struct cli_command *command)
{
	struct ari_str words;
	enum cli_choice choice = cli_choice_of_operand(command, &words);

	put_options(out, command->name, command->options);
	put_options(out, command->name, cli_common_options);
	if (!command->most || choice == CLI_CHOICE_NONE)
		return;
	put_where(out, command->name);
	put_choice(out, choice, words);
	ari_buf_byte(out, '\n');
}

void cli_complete_fish(struct ari_buf *out)
{
	ari_buf_puts(out,
		     "# fish completion for arising " ARI_VERSION
		     ", by `arising completion fish`.\n\n"
		     "function __arising_cycles\n"
		     "\tgit for-each-ref --format='%(refname:lstrip=3)' "
		     "refs/tags/cycle 2>/dev/null\nend\n\n"
		     "complete -c arising -f\n"
		     "complete -c arising -s C -r -a "
		     "'(__fish_complete_directories)' -d 'the repository'\n");
	for (size_t i = 0; cli_commands[i]; i++) {
		put_where(out, "");
		ari_buf_printf(out, " -a %s -d ", cli_commands[i]->name);
		put_quoted(out, cli_commands[i]->summary);
		ari_buf_byte(out, '\n');
	}
	put_command(out, &cli_cmd_status);
	for (size_t i = 0; cli_commands[i]; i++)
		put_command(out, cli_commands[i]);
}
