/*
 * Which paths a pattern means. A path is taken part by part, so that whole
 * folders are left out as soon as nothing below them can match.
 */
#include "source/internal.h"

#include <string.h>

static bool has_wildcard(struct ari_str part)
{
	for (size_t i = 0; i < part.len; i++)
		if (memchr("*?\\", part.ptr[i], 3))
			return true;
	return false;
}

static bool part_allowed(struct ari_str part)
{
	return part.len && !ari_str_is(part, ".") && !ari_str_is(part, "..");
}

static int fail_pattern(struct ari_error *err, struct ari_str pattern)
{
	return ari_error_set(err, ARI_ERR_USAGE,
			     "\"%.*s\" is no pattern of paths: write one "
			     "below the repository's top, such as "
			     "plans/*.yaml",
			     (int)(pattern.len < 200 ? pattern.len : 200),
			     pattern.ptr ? pattern.ptr : "");
}

static int split_pattern(struct ari_glob *glob, struct ari_str pattern,
			 struct ari_arena *arena, struct ari_error *err)
{
	struct ari_str *parts;
	size_t count = 0;
	size_t start = 0;

	parts = ari_arena_array(arena, ARI_GLOB_PARTS, sizeof(*parts));
	if (!parts)
		return ari_error_memory(err);
	for (size_t i = 0; i <= pattern.len; i++) {
		struct ari_str part = {pattern.ptr + start, i - start};

		if (i < pattern.len && pattern.ptr[i] != '/')
			continue;
		if (!part_allowed(part))
			return fail_pattern(err, pattern);
		if (count == ARI_GLOB_PARTS)
			return ari_error_set(err, ARI_ERR_LIMIT,
					     "a pattern has more than %d "
					     "parts between slashes",
					     ARI_GLOB_PARTS);
		if (ari_str_is(part, "**"))
			glob->patterns[glob->count].stars |= 1ULL << count;
		else if (!has_wildcard(part))
			glob->patterns[glob->count].literal |= 1ULL << count;
		parts[count++] = part;
		start = i + 1;
	}
	glob->patterns[glob->count].parts = parts;
	glob->patterns[glob->count].count = count;
	glob->count++;
	return 0;
}

int ari_glob_init(struct ari_glob *out, const struct ari_str *patterns,
		  size_t count, struct ari_arena *arena, struct ari_error *err)
{
	struct ari_glob glob = {.count = 0};

	if (count > ARI_GLOB_PATTERNS)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "%zu patterns of paths are given; at "
				     "most %d are read",
				     count, ARI_GLOB_PATTERNS);
	for (size_t i = 0; i < count; i++) {
		if (!patterns[i].len)
			return fail_pattern(err, patterns[i]);
		if (split_pattern(&glob, patterns[i], arena, err))
			return -1;
	}
	*out = glob;
	return 0;
}

/* Bytes of pattern that match c alone at p: 0 none, 2 when escaped. */
static size_t match_byte(struct ari_str pattern, size_t p, char c)
{
	if (p >= pattern.len)
		return 0;
	if (pattern.ptr[p] == '\\' && p + 1 < pattern.len)
		return pattern.ptr[p + 1] == c ? 2 : 0;
	return pattern.ptr[p] == '?' || pattern.ptr[p] == c;
}

/*
 * Match one part. On a mismatch only the latest `*` takes one byte more, so
 * the cost is |pattern| x |text| and no worse.
 */
static bool match_part(struct ari_str pattern, struct ari_str text)
{
	size_t p = 0;
	size_t t = 0;
	size_t star = SIZE_MAX; /* after the latest `*` of the pattern */
	size_t mark = 0;	/* where that star's bytes end in text */

	if (text.ptr[0] == '.' &&
	    (pattern.ptr[0] == '*' || pattern.ptr[0] == '?'))
		return false;
	while (t < text.len) {
		size_t taken = match_byte(pattern, p, text.ptr[t]);

		if (p < pattern.len && pattern.ptr[p] == '*') {
			star = ++p;
			mark = t;
		} else if (taken) {
			p += taken;
			t++;
		} else if (star != SIZE_MAX) {
			p = star;
			t = ++mark;
		} else {
			return false;
		}
	}
	while (p < pattern.len && pattern.ptr[p] == '*')
		p++;
	return p == pattern.len;
}

/* A `**` may stand for no part at all. */
static uint64_t skip_stars(uint64_t bits, uint64_t stars, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (bits & stars & (1ULL << i))
			bits |= 1ULL << (i + 1);
	return bits;
}

void ari_glob__start(struct ari_glob__state *out, const struct ari_glob *glob)
{
	for (size_t i = 0; i < glob->count; i++)
		out->bits[i] = skip_stars(1, glob->patterns[i].stars,
					  glob->patterns[i].count);
}

/* Take one part in pattern at; bits are where the path stood before it. */
static uint64_t step_pattern(const struct ari_glob *glob, size_t at,
			     uint64_t bits, struct ari_str part)
{
	uint64_t stars = glob->patterns[at].stars;
	uint64_t literal = glob->patterns[at].literal;
	uint64_t out = 0;

	for (size_t k = 0; bits >> k && k < glob->patterns[at].count; k++) {
		struct ari_str want = glob->patterns[at].parts[k];
		uint64_t bit = 1ULL << k;
		bool match;

		if (!(bits & bit))
			continue;
		if (stars & bit) {
			out |= part.ptr[0] == '.' ? 0 : bit;
			continue;
		}
		match = literal & bit ? ari_str_eq(want, part)
				      : match_part(want, part);
		out |= match ? bit << 1 : 0;
	}
	return out;
}

unsigned ari_glob__step(struct ari_glob__state *out,
			const struct ari_glob *glob,
			const struct ari_glob__state *from, struct ari_str part)
{
	unsigned flags = 0;

	for (size_t i = 0; i < glob->count; i++) {
		size_t count = glob->patterns[i].count;
		uint64_t bits = step_pattern(glob, i, from->bits[i], part);

		if (bits & (glob->patterns[i].literal << 1))
			flags |= ARI_GLOB__NAMED;
		bits = skip_stars(bits, glob->patterns[i].stars, count);
		if (bits & (1ULL << count))
			flags |= ARI_GLOB__HERE;
		if (bits & ((1ULL << count) - 1))
			flags |= ARI_GLOB__BELOW;
		out->bits[i] = bits;
	}
	return flags;
}

unsigned ari_glob__verdict(const struct ari_glob *glob, struct ari_str path)
{
	struct ari_glob__state state;
	unsigned flags = 0;
	size_t start = 0;

	ari_glob__start(&state, glob);
	for (size_t i = 0; i <= path.len; i++) {
		struct ari_str part = {path.ptr + start, i - start};

		if (i < path.len && path.ptr[i] != '/')
			continue;
		if (!part.len)
			return 0;
		if (start && !(flags & ARI_GLOB__BELOW))
			return 0;
		flags = ari_glob__step(&state, glob, &state, part);
		start = i + 1;
	}
	return flags;
}

bool ari_glob_match(const struct ari_glob *glob, struct ari_str path)
{
	return ari_glob__verdict(glob, path) & ARI_GLOB__HERE;
}

bool ari_glob__lists(enum ari_entry_kind kind, unsigned flags)
{
	const unsigned blocks = ARI_GLOB__BELOW | ARI_GLOB__NAMED;

	if (flags & ARI_GLOB__HERE)
		return kind != ARI_ENTRY_FOLDER;
	return (kind == ARI_ENTRY_SYMLINK || kind == ARI_ENTRY_SUBMODULE) &&
	       (flags & blocks) == blocks;
}
