/*
 * The template of a paper: a council's paper.yaml over the built-in one.
 * Plain data, read strictly: an unknown word is an error with its place,
 * for a heading that is silently not there would be noticed at the meeting.
 */
#include "paper.h"

#include <string.h>

static const char *const section_names[ARI_PAPER_SECTIONS] = {
    [ARI_PAPER_SUMMARY] = "summary",
    [ARI_PAPER_PLANS] = "plans",
    [ARI_PAPER_COMPLETED] = "completed",
    [ARI_PAPER_DATES] = "dates",
    [ARI_PAPER_OVERDUE] = "overdue",
    [ARI_PAPER_NOT_UPDATED] = "not-updated",
    [ARI_PAPER_DRAFTING] = "drafting",
    [ARI_PAPER_NEXT] = "next",
    [ARI_PAPER_SOURCES] = "sources",
};

static const char *const column_names[ARI_PAPER_COLUMNS] = {
    [ARI_PAPER_REF] = "ref",
    [ARI_PAPER_RECOMMENDATION] = "recommendation",
    [ARI_PAPER_ACTION] = "action",
    [ARI_PAPER_MILESTONE] = "milestone",
    [ARI_PAPER_COMMITTEE] = "committee",
    [ARI_PAPER_LEAD] = "lead",
    [ARI_PAPER_SUCCESS] = "success",
    [ARI_PAPER_BASELINE] = "baseline",
    [ARI_PAPER_STATUS] = "status",
    [ARI_PAPER_UPDATE] = "update",
    [ARI_PAPER_THEMES] = "themes",
    [ARI_PAPER_EVIDENCE] = "evidence",
    [ARI_PAPER_MOVED] = "moved",
};

/* One template file being read. */
struct reader {
	struct ari_paper_template *form;
	struct ari_version *version;
	struct ari_arena *arena; /* of the strings that stay */
	struct ari_error *err;
};

static int complain(struct reader *r, const struct ari_node *node,
		    const char *what)
{
	struct ari_place place = {1, 1};

	if (ari_doc_locate(&place, &r->version->doc, &r->version->arena,
			   node ? node->start : 0, r->err))
		return -1;
	return ari_error_set(r->err, ARI_ERR_INVALID,
			     ARI_PAPER_TEMPLATE_PATH ":%u:%u: %s", place.line,
			     place.column, what);
}

static int unknown_word(struct reader *r, const struct ari_node *node,
			const char *const *names, size_t count)
{
	struct ari_str word = ari_node_text(node);
	struct ari_buf list;
	int result;

	ari_buf_init(&list, NULL);
	ari_buf_printf(&list, "\"%.*s\" is none of ", (int)word.len,
		       word.len ? word.ptr : "");
	for (size_t i = 0; i < count; i++)
		ari_buf_printf(&list, "%s%s", i ? ", " : "", names[i]);
	result = list.failed ? ari_error_memory(r->err)
			     : complain(r, node, list.ptr);
	ari_buf_release(&list);
	return result;
}

static size_t find_word(struct ari_str word, const char *const *names,
			size_t count)
{
	size_t i = 0;

	while (i < count && !ari_str_is(word, names[i]))
		i++;
	return i;
}

static int keep_text(struct reader *r, struct ari_str *out,
		     const struct ari_node *node)
{
	if (node->kind != ARI_NODE_SCALAR || node->type == ARI_TYPE_NULL)
		return complain(r, node, "a text is wanted here");
	*out = ari_arena_dup(r->arena, ari_node_text(node));
	return out->ptr ? 0 : ari_error_memory(r->err);
}

/* A sequence of known words, none twice; out has room for each once. */
static int read_words(struct reader *r, unsigned *out, size_t *count,
		      const struct ari_node *node, const char *const *names,
		      size_t name_count)
{
	size_t n = 0;

	if (node->kind != ARI_NODE_SEQUENCE || !node->len)
		return complain(r, node, "a list of words is wanted here");
	for (uint32_t i = 0; i < node->len; i++) {
		const struct ari_node *item = &node->u.items[i];
		size_t at = find_word(ari_node_text(item), names, name_count);

		if (at == name_count)
			return unknown_word(r, item, names, name_count);
		for (size_t k = 0; k < n; k++)
			if (out[k] == at)
				return complain(r, item,
						"this word stands twice");
		out[n++] = (unsigned)at;
	}
	*count = n;
	return 0;
}

static int read_titles(struct reader *r, struct ari_str *titles,
		       const struct ari_node *node, const char *const *names,
		       size_t name_count)
{
	if (node->kind != ARI_NODE_MAPPING)
		return complain(r, node,
				"words and their titles are wanted "
				"here");
	for (uint32_t i = 0; i + 1 < node->len; i += 2) {
		const struct ari_node *key = &node->u.items[i];
		size_t at = find_word(ari_node_text(key), names, name_count);

		if (at == name_count)
			return unknown_word(r, key, names, name_count);
		if (keep_text(r, &titles[at], key + 1))
			return -1;
	}
	return 0;
}

static int read_version(struct reader *r, const struct ari_node *node)
{
	if (!ari_str_is(ari_node_text(node), "1"))
		return complain(r, node,
				"this is no version of the template "
				"that is known here: write paper: 1");
	return 0;
}

static int read_title(struct reader *r, const struct ari_node *node)
{
	return keep_text(r, &r->form->title, node);
}

static int read_purpose(struct reader *r, const struct ari_node *node)
{
	return keep_text(r, &r->form->purpose, node);
}

static int read_introduction(struct reader *r, const struct ari_node *node)
{
	return keep_text(r, &r->form->introduction, node);
}

static int read_header(struct reader *r, const struct ari_node *node)
{
	struct ari_paper_template *form = r->form;

	if (node->kind != ARI_NODE_MAPPING)
		return complain(r, node,
				"labels and their texts are wanted here, such "
				"as Key decision: No");
	form->line_count = 0;
	for (uint32_t i = 0; i + 1 < node->len; i += 2) {
		const struct ari_node *key = &node->u.items[i];
		struct ari_paper_line *line;

		if (form->line_count == ARI_PAPER_LINES)
			return complain(r, key, "a head has 24 lines at most");
		line = &form->lines[form->line_count++];
		if (keep_text(r, &line->label, key) ||
		    keep_text(r, &line->text, key + 1))
			return -1;
	}
	return 0;
}

static int read_columns(struct reader *r, const struct ari_node *node)
{
	unsigned words[ARI_PAPER_COLUMNS];
	size_t count;

	if (read_words(r, words, &count, node, column_names, ARI_PAPER_COLUMNS))
		return -1;
	if (words[0] != ARI_PAPER_REF)
		return complain(r, node,
				"the first column is ref, which "
				"heads the rows");
	for (size_t i = 0; i < count; i++)
		r->form->columns[i] = (enum ari_paper_column)words[i];
	r->form->column_count = count;
	return 0;
}

static int read_sections(struct reader *r, const struct ari_node *node)
{
	unsigned words[ARI_PAPER_SECTIONS];
	size_t count;

	if (read_words(r, words, &count, node, section_names,
		       ARI_PAPER_SECTIONS))
		return -1;
	for (size_t i = 0; i < count; i++)
		r->form->sections[i] = (enum ari_paper_section)words[i];
	r->form->section_count = count;
	return 0;
}

static int read_column_titles(struct reader *r, const struct ari_node *node)
{
	return read_titles(r, r->form->column_titles, node, column_names,
			   ARI_PAPER_COLUMNS);
}

static int read_section_titles(struct reader *r, const struct ari_node *node)
{
	return read_titles(r, r->form->section_titles, node, section_names,
			   ARI_PAPER_SECTIONS);
}

static const char *const key_names[] = {
    "paper",   "title",		"purpose",  "introduction",   "header",
    "columns", "column-titles", "sections", "section-titles",
};

static int (*const key_readers[])(struct reader *, const struct ari_node *) = {
    read_version,	read_title,    read_purpose,
    read_introduction,	read_header,   read_columns,
    read_column_titles, read_sections, read_section_titles,
};

#define KEYS (sizeof(key_names) / sizeof(*key_names))

static int read_root(struct reader *r)
{
	const struct ari_node *root = r->version->doc.root;
	const struct ari_diags *diags = &r->version->diags;

	for (size_t i = 0; i < diags->count; i++) {
		const struct ari_diag *diag = &diags->items[i];
		struct ari_node place = {.start = diag->span.start};

		if (diag->level == ARI_LEVEL_ERROR)
			return complain(r, &place, diag->message.ptr);
	}
	if (!root || root->kind != ARI_NODE_MAPPING ||
	    !ari_node_get(root, "paper"))
		return complain(r, root, "a template begins with paper: 1");
	for (uint32_t i = 0; i + 1 < root->len; i += 2) {
		const struct ari_node *key = &root->u.items[i];
		size_t at = find_word(ari_node_text(key), key_names, KEYS);

		if (at == KEYS)
			return unknown_word(r, key, key_names, KEYS);
		if (key_readers[at](r, key + 1))
			return -1;
	}
	return 0;
}

static int read_bytes(struct reader *r, struct ari_str bytes)
{
	struct ari_loader loader = {0};
	int result;

	if (ari_version_read(&r->version, &loader,
			     ARI_STR(ARI_PAPER_TEMPLATE_PATH), bytes, true,
			     r->err))
		return -1;
	result = read_root(r);
	ari_version_free(r->version);
	return result ? result
		      : ari_oid_of_blob(&r->form->digest, bytes, r->err);
}

int ari_paper_template_read(struct ari_paper_template *out,
			    struct ari_repo *repo,
			    const struct ari_snapshot *at,
			    struct ari_arena *arena, struct ari_error *err)
{
	struct ari_paper_template form = {0};
	struct reader reader = {.form = &form, .arena = arena, .err = err};
	struct ari_file file;
	struct ari_str bytes;

	if (read_bytes(&reader, ari_report__default_template()) ||
	    ari_source_find(&file, repo, at, ARI_STR(ARI_PAPER_TEMPLATE_PATH),
			    arena, err))
		return -1;
	form.own = file.kind != ARI_ENTRY_NONE;
	if (form.own &&
	    (ari_source_read(&bytes, NULL, repo, at,
			     ARI_STR(ARI_PAPER_TEMPLATE_PATH), arena, err) ||
	     read_bytes(&reader, bytes)))
		return -1;
	*out = form;
	return 0;
}
