/*
 * Completion for zsh: one list of _arguments a command, from its rows.
 */
#include "completion.h"

/* Text inside '…', inside the […] or :…: of a specification. */
static void put_quoted(struct ari_buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			ari_buf_puts(out, "'\\''");
		else if (*text == '[' || *text == ']' || *text == ':' ||
			 *text == '\\')
			ari_buf_printf(out, "\\%c", *text);
		else
			ari_buf_byte(out, *text);
	}
}

/* ":NAME:action" of a value or an operand. */
static void put_action(struct ari_buf *out, const char *name,
		       enum cli_choice choice, struct ari_str words)
{
	static const char *const actions[] = {
	    [CLI_CHOICE_NONE] = " ",
	    [CLI_CHOICE_WORDS] = "(",
	    [CLI_CHOICE_FILES] = "_files",
	    [CLI_CHOICE_FOLDERS] = "_files -/",
	    [CLI_CHOICE_CYCLES] = "_arising_cycles",
	    [CLI_CHOICE_RECORDS] = " ",
	};
	struct ari_str word;

	ari_buf_byte(out, ':');
	put_quoted(out, name);
	ari_buf_printf(out, ":%s", actions[choice]);
	if (choice != CLI_CHOICE_WORDS)
		return;
	while (cli_choice_word(&word, &words)) {
		ari_buf_str(out, word);
		ari_buf_byte(out, words.len ? ' ' : ')');
	}
}

static void put_options(struct ari_buf *out, const struct cli_option *rows)
{
	for (; rows->name; rows++) {
		ari_buf_printf(out, " \\\n\t\t\t'%s--%s%s[",
			       rows->many ? "*" : "", rows->name,
			       rows->value ? "=" : "");
		put_quoted(out, rows->help);
		ari_buf_byte(out, ']');
		if (rows->value)
			put_action(out, rows->value, cli_choice_of_value(rows),
				   ari_str_from(rows->words));
		ari_buf_byte(out, '\'');
	}
}

static void put_command(struct ari_buf *out, const struct cli_command *command)
{
	struct ari_str words;
	enum cli_choice choice = cli_choice_of_operand(command, &words);

	ari_buf_printf(out, "\t\t%s)\n\t\t\t_arguments -s", command->name);
	put_options(out, command->options);
	put_options(out, cli_common_options);
	if (command->most) {
		ari_buf_printf(out, " \\\n\t\t\t'%s",
			       command->most > 1 ? "*" : "1");
		put_action(out, command->operands, choice, words);
		ari_buf_byte(out, '\'');
	}
	ari_buf_puts(out, "\n\t\t\t;;\n");
}

void cli_complete_zsh(struct ari_buf *out)
{
	ari_buf_puts(
	    out, "#compdef arising git-arising\n"
		 "# zsh completion for arising " ARI_VERSION
		 ", by `arising completion zsh`.\n\n"
		 "_arising_cycles()\n{\n\tlocal -a ids\n"
		 "\tids=(${(f)\"$(git for-each-ref "
		 "--format='%(refname:lstrip=3)' \\\n"
		 "\t\trefs/tags/cycle 2>/dev/null)\"})\n"
		 "\tcompadd -a ids\n}\n\n"
		 "_arising()\n{\n\tlocal curcontext=$curcontext state line\n"
		 "\tlocal -a commands\n\n\tcommands=(\n");
	for (size_t i = 0; cli_commands[i]; i++) {
		ari_buf_printf(out, "\t\t'%s:", cli_commands[i]->name);
		put_quoted(out, cli_commands[i]->summary);
		ari_buf_puts(out, "'\n");
	}
	ari_buf_puts(
	    out,
	    "\t)\n\t_arguments -C -A '-*' '-C[the repository]:DIR:_files -/'");
	put_options(out, cli_cmd_status.options);
	put_options(out, cli_common_options);
	ari_buf_puts(out, " \\\n\t\t'1:command:->command' "
			  "'*::word:->words'\n"
			  "\tcase $state in\n\tcommand)\n"
			  "\t\t_describe command commands\n\t\t;;\n"
			  "\twords)\n\t\tcase $line[1] in\n");
	for (size_t i = 0; cli_commands[i]; i++)
		put_command(out, cli_commands[i]);
	ari_buf_puts(out, "\t\tesac\n\t\t;;\n\tesac\n}\n\n"
			  "# Loaded by the completion system, or sourced.\n"
			  "if [ \"$funcstack[1]\" = _arising ]; then\n"
			  "\t_arising \"$@\"\nelse\n"
			  "\tcompdef _arising arising git-arising\nfi\n");
}
