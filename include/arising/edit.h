/*
 * Writing: fields of records, three-way merges and small repairs, all as
 * splices of bytes. What is not asked for keeps every byte: comments, order,
 * quotes, indentation and line ends. Each result is read again and compared
 * with what it shall say before anybody gets it.
 */
#ifndef ARISING_EDIT_H
#define ARISING_EDIT_H

#include <arising/plan.h>

/* -- splices -- */

/* Bytes of a document to be replaced by text; an empty span inserts. */
struct ari_splice {
	struct ari_span span;
	struct ari_str text;
};

struct ari_splices {
	struct ari_arena *arena; /* items and texts live here */
	struct ari_splice *items;
	size_t count;
	size_t room;
	bool failed; /* memory ended: the list is not whole */
};

ARI_API void ari_splices_init(struct ari_splices *splices,
			      struct ari_arena *arena);
ARI_API void ari_splices_add(struct ari_splices *splices, uint32_t start,
			     uint32_t end, struct ari_str text);
/*
 * Put the splices into bytes, sorting them by place; those at one place keep
 * their order. Removals may overlap one another, nothing else may.
 * Errors: ARI_ERR_INVALID on overlap; ARI_ERR_LIMIT past ARI_TREE_BYTES.
 */
ARI_API int ari_splices_apply(struct ari_str *out, struct ari_str bytes,
			      struct ari_splices *splices,
			      struct ari_arena *arena, struct ari_error *err);

/* -- fields of a record -- */

enum ari_edit_verb {
	ARI_EDIT_SET,  /* FIELD=VALUE; an empty value takes the field out */
	ARI_EDIT_PUT,  /* FIELD+=VALUE: one more item of a list */
	ARI_EDIT_TAKE, /* FIELD-=VALUE: one item less */
};

/*
 * One change of a record. A field is a key of the format or x-…; a part of
 * one is named behind a dot: decision.body, milestones.Review completed.done.
 * A list of ids may be given at once, with commas: leads=chief,dir-bid.
 */
struct ari_assignment {
	struct ari_str field;
	enum ari_edit_verb verb;
	struct ari_str value;
};

/* Assignments that one edit may make. */
#define ARI_EDIT_ASSIGNMENTS 256

/* Read FIELD=VALUE, FIELD+=VALUE or FIELD-=VALUE. Borrows text. */
ARI_API int ari_assignment_parse(struct ari_assignment *out,
				 struct ari_str text, struct ari_error *err);
/*
 * Change fields of one record. *out is the document's new bytes, doc's own
 * when nothing differs.
 * Errors: ARI_ERR_NOT_FOUND for the record, or an item to be taken out;
 * ARI_ERR_USAGE for a field or value that cannot be; ARI_ERR_UNCERTAIN when
 * the layout of the place is one that cannot be edited safely.
 */
ARI_API int ari_edit_set(struct ari_str *out, const struct ari_doc *doc,
			 const struct ari_plan *plan, struct ari_str ref,
			 const struct ari_assignment *assignments, size_t count,
			 struct ari_arena *arena, struct ari_error *err);

/* A record to be added. */
struct ari_addition {
	enum ari_record_kind kind;
	struct ari_str ref;
	struct ari_str after; /* behind this record; ptr NULL: the last */
	const struct ari_assignment *assignments;
	size_t count;
};

/* Add a record. Errors: as ari_edit_set; ARI_ERR_USAGE for a ref in use. */
ARI_API int ari_edit_add(struct ari_str *out, const struct ari_doc *doc,
			 const struct ari_plan *plan,
			 const struct ari_addition *addition,
			 struct ari_arena *arena, struct ari_error *err);
/*
 * The next free ref behind the highest that begins with prefix: F.4 -> F.5,
 * 2.1b -> 2.1c. `formerly` counts as in use: refs are never given again.
 */
ARI_API int ari_edit_next_ref(struct ari_str *out, const struct ari_plan *plan,
			      struct ari_str prefix, struct ari_arena *arena,
			      struct ari_error *err);

/* -- small repairs -- */

/*
 * Quote refs that would read as numbers, cut spaces from line ends, end the
 * last line. No line is wrapped, no list turned, no text changed: a text
 * that ends a line in spaces keeps them where they are part of it.
 * *out is doc's own bytes when there is nothing to do.
 */
ARI_API int ari_edit_fmt(struct ari_str *out, const struct ari_doc *doc,
			 struct ari_arena *arena, struct ari_error *err);

/* -- three-way merge -- */

/* A field that both sides changed differently. */
struct ari_conflict {
	struct ari_str ref;   /* ptr NULL: a field of the plan itself */
	struct ari_str field; /* "" for the whole record */
};

struct ari_merge_options {
	unsigned marker; /* length of conflict markers; 0: 7 */
};

struct ari_merged {
	struct ari_str bytes; /* with markers where there are conflicts */
	const struct ari_conflict *conflicts; /* in the order of ours */
	size_t conflict_count;
};

/*
 * Merge by record and field: theirs' changes since base put into ours.
 * Records are known by ref and `formerly`, fields by key, milestones by
 * `what`; lists of names are sets. Only what both changed differently is a
 * conflict, marked by lines around that field alone. base may be empty.
 * Errors: ARI_ERR_UNCERTAIN, with the reason, when a side cannot be read or
 * who is who is not certain: merge the text instead.
 */
ARI_API int ari_edit_merge(struct ari_merged *out, struct ari_str base,
			   struct ari_str ours, struct ari_str theirs,
			   const struct ari_merge_options *options,
			   struct ari_arena *arena, struct ari_error *err);

/* -- a plan as lines -- */

/*
 * Write one line a field, `REF.field: value`, for `git diff`. Records in
 * natural order of their refs, fields in the order of the format. Control
 * characters are shown escaped; lines of a text repeat the field's name.
 */
ARI_API int ari_edit_lines(struct ari_buf *out, const struct ari_doc *doc,
			   const struct ari_plan *plan, struct ari_arena *arena,
			   struct ari_error *err);

/* -- files -- */

/* A file held for writing: others that hold it so wait. */
struct ari_edit_file;

/*
 * Open a regular file, wait for the folder's lock and read it whole.
 * Owns: *bytes lives in arena.
 * Errors: ARI_ERR_IO; ARI_ERR_USAGE when it is a link or no file.
 */
ARI_API int ari_edit_file_open(struct ari_edit_file **out,
			       struct ari_str *bytes, const char *path,
			       struct ari_arena *arena, struct ari_error *err);
/*
 * Put bytes in its place at once: written beside it, synced, renamed, mode
 * kept. A kill at any moment leaves the old file or the new one.
 * Errors: ARI_ERR_UNCERTAIN when the file is no longer what was read.
 */
ARI_API int ari_edit_file_write(struct ari_edit_file *file,
				struct ari_str bytes, struct ari_error *err);
ARI_API void ari_edit_file_close(struct ari_edit_file *file);

#endif
