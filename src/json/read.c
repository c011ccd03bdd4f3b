/*
 * yajl's callbacks become a node tree. yajl tells only how far it has read;
 * a value begins behind the blanks and the comma or colon before that.
 */
#include "json/internal.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <yajl/yajl_parse.h>

/* Bytes that yajl may take: its buffers double up to the longest text. */
#define SCRATCH_CAP (8 * ARI_TREE_BYTES)

struct reader {
	struct ari_build build;
	struct ari_arena *arena;
	struct ari_diags *diags;
	struct ari_str bytes;
	struct ari_arena scratch; /* yajl's memory */
	jmp_buf no_memory; /* yajl does not look at what its malloc gives */
	yajl_handle yajl;
	bool at_end;	  /* yajl has all bytes */
	uint32_t at;	  /* end of the last token that became a node */
	size_t odd_space; /* a blank that yajl takes and JSON does not */
};

/* A block of the scratch arena knows its size, for realloc. */
struct block {
	size_t size;
	max_align_t data[];
};

static void *scratch_malloc(void *ctx, size_t size)
{
	struct reader *reader = ctx;
	struct block *block =
	    ari_arena_alloc(&reader->scratch, sizeof(*block) + size);

	if (!block)
		longjmp(reader->no_memory, 1);
	block->size = size;
	return block->data;
}

static void *scratch_realloc(void *ctx, void *ptr, size_t size)
{
	const struct block *old;
	void *copy = scratch_malloc(ctx, size);

	if (!ptr)
		return copy;
	old = (const void *)((const char *)ptr - offsetof(struct block, data));
	memcpy(copy, ptr, old->size < size ? old->size : size);
	return copy;
}

static void scratch_free(void *ctx, void *ptr)
{
	(void)ctx;
	(void)ptr;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Skip blanks from at on, and note one that only yajl takes for a blank. */
static uint32_t skip_space(struct reader *reader, uint32_t at)
{
	const char *p = reader->bytes.ptr;

	while (at < reader->bytes.len &&
	       (is_space(p[at]) || p[at] == '\v' || p[at] == '\f')) {
		if (!is_space(p[at]) && at < reader->odd_space)
			reader->odd_space = at;
		at++;
	}
	return at;
}

/* The bytes of the token that yajl has just read. */
static struct ari_span next_span(struct reader *reader)
{
	struct ari_span span;
	const char *p = reader->bytes.ptr;

	span.end =
	    (uint32_t)(reader->at_end ? reader->bytes.len
				      : yajl_get_bytes_consumed(reader->yajl));
	span.start = skip_space(reader, reader->at);
	while (span.start < span.end &&
	       (p[span.start] == ',' || p[span.start] == ':'))
		span.start = skip_space(reader, span.start + 1);
	reader->at = span.end;
	return span;
}

static int push_text(struct reader *reader, enum ari_scalar_type type)
{
	struct ari_span span = next_span(reader);
	struct ari_node node = {.kind = ARI_NODE_SCALAR,
				.type = (uint8_t)type,
				.start = span.start,
				.end = span.end,
				.len = span.end - span.start};

	node.u.text = reader->bytes.ptr + span.start;
	return !ari_build_push(&reader->build, node);
}

static int on_null(void *ctx)
{
	return push_text(ctx, ARI_TYPE_NULL);
}

static int on_boolean(void *ctx, int value)
{
	(void)value;
	return push_text(ctx, ARI_TYPE_BOOL);
}

static int on_number(void *ctx, const char *text, size_t len)
{
	bool whole = true;

	for (size_t i = 0; i < len; i++)
		if (text[i] == '.' || text[i] == 'e' || text[i] == 'E')
			whole = false;
	return push_text(ctx, whole ? ARI_TYPE_INT : ARI_TYPE_FLOAT);
}

static void find_surrogate(struct reader *reader, uint32_t at)
{
	struct ari_str escape = {reader->bytes.ptr + at, 6};

	ari_diags_add(reader->diags, &ari_json_rules[JSON_SURROGATE],
		      (struct ari_span){at, at + 6}, &escape, 1);
}

/* yajl's own decoding loses lone surrogates, so the source is decoded. */
static int on_string(void *ctx, const unsigned char *text, size_t len)
{
	struct reader *reader = ctx;
	struct ari_span span = next_span(reader);
	struct ari_node node = {.kind = ARI_NODE_SCALAR,
				.type = ARI_TYPE_STRING,
				.style = ARI_STYLE_DOUBLE,
				.start = span.start,
				.end = span.end};
	struct ari_json__string string;

	(void)text;
	(void)len;
	if (ari_json__decode(
		&string, reader->arena,
		(struct ari_str){reader->bytes.ptr + span.start + 1,
				 span.end - span.start - 2})) {
		reader->build.stop = ARI_BUILD_MEMORY;
		return 0;
	}
	if (string.has_lone)
		find_surrogate(reader, span.start + 1 + string.lone);
	node.u.text = string.text.ptr;
	node.len = (uint32_t)string.text.len;
	return !ari_build_push(&reader->build, node);
}

static int on_open(struct reader *reader, uint8_t kind)
{
	struct ari_span span = next_span(reader);

	return !ari_build_open(&reader->build, kind, ARI_STYLE_FLOW,
			       span.start);
}

static int on_start_map(void *ctx)
{
	return on_open(ctx, ARI_NODE_MAPPING);
}

static int on_start_array(void *ctx)
{
	return on_open(ctx, ARI_NODE_SEQUENCE);
}

static int on_close(void *ctx)
{
	struct reader *reader = ctx;
	struct ari_span span = next_span(reader);

	return !ari_build_close(&reader->build, span.end);
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_start_map,
    .yajl_map_key = on_string,
    .yajl_end_map = on_close,
    .yajl_start_array = on_start_array,
    .yajl_end_array = on_close,
};

static void find_plain(struct reader *reader, enum ari_json_rule rule,
		       size_t at, const char *arg)
{
	struct ari_span span = {(uint32_t)at, (uint32_t)at};
	struct ari_str text = ari_str_from(arg);

	ari_diags_add(reader->diags, &ari_json_rules[rule], span, &text, 1);
}

/* Where the token begins that yajl could not use, and that ends at offset. */
static uint32_t bad_token(struct reader *reader, uint32_t offset)
{
	uint32_t at = skip_space(reader, reader->at);

	while (at + 1 < offset &&
	       (reader->bytes.ptr[at] == ',' || reader->bytes.ptr[at] == ':'))
		at = skip_space(reader, at + 1);
	return at;
}

/* A mistake inside a text or number stands at offset, not at its token. */
static bool is_inside(struct ari_str bytes, uint32_t token, const char *message)
{
	return !strncmp(message, "lexical", strlen("lexical")) &&
	       token < bytes.len &&
	       (bytes.ptr[token] == '"' || bytes.ptr[token] == '-' ||
		(bytes.ptr[token] >= '0' && bytes.ptr[token] <= '9'));
}

/* What is still open when the file ends. */
static void explain_end(struct reader *reader, uint32_t token,
			const char *message)
{
	const struct ari_build_frame *top = ari_build_top(&reader->build);
	uint32_t len = (uint32_t)reader->bytes.len;
	struct ari_diag *diag;

	if (token < len && reader->bytes.ptr[token] != '"')
		token = len;
	if (token == len && !top) {
		find_plain(reader, JSON_EMPTY, 0, NULL);
		return;
	}
	diag = ari_json__explain(reader->diags, reader->bytes, token, message);
	if (!diag || !top)
		return;
	diag->related = (struct ari_span){top->start, top->start + 1};
	diag->related_note = ARI_STR("opened here");
}

static void explain(struct reader *reader)
{
	uint32_t offset = (uint32_t)reader->bytes.len;
	uint32_t token;
	const char *message;

	if (!reader->at_end)
		offset = (uint32_t)yajl_get_bytes_consumed(reader->yajl);
	message = (const char *)yajl_get_error(reader->yajl, 0, NULL, 0);
	token = bad_token(reader, offset);
	if (strstr(message, "premature EOF"))
		explain_end(reader, token, message);
	else
		ari_json__explain(
		    reader->diags, reader->bytes,
		    is_inside(reader->bytes, token, message) ? offset : token,
		    message);
}

static int report_stop(struct reader *reader)
{
	switch (reader->build.stop) {
	case ARI_BUILD_DEPTH:
		find_plain(reader, JSON_DEPTH, reader->at - 1, NULL);
		return 0;
	case ARI_BUILD_NODES:
		find_plain(reader, JSON_NODES, reader->at, NULL);
		return 0;
	default:
		return -1;
	}
}

/* 1: read to its end; 0: findings say why not; -1: memory ended. */
static int run_yajl(struct reader *reader)
{
	yajl_alloc_funcs funcs = {scratch_malloc, scratch_realloc, scratch_free,
				  reader};
	yajl_status status;

	if (setjmp(reader->no_memory))
		return -1;
	reader->yajl = yajl_alloc(&callbacks, &funcs, reader);
	yajl_config(reader->yajl, yajl_dont_validate_strings, 1);
	status =
	    yajl_parse(reader->yajl, (const unsigned char *)reader->bytes.ptr,
		       reader->bytes.len);
	if (status == yajl_status_ok) {
		reader->at_end = true;
		status = yajl_complete_parse(reader->yajl);
	}
	if (status == yajl_status_ok)
		return 1;
	if (status == yajl_status_client_canceled)
		return report_stop(reader);
	explain(reader);
	return 0;
}

static bool begins_as_utf16(struct ari_str bytes)
{
	return bytes.len >= 2 && (!memcmp(bytes.ptr, "\xFF\xFE", 2) ||
				  !memcmp(bytes.ptr, "\xFE\xFF", 2));
}

/* What RFC 8259 asks of the bytes and yajl does not look at. */
static bool inspect(struct reader *reader)
{
	struct ari_str bytes = reader->bytes;
	size_t bad;
	char arg[64];

	if (bytes.len > ARI_TREE_BYTES) {
		find_plain(reader, JSON_SIZE, 0, NULL);
		return false;
	}
	if (bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3)) {
		find_plain(reader, JSON_ENCODING, 0,
			   "it begins with a byte order mark");
		return false;
	}
	bad = ari_utf8_check(bytes);
	if (bad == bytes.len)
		return true;
	snprintf(arg, sizeof(arg), "byte 0x%02X at offset %zu%s",
		 (unsigned)(uint8_t)bytes.ptr[bad], bad,
		 begins_as_utf16(bytes) ? ", as UTF-16 begins" : "");
	find_plain(reader, JSON_ENCODING, bad, arg);
	return false;
}

static int read_document(const struct ari_node **root, struct reader *reader)
{
	int done = run_yajl(reader);
	uint32_t rest;

	if (done <= 0)
		return done;
	rest = skip_space(reader, reader->at);
	if (reader->odd_space < reader->bytes.len) {
		ari_json__explain(reader->diags, reader->bytes,
				  reader->odd_space, "invalid char");
		return 0;
	}
	/* yajl lets a word or text pass there when it is cut short. */
	if (rest < reader->bytes.len) {
		ari_json__explain(reader->diags, reader->bytes, rest,
				  "trailing garbage");
		return 0;
	}
	*root = ari_build_root(&reader->build);
	return *root ? 0 : -1;
}

int ari_json_read(struct ari_doc *doc, struct ari_arena *arena,
		  struct ari_str bytes, struct ari_diags *diags,
		  struct ari_error *err)
{
	struct reader reader = {.arena = arena,
				.diags = diags,
				.bytes = bytes.ptr ? bytes : ARI_STR(""),
				.odd_space = SIZE_MAX};
	const struct ari_node *root = NULL;
	int result = 0;

	ari_build_init(&reader.build, arena, diags,
		       &ari_json_rules[JSON_DUPLICATE_KEY]);
	ari_arena_init(&reader.scratch, arena->alloc, SCRATCH_CAP);
	if (inspect(&reader))
		result = read_document(&root, &reader);
	if (!result && diags->failed)
		result = -1;
	if (result)
		ari_error_memory(err);
	else
		*doc = (struct ari_doc){.bytes = reader.bytes, .root = root};
	ari_arena_release(&reader.scratch);
	ari_build_release(&reader.build);
	return result;
}
