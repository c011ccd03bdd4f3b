/*
 * What is looked at in the bytes themselves, before and after libyaml reads
 * them: encoding, size, invisible characters, blanks that would make it
 * slow, directives and further documents.
 */
#include "yaml/internal.h"

#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_break(char c)
{
	return c == '\n' || c == '\r';
}

struct ari_diag *ari_yaml__find(struct ari_yaml__reader *reader,
				enum ari_yaml_rule rule, uint32_t start,
				uint32_t end, const char *arg0,
				const char *arg1)
{
	struct ari_str args[] = {ari_str_from(arg0), ari_str_from(arg1)};

	return ari_diags_add(reader->diags, &ari_yaml_rules[rule],
			     (struct ari_span){start, end}, args, 2);
}

uint32_t ari_yaml__line_start(struct ari_str bytes, uint32_t offset)
{
	while (offset && !is_break(bytes.ptr[offset - 1]))
		offset--;
	return offset;
}

uint32_t ari_yaml__line_end(struct ari_str bytes, uint32_t offset)
{
	uint32_t end = offset;

	while (end < bytes.len && !is_break(bytes.ptr[end]))
		end++;
	while (end > offset && is_blank(bytes.ptr[end - 1]))
		end--;
	return end;
}

static uint32_t next_line(struct ari_str bytes, uint32_t offset)
{
	while (offset < bytes.len && bytes.ptr[offset] != '\n' &&
	       bytes.ptr[offset] != '\r')
		offset++;
	if (offset + 1 < bytes.len && bytes.ptr[offset] == '\r' &&
	    bytes.ptr[offset + 1] == '\n')
		offset++;
	return offset < bytes.len ? offset + 1 : offset;
}

static bool line_is_empty(struct ari_str bytes, uint32_t offset)
{
	while (offset < bytes.len && is_blank(bytes.ptr[offset]))
		offset++;
	return offset == bytes.len || is_break(bytes.ptr[offset]) ||
	       bytes.ptr[offset] == '#';
}

/* Does the line begin with mark, and then a blank or its end? */
static bool line_begins(struct ari_str bytes, uint32_t offset, const char *mark)
{
	size_t len = strlen(mark);

	if (bytes.len - offset < len || memcmp(bytes.ptr + offset, mark, len))
		return false;
	offset += (uint32_t)len;
	return offset == bytes.len || is_blank(bytes.ptr[offset]) ||
	       is_break(bytes.ptr[offset]);
}

static bool line_is_directive(struct ari_str bytes, uint32_t offset)
{
	return line_begins(bytes, offset, "%YAML") ||
	       line_begins(bytes, offset, "%TAG");
}

static void find_directive(struct ari_yaml__reader *reader, uint32_t offset)
{
	uint32_t end = ari_yaml__line_end(reader->bytes, offset);
	struct ari_str line = ari_build_clip(
	    (struct ari_str){reader->bytes.ptr + offset, end - offset});

	ari_diags_add(reader->diags, &ari_yaml_rules[YAML_DIRECTIVE],
		      (struct ari_span){offset, end}, &line, 1);
}

/*
 * Begin behind the directives: libyaml compares each with all before it,
 * which is slow for many, and they mean nothing here anyway.
 */
static void skip_directives(struct ari_yaml__reader *reader)
{
	uint32_t at = reader->base;

	while (at < reader->bytes.len) {
		if (line_is_directive(reader->bytes, at))
			find_directive(reader, at);
		else if (!line_is_empty(reader->bytes, at))
			break;
		at = next_line(reader->bytes, at);
	}
	reader->base = at;
}

bool ari_yaml__inspect_rest(struct ari_yaml__reader *reader, uint32_t offset)
{
	struct ari_str bytes = reader->bytes;
	uint32_t at = offset;
	bool marked = false;

	while (at < bytes.len) {
		if (line_begins(bytes, at, "..."))
			marked = true;
		else if (!line_is_empty(bytes, at))
			break;
		at = next_line(bytes, at);
	}
	if (at == bytes.len)
		return true;
	if (line_is_directive(bytes, at))
		find_directive(reader, at);
	else if (marked || line_begins(bytes, at, "---"))
		ari_yaml__find(reader, YAML_DOCUMENTS, at,
			       ari_yaml__line_end(bytes, at), NULL, NULL);
	else
		return false;
	return true;
}

/*
 * Line separators that YAML 1.1 and libyaml obey and YAML 1.2, git and
 * editors do not, and a byte order mark that is not at the beginning.
 * What libyaml would say of the lines they make only misleads.
 */
static const char *separator_name(struct ari_str rest)
{
	if (rest.len >= 2 && !memcmp(rest.ptr, "\xC2\x85", 2))
		return "U+0085";
	if (rest.len < 3)
		return NULL;
	if (!memcmp(rest.ptr, "\xE2\x80\xA8", 3))
		return "U+2028";
	if (!memcmp(rest.ptr, "\xE2\x80\xA9", 3))
		return "U+2029";
	return memcmp(rest.ptr, "\xEF\xBB\xBF", 3) ? NULL : "U+FEFF";
}

static void inspect_separators(struct ari_yaml__reader *reader)
{
	struct ari_str bytes = reader->bytes;
	uint32_t at = reader->base;

	for (; (at = ari_yaml__ascii_end(bytes, at)) < bytes.len; at++) {
		struct ari_str rest = {bytes.ptr + at, bytes.len - at};
		const char *name = separator_name(rest);
		uint32_t width = bytes.ptr[at] == '\xC2' ? 2 : 3;

		if (!name)
			continue;
		ari_yaml__find(reader, YAML_CONTROL, at, at + width, name,
			       NULL);
		reader->stop = true;
	}
}

static bool is_space(char c)
{
	return is_blank(c) || is_break(c);
}

/* Are there too many blanks before the first line end, or line ends? */
static bool too_blank(struct ari_str run)
{
	size_t blanks = 0, lines = 0;

	while (blanks < run.len && is_blank(run.ptr[blanks]))
		blanks++;
	for (size_t i = blanks; i < run.len; i++)
		if (run.ptr[i] == '\n' ||
		    (run.ptr[i] == '\r' &&
		     (i + 1 == run.len || run.ptr[i + 1] != '\n')))
			lines++;
	return blanks > ARI_YAML_BLANKS || lines > ARI_YAML_BLANKS;
}

/*
 * Find long runs by looking at one byte in ARI_YAML_BLANKS: a run longer
 * than that cannot hide between two of them.
 */
static void inspect_blanks(struct ari_yaml__reader *reader)
{
	struct ari_str bytes = reader->bytes;
	size_t at = ARI_YAML_BLANKS;

	while (at < bytes.len) {
		size_t start = at, end = at;

		while (start && is_space(bytes.ptr[start - 1]))
			start--;
		while (end < bytes.len && is_space(bytes.ptr[end]))
			end++;
		if (end > start && too_blank((struct ari_str){bytes.ptr + start,
							      end - start})) {
			ari_yaml__find(reader, YAML_BLANKS, (uint32_t)start,
				       (uint32_t)end, NULL, NULL);
			reader->stop = true;
		}
		while (at <= end)
			at += ARI_YAML_BLANKS;
	}
}

static bool is_utf16(struct ari_str bytes)
{
	if (bytes.len < 2)
		return false;
	return !memcmp(bytes.ptr, "\xFF\xFE", 2) ||
	       !memcmp(bytes.ptr, "\xFE\xFF", 2) || !bytes.ptr[0] ||
	       !bytes.ptr[1];
}

void ari_yaml__inspect(struct ari_yaml__reader *reader)
{
	struct ari_str bytes = reader->bytes;

	reader->stop = true;
	if (bytes.len > ARI_TREE_BYTES) {
		ari_yaml__find(reader, YAML_SIZE, 0, 0, NULL, NULL);
		return;
	}
	if (is_utf16(bytes)) {
		ari_yaml__find(
		    reader, YAML_ENCODING, 0, 0,
		    "it looks like UTF-16, which some editors call "
		    "Unicode",
		    "save it again and choose UTF-8 as the encoding");
		return;
	}
	reader->stop = false;
	if (bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3))
		reader->base = 3;
	skip_directives(reader);
	reader->clean = ari_yaml__is_clean(bytes, reader->base);
	if (!reader->clean)
		inspect_separators(reader);
	inspect_blanks(reader);
}
