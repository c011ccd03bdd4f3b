/*
 * The command line: a table of commands, options as data, streams given by
 * the caller, so that a test can run any command in its own process.
 *
 * To add a command:
 *   1. src/cli/cmd_NAME.c with a `const struct cli_command cli_cmd_NAME`;
 *   2. its declaration in src/cli/commands.h, its line in cli_commands[] of
 *      src/cli/commands.c;
 *   3. its section in README.md, and the schema of its JSON (`make meta`
 *      looks for both);
 *   4. tests/cli/NAME.sh with exact exit status, stdout and stderr.
 */
#ifndef ARISING_CLI_H
#define ARISING_CLI_H

#include <arising/base.h>

/* Exit statuses; the contract of every command. */
enum cli_exit {
	CLI_CLEAN = 0,
	CLI_FINDINGS = 1,
	CLI_USAGE = 2,
	CLI_FAILED = 3,
};

struct cli_io {
	struct ari_buf *out;
	struct ari_buf *err;
	bool out_terminal; /* out is a terminal: colour, pager, its width */
	bool err_terminal;
	int in;		  /* a descriptor: what git tells a hook, answers */
	bool in_terminal; /* in is one: there is somebody to ask */
	unsigned width;	  /* columns; 0: 80 */
	const char *(*env)(const char *name);
	/* Put a pager between out and the terminal; NULL: there is none. */
	void (*page)(const struct cli_io *io);
};

struct cli_option {
	const char *name;  /* long, without dashes */
	const char *value; /* its name in help; NULL: a flag */
	const char *words; /* "text|json": what the value may be, or NULL */
	const char *help;
	bool many; /* may stand several times: any of them */
};

#define CLI_SETTINGS 64
#define CLI_OPERANDS 4096

struct cli_setting {
	const struct cli_option *option;
	const char *value; /* "" for a flag */
};

struct cli_args {
	const struct cli_command *command;
	const char *dir; /* -C; NULL: here */
	struct cli_setting settings[CLI_SETTINGS];
	size_t setting_count;
	const char *const *operands;
	size_t operand_count;
	bool colour;
};

/* How a command takes memory from the system: heap.c. */
enum cli_memory {
	CLI_MEMORY_PLAIN,
	CLI_MEMORY_WIDE,   /* it reads many plans: in large steps and pages */
	CLI_MEMORY_SHARED, /* its threads hand bytes on to one another */
};

struct cli_command {
	const char *name;
	const char *summary;  /* one line, for the list of commands */
	const char *operands; /* as in help: "[FROM[..TO]]" */
	const char *about;    /* paragraphs for help */
	size_t most;	      /* operands at most */
	size_t least;
	const struct cli_option *options; /* the end has a NULL name */
	/* Of its JSON: "changes" for schema/changes.schema.json; or NULL. */
	const char *schema;
	enum cli_memory memory;
	enum cli_exit (*run)(const struct cli_io *io,
			     const struct cli_args *args);
};

/* The commands in the order of help; the end is NULL. */
extern const struct cli_command *const cli_commands[];
/* Options of every command. */
extern const struct cli_option cli_common_options[];

/* Run a command line. Never exits; what it prints is flushed. */
enum cli_exit cli_main(const struct cli_io *io, int argc, char *const *argv);

/* -- options.c -- */

/*
 * Read the words after the command's name; operands gather at their front.
 * False: what is wrong was said on err already.
 */
bool cli_parse(struct cli_args *args, const struct cli_io *io,
	       const struct cli_command *command, size_t count,
	       const char **words);
/* The letter that stands for an option, wherever it is one; 0: none. */
char cli_letter(const struct cli_option *option);
/* The last value of an option; NULL when it was not given. */
const char *cli_get(const struct cli_args *args, const char *name);
bool cli_has(const struct cli_args *args, const char *name);
/* Whether text is among the values of a `many` option, or none was given. */
bool cli_selects(const struct cli_args *args, const char *name,
		 struct ari_str text);
/* How many values; each by number with cli_nth. */
size_t cli_count(const struct cli_args *args, const char *name);
const char *cli_nth(const struct cli_args *args, const char *name, size_t n);

/* -- help.c -- */

void cli_help_all(const struct cli_io *io);
void cli_help_command(const struct cli_io *io,
		      const struct cli_command *command);

/* -- messages -- */

/* "arising: sentence" and, if help is not NULL, "help: …", on err. */
void cli_complain(const struct cli_io *io, const char *help, const char *fmt,
		  ...) ARI_PRINTF(3, 4);
/* Say what failed; the exit status of its code. */
enum cli_exit cli_fail(const struct cli_io *io, const struct ari_error *err);
/* Wrong invocation of a command, with the way to its help. */
enum cli_exit cli_misuse(const struct cli_io *io, const struct cli_args *args,
			 const char *fmt, ...) ARI_PRINTF(3, 4);

#endif
