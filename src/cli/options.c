/*
 * Reading a command's options and operands by the rows of its table.
 */
#include "cli.h"

#include <string.h>

static const struct cli_option *find_option(const struct cli_option *rows,
					    struct ari_str name)
{
	for (; rows && rows->name; rows++)
		if (ari_str_is(name, rows->name))
			return rows;
	return NULL;
}

char cli_letter(const struct cli_option *option)
{
	return strcmp(option->name, "output") ? '\0' : 'o';
}

static const struct cli_option *find_letter(const struct cli_option *rows,
					    char letter)
{
	for (; rows && rows->name; rows++)
		if (cli_letter(rows) == letter)
			return rows;
	return NULL;
}

static const struct cli_option *near_option(const struct cli_option *rows,
					    struct ari_str name, unsigned *best)
{
	const struct cli_option *near = NULL;

	for (; rows && rows->name; rows++) {
		unsigned d =
		    ari_str_distance(name, ari_str_from(rows->name), *best);

		if (d < *best) {
			*best = d;
			near = rows;
		}
	}
	return near;
}

static bool unknown_option(const struct cli_args *args, const struct cli_io *io,
			   struct ari_str name)
{
	unsigned best = 3;
	const struct cli_option *near =
	    near_option(args->command->options, name, &best);
	const struct cli_option *common =
	    near_option(cli_common_options, name, &best);

	near = common ? common : near;
	if (near)
		cli_misuse(io, args,
			   "there is no option --%.*s: did you "
			   "mean --%s?",
			   (int)name.len, name.ptr, near->name);
	else
		cli_misuse(io, args, "there is no option --%.*s", (int)name.len,
			   name.ptr);
	return false;
}

/* Whether value is one of the words a|b|c. */
static bool among(const char *words, const char *value)
{
	size_t len = strlen(value);

	for (const char *p = words; p; p = strchr(p, '|')) {
		p += *p == '|';
		if (!strncmp(p, value, len) && (!p[len] || p[len] == '|'))
			return true;
	}
	return false;
}

static bool add_setting(struct cli_args *args, const struct cli_io *io,
			const struct cli_option *option, const char *value)
{
	if (option->words && !among(option->words, value)) {
		cli_misuse(io, args, "--%s is one of %s, not \"%s\"",
			   option->name, option->words, value);
		return false;
	}
	if (args->setting_count == CLI_SETTINGS) {
		cli_misuse(io, args, "more than %d options", CLI_SETTINGS);
		return false;
	}
	args->settings[args->setting_count++] =
	    (struct cli_setting){option, value};
	return true;
}

/* The value of an option: behind its =, or the next word. */
static bool take_value(struct cli_args *args, const struct cli_io *io,
		       const struct cli_option *option, const char *value,
		       size_t count, const char *const *words, size_t *at)
{
	if (!option->value && value) {
		cli_misuse(io, args, "--%s takes no value", option->name);
		return false;
	}
	if (option->value && !value) {
		if (*at + 1 >= count) {
			cli_misuse(io, args, "--%s needs a value: --%s %s",
				   option->name, option->name, option->value);
			return false;
		}
		value = words[++*at];
	}
	return add_setting(args, io, option, value ? value : "");
}

/* One --option; *at moves on when the value is the next word. */
static bool parse_option(struct cli_args *args, const struct cli_io *io,
			 size_t count, const char *const *words, size_t *at)
{
	const char *word = words[*at] + 2, *equals = strchr(word, '=');
	struct ari_str name = ari_str_from(word);
	const struct cli_option *option;

	if (equals)
		name.len = (size_t)(equals - word);
	option = find_option(args->command->options, name);
	if (!option)
		option = find_option(cli_common_options, name);
	if (!option)
		return unknown_option(args, io, name);
	return take_value(args, io, option, equals ? equals + 1 : NULL, count,
			  words, at);
}

/* -o VALUE or -oVALUE. */
static bool parse_letter(struct cli_args *args, const struct cli_io *io,
			 size_t count, const char *const *words, size_t *at)
{
	const char *word = words[*at];
	const struct cli_option *option =
	    find_letter(args->command->options, word[1]);

	if (!option || (word[2] && !option->value)) {
		cli_misuse(io, args, "there is no option %s", word);
		return false;
	}
	return take_value(args, io, option, word[2] ? word + 2 : NULL, count,
			  words, at);
}

bool cli_parse(struct cli_args *args, const struct cli_io *io,
	       const struct cli_command *command, size_t count,
	       const char **words)
{
	bool literal = false;

	args->command = command;
	args->operands = words;
	for (size_t i = 0; i < count; i++) {
		const char *word = words[i];

		if (literal || word[0] != '-' || !word[1]) {
			/* Operands gather before the words still to read. */
			words[args->operand_count++] = word;
		} else if (!strcmp(word, "--")) {
			literal = true;
		} else if (!strncmp(word, "--", 2)) {
			if (!parse_option(args, io, count, words, &i))
				return false;
		} else if (!parse_letter(args, io, count, words, &i)) {
			return false;
		}
	}
	if (cli_has(args, "help"))
		return true;
	if (args->operand_count > command->most) {
		cli_misuse(io, args, "\"%s\" is one word too many",
			   args->operands[command->most]);
		return false;
	}
	if (args->operand_count < command->least) {
		cli_misuse(io, args, "%s is missing", command->operands);
		return false;
	}
	return true;
}

size_t cli_count(const struct cli_args *args, const char *name)
{
	size_t count = 0;

	for (size_t i = 0; i < args->setting_count; i++)
		count += !strcmp(args->settings[i].option->name, name);
	return count;
}

const char *cli_nth(const struct cli_args *args, const char *name, size_t n)
{
	for (size_t i = 0; i < args->setting_count; i++)
		if (!strcmp(args->settings[i].option->name, name) && !n--)
			return args->settings[i].value;
	return NULL;
}

const char *cli_get(const struct cli_args *args, const char *name)
{
	size_t count = cli_count(args, name);

	return count ? cli_nth(args, name, count - 1) : NULL;
}

bool cli_has(const struct cli_args *args, const char *name)
{
	return cli_count(args, name) > 0;
}

bool cli_selects(const struct cli_args *args, const char *name,
		 struct ari_str text)
{
	size_t count = cli_count(args, name);

	for (size_t i = 0; i < count; i++)
		if (ari_str_is(text, cli_nth(args, name, i)))
			return true;
	return !count;
}
