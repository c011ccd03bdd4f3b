/*
 * arising completion SHELL: the script that completes command lines.
 */
#include "completion.h"

#include <string.h>

static const struct cli_option options[] = {
    {0},
};

static const struct {
	const char *name;
	void (*write)(struct ari_buf *out);
} shells[] = {
    {"bash", cli_complete_bash},
    {"zsh", cli_complete_zsh},
    {"fish", cli_complete_fish},
};

bool cli_choice_word(struct ari_str *out, struct ari_str *words)
{
	const char *bar;

	if (!words->len)
		return false;
	bar = memchr(words->ptr, '|', words->len);
	out->ptr = words->ptr;
	out->len = bar ? (size_t)(bar - words->ptr) : words->len;
	words->ptr += out->len + (bar != NULL);
	words->len -= out->len + (bar != NULL);
	return true;
}

/* By the name that help gives to the thing. */
static enum cli_choice choice_of_name(struct ari_str name)
{
	static const struct {
		const char *name;
		enum cli_choice choice;
	} names[] = {
	    {"FILE", CLI_CHOICE_FILES},	   {"PATH", CLI_CHOICE_FILES},
	    {"PROGRAM", CLI_CHOICE_FILES}, {"DIR", CLI_CHOICE_FOLDERS},
	    {"CYCLE", CLI_CHOICE_CYCLES},  {"SNAPSHOT", CLI_CHOICE_CYCLES},
	    {"SNAP", CLI_CHOICE_CYCLES},   {"FROM", CLI_CHOICE_CYCLES},
	    {"PLAN", CLI_CHOICE_RECORDS},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (ari_str_is(name, names[i].name))
			return names[i].choice;
	return CLI_CHOICE_NONE;
}

enum cli_choice cli_choice_of_value(const struct cli_option *option)
{
	struct ari_str name = ari_str_from(option->value);

	if (option->words)
		return CLI_CHOICE_WORDS;
	/* An option's PLAN is a plan's id, not PLAN#REF. */
	return ari_str_is(name, "PLAN") ? CLI_CHOICE_NONE
					: choice_of_name(name);
}

enum cli_choice cli_choice_of_operand(const struct cli_command *command,
				      struct ari_str *words)
{
	const char *text = command->operands + strspn(command->operands, "[");
	size_t upper = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	*words = (struct ari_str){text, strcspn(text, " ]")};
	if (upper)
		return choice_of_name((struct ari_str){text, upper});
	return words->len ? CLI_CHOICE_WORDS : CLI_CHOICE_NONE;
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	for (size_t i = 0; i < sizeof(shells) / sizeof(*shells); i++)
		if (!strcmp(args->operands[0], shells[i].name)) {
			shells[i].write(io->out);
			return CLI_CLEAN;
		}
	return cli_misuse(io, args, "\"%s\" is none of: bash, zsh, fish",
			  args->operands[0]);
}

const struct cli_command cli_cmd_completion = {
    .name = "completion",
    .summary = "a script that completes command lines",
    .operands = "bash|zsh|fish",
    .about =
	"A script for a shell that completes commands, options, their values,\n"
	"cycles and records. `make install` puts it where the shell looks; to\n"
	"try it in bash: source <(arising completion bash)",
    .most = 1,
    .least = 1,
    .options = options,
    .run = run,
};
