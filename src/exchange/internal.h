/*
 * What the JSON writers share: a sticky document builder over jansson.
 */
#ifndef ARISING_EXCHANGE_INTERNAL_H
#define ARISING_EXCHANGE_INTERNAL_H

#include <arising/exchange.h>

#include <jansson.h>

/* A string of s, bytes that are not UTF-8 replaced; JSON null when absent. */
json_t *ari_exchange__str(struct ari_str s);
/* What a node says: scalars of the format as strings, of x- keys typed. */
json_t *ari_exchange__node(const struct ari_node *node, bool typed);
/* 2021-12-17; JSON null when open. */
json_t *ari_exchange__day(int32_t day);

/* A document being built, with a sticky failure. */
struct ari_json {
	json_t *root;
	bool failed; /* memory ended: nothing may be written */
};

/* Begin {"arising": 1}; returns the root. */
json_t *ari_exchange__begin(struct ari_json *json);
/* Set or append, giving the value away; a NULL value fails the document. */
void ari_exchange__set(struct ari_json *json, json_t *object, const char *key,
		       json_t *value);
void ari_exchange__append(struct ari_json *json, json_t *array, json_t *value);
/* Write the document on one line, without a newline, and free it. */
int ari_exchange__line(struct ari_buf *out, struct ari_json *json,
		       struct ari_error *err);
/* ["2021-10-01", "2021-10-31"], null for an open end. */
json_t *ari_exchange__days(struct ari_json *json, struct ari_days days);
/* {kind: how often} of movements and exceptions of these plans. */
json_t *ari_exchange__summary(struct ari_json *json,
			      struct ari_plan_change *const *plans,
			      size_t count);
/* added, removed or changed. */
const char *ari_exchange__state(const struct ari_plan_change *change);
json_t *ari_exchange__snapshot(struct ari_json *json,
			       const struct ari_snapshot *at,
			       const struct ari_register *reg);
/* As in schema/cycles.schema.json. */
json_t *ari_exchange__meeting(struct ari_json *json,
			      const struct ari_meeting *meeting);
/* As in schema/changes.schema.json. */
json_t *ari_exchange__movement(struct ari_json *json,
			       const struct ari_movement *m);
json_t *ari_exchange__exception(struct ari_json *json,
				const struct ari_exception *e);
/* Write the document with a newline at its end, and free it. */
int ari_exchange__end(struct ari_buf *out, struct ari_json *json,
		      struct ari_error *err);

/* -- tables: RFC 4180 -- */

/*
 * Append a field, quoted where it must be, made safe for a spreadsheet: a
 * leading apostrophe where it would begin a formula, no control characters.
 */
void ari_exchange__csv_field(struct ari_buf *out, struct ari_str text,
			     bool first);
void ari_exchange__csv_end(struct ari_buf *out);
/* The text as a cell may hold it, without CSV's quotes. */
void ari_exchange__cell(struct ari_buf *out, struct ari_str text);
/* The same for a spreadsheet's file, which reads codes in it; cut to fit. */
void ari_exchange__xlsx_text(struct ari_buf *out, struct ari_str text);

#endif
