/*
 * One file at one version: its bytes to a tree, validated, bound to a plan.
 */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

void ari_version_free(struct ari_version *version)
{
	struct ari_version *whole;

	for (; version; version = whole) {
		if (version->shares) {
			version->shares--;
			return;
		}
		whole = version->whole;
		ari_arena_release(&version->under);
		ari_arena_release(&version->arena);
		free(version);
	}
}

struct ari_version *ari_load__version_new(struct ari_error *err)
{
	struct ari_version *version = calloc(1, sizeof(*version));

	if (!version) {
		ari_error_memory(err);
		return NULL;
	}
	ari_arena_init(&version->arena, NULL, 0);
	ari_arena_init(&version->under, NULL, 0);
	ari_diags_init(&version->diags, &version->arena);
	return version;
}

/* The n of a pointer /LIST/n or /LIST/n/…; -1 when it is another. */
static int64_t list_position(struct ari_str pointer, const char *list)
{
	size_t at = strlen(list);
	int64_t n = 0;

	if (!ari_str_starts(pointer, list) || at >= pointer.len)
		return -1;
	for (; at < pointer.len && pointer.ptr[at] != '/'; at++) {
		if (pointer.ptr[at] < '0' || pointer.ptr[at] > '9' ||
		    n > UINT32_MAX)
			return -1;
		n = n * 10 + (pointer.ptr[at] - '0');
	}
	return n;
}

/* The record that stands at position n of its list; some are no records. */
static const struct ari_record *record_at(const struct ari_plan *plan,
					  enum ari_record_kind kind, int64_t n)
{
	for (size_t i = 0; n >= 0 && i < plan->count; i++)
		if (plan->records[i].kind == kind &&
		    plan->records[i].position == (size_t)n)
			return &plan->records[i];
	return NULL;
}

/* Findings of the schema know a place; say which record stands there. */
static void name_records(struct ari_version *version)
{
	const struct ari_plan *plan = version->plan;

	for (size_t i = 0; plan && i < version->diags.count; i++) {
		struct ari_diag *diag = &version->diags.items[i];
		const struct ari_record *record;

		if (diag->ref.ptr || !diag->instance.ptr)
			continue;
		record = record_at(plan, ARI_ACTION,
				   list_position(diag->instance, "/actions/"));
		if (!record)
			record = record_at(
			    plan, ARI_RECOMMENDATION,
			    list_position(diag->instance, "/recommendations/"));
		if (record)
			diag->ref = record->ref.text;
	}
}

static int bind(struct ari_version *version, bool is_register,
		struct ari_error *err)
{
	const struct ari_node *root = version->doc.root;

	if (is_register || !root || root->kind != ARI_NODE_MAPPING)
		return 0;
	return ari_plan_bind(&version->plan, &version->doc, &version->arena,
			     version->path, err);
}

static int fill(struct ari_version *version, const struct ari_loader *loader,
		struct ari_str bytes, bool is_register, struct ari_error *err)
{
	const struct ari_schema *schema =
	    is_register ? loader->register_schema : loader->plan_schema;

	if (ari_yaml_read(&version->doc, &version->arena, bytes, NULL,
			  &version->diags, err))
		return -1;
	if (schema && version->doc.root &&
	    ari_schema_validate(schema, version->doc.root, &version->diags,
				err))
		return -1;
	if (bind(version, is_register, err))
		return -1;
	name_records(version);
	return 0;
}

int ari_version_read(struct ari_version **out, const struct ari_loader *loader,
		     struct ari_str path, struct ari_str bytes,
		     bool is_register, struct ari_error *err)
{
	struct ari_version *version = ari_load__version_new(err);

	if (!version)
		return -1;
	version->path = path;
	if (fill(version, loader, bytes, is_register, err)) {
		ari_version_free(version);
		return -1;
	}
	*out = version;
	return 0;
}

static int read_bytes(struct ari_str *out, struct ari_version *version,
		      struct ari_repo *repo, const struct ari_snapshot *at,
		      const struct ari_file *file, struct ari_error *err)
{
	if (at->kind == ARI_SNAPSHOT_WORKTREE || ari_oid_none(&file->id))
		return ari_source_read(out, NULL, repo, at, file->path,
				       &version->arena, err);
	return ari_source_read_blob(out, repo, &file->id, &version->arena, err);
}

int ari_load__begin(struct ari_version **out, struct ari_repo *repo,
		    const struct ari_snapshot *at, const struct ari_file *file,
		    struct ari_arena *memory, struct ari_error *err)
{
	struct ari_version *version = ari_load__version_new(err);

	if (!version)
		return -1;
	if (memory) {
		version->arena = *memory;
		ari_arena_init(memory, NULL, 0);
	}
	version->path = file->path;
	version->blob = file->id;
	if (read_bytes(&version->doc.bytes, version, repo, at, file, err)) {
		ari_version_free(version);
		return -1;
	}
	*out = version;
	return 0;
}

int ari_load__finish(struct ari_version **out, const struct ari_loader *loader,
		     bool is_register, const struct ari_version *beside,
		     struct ari_error *err)
{
	struct ari_version *version = *out;
	struct ari_version *like;
	int alike = 0;

	if (beside && !loader->plan_schema)
		alike = ari_load__like(&like, loader, version->path,
				       version->doc.bytes, beside, err);
	if (alike < 0)
		return -1;
	if (!alike)
		return fill(version, loader, version->doc.bytes, is_register,
			    err);
	like->blob = version->blob;
	ari_version_free(version);
	*out = like;
	return 0;
}

int ari_load__fetch(struct ari_version **out, const struct ari_loader *loader,
		    struct ari_repo *repo, const struct ari_snapshot *at,
		    const struct ari_file *file, bool is_register,
		    const struct ari_version *beside, struct ari_arena *memory,
		    struct ari_error *err)
{
	struct ari_version *version;

	if (ari_load__begin(&version, repo, at, file, memory, err))
		return -1;
	if (ari_load__finish(&version, loader, is_register, beside, err)) {
		ari_version_free(version);
		return -1;
	}
	*out = version;
	return 0;
}

static int unsound(struct ari_version *version, const struct ari_snapshot *at,
		   struct ari_span span, struct ari_str what,
		   struct ari_error *err)
{
	struct ari_place place = {1, 1};

	if (ari_doc_locate(&place, &version->doc, &version->arena, span.start,
			   err))
		return -1;
	return ari_error_set(err, ARI_ERR_INVALID,
			     "%.*s:%u:%u at %.*s cannot be relied on: %.*s; "
			     "`arising check --rev %.*s` lists all that is "
			     "wrong",
			     (int)version->path.len, version->path.ptr,
			     place.line, place.column, (int)at->name.len,
			     at->name.ptr, (int)what.len, what.ptr,
			     (int)at->name.len, at->name.ptr);
}

static int sound_records(struct ari_version *version,
			 const struct ari_snapshot *at, struct ari_error *err)
{
	const struct ari_plan *plan = version->plan;

	for (size_t i = 0; i < plan->count; i++) {
		const struct ari_record *record = &plan->records[i];

		if (!record->ref.text.len)
			return unsound(version, at, ari_node_span(record->node),
				       ARI_STR("this record has no ref"), err);
		if (ari_plan_find(plan, record->ref.text) != record)
			return unsound(
			    version, at, ari_node_span(record->ref.node),
			    ARI_STR("two records have this ref"), err);
	}
	return 0;
}

int ari_version_sound(struct ari_version *version,
		      const struct ari_snapshot *at, struct ari_error *err)
{
	const struct ari_diag *first = NULL;

	if (version->sound)
		return 0;
	ari_diags_sort(&version->diags);
	for (size_t i = 0; i < version->diags.count && !first; i++)
		if (ari_str_starts(
			ari_str_from(version->diags.items[i].rule->code),
			"yaml-"))
			first = &version->diags.items[i];
	if (first && (!version->doc.root || first->level == ARI_LEVEL_ERROR))
		return unsound(version, at, first->span, first->message, err);
	if (!version->plan)
		return unsound(version, at, (struct ari_span){0, 0},
			       ARI_STR("it is not a plan"), err);
	if (!version->plan->id.text.len)
		return unsound(version, at, ari_node_span(version->doc.root),
			       ARI_STR("it has no `plan:` id"), err);
	if (sound_records(version, at, err))
		return -1;
	version->sound = true;
	return 0;
}
