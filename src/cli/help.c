/*
 * Help, made from the same rows that parsing reads.
 */
#include "commands.h"

#include <string.h>

#define COLUMNS 80
#define HELP_COLUMN 24

/* The words a value is chosen from, a|b|c, in lines that break behind a |. */
static void put_choices(struct ari_buf *out, const char *words)
{
	size_t column = COLUMNS;

	while (*words) {
		size_t len = strcspn(words, "|");

		len += words[len] == '|';
		if (column + len > COLUMNS) {
			ari_buf_printf(out, "\n%*s", HELP_COLUMN, "");
			column = HELP_COLUMN;
		}
		ari_buf_add(out, words, len);
		column += len;
		words += len;
	}
}

static void put_options(struct ari_buf *out, const struct cli_option *rows)
{
	for (; rows && rows->name; rows++) {
		struct ari_buf left;

		ari_buf_init(&left, out->alloc);
		if (cli_letter(rows))
			ari_buf_printf(&left, "  -%c,", cli_letter(rows));
		else
			ari_buf_byte(&left, ' ');
		ari_buf_printf(&left, " --%s", rows->name);
		if (rows->value)
			ari_buf_printf(&left, " %s", rows->value);
		ari_buf_str(out, ari_buf_view(&left));
		if (left.len + 1 < HELP_COLUMN)
			ari_buf_repeat(out, ' ', HELP_COLUMN - left.len);
		else
			ari_buf_printf(out, "\n%*s", HELP_COLUMN, "");
		ari_buf_puts(out, rows->help);
		if (rows->words)
			put_choices(out, rows->words);
		ari_buf_byte(out, '\n');
		ari_buf_release(&left);
	}
}

void cli_help_all(const struct cli_io *io)
{
	struct ari_buf *out = io->out;

	ari_buf_puts(out, "The file holds the present. Git holds the past. "
			  "Arising tells the difference.\n\n"
			  "usage: arising [-C DIR] [COMMAND] [OPTION…] …\n\n");
	ari_buf_printf(out, "  %-12s  %s\n", "(none)", cli_cmd_status.summary);
	for (size_t i = 0; cli_commands[i]; i++)
		ari_buf_printf(out, "  %-12s  %s\n", cli_commands[i]->name,
			       cli_commands[i]->summary);
	ari_buf_puts(out, "\noptions without a command:\n");
	put_options(out, cli_cmd_status.options);
	put_options(out, cli_common_options);
	ari_buf_puts(out, "\narising COMMAND --help says more. Exit status: 0 "
			  "clean, 1 findings,\n2 wrong invocation, 3 the "
			  "operation failed.\n");
}

void cli_help_command(const struct cli_io *io,
		      const struct cli_command *command)
{
	struct ari_buf *out = io->out;

	ari_buf_printf(out, "usage: arising [-C DIR]%s%s [OPTION…]%s%s\n\n%s\n",
		       *command->name ? " " : "", command->name,
		       *command->operands ? " " : "", command->operands,
		       command->about);
	ari_buf_puts(out, "\noptions:\n");
	put_options(out, command->options);
	put_options(out, cli_common_options);
	if (command->schema)
		ari_buf_printf(out, "\nJSON is as in schema/%s.schema.json.\n",
			       command->schema);
}
