/*
 * The commands, one a file; see the list at the top of cli.h.
 */
#ifndef ARISING_CLI_COMMANDS_H
#define ARISING_CLI_COMMANDS_H

#include "cli.h"

/* Without a name, and not in the table: the bare `arising`. */
extern const struct cli_command cli_cmd_status;
extern const struct cli_command cli_cmd_check;
extern const struct cli_command cli_cmd_changes;
extern const struct cli_command cli_cmd_log;
extern const struct cli_command cli_cmd_blame;
extern const struct cli_command cli_cmd_audit;
extern const struct cli_command cli_cmd_list;
extern const struct cli_command cli_cmd_show;
extern const struct cli_command cli_cmd_cycle;
extern const struct cli_command cli_cmd_set;
extern const struct cli_command cli_cmd_add;
extern const struct cli_command cli_cmd_fmt;
extern const struct cli_command cli_cmd_merge_driver;
extern const struct cli_command cli_cmd_diff_driver;
extern const struct cli_command cli_cmd_paper;
extern const struct cli_command cli_cmd_verify;
extern const struct cli_command cli_cmd_export;
extern const struct cli_command cli_cmd_init;
extern const struct cli_command cli_cmd_rules;
extern const struct cli_command cli_cmd_hook;
extern const struct cli_command cli_cmd_completion;

#endif
