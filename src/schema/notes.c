/*
 * x-message and x-help: the sentences that a schema has of its own, for the
 * findings of its keywords.
 */
#include "schema/compile.h"
#include "schema/run.h"

static void add_note(struct ari_schema__compiler *c,
		     const struct ari_schema__job *job, enum ari_schema__kw kw,
		     uint32_t of, const struct ari_node *text)
{
	struct ari_schema__part *parts = c->parts.ptr;
	struct ari_schema__note *note;

	if (ari_schema__types(text) != ARI_IS_STRING) {
		ari_schema__bad(c, job->part, kw, text,
				"must be a sentence, or sentences by keyword");
		return;
	}
	note = ari_schema__push(c, &c->notes, sizeof(*note));
	if (!note)
		return;
	note->keyword = (uint16_t)of;
	note->help = kw == ARI_KW_X_HELP;
	note->text = ari_schema__keep(c, ari_node_text(text));
	note->next = parts[job->part].notes;
	parts[job->part].notes = c->notes.count - 1;
}

void ari_schema__compile_note(struct ari_schema__compiler *c,
			      const struct ari_schema__job *job,
			      enum ari_schema__kw kw)
{
	const struct ari_node *value = job->values[kw];

	if (value->kind != ARI_NODE_MAPPING) {
		add_note(c, job, kw, UINT16_MAX, value);
		return;
	}
	for (uint32_t i = 0; i + 1 < value->len && !c->failed; i += 2) {
		struct ari_str name = ari_node_text(&value->u.items[i]);
		enum ari_schema__kw of = ari_schema__keyword_find(name);

		if (of == ARI_KW_COUNT)
			ari_schema__bad(c, job->part, kw, &value->u.items[i],
					"%.*s is not a keyword", (int)name.len,
					name.ptr);
		else
			add_note(c, job, kw, of, &value->u.items[i + 1]);
	}
}

const struct ari_schema__note *ari_schema__note(const struct ari_schema *schema,
						uint32_t part,
						enum ari_schema__kw kw,
						bool help)
{
	const struct ari_schema__note *general = NULL;
	uint32_t at = schema->parts[part].notes;

	for (; at != ARI_NONE; at = schema->notes[at].next) {
		const struct ari_schema__note *note = &schema->notes[at];

		if (note->help != help)
			continue;
		if (note->keyword == kw)
			return note;
		if (note->keyword == UINT16_MAX)
			general = note;
	}
	return general;
}

struct ari_str ari_schema__fill(struct ari_schema__run *run,
				const struct ari_schema__note *note,
				struct ari_str key, struct ari_str value)
{
	struct ari_str text = note->text, done = {NULL, 0};
	struct ari_buf buf;

	ari_buf_init(&buf, run->alloc);
	while (text.len) {
		size_t take = 1;

		if (ari_str_starts(text, "{value}")) {
			ari_buf_str(&buf, value);
			take = 7;
		} else if (ari_str_starts(text, "{key}")) {
			ari_buf_str(&buf, key);
			take = 5;
		} else {
			ari_buf_byte(&buf, text.ptr[0]);
		}
		text = (struct ari_str){text.ptr + take, text.len - take};
	}
	if (!buf.failed)
		done = ari_arena_dup(run->diags->arena, ari_buf_view(&buf));
	ari_buf_release(&buf);
	if (!done.ptr)
		run->diags->failed = true;
	return done;
}
