/*
 * Running text as words: no locale, ASCII case only, bytes past ASCII are
 * letters.
 */
#include "rules/internal.h"

bool ari_rules__same(struct ari_str s, const char *word)
{
	size_t i = 0;

	while (i < s.len && word[i] && ari_rules__lower(s.ptr[i]) == word[i])
		i++;
	return i == s.len && !word[i];
}

bool ari_rules__word(struct ari_str *out, struct ari_str text, size_t *at)
{
	size_t start, end;

	while (*at < text.len && !ari_rules__alnum(text.ptr[*at]))
		(*at)++;
	start = *at;
	for (end = start; end < text.len; end++)
		if (!ari_rules__alnum(text.ptr[end]) && text.ptr[end] != '\'')
			break;
	*at = end;
	*out = (struct ari_str){text.ptr + start, end - start};
	return end > start;
}

/* A blank of the phrase stands for any run of blanks in the text. */
static bool phrase_at(struct ari_str text, size_t at, const char *phrase)
{
	for (; *phrase; phrase++) {
		if (at >= text.len)
			return false;
		if (*phrase == ' ') {
			size_t from = at;

			while (at < text.len &&
			       (text.ptr[at] == ' ' || text.ptr[at] == '\n'))
				at++;
			if (at == from)
				return false;
			continue;
		}
		if (ari_rules__lower(text.ptr[at++]) != *phrase)
			return false;
	}
	return at == text.len || !ari_rules__alnum(text.ptr[at]);
}

bool ari_rules__phrase(size_t *at, struct ari_str text, const char *phrase)
{
	for (size_t i = 0; i < text.len; i++) {
		if (ari_rules__lower(text.ptr[i]) != *phrase ||
		    (i && ari_rules__alnum(text.ptr[i - 1])) ||
		    !phrase_at(text, i, phrase))
			continue;
		*at = i;
		return true;
	}
	return false;
}

bool ari_rules__phrases(struct ari_str text, const char *const *phrases)
{
	size_t at;

	for (; *phrases; phrases++)
		if (ari_rules__phrase(&at, text, *phrases))
			return true;
	return false;
}
