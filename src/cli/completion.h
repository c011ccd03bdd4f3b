/*
 * Completion of command lines: what may stand where, from the commands' own
 * rows, written as a script for a shell. One file a shell.
 */
#ifndef ARISING_CLI_COMPLETION_H
#define ARISING_CLI_COMPLETION_H

#include "commands.h"

/* What a value or an operand is chosen from. */
enum cli_choice {
	CLI_CHOICE_NONE, /* nothing that can be proposed */
	CLI_CHOICE_WORDS,
	CLI_CHOICE_FILES,
	CLI_CHOICE_FOLDERS,
	CLI_CHOICE_CYCLES,
	CLI_CHOICE_RECORDS,
};

/* Of an option's value. */
enum cli_choice cli_choice_of_value(const struct cli_option *option);
/* Of a command's first operand; *words is set for CLI_CHOICE_WORDS. */
enum cli_choice cli_choice_of_operand(const struct cli_command *command,
				      struct ari_str *words);
/* Cut the next word off a|b|c; false after the last. */
bool cli_choice_word(struct ari_str *out, struct ari_str *words);

/* Append the script; common options are among each command's. */
void cli_complete_bash(struct ari_buf *out);
void cli_complete_zsh(struct ari_buf *out);
void cli_complete_fish(struct ari_buf *out);

#endif
