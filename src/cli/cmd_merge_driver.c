/*
 * arising merge-driver: what git calls to merge a plan. It needs no
 * repository: three files in, the second one written.
 */
#include "commands.h"

#include <arising/edit.h>
#include <arising/source.h>

#include <stdlib.h>

static const struct cli_option options[] = {{0}};

/* Marker lengths that git asks for: merge.conflictMarkerSize. */
#define MARKER_MOST 1000

struct driver {
	const struct cli_io *io;
	const char *label; /* the path in the repository */
	struct ari_arena arena;
	struct ari_error err;
	struct ari_edit_file *file;
	unsigned marker;
};

static int read_side(struct ari_str *out, struct driver *driver,
		     const char *path)
{
	struct ari_edit_file *file;

	if (ari_edit_file_open(&file, out, path, &driver->arena, &driver->err))
		return -1;
	ari_edit_file_close(file);
	return 0;
}

/* The size and the path, either of which may be left out. */
static int read_names(struct driver *driver, const struct cli_args *args)
{
	size_t count = args->operand_count;
	const char *word = count > 3 ? args->operands[3] : "7";
	char *end = NULL;
	long size = strtol(word, &end, 10);

	driver->label = args->operands[count > 4 ? 4 : 1];
	driver->marker = 7;
	if (count == 4 && *end) {
		driver->label = word;
		return 0;
	}
	if (end == word || *end || size < 1 || size > MARKER_MOST)
		return ari_error_set(&driver->err, ARI_ERR_USAGE,
				     "the marker size is a number from 1 to "
				     "%d, not \"%s\"",
				     MARKER_MOST, word);
	driver->marker = (unsigned)size;
	return 0;
}

static void say_conflicts(const struct driver *driver,
			  const struct ari_merged *merged)
{
	for (size_t i = 0; i < merged->conflict_count; i++) {
		const struct ari_conflict *c = &merged->conflicts[i];
		struct ari_buf *err = driver->io->err;

		ari_buf_printf(err, "arising: %s: both sides changed ",
			       driver->label);
		if (!c->field.len)
			ari_buf_puts(err, "the record ");
		ari_buf_str(err, c->ref);
		if (c->ref.len && c->field.len)
			ari_buf_byte(err, '.');
		ari_buf_str(err, c->field);
		ari_buf_byte(err, '\n');
	}
}

/* What cannot be merged by records is merged as text, and never as clean. */
static int merge_text(struct ari_merged *out, struct driver *driver,
		      const struct ari_str sides[3])
{
	struct ari_merge_text_options how = {.marker = driver->marker};
	struct ari_error why = driver->err;
	bool clean;

	if (ari_source_merge_text(&out->bytes, &clean, sides[0], sides[1],
				  sides[2], &how, &driver->arena, &driver->err))
		return -1;
	cli_complain(driver->io, "look through the file, then `git add` it",
		     "%s: merged line by line, not record by record: %s",
		     driver->label, why.message);
	return 1;
}

/* 0 clean, 1 conflicts, -1 failed with the file as it was. */
static int merge(struct driver *driver, const struct cli_args *args)
{
	struct ari_merge_options how = {.marker = driver->marker};
	struct ari_merged merged = {.conflict_count = 0};
	struct ari_str sides[3];
	int status = 0;

	if (read_side(&sides[0], driver, args->operands[0]) ||
	    read_side(&sides[2], driver, args->operands[2]) ||
	    ari_edit_file_open(&driver->file, &sides[1], args->operands[1],
			       &driver->arena, &driver->err))
		return -1;
	if (!ari_edit_merge(&merged, sides[0], sides[1], sides[2], &how,
			    &driver->arena, &driver->err))
		status = merged.conflict_count ? 1 : 0;
	else if (driver->err.code == ARI_ERR_UNCERTAIN)
		status = merge_text(&merged, driver, sides);
	else
		return -1;
	if (status < 0 ||
	    ari_edit_file_write(driver->file, merged.bytes, &driver->err))
		return -1;
	say_conflicts(driver, &merged);
	return status;
}

/* Git takes any status from 1 to 127 for a conflict and keeps the file. */
static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	struct driver driver = {.io = io};
	enum cli_exit status = CLI_CLEAN;
	int result = -1;

	ari_arena_init(&driver.arena, NULL, 0);
	if (!read_names(&driver, args) && !ari_source_init(&driver.err)) {
		result = merge(&driver, args);
		ari_source_shutdown();
	}
	if (result < 0)
		status = cli_fail(io, &driver.err);
	else if (result > 0)
		status = CLI_FINDINGS;
	ari_edit_file_close(driver.file);
	ari_arena_release(&driver.arena);
	return status;
}

const struct cli_command cli_cmd_merge_driver = {
    .name = "merge-driver",
    .summary = "merge a plan by record and field, for git",
    .operands = "BASE OURS THEIRS [SIZE] [PATH]",
    .about =
	"Merges what THEIRS changed since BASE into OURS, which is written. "
	"Records\nare known by their refs and fields by their keys, so only a "
	"field that both\nchanged differently is a conflict, between markers "
	"in its own lines. What\ncannot be read is merged line by line, as "
	"git does, and never as clean.\n\nFor git:\n  git config "
	"merge.arising.driver 'arising merge-driver %O %A %B %L %P'\nand in "
	".gitattributes:\n  plans/*.yaml merge=arising\n\nExit status 1 when "
	"there are conflicts.",
    .most = 5,
    .least = 3,
    .options = options,
    .run = run,
};
