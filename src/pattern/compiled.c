/*
 * Compiling and running patterns: the only file that knows PCRE2.
 *
 * The interpreter runs them, not the JIT: its steps are the same on every
 * machine, so a search that ends with ARI_ERR_LIMIT does so everywhere; and
 * for the short texts of plans compiling to machine code costs more than
 * it saves. The callouts that the translator wrote count the steps.
 */
#include <arising/pattern.h>

#include "internal.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

/* Memory one search may take for its backtracking points, in KiB. */
#define HEAP_KIB (64 * 1024)
/* Characters that are stepped over at the cost of a branch. */
#define STRIDE 16

struct ari_pattern {
	pcre2_code *code;
	uint64_t weight; /* steps that a callout stands for */
};

/* The steps of one search. */
struct meter {
	uint64_t steps;
	uint64_t most;
	uint64_t weight;
	size_t last; /* where the search was when it last counted */
};

/* -- compiling -- */

static int explain_compile(int code, struct ari_error *err)
{
	PCRE2_UCHAR text[256];

	switch (code) {
	case PCRE2_ERROR_HEAP_FAILED:
		return ari_error_memory(err);
	case PCRE2_ERROR_PATTERN_TOO_LARGE:
	case PCRE2_ERROR_PATTERN_TOO_COMPLICATED:
	case PCRE2_ERROR_PATTERN_STRING_TOO_LONG:
		return ari_error_set(
		    err, ARI_ERR_LIMIT,
		    "the pattern is too large once its counts are written "
		    "out");
	case PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH:
	case PCRE2_ERROR_LOOKBEHIND_TOO_LONG:
	case PCRE2_ERROR_LOOKBEHIND_TOO_COMPLICATED:
		return ari_error_set(
		    err, ARI_ERR_INVALID,
		    "the pattern is valid but cannot be run here: what a "
		    "look-behind (?<= or (?<! looks for must have a fixed "
		    "length");
	case PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY:
		return ari_error_set(
		    err, ARI_ERR_INVALID,
		    "the pattern is valid but cannot be run here: one of "
		    "its Unicode properties is too new");
	default:
		pcre2_get_error_message(code, text, sizeof(text));
		return ari_error_set(
		    err, ARI_ERR_INVALID,
		    "the pattern is valid but cannot be run here: %s",
		    (const char *)text);
	}
}

static int compile(struct ari_pattern *pattern,
		   const struct ari_pattern_reader *reader,
		   struct ari_error *err)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	struct ari_str text = ari_buf_view(&reader->out);
	PCRE2_SIZE offset;
	int code;

	if (!context)
		return ari_error_memory(err);
	pcre2_set_parens_nest_limit(context, ARI_PATTERN_DEPTH + 1);
	pattern->code =
	    pcre2_compile((PCRE2_SPTR)text.ptr, text.len,
			  PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_DOTALL |
			      PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_UCP |
			      PCRE2_NEVER_BACKSLASH_C,
			  &code, &offset, context);
	pcre2_compile_context_free(context);
	pattern->weight = 1 + reader->longest / ARI_PATTERN_STRETCH;
	if (pattern->code)
		return 0;
	return explain_compile(code, err);
}

int ari_pattern_new(struct ari_pattern **out, struct ari_str source,
		    struct ari_error *err)
{
	struct ari_pattern_reader reader;
	struct ari_pattern *pattern = NULL;
	int result = ari_pattern__read(&reader, source, err);

	if (result)
		goto out;
	if (reader.unsupported) {
		result = ari_error_set(
		    err, ARI_ERR_INVALID,
		    "at character %zu of the pattern: it is valid but cannot "
		    "be run here: %s",
		    ari_pattern__column(source, reader.unsupported_at),
		    reader.unsupported);
		goto out;
	}
	pattern = calloc(1, sizeof(*pattern));
	result =
	    pattern ? compile(pattern, &reader, err) : ari_error_memory(err);
	if (!result) {
		*out = pattern;
		pattern = NULL;
	}
out:
	ari_pattern_free(pattern);
	ari_pattern__release(&reader);
	return result;
}

int ari_pattern_check(struct ari_str source, struct ari_error *err)
{
	struct ari_pattern_reader reader;
	int result = ari_pattern__read(&reader, source, err);

	ari_pattern__release(&reader);
	return result;
}

void ari_pattern_free(struct ari_pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_code_free(pattern->code);
	free(pattern);
}

/* -- searching -- */

/* Stop the search when its steps are used up. */
static int count_step(pcre2_callout_block *block, void *data)
{
	struct meter *meter = data;
	size_t at = block->current_position;
	size_t moved = at > meter->last ? at - meter->last : meter->last - at;

	meter->last = at;
	meter->steps += meter->weight + moved / STRIDE;
	return meter->steps > meter->most ? PCRE2_ERROR_CALLOUT : 0;
}

/*
 * The meter is what stops a search: PCRE2's own count begins anew at every
 * start. Its limit only stands behind the meter, out of reach.
 */
static void set_limits(pcre2_match_context *context, struct meter *meter)
{
	uint64_t backstop = meter->most * 16;
	uint32_t limit =
	    backstop < UINT32_MAX ? (uint32_t)backstop : UINT32_MAX;

	pcre2_set_callout(context, count_step, meter);
	pcre2_set_heap_limit(context, HEAP_KIB);
	pcre2_set_match_limit(context, limit);
	pcre2_set_depth_limit(context, limit);
}

static int explain_search(int code, struct ari_error *err)
{
	PCRE2_UCHAR text[256];

	switch (code) {
	case PCRE2_ERROR_CALLOUT:
	case PCRE2_ERROR_HEAPLIMIT:
	case PCRE2_ERROR_MATCHLIMIT:
	case PCRE2_ERROR_DEPTHLIMIT:
		return ari_error_set(
		    err, ARI_ERR_LIMIT,
		    "the pattern takes too many steps on this text: its "
		    "repetitions can match the same characters in too many "
		    "ways");
	case PCRE2_ERROR_NOMEMORY:
		return ari_error_memory(err);
	default:
		pcre2_get_error_message(code, text, sizeof(text));
		return ari_error_set(err, ARI_ERR_INVALID,
				     "the text cannot be searched: %s",
				     (const char *)text);
	}
}

int ari_pattern_search(const struct ari_pattern *pattern, struct ari_str text,
		       struct ari_error *err)
{
	struct meter meter = {.weight = pattern->weight};
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	int code, result;

	if (!context || !data) {
		result = ari_error_memory(err);
		goto out;
	}
	meter.most =
	    ARI_PATTERN_STEPS + (uint64_t)ARI_PATTERN_STEPS_BYTE * text.len;
	set_limits(context, &meter);
	code =
	    pcre2_match(pattern->code, (PCRE2_SPTR)(text.ptr ? text.ptr : ""),
			text.len, 0, 0, data, context);
	if (code >= 0)
		result = 1;
	else if (code == PCRE2_ERROR_NOMATCH)
		result = 0;
	else
		result = explain_search(code, err);
out:
	pcre2_match_data_free(data);
	pcre2_match_context_free(context);
	return result;
}
