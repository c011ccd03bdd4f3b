/*
 * Group names and back references of a pattern.
 *
 * ECMA-262 clears a loop's groups at every turn; PCRE2 keeps what an
 * earlier turn took. A back reference that could tell the two apart is
 * refused; every other one means the same to both.
 *
 * Source: ECMA-262 21.2.2.3.1 (RepeatMatcher), 21.2.2.9 (BackreferenceMatcher).
 */
#include "internal.h"

#include <unictype.h>

#define UNSURE                                                                 \
	"this back reference may name a group that an earlier turn of a "      \
	"loop took"

/* -- names -- */

static bool is_name_char(uint32_t point, bool first)
{
	if (point == '$' || point == '_')
		return true;
	if (first)
		return uc_is_property_id_start(point);
	return point == 0x200C || point == 0x200D ||
	       uc_is_property_id_continue(point);
}

int ari_pattern__read_name(struct ari_pattern_name *out,
			   struct ari_pattern_reader *r)
{
	size_t start = r->at, from = r->names.len;

	for (;;) {
		size_t at = r->at;
		uint32_t point;

		if (at >= r->source.len)
			return ari_pattern__fail(
			    r, start,
			    "the name of the group has no end: "
			    "a > is missing");
		point = ari_utf8_next(r->source, &r->at);
		if (point == '>' && at > start)
			break;
		if (point == '\\' && r->at < r->source.len &&
		    r->source.ptr[r->at] == 'u') {
			r->at++;
			if (ari_pattern__read_unicode(&point, r, at))
				return -1;
		}
		if (!is_name_char(point, at == start))
			return ari_pattern__fail(
			    r, at,
			    "the name of a group has letters, digits, "
			    "_ and $ only and begins with no digit");
		ari_utf8_put(&r->names, point);
	}
	out->at = (uint32_t)from;
	out->len = (uint32_t)(r->names.len - from);
	out->capture = 0;
	return 0;
}

static struct ari_str view_name(const struct ari_pattern_reader *r, uint32_t at,
				uint32_t len)
{
	if (r->names.failed)
		return (struct ari_str){NULL, 0};
	return (struct ari_str){r->names.ptr + at, len};
}

/* The capture of that name so far; 0 when none. */
static uint32_t find_name(const struct ari_pattern_reader *r, uint32_t at,
			  uint32_t len)
{
	struct ari_str name = view_name(r, at, len);
	uint32_t i;

	for (i = 0; i < r->named_count; i++)
		if (ari_str_eq(name,
			       view_name(r, r->named[i].at, r->named[i].len)))
			return r->named[i].capture;
	return 0;
}

int ari_pattern__add_name(struct ari_pattern_reader *r, size_t at)
{
	struct ari_pattern_name name;

	if (ari_pattern__read_name(&name, r))
		return -1;
	if (r->names.failed)
		return ari_error_memory(r->err);
	if (find_name(r, name.at, name.len))
		return ari_pattern__fail(r, at,
					 "there are two groups of this name");
	if (r->named_count == ARI_PATTERN_NAMES)
		return ari_error_set(r->err, ARI_ERR_LIMIT,
				     "the pattern names more than %u groups",
				     (unsigned)ARI_PATTERN_NAMES);
	name.capture = r->capture_count;
	r->named[r->named_count++] = name;
	return 0;
}

/* -- back references -- */

/*
 * A group that is still open, or opens later, has been cleared or never
 * set when the reference is met, so the reference matches nothing.
 */
void ari_pattern__put_ref(struct ari_pattern_reader *r,
			  struct ari_pattern_ref ref)
{
	uint32_t capture = ref.capture;

	if (!capture)
		capture = find_name(r, ref.name, ref.name_len);
	ref.group = r->group;
	ref.branch = r->groups[r->group].branches;
	ref.live = capture && capture <= r->capture_count &&
		   r->groups[r->captures[capture]].closed;
	if (ref.live)
		ari_buf_printf(&r->out, "\\g{%u}", capture);
	else
		ari_buf_puts(&r->out, "(?:)");
	r->refs[r->ref_count++] = ref;
}

static bool is_ahead(const struct ari_pattern_group *group)
{
	return group->kind == ARI_GROUP_AHEAD ||
	       group->kind == ARI_GROUP_NOT_AHEAD;
}

/* What lies between a group and the place where a reference meets it. */
struct path {
	bool skipped; /* a turn may pass the group by */
	bool ahead;   /* a look-ahead is on the path */
};

/*
 * Step from a group to its parent, which does not hold the reference.
 * Errors: false when the loop around it may leave an old text behind.
 */
static bool leave_group(struct path *path,
			const struct ari_pattern_group *group,
			const struct ari_pattern_group *parent)
{
	if (group->loops && (path->skipped || group->empty))
		return false;
	path->ahead = path->ahead || is_ahead(group);
	if (group->optional && group->empty && path->ahead)
		return false;
	path->skipped = path->skipped || group->optional ||
			group->kind == ARI_GROUP_NOT_AHEAD ||
			(parent && parent->branches > 1);
	return true;
}

/* Whether both dialects agree on this reference. */
static bool is_sure(const struct ari_pattern_reader *r,
		    const struct ari_pattern_ref *ref, uint32_t capture)
{
	const struct ari_pattern_group *groups = r->groups;
	struct path path = {false, false};
	uint32_t place = ref->group, branch = ref->branch;
	uint32_t at = r->captures[capture];

	if (!ref->live)
		return true;
	/* Climb both sides to the group that holds the two. */
	while (groups[at].parent != place) {
		uint32_t up = groups[at].parent;

		if (groups[place].depth > groups[up].depth) {
			branch = groups[place].branch;
			place = groups[place].parent;
			continue;
		}
		if (groups[place].depth == groups[up].depth) {
			branch = groups[place].branch;
			place = groups[place].parent;
		}
		if (!leave_group(&path, &groups[at], &groups[up]))
			return false;
		at = up;
	}
	if (!leave_group(&path, &groups[at], NULL))
		return false;
	if (!path.skipped && groups[at].branch == branch)
		return true;
	for (; place; place = groups[place].parent)
		if (groups[place].loops)
			return false;
	return true;
}

int ari_pattern__check_refs(struct ari_pattern_reader *r)
{
	uint32_t i, capture;

	for (i = 0; i < r->ref_count; i++) {
		const struct ari_pattern_ref *ref = &r->refs[i];

		capture = ref->capture;
		if (!capture)
			capture = find_name(r, ref->name, ref->name_len);
		if (!capture || capture > r->capture_count)
			return ari_pattern__fail(
			    r, ref->at, "there is no such group to refer to");
		if (r->groups[ref->group].behind)
			ari_pattern__unsupported(
			    r, ref->at, "a back reference in a look-behind");
		if (!r->unsupported && !is_sure(r, ref, capture))
			ari_pattern__unsupported(r, ref->at, UNSURE);
	}
	return 0;
}
