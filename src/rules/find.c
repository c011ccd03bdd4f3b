/*
 * How a rule reports: at the level that the register sets, unless the
 * record accepts it, with the place in the file and its JSON Pointer.
 */
#include "rules/internal.h"

#include <string.h>

static const struct ari_check *running(const struct ari_rules__pass *pass)
{
	return ari_rules_all[pass->at];
}

int32_t ari_rules__most(const struct ari_rules__pass *pass)
{
	return pass->rules->most[pass->at];
}

bool ari_rules__wanted(const struct ari_rules__pass *pass)
{
	return pass->version->diags.count < ARI_DIAG_CAP;
}

/* -- acceptance -- */

/* An acceptance without a reason or an end that can be read is none. */
bool ari_rules__accepts(const struct ari_rules *rules,
			const struct ari_record *record, size_t rule)
{
	const char *code = ari_rules_all[rule]->rule.code;
	int32_t day = rules->dates.day;

	for (size_t i = 0; i < record->accepted.count; i++) {
		const struct ari_acceptance *one = &record->accepted.items[i];

		if (!ari_str_is(one->rule.text, code) || !one->reason.text.len)
			continue;
		if (one->until.date.kind != ARI_DATE_NONE &&
		    (day == ARI_DAY_MIN || one->until.date.days.hi >= day))
			return true;
	}
	return false;
}

uint8_t ari_rules__across_bit(size_t rule)
{
	uint8_t bit = 1;

	for (size_t i = 0; i < rule; i++)
		if (ari_rules_all[i]->scope == ARI_CHECK_REPOSITORY)
			bit = (uint8_t)(bit << 1);
	return bit;
}

static bool is_accepted(const struct ari_rules__pass *pass)
{
	if (pass->subject)
		return pass->subject->accepts & ari_rules__across_bit(pass->at);
	return pass->record &&
	       ari_rules__accepts(pass->rules, pass->record, pass->at);
}

/* -- JSON Pointers -- */

static bool holds(const struct ari_node *node, struct ari_span span)
{
	return node->start <= span.start && span.end <= node->end;
}

static void put_key(struct ari_buf *out, struct ari_str key)
{
	for (size_t i = 0; i < key.len; i++) {
		if (key.ptr[i] == '~')
			ari_buf_puts(out, "~0");
		else if (key.ptr[i] == '/')
			ari_buf_puts(out, "~1");
		else
			ari_buf_byte(out, key.ptr[i]);
	}
}

/* The item of node that holds span, its step added to out; or NULL. */
static const struct ari_node *step_down(struct ari_buf *out,
					const struct ari_node *node,
					struct ari_span span)
{
	uint32_t stride = node->kind == ARI_NODE_MAPPING ? 2 : 1;

	if (node->kind == ARI_NODE_SCALAR)
		return NULL;
	for (uint32_t i = stride - 1; i < node->len; i += stride) {
		const struct ari_node *item = &node->u.items[i];

		if (!holds(item, span) &&
		    (stride == 1 || !holds(item - 1, span)))
			continue;
		ari_buf_byte(out, '/');
		if (stride == 1)
			ari_buf_printf(out, "%u", i);
		else
			put_key(out, ari_node_text(item - 1));
		return item;
	}
	return NULL;
}

/* The same of a fact, whose tree has gone. */
static void put_fact(struct ari_buf *out,
		     const struct ari_rules__subject *subject,
		     const struct ari_rules__fact *fact)
{
	static const char *const fields[] = {
	    [ARI_RULES__LEAD] = "leads",
	    [ARI_RULES__DUE] = "due",
	    [ARI_RULES__MILESTONE] = "milestones",
	    [ARI_RULES__AFTER] = "after",
	    [ARI_RULES__SEE] = "see",
	    [ARI_RULES__SUPERSEDED_BY] = "superseded_by",
	};

	if (fact->kind == ARI_RULES__ID) {
		ari_buf_puts(out, "/plan");
		return;
	}
	ari_buf_printf(out, "/actions/%u/%s", subject->position,
		       fields[fact->kind]);
	if (fact->item != ARI_RULES__WHOLE)
		ari_buf_printf(out, "/%u", fact->item);
	if (fact->kind == ARI_RULES__MILESTONE)
		ari_buf_puts(out, "/due");
}

static struct ari_str get_pointer(const struct ari_rules__pass *pass,
				  struct ari_span span)
{
	const struct ari_node *node = pass->version->doc.root;
	struct ari_str text = {NULL, 0};
	struct ari_buf buf;

	ari_buf_init(&buf, pass->version->arena.alloc);
	if (pass->fact)
		put_fact(&buf, pass->subject, pass->fact);
	while (!pass->fact && node &&
	       (node->start != span.start || node->end != span.end))
		node = step_down(&buf, node, span);
	if (!buf.failed)
		text =
		    ari_arena_dup(pass->version->diags.arena,
				  buf.len ? ari_buf_view(&buf) : ARI_STR(""));
	ari_buf_release(&buf);
	return text;
}

/* -- findings -- */

/* The count of findings follows the level, kept or not. */
static void set_level(struct ari_diags *diags, enum ari_level was,
		      enum ari_level is)
{
	if (was == is)
		return;
	if (is == ARI_LEVEL_ERROR) {
		diags->warnings--;
		diags->errors++;
	} else {
		diags->errors--;
		diags->warnings++;
	}
}

struct ari_diag *ari_rules__add(struct ari_rules__pass *pass,
				struct ari_span span,
				const struct ari_str *args, size_t count)
{
	const struct ari_rule *rule = &running(pass)->rule;
	enum ari_level level = pass->rules->levels[pass->at];
	struct ari_diags *diags = &pass->version->diags;
	struct ari_diag *diag;

	if (level == ARI_LEVEL_OFF || is_accepted(pass))
		return NULL;
	diag = ari_diags_add(diags, rule, span, args, count);
	set_level(diags,
		  rule->level == ARI_LEVEL_ERROR ? ARI_LEVEL_ERROR
						 : ARI_LEVEL_WARNING,
		  level);
	if (!diag)
		return NULL;
	diag->level = level;
	if (pass->subject)
		diag->ref = pass->subject->ref;
	else if (pass->record)
		diag->ref = pass->record->ref.text;
	diag->instance = get_pointer(pass, span);
	return diag;
}

/* Position of the schema's finding that says the same, or count. */
static size_t find_said(const struct ari_diags *diags, struct ari_span span,
			const char *word)
{
	size_t i, at;

	for (i = 0; i < diags->count; i++)
		if (diags->items[i].schema.ptr &&
		    diags->items[i].span.start == span.start &&
		    (!word ||
		     ari_rules__phrase(&at, diags->items[i].message, word)))
			break;
	return i;
}

void ari_rules__instead(struct ari_rules__pass *pass, struct ari_span span,
			struct ari_span said, const char *word,
			const struct ari_str *args, size_t count)
{
	struct ari_diags *diags = &pass->version->diags;
	size_t at = ari_rules__wanted(pass) ? find_said(diags, said, word)
					    : diags->count;
	bool found = at < diags->count;
	struct ari_diag *diag;
	struct ari_str schema;

	/* No register makes a warning of what is no plan. */
	if (found && diags->items[at].level == ARI_LEVEL_ERROR &&
	    pass->rules->levels[pass->at] != ARI_LEVEL_ERROR)
		return;
	diag = ari_rules__add(pass, span, args, count);
	if (!diag || !found)
		return;
	if (diags->items[at].level == ARI_LEVEL_ERROR)
		diags->errors--;
	else
		diags->warnings--;
	schema = diags->items[at].schema;
	diags->items[at] = *diag;
	diags->items[at].schema = schema;
	diags->count--;
}

void ari_rules__relate(struct ari_diag *diag, struct ari_span span,
		       struct ari_str note)
{
	if (!diag)
		return;
	diag->related = span;
	diag->related_note = note;
}

/* -- spans -- */

struct ari_span ari_rules__span(const struct ari_node *node)
{
	return node ? ari_node_span(node) : (struct ari_span){0, 0};
}

struct ari_str ari_rules__called(const struct ari_record *record)
{
	if (record->ref.text.len)
		return record->ref.text;
	return record->kind == ARI_ACTION ? ARI_STR("this action")
					  : ARI_STR("this recommendation");
}

struct ari_span ari_rules__name(const struct ari_record *record)
{
	const struct ari_node *node = record->ref.node;

	if (!node && record->node && record->node->kind == ARI_NODE_MAPPING &&
	    record->node->len)
		node = record->node->u.items;
	return ari_rules__span(node ? node : record->node);
}

struct ari_span ari_rules__key(const struct ari_node *map, const char *key)
{
	struct ari_span span = ari_rules__span(map);

	if (!map || map->kind != ARI_NODE_MAPPING)
		return span;
	for (uint32_t i = 0; i + 1 < map->len; i += 2)
		if (ari_str_is(ari_node_text(&map->u.items[i]), key))
			return ari_node_span(&map->u.items[i]);
	return map->len ? ari_node_span(map->u.items) : span;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Where a scalar's text begins: behind the quote, or the line of | or >. */
static size_t skip_header(const struct ari_node *node, struct ari_str bytes)
{
	size_t at = node->start;

	if (node->style == ARI_STYLE_SINGLE || node->style == ARI_STYLE_DOUBLE)
		return at + 1;
	if (node->style != ARI_STYLE_LITERAL && node->style != ARI_STYLE_FOLDED)
		return at;
	while (at < node->end && bytes.ptr[at] != '\n')
		at++;
	return at;
}

/*
 * Layout differs between a text and its file only in blanks (and in escapes,
 * where there are any): the k-th byte of the one that is no blank is the
 * k-th of the other.
 */
struct ari_span ari_rules__inside(const struct ari_rules__pass *pass,
				  const struct ari_node *node, size_t start,
				  size_t end)
{
	struct ari_span span = ari_node_span(node);
	struct ari_str bytes = pass->version->doc.bytes;
	struct ari_str text = ari_node_text(node);
	size_t at, i;

	if (node->end > bytes.len || start >= end || end > text.len ||
	    (node->style == ARI_STYLE_DOUBLE &&
	     memchr(bytes.ptr + node->start, '\\', node->end - node->start)))
		return span;
	at = skip_header(node, bytes);
	for (i = 0; i < end; i++) {
		if (is_blank(text.ptr[i]))
			continue;
		while (at < node->end && is_blank(bytes.ptr[at]))
			at++;
		if (at >= node->end || bytes.ptr[at] != text.ptr[i])
			return ari_node_span(node);
		if (i <= start)
			span.start = (uint32_t)at;
		at++;
		span.end = (uint32_t)at;
		if (node->style == ARI_STYLE_SINGLE && text.ptr[i] == '\'')
			at++;
	}
	return span;
}
