/*
 * The ledger of one plan: of the other plans' versions only the first lines
 * are looked at. What a file calls itself there is what a parse would find,
 * or an error; where it is not said plainly, or a file changes its plan, the
 * commit is looked at as in a full ledger.
 */
#include "history/ledger_batch.h"

#include <stdlib.h>
#include <string.h>

/* -- what a file calls itself -- */

static bool is_id_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

/*
 * The id on a first line `plan: id`, comments apart. The next line begins at
 * the left edge with a letter, so the scalar ends where its line does; a
 * second `plan:` further on makes the file unreadable.
 */
static struct ari_str find_id(struct ari_str head)
{
	static const char key[] = "plan: ";
	struct ari_str none = {NULL, 0}, id;
	const char *end = head.ptr + head.len, *at = head.ptr;

	while (at < end && *at == '#') {
		at = memchr(at, '\n', (size_t)(end - at));
		at = at ? at + 1 : end;
	}
	if ((size_t)(end - at) < sizeof(key) ||
	    memcmp(at, key, sizeof(key) - 1) != 0)
		return none;
	id.ptr = at += sizeof(key) - 1;
	if (*at == '-' || *at == '.')
		return none;
	while (at < end && is_id_byte(*at))
		at++;
	id.len = (size_t)(at - id.ptr);
	if (at < end && *at == '\r')
		at++;
	if (!id.len || end - at < 2 || *at != '\n' || at[1] < 'a' ||
	    at[1] > 'z')
		return none;
	return id;
}

/* The same of all bytes, where too few of them came cheaply. */
static int find_id_whole(struct ari_str *out, struct ari_repo *repo,
			 const struct ari_oid *id, struct ari_arena *arena,
			 struct ari_error *err)
{
	struct ari_str bytes;
	struct ari_error own = {0};

	if (ari_source_read_blob(&bytes, repo, id, arena, &own))
		return own.code == ARI_ERR_MEMORY ? ari_error_memory(err) : 0;
	if (bytes.len > ARI_SOURCE_HEAD)
		bytes.len = ARI_SOURCE_HEAD;
	*out = find_id(bytes);
	return 0;
}

int ari_ledger_calls(struct ari_str *out, struct ari_repo *repo,
		     const struct ari_oid *blob, struct ari_arena *arena,
		     struct ari_error *err)
{
	char head[ARI_SOURCE_HEAD];
	struct ari_str found;
	struct ari_error own = {0};
	size_t len;
	bool whole;

	*out = (struct ari_str){NULL, 0};
	if (ari_source_blob_head(head, &len, &whole, repo, blob, &own))
		return own.code == ARI_ERR_MEMORY ? ari_error_memory(err) : 0;
	found = find_id((struct ari_str){head, len});
	if (!found.ptr && !whole && len < ARI_SOURCE_HEAD)
		return find_id_whole(out, repo, blob, arena, err);
	if (!found.ptr)
		return 0;
	*out = ari_arena_dup(arena, found);
	return out->ptr ? 0 : ari_error_memory(err);
}

/* -- what concerns the plan -- */

static int list_file(struct ari_ledger__batch *batch,
		     struct ari_ledger__item *item,
		     const struct ari_ledger__change *change,
		     const struct ari_ledger__file *file)
{
	struct ari_ledger *ledger = batch->ledger;
	struct ari_ledger__seen *seen = &item->files[item->file_count];
	int rc;

	if (file->kind != ARI_ENTRY_FILE)
		return 0;
	seen->path = ari_ledger__get_path(ledger, change->path);
	if (!seen->path)
		return ari_error_memory(batch->err);
	rc = ari_ledger__blob_get(&seen->blob, seen->path, &file->id,
				  batch->err);
	if (rc < 0)
		return -1;
	item->file_count++;
	return rc ? ari_ledger__round_read(ledger->round, seen->blob,
					   batch->err)
		  : 0;
}

int ari_ledger__list_files(struct ari_ledger__batch *batch,
			   struct ari_ledger__item *item)
{
	size_t count = 0;

	for (size_t p = 0; p < item->parent_count; p++)
		count += 2 * item->parents[p].count;
	item->files =
	    ari_arena_zalloc(&batch->arena, (count + 1) * sizeof(*item->files));
	if (!item->files)
		return ari_error_memory(batch->err);
	for (size_t p = 0; p < item->parent_count; p++)
		for (size_t i = 0; i < item->parents[p].count; i++) {
			const struct ari_ledger__change *change =
			    &item->parents[p].items[i];

			if (list_file(batch, item, change, &change->after) ||
			    list_file(batch, item, change, &change->before))
				return -1;
		}
	return 0;
}

static int ask(struct ari_ledger *ledger, struct ari_ledger__blob *blob,
	       struct ari_repo *repo, struct ari_error *err)
{
	struct ari_arena arena;
	struct ari_str id;
	int rc;

	if (blob->says != ARI_LEDGER__SAYS_UNASKED)
		return 0;
	ari_arena_init(&arena, NULL, 0);
	rc = ari_ledger_calls(&id, repo, &blob->id, &arena, err);
	blob->says = ARI_LEDGER__SAYS_NOTHING;
	if (!rc && id.ptr)
		blob->says = ari_str_eq(id, ledger->options.plan)
				 ? ARI_LEDGER__SAYS_OURS
				 : ARI_LEDGER__SAYS_OTHER;
	ari_arena_release(&arena);
	return rc;
}

static int ask_one(void *ctx, unsigned worker, size_t at, struct ari_error *err)
{
	struct ari_ledger__round *round = ctx;
	struct ari_repo *repo =
	    ari_ledger__reader(round->ledger, ARI_LEDGER__JUDGE, worker, err);

	return repo ? ask(round->ledger, round->reads[at], repo, err) : -1;
}

/* What the files of an item say. */
struct item_files {
	struct ari_ledger *ledger;
	const struct ari_ledger__seen *next;
	struct ari_repo *repo;
	struct ari_error *err;
	bool failed;
	bool ours; /* one is the plan */
	bool was;  /* one was it before */
	bool unclear;
	bool turns; /* a file was another's plan before or after */
	bool came;  /* nothing was there before */
};

static enum ari_ledger__says take_side(struct item_files *files,
				       const struct ari_ledger__file *file)
{
	const struct ari_ledger__seen *seen = files->next;
	enum ari_ledger__says says;

	if (file->kind == ARI_ENTRY_NONE)
		return ARI_LEDGER__SAYS_OTHER;
	if (file->kind != ARI_ENTRY_FILE) {
		files->unclear = true;
		return ARI_LEDGER__SAYS_NOTHING;
	}
	files->next++;
	files->failed |=
	    ask(files->ledger, seen->blob, files->repo, files->err) != 0;
	says = seen->blob->says;
	files->ours |= says == ARI_LEDGER__SAYS_OURS;
	files->unclear |= says == ARI_LEDGER__SAYS_NOTHING;
	return says;
}

static void look(struct item_files *files, const struct ari_ledger__item *item)
{
	files->next = item->files;
	files->came = true;
	for (size_t p = 0; p < item->parent_count; p++)
		for (size_t i = 0; i < item->parents[p].count; i++) {
			const struct ari_ledger__change *change =
			    &item->parents[p].items[i];
			enum ari_ledger__says after, before;

			after = take_side(files, &change->after);
			before = take_side(files, &change->before);
			files->was |= before == ARI_LEDGER__SAYS_OURS;
			files->came &= change->before.kind == ARI_ENTRY_NONE;
			files->turns |= change->before.kind != ARI_ENTRY_NONE &&
					change->after.kind != ARI_ENTRY_NONE &&
					after != before &&
					(after == ARI_LEDGER__SAYS_OURS ||
					 before == ARI_LEDGER__SAYS_OURS);
		}
}

static void pass_pairs(struct ari_ledger__item *item, bool others)
{
	for (size_t i = 0; item->pairs && i < item->parents[0].count; i++) {
		struct ari_ledger__pair *pair = &item->pairs[i];

		if (others && pair->after->says != ARI_LEDGER__SAYS_OTHER)
			continue;
		pair->passed = true;
		pair->verdict = ARI_LEDGER__DONE;
		pair->id = pair->change->path;
	}
}

/*
 * Where the plan begins, it may have stood anywhere before; where a file
 * turns into it or out of it, too: from there on all is read. Plans that all
 * came at once say nothing of each other's records.
 */
static int judge_item(struct ari_ledger__round *round,
		      struct ari_ledger__item *item, struct ari_error *err)
{
	struct ari_ledger *ledger = round->ledger;
	struct item_files files = {.ledger = ledger, .err = err};

	if (ledger->wide)
		return 0;
	files.repo = ari_ledger__reader(ledger, ARI_LEDGER__JUDGE, 0, err);
	if (!files.repo)
		return -1;
	look(&files, item);
	if (files.failed)
		return -1;
	ledger->wide = files.turns || (files.ours && !files.was);
	item->passed = !ledger->wide && !files.ours && !files.unclear;
	if (item->passed || (files.came && files.ours))
		pass_pairs(item, !item->passed);
	return 0;
}

/* What the pairs of an item need, each version once. */
static int read_pairs(struct ari_ledger__round *round,
		      const struct ari_ledger__item *item,
		      struct ari_error *err)
{
	for (size_t i = 0; item->pairs && i < item->parents[0].count; i++) {
		struct ari_ledger__pair *pair = &item->pairs[i];
		struct ari_ledger__blob *sides[2] = {pair->after, pair->before};

		for (size_t k = 0; k < 2 && !pair->passed; k++) {
			if (!sides[k] || sides[k]->listed)
				continue;
			sides[k]->listed = true;
			if (ari_ledger__round_read(round, sides[k], err))
				return -1;
		}
	}
	return 0;
}

int ari_ledger__judge(struct ari_ledger__round *round, unsigned threads,
		      struct ari_error *err)
{
	struct ari_ledger__batch *batch = round->batch;

	if (!round->ledger->wide &&
	    ari_parallel(round->read_count, threads, ask_one, round, err))
		return -1;
	for (size_t i = 0; i < round->read_count; i++)
		ari_ledger__blob_drop(round->reads[i]);
	round->read_count = 0;
	for (size_t i = 0; i < batch->count; i++)
		if (judge_item(round, &batch->items[i], err) ||
		    read_pairs(round, &batch->items[i], err))
			return -1;
	batch->judged = true;
	return 0;
}
