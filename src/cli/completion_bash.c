/*
 * Completion for bash: tables from the rows, as functions that print what
 * may stand where, then completion.bash, which asks them.
 */
#include "completion.h"

#include "base/carry.h"

ARI_CARRY(cli_completion_script, "src/cli/completion.bash");

static void put_words(struct ari_buf *out, struct ari_str words)
{
	struct ari_str word;

	while (cli_choice_word(&word, &words)) {
		ari_buf_byte(out, ' ');
		ari_buf_str(out, word);
	}
}

static void put_choice(struct ari_buf *out, enum cli_choice choice,
		       struct ari_str words)
{
	static const char *const names[] = {
	    [CLI_CHOICE_NONE] = "none",	    [CLI_CHOICE_WORDS] = "words",
	    [CLI_CHOICE_FILES] = "files",   [CLI_CHOICE_FOLDERS] = "folders",
	    [CLI_CHOICE_CYCLES] = "cycles", [CLI_CHOICE_RECORDS] = "records",
	};

	ari_buf_printf(out, " echo '%s", names[choice]);
	if (choice == CLI_CHOICE_WORDS)
		put_words(out, words);
	ari_buf_puts(out, "' ;;\n");
}

static void put_values(struct ari_buf *out, const char *command,
		       const struct cli_option *rows)
{
	for (; rows->name; rows++) {
		if (!rows->value)
			continue;
		ari_buf_printf(out, "\t'%s --%s')", command, rows->name);
		put_choice(out, cli_choice_of_value(rows),
			   ari_str_from(rows->words));
	}
}

static void put_names(struct ari_buf *out, const struct cli_option *rows)
{
	for (; rows->name; rows++)
		ari_buf_printf(out, " --%s", rows->name);
}

static void put_options(struct ari_buf *out, const struct cli_command *command)
{
	ari_buf_printf(out, "\t'%s') echo '", command->name);
	put_names(out, command->options);
	put_names(out, cli_common_options);
	ari_buf_puts(out, "' ;;\n");
}

/* A command's values, among them those of the common options. */
static void put_all_values(struct ari_buf *out,
			   const struct cli_command *command)
{
	put_values(out, command->name, command->options);
	put_values(out, command->name, cli_common_options);
}

static void put_operand(struct ari_buf *out, const struct cli_command *command)
{
	struct ari_str words;
	enum cli_choice choice = cli_choice_of_operand(command, &words);

	ari_buf_printf(out, "\t'%s')", command->name);
	put_choice(out, choice, words);
}

static void put_table(struct ari_buf *out, const char *function,
		      void (*put)(struct ari_buf *out,
				  const struct cli_command *command))
{
	ari_buf_printf(out, "\n%s()\n{\n\tcase $1%s in\n", function,
		       put == put_all_values ? "\" \"$2" : "");
	put(out, &cli_cmd_status);
	for (size_t i = 0; cli_commands[i]; i++)
		put(out, cli_commands[i]);
	ari_buf_puts(out, "\t*) return 1 ;;\n\tesac\n}\n");
}

void cli_complete_bash(struct ari_buf *out)
{
	ari_buf_puts(out, "# bash completion for arising " ARI_VERSION
			  ", by `arising completion bash`.\n\n"
			  "_arising_commands()\n{\n\techo '");
	for (size_t i = 0; cli_commands[i]; i++)
		ari_buf_printf(out, "%s%s", i ? " " : "",
			       cli_commands[i]->name);
	ari_buf_puts(out, "'\n}\n");
	put_table(out, "_arising_options", put_options);
	put_table(out, "_arising_value", put_all_values);
	put_table(out, "_arising_operand", put_operand);
	ari_buf_str(
	    out, ari_carried(cli_completion_script, cli_completion_script_end));
}
