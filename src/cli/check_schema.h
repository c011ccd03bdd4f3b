/*
 * The part of `check` that needs no repository: --schema.
 */
#ifndef ARISING_CLI_CHECK_SCHEMA_H
#define ARISING_CLI_CHECK_SCHEMA_H

#include "cli.h"

/* Judge the operands, any YAML or JSON files, by the schema --schema. */
enum cli_exit cli_check_schema(const struct cli_io *io,
			       const struct cli_args *args);

#endif
