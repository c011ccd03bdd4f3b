/*
 * The words of findings: what a value is called, what it is, what it should
 * have been, and what was probably meant.
 */
#include "schema/run.h"

#include "schema/number.h"

#include <string.h>

/* Bytes of a value that a message shows. */
#define SHOWN_BYTES 60

struct ari_str ari_schema__text(struct ari_schema__run *run, const char *fmt,
				...)
{
	struct ari_str text = {"", 0};
	struct ari_buf buf;
	va_list args;

	ari_buf_init(&buf, run->alloc);
	va_start(args, fmt);
	ari_buf_vprintf(&buf, fmt, args);
	va_end(args);
	if (!buf.failed)
		text = ari_arena_dup(&run->words, ari_buf_view(&buf));
	if (buf.failed || !text.ptr) {
		run->diags->failed = true;
		text = ARI_STR("");
	}
	ari_buf_release(&buf);
	return text;
}

/* What of text fits in a message: its first line, cut between characters. */
static struct ari_str shorten(struct ari_str text, bool *cut)
{
	size_t end = 0, at = 0;

	while (at < text.len && at < SHOWN_BYTES && text.ptr[at] != '\n' &&
	       text.ptr[at] != '\r') {
		ari_utf8_next(text, &at);
		end = at;
	}
	*cut = end < text.len;
	return (struct ari_str){text.ptr, end};
}

struct ari_str ari_schema__quote(struct ari_schema__run *run,
				 const struct ari_node *node)
{
	struct ari_str text;
	bool cut;

	if (node->kind == ARI_NODE_MAPPING)
		return ARI_STR("a mapping");
	if (node->kind == ARI_NODE_SEQUENCE)
		return ARI_STR("a list");
	if (node->type == ARI_TYPE_NULL)
		return ARI_STR("empty");
	text = shorten(ari_node_text(node), &cut);
	if (node->type != ARI_TYPE_STRING)
		return ari_schema__text(run, "%.*s%s", (int)text.len, text.ptr,
					cut ? "…" : "");
	return ari_schema__text(run, "\"%.*s%s\"", (int)text.len, text.ptr,
				cut ? "…" : "");
}

/* One node on the way through a value that is shown. */
struct shown {
	const struct ari_node *node;
	uint32_t at;
};

/* Write the next token of the value on top; false when it is done. */
static bool show_next(struct ari_schema__run *run, struct ari_buf *buf,
		      struct shown *top, const struct ari_node **below)
{
	bool map = top->node->kind == ARI_NODE_MAPPING;
	const struct ari_node *item;

	*below = NULL;
	if (top->at >= top->node->len) {
		ari_buf_byte(buf, map ? '}' : ']');
		return false;
	}
	ari_buf_puts(buf, top->at ? ", " : map ? "{" : "[");
	item = &top->node->u.items[top->at++];
	if (map) {
		ari_buf_str(buf, ari_node_text(item));
		ari_buf_puts(buf, ": ");
		item = &top->node->u.items[top->at++];
	}
	if (item->kind != ARI_NODE_SCALAR && item->len)
		*below = item;
	else if (item->kind != ARI_NODE_SCALAR)
		ari_buf_puts(buf, item->kind == ARI_NODE_MAPPING ? "{}" : "[]");
	else
		ari_buf_str(buf, ari_schema__quote(run, item));
	return true;
}

struct ari_str ari_schema__show(struct ari_schema__run *run,
				const struct ari_node *node)
{
	struct shown stack[8] = {{node, 0}};
	struct ari_str text = ARI_STR("");
	const struct ari_node *below;
	struct ari_buf buf;
	size_t depth = 1;

	if (node->kind == ARI_NODE_SCALAR)
		return ari_schema__quote(run, node);
	if (!node->len)
		return node->kind == ARI_NODE_MAPPING ? ARI_STR("{}")
						      : ARI_STR("[]");
	ari_buf_init(&buf, run->alloc);
	while (depth && buf.len < SHOWN_BYTES) {
		if (!show_next(run, &buf, &stack[depth - 1], &below))
			depth--;
		if (below && depth == sizeof(stack) / sizeof(stack[0]))
			break;
		if (below)
			stack[depth++] = (struct shown){below, 0};
	}
	text = ari_schema__text(run, "%.*s%s", (int)buf.len,
				buf.ptr ? buf.ptr : "", depth ? "…" : "");
	ari_buf_release(&buf);
	return text;
}

/* 1.10 is 1.1 to a computer: show what would be left of it. */
static struct ari_str number_text(const struct ari_node *node)
{
	bool cut;
	struct ari_str text = shorten(ari_node_text(node), &cut);

	while (!cut && text.len > 1 && text.ptr[0] == '0' &&
	       text.ptr[1] >= '0' && text.ptr[1] <= '9')
		text = (struct ari_str){text.ptr + 1, text.len - 1};
	if (cut || !text.len || !memchr(text.ptr, '.', text.len) ||
	    memchr(text.ptr, 'e', text.len) || memchr(text.ptr, 'E', text.len))
		return text;
	while (text.len > 1 && text.ptr[text.len - 1] == '0')
		text.len--;
	if (text.len > 1 && text.ptr[text.len - 1] == '.')
		text.len--;
	return text;
}

struct ari_str ari_schema__found(struct ari_schema__run *run,
				 const struct ari_node *node)
{
	struct ari_str text;

	if (node->kind != ARI_NODE_SCALAR || node->type == ARI_TYPE_NULL)
		return ari_schema__quote(run, node);
	if (ari_schema__is_number(node)) {
		text = number_text(node);
		return ari_schema__text(run, "the number %.*s", (int)text.len,
					text.ptr);
	}
	text = ari_schema__quote(run, node);
	return ari_schema__text(
	    run, "%s%s", node->type == ARI_TYPE_STRING ? "the text " : "",
	    text.ptr);
}

/* "item 2 of "points"", or of the list, where that has no name itself. */
static struct ari_str item_words(struct ari_schema__run *run, uint32_t at)
{
	unsigned number = (unsigned)run->frames[at].key + 1;
	const struct ari_node *outer;
	struct ari_str key;
	bool cut;

	while (--at && run->frames[at].key == ARI_NONE)
		;
	outer = at ? run->frames[at - 1].node : NULL;
	if (!outer || outer->kind == ARI_NODE_SEQUENCE)
		return ari_schema__text(run, "item %u of the list", number);
	key =
	    shorten(ari_node_text(&outer->u.items[run->frames[at].key]), &cut);
	return ari_schema__text(run, "item %u of \"%.*s%s\"", number,
				(int)key.len, key.ptr, cut ? "…" : "");
}

struct ari_str ari_schema__subject(struct ari_schema__run *run)
{
	uint32_t i = run->depth;
	const struct ari_node *outer;
	struct ari_str key;
	bool cut;

	while (--i && run->frames[i].key == ARI_NONE)
		;
	if (!i)
		return ARI_STR("the document");
	outer = run->frames[i - 1].node;
	if (outer->kind == ARI_NODE_SEQUENCE)
		return item_words(run, i);
	key = shorten(ari_node_text(&outer->u.items[run->frames[i].key]), &cut);
	return ari_schema__text(run, "%s\"%.*s%s\"",
				run->frames[i].names ? "the key " : "",
				(int)key.len, key.ptr, cut ? "…" : "");
}

struct ari_str ari_schema__type_words(struct ari_schema__run *run,
				      unsigned types)
{
	static const struct {
		unsigned bit;
		const char *words;
	} names[] = {
	    {ARI_IS_STRING, "text"},
	    {ARI_IS_NUMBER, "a number"},
	    {ARI_IS_INTEGER, "a whole number"},
	    {ARI_IS_BOOL, "true or false"},
	    {ARI_IS_ARRAY, "a list"},
	    {ARI_IS_OBJECT, "a mapping"},
	    {ARI_IS_NULL, "empty"},
	};
	struct ari_str text = ARI_STR("");

	if (types & ARI_IS_NUMBER)
		types &= ~ARI_IS_INTEGER;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!(types & names[i].bit))
			continue;
		types &= ~names[i].bit;
		text = ari_schema__text(run, "%s%s%s", text.ptr,
					!text.len ? ""
					: types	  ? ", "
						  : " or ",
					names[i].words);
	}
	return text;
}

/* Text is wanted, and what stands there without quotes is something else. */
struct ari_str ari_schema__quote_help(struct ari_schema__run *run,
				      const struct ari_node *node)
{
	struct ari_str text = ari_node_text(node), number;

	if (node->type == ARI_TYPE_NULL && !text.len)
		return ARI_STR("write a text, or take the key out");
	if (text.len > SHOWN_BYTES)
		return ARI_STR("write it in double quotes");
	if (ari_schema__is_number(node)) {
		number = number_text(node);
		return ari_schema__text(run,
					"%.*s without quotes is the number "
					"%.*s: write \"%.*s\"",
					(int)text.len, text.ptr,
					(int)number.len, number.ptr,
					(int)text.len, text.ptr);
	}
	return ari_schema__text(
	    run, "%.*s without quotes means %s: write \"%.*s\"", (int)text.len,
	    text.ptr,
	    node->type == ARI_TYPE_NULL ? "that there is no value"
					: "true or false, not text",
	    (int)text.len, text.ptr);
}

static const char *truth_help(struct ari_str text)
{
	static const struct {
		const char *word;
		const char *help;
	} words[] = {
	    {"yes", "write true, without quotes"},
	    {"no", "write false, without quotes"},
	    {"y", "write true, without quotes"},
	    {"n", "write false, without quotes"},
	    {"on", "write true, without quotes"},
	    {"off", "write false, without quotes"},
	    {"true", "write true, without quotes"},
	    {"false", "write false, without quotes"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!ari_str_distance(text, ari_str_from(words[i].word), 0))
			return words[i].help;
	return "write true or false, without quotes";
}

static bool looks_like_number(struct ari_str text)
{
	static const char set[] = "0123456789.-+eE";

	if (!text.len || text.len > SHOWN_BYTES)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!text.ptr[i] || !strchr(set, text.ptr[i]))
			return false;
	return ari_schema__number_cmp(text, ARI_STR(".nan")) != 0;
}

/* 1,5 is a text; 1.5 is a number. */
static struct ari_str comma_help(struct ari_schema__run *run,
				 struct ari_str text)
{
	const char *comma = text.len ? memchr(text.ptr, ',', text.len) : NULL;
	struct ari_str with_point;
	size_t before;

	if (!comma || text.len > SHOWN_BYTES)
		return ARI_STR("");
	before = (size_t)(comma - text.ptr);
	with_point = ari_schema__text(run, "%.*s.%.*s", (int)before, text.ptr,
				      (int)(text.len - before - 1), comma + 1);
	if (!looks_like_number(with_point))
		return ARI_STR("");
	return ari_schema__text(run, "write %s, with a point", with_point.ptr);
}

/* A string stands where something else is wanted. */
static struct ari_str string_help(struct ari_schema__run *run, unsigned types,
				  struct ari_str text)
{
	if (types & ARI_IS_BOOL)
		return ari_str_from(truth_help(text));
	if (types & (ARI_IS_NUMBER | ARI_IS_INTEGER) && looks_like_number(text))
		return ari_schema__text(run, "write %.*s without quotes",
					(int)text.len, text.ptr);
	if (types & ARI_IS_NUMBER)
		return comma_help(run, text);
	return ARI_STR("");
}

struct ari_str ari_schema__type_help(struct ari_schema__run *run,
				     unsigned types,
				     const struct ari_node *node)
{
	struct ari_str help = ARI_STR("");

	if (node->kind == ARI_NODE_SEQUENCE && node->len == 1 &&
	    node->u.items[0].kind == ARI_NODE_SCALAR && types & ARI_IS_STRING)
		return ari_schema__text(
		    run, "write %s, not as a list",
		    ari_schema__quote(run, &node->u.items[0]).ptr);
	if (types == ARI_IS_ARRAY && node->kind == ARI_NODE_MAPPING)
		return ARI_STR("begin each thing in it with a dash and a "
			       "space");
	if (node->kind != ARI_NODE_SCALAR)
		return help;
	if (types & ARI_IS_STRING)
		return ari_schema__quote_help(run, node);
	if (node->type == ARI_TYPE_NULL)
		return ARI_STR("write a value, or take the key out");
	if (node->type == ARI_TYPE_STRING)
		help = string_help(run, types, ari_node_text(node));
	if (!help.len && types & ARI_IS_ARRAY)
		help = ari_schema__text(run, "write it as a list: [%s]",
					ari_schema__quote(run, node).ptr);
	if (!help.len && types == ARI_IS_OBJECT)
		help = ari_schema__keys_help(run);
	return help;
}

/* host for hostname, or the other way: nearer than any slip of a finger. */
static bool begins_with(struct ari_str longer, struct ari_str shorter)
{
	return shorter.len >= 3 && longer.len > shorter.len &&
	       !memcmp(longer.ptr, shorter.ptr, shorter.len);
}

const struct ari_str *ari_schema__nearest(struct ari_str text,
					  const struct ari_str *known,
					  size_t count)
{
	unsigned best = text.len < 4 ? 2 : text.len < 8 ? 3 : 4;
	const struct ari_str *found = NULL;

	if (!text.ptr || !text.len)
		return NULL;
	for (size_t i = 0; i < count && best; i++) {
		unsigned distance = ari_str_distance(text, known[i], best - 1);

		if (distance > 1 && (begins_with(known[i], text) ||
				     begins_with(text, known[i])))
			distance = 1;
		if (distance < best && distance < known[i].len) {
			best = distance;
			found = &known[i];
		}
	}
	return found;
}

struct ari_str ari_schema__suggest(struct ari_schema__run *run,
				   struct ari_str text,
				   const struct ari_str *known, size_t count,
				   size_t total, const char *what)
{
	const struct ari_str *near = ari_schema__nearest(text, known, count);
	struct ari_str help = {"", 0};
	struct ari_buf buf;

	if (!count)
		return help;
	ari_buf_init(&buf, run->alloc);
	if (near) {
		ari_buf_puts(&buf, "did you mean \"");
		ari_buf_str(&buf, *near);
		ari_buf_puts(&buf, "\"? ");
	}
	ari_buf_printf(&buf, "%s: ", what);
	for (size_t i = 0; i < count && i < ARI_SCHEMA_SHOWN; i++) {
		bool cut;
		struct ari_str value = shorten(known[i], &cut);

		ari_buf_puts(&buf, i ? ", " : "");
		ari_buf_str(&buf, value);
		ari_buf_puts(&buf, cut ? "…" : "");
	}
	if (total > ARI_SCHEMA_SHOWN)
		ari_buf_printf(&buf, " and %zu more", total - ARI_SCHEMA_SHOWN);
	if (!buf.failed)
		help = ari_arena_dup(&run->words, ari_buf_view(&buf));
	if (buf.failed || !help.ptr) {
		run->diags->failed = true;
		help = ARI_STR("");
	}
	ari_buf_release(&buf);
	return help;
}

/* What one keyword accepts, in words; the absent string: nothing to say. */
static struct ari_str op_words(struct ari_schema__run *run,
			       const struct ari_schema__op *op)
{
	const struct ari_schema *schema = run->schema;

	switch (op->keyword) {
	case ARI_KW_CONST:
	case ARI_KW_ENUM:
		if (schema->sets[op->a].count)
			return ari_schema__quote(run,
						 schema->sets[op->a].nodes);
		break;
	case ARI_KW_PATTERN:
		return ari_schema__text(run, "the form %s",
					schema->patterns[op->a].source.ptr);
	case ARI_KW_FORMAT:
		return ari_schema__text(run, "a %s",
					schema->strings[op->b].ptr);
	default:
		break;
	}
	return (struct ari_str){NULL, 0};
}

static struct ari_str part_words(struct ari_schema__run *run, uint32_t id)
{
	const struct ari_schema__part *part = &run->schema->parts[id];
	struct ari_str words = {NULL, 0};

	for (int hops = 0; part->flags & ARI_PART_ALIAS && hops < 16; hops++)
		part = &run->schema->parts[part->target];
	for (uint32_t i = 0; i < part->op_count && !words.ptr; i++)
		words = op_words(run, &run->schema->ops[part->ops + i]);
	return words;
}

struct ari_str ari_schema__forms(struct ari_schema__run *run,
				 const uint32_t *parts, uint32_t count)
{
	struct ari_str text = ARI_STR("");

	for (uint32_t i = 0; i < count && i < ARI_SCHEMA_SHOWN; i++) {
		struct ari_str words = part_words(run, parts[i]);

		if (words.ptr)
			text = ari_schema__text(run, "%s%s%s", text.ptr,
						text.len ? "; or " : "write ",
						words.ptr);
	}
	return text;
}
