/*
 * The compiler's own state: the documents it has read, the resources and
 * anchors found in them, and the arrays that become the compiled schema.
 * discover.c fills the first half, the families' files the second.
 */
#ifndef ARISING_SCHEMA_COMPILE_H
#define ARISING_SCHEMA_COMPILE_H

#include "schema/keyword.h"

/* Subschemas of one compiled schema, everything it refers to included. */
#define ARI_SCHEMA_PARTS ((uint32_t)4 << 20)
/* Documents that a schema may draw in. */
#define ARI_SCHEMA_DOCUMENTS 1000u
/* Bytes of documents that a schema may draw in. */
#define ARI_SCHEMA_DRAWN ((size_t)256 << 20)
/* Names that may share one place of a lookup table: an attack beyond. */
#define ARI_SCHEMA_PROBES 1000u
/* Resources with a $schema that differs from the one around them. */
#define ARI_SCHEMA_DIALECTS 1000u

/* A growing array in the work arena. */
struct ari_schema__vec {
	void *ptr;
	uint32_t count;
	uint32_t room;
};

/* From URIs, anchors and nodes to parts. */
struct ari_schema__map {
	struct ari_schema__slot *slots;
	uint32_t count;
	uint32_t room; /* a power of two, or 0 */
};

struct ari_schema__slot {
	uint64_t hash;
	struct ari_str key; /* ptr NULL: free */
	uint32_t value;
};

/* Where a part came from. */
struct ari_schema__origin {
	const struct ari_node *node;
	uint32_t document;
	bool wanted; /* stands in the queue, or is compiled */
};

struct ari_schema__document {
	struct ari_str uri; /* where it was read from */
	struct ari_doc doc;
	uint32_t root; /* part */
	bool bundled;  /* our own copy: known to be right */
};

/* What the compiler knows of a resource besides its URI. */
struct ari_schema__scope {
	uint8_t vocabularies;
	uint8_t draft;
	uint32_t root; /* part */
	uint32_t document;
	struct ari_str dialect; /* URI of its metaschema; NULL: unknown */
};

/* An anchor found; dynamic ones become the resource's table. */
struct ari_schema__found {
	uint32_t resource;
	uint32_t name;
	uint32_t part;
};

struct ari_schema__compiler {
	struct ari_schema *schema;
	struct ari_arena work;
	const struct ari_schema_options *options;
	const struct ari_doc *main;
	struct ari_diags *diags;
	struct ari_error *err;
	bool failed;  /* err is set: unwind */
	size_t bad;   /* findings about the schema */
	size_t drawn; /* bytes of documents */

	struct ari_schema__vec documents;
	struct ari_schema__vec origins;	  /* beside parts */
	struct ari_schema__vec scopes;	  /* beside resources */
	struct ari_schema__vec queue;	  /* parts to compile */
	struct ari_schema__vec found;	  /* dynamic anchors */
	struct ari_schema__vec dialects;  /* resources where one begins */
	struct ari_schema__vec metas;	  /* metaschemas, compiled */
	struct ari_schema__map names;	  /* URI or URI#anchor -> part */
	struct ari_schema__map retrieved; /* URI -> document */
	struct ari_schema__map nodes;	  /* node -> part */
	struct ari_schema__map dynamic;	  /* URI#anchor -> name */
	struct ari_schema__map texts;	  /* anchor -> name */
	struct ari_schema__map members;	  /* long mapping and key -> place */

	struct ari_schema__vec parts;
	struct ari_schema__vec resources;
	struct ari_schema__vec ops;
	struct ari_schema__vec lists;
	struct ari_schema__vec strings;
	struct ari_schema__vec objects;
	struct ari_schema__vec arrays;
	struct ari_schema__vec contains;
	struct ari_schema__vec sets;
	struct ari_schema__vec patterns;
	struct ari_schema__vec depends;
	struct ari_schema__vec notes;
	struct ari_schema__vec owned;
	struct ari_schema__map compiled; /* pattern text -> owned */
};

/* The part being compiled: the value of each of its keywords, or NULL. */
struct ari_schema__job {
	uint32_t part;
	uint32_t resource;
	uint32_t document;
	uint8_t draft;
	uint8_t vocabularies;
	const struct ari_node *node;
	const struct ari_node *values[ARI_KW_COUNT];
};

/* -- memory.c -- */

/* A zeroed new item at the end; NULL when memory ends, and then failed. */
void *ari_schema__push(struct ari_schema__compiler *c,
		       struct ari_schema__vec *vec, size_t size);
/* The same, as a number: the item's place. ARI_NONE when memory ends. */
uint32_t ari_schema__push_u32(struct ari_schema__compiler *c,
			      struct ari_schema__vec *vec, uint32_t value);
/* A copy of text in the schema's own memory; failed when memory ends. */
struct ari_str ari_schema__keep(struct ari_schema__compiler *c,
				struct ari_str text);
/* The array of the schema's own memory that vec comes to. */
const void *ari_schema__freeze(struct ari_schema__compiler *c,
			       const struct ari_schema__vec *vec, size_t size);
/* Value of key in map, or ARI_NONE. */
uint32_t ari_schema__map_get(const struct ari_schema__map *map,
			     struct ari_str key);
/* Put a key that is not there; key is borrowed. */
void ari_schema__map_put(struct ari_schema__compiler *c,
			 struct ari_schema__map *map, struct ari_str key,
			 uint32_t value);
/* A node as a key: by where it is, not by what it says. */
struct ari_str ari_schema__node_key(const struct ari_node *const *node);
void ari_schema__no_memory(struct ari_schema__compiler *c);

/* -- discover.c -- */

/* What discovery begins at. */
struct ari_schema__start {
	const struct ari_node *node;
	uint32_t document;
	uint32_t parent;   /* part, or ARI_NONE */
	uint32_t resource; /* ARI_NONE: a document's root */
	struct ari_str path;
};

/*
 * Number node and every subschema below it as parts, and take note of their
 * identifiers. Returns the part of node, or ARI_NONE when failed.
 */
uint32_t ari_schema__discover(struct ari_schema__compiler *c,
			      const struct ari_schema__start *start);
/* The part that node is, or ARI_NONE. */
uint32_t ari_schema__part_of(const struct ari_schema__compiler *c,
			     const struct ari_node *node);
/* Whether the resource uses the keyword at all. */
bool ari_schema__enabled(const struct ari_schema__scope *scope,
			 enum ari_schema__kw kw);
/* The shape of the keyword's value in that draft. */
enum ari_schema__shape ari_schema__shape_of(uint8_t draft,
					    enum ari_schema__kw kw);
/* "/a~1b" appended to path, in the schema's memory. */
struct ari_str ari_schema__extend(struct ari_schema__compiler *c,
				  struct ari_str path, struct ari_str token);

/* -- document.c -- */

/*
 * The document at uri (no fragment), read and discovered once: bundled, or
 * from the loader. ARI_NONE when there is none; *why then says so unless
 * the compiler failed.
 */
uint32_t ari_schema__document(struct ari_schema__compiler *c,
			      struct ari_str uri, const char **why);
/* Read the document at uri. False: there is none, or it cannot be read. */
bool ari_schema__read(struct ari_schema__compiler *c, struct ari_doc *doc,
		      struct ari_str uri);
/* The dialect of schemas that name none. */
struct ari_str ari_schema__default_dialect(void);
/*
 * Draft and vocabularies by the $schema of a resource's root.
 * Returns false, with a finding, when they are not known here.
 */
bool ari_schema__dialect(struct ari_schema__compiler *c,
			 struct ari_schema__scope *scope, uint32_t part,
			 const struct ari_node *node);

/* -- inspect.c -- */

/* Hold a discovered document to the metaschemas of its dialects. */
void ari_schema__inspect(struct ari_schema__compiler *c, uint32_t document);
void ari_schema__forget_metas(struct ari_schema__compiler *c);

/* -- resolve.c -- */

/*
 * The part that ref names, seen from resource. *dynamic is the anchor's
 * name when ref ends in a dynamic one, else ARI_NONE.
 * Returns ARI_NONE, with a finding, when it leads nowhere.
 */
uint32_t ari_schema__resolve(struct ari_schema__compiler *c,
			     const struct ari_schema__job *job,
			     enum ari_schema__kw kw, uint32_t *dynamic);

/* -- compile.c -- */

/* Have part compiled, if it is not yet. */
void ari_schema__want(struct ari_schema__compiler *c, uint32_t part);
/* The part that node is, wanted; ARI_NONE when it is not a schema. */
uint32_t ari_schema__child(struct ari_schema__compiler *c,
			   const struct ari_node *node);
void ari_schema__emit(struct ari_schema__compiler *c, enum ari_schema__kw kw,
		      uint32_t a, uint32_t b);
/* Report that the value of a keyword of part is wrong. */
void ari_schema__bad(struct ari_schema__compiler *c, uint32_t part,
		     enum ari_schema__kw kw, const struct ari_node *node,
		     const char *fmt, ...) ARI_PRINTF(5, 6);
/* Whether a finding about the schema says so of that place already. */
bool ari_schema__is_known_bad(const struct ari_schema__compiler *c,
			      struct ari_span span, struct ari_str place);
/* Place of text among the schema's strings, copied. */
uint32_t ari_schema__string(struct ari_schema__compiler *c,
			    struct ari_str text);
/*
 * Compile a pattern, each text once, into match.
 * Returns false, with a finding, when it is bad.
 */
bool ari_schema__pattern(struct ari_schema__compiler *c,
			 struct ari_schema__match *match,
			 const struct ari_schema__job *job,
			 enum ari_schema__kw kw, const struct ari_node *node);
/* A whole number from 0; false, with a finding, when it is not one. */
bool ari_schema__count(struct ari_schema__compiler *c,
		       const struct ari_schema__job *job,
		       enum ari_schema__kw kw, uint64_t *out);

/* -- loops.c -- */

/* Report parts that lead back to themselves on the same value, always. */
void ari_schema__find_loops(struct ari_schema__compiler *c);

/* The families' compile functions, one for each kind of keyword. */
#define ARI_COMPILES(name)                                                     \
	void ari_schema__compile_##name(struct ari_schema__compiler *c,        \
					const struct ari_schema__job *job,     \
					enum ari_schema__kw kw)
ARI_COMPILES(type);
ARI_COMPILES(values);
ARI_COMPILES(bound);
ARI_COMPILES(size);
ARI_COMPILES(pattern);
ARI_COMPILES(format);
ARI_COMPILES(object);
ARI_COMPILES(depend);
ARI_COMPILES(array);
ARI_COMPILES(contains);
ARI_COMPILES(unique);
ARI_COMPILES(ref);
ARI_COMPILES(list);
ARI_COMPILES(not );
ARI_COMPILES(condition);
ARI_COMPILES(unevaluated);
ARI_COMPILES(note);
#undef ARI_COMPILES

#endif
