/*
 * Why a text that is none of the forms is no date: the fault decides which
 * sentence the officer reads.
 */
#include "internal.h"

#include <string.h>

/* Numbers of a text that consists of them: 2021/12/17 has three. */
struct groups {
	unsigned count;
	uint32_t value[3];
	unsigned len[3];
};

int32_t ari_date__this_century(void)
{
	return ari_day_from(2049, 12, 31);
}

static struct ari_str word_at(struct ari_str s, size_t at)
{
	size_t end = at;

	while (end < s.len && ari_date__is_alpha(s.ptr[end]))
		end++;
	return (struct ari_str){s.ptr + at, end - at};
}

static bool read_groups(struct groups *groups, struct ari_str s)
{
	size_t at = 0;

	*groups = (struct groups){0};
	while (groups->count < 3) {
		unsigned i = groups->count++;
		size_t step = 1;

		groups->len[i] = ari_date__digits(&groups->value[i], s, &at, 8);
		if (!groups->len[i])
			return false;
		if (at == s.len)
			return true;
		if (!strchr("/. ", s.ptr[at]) || !s.ptr[at])
			step = ari_date__dash(s, at);
		if (!step)
			return false;
		at += step;
	}
	return false;
}

bool ari_date__years(int32_t *from, int32_t *to, struct ari_str text)
{
	bool prefix = ari_date__same_word(word_at(text, 0), "fy");
	struct groups g;
	size_t at = prefix ? 2 : 0;

	ari_date__skip_blanks(text, &at);
	text = (struct ari_str){text.ptr + at, text.len - at};
	if (!read_groups(&g, text) || g.count != 2 || g.len[1] == 3)
		return false;
	if (prefix && g.len[0] == 2)
		g.value[0] += 2000;
	else if (g.len[0] != 4)
		return false;
	if (g.len[1] == 1)
		g.value[1] += g.value[0] / 10 * 10;
	else if (g.len[1] == 2)
		g.value[1] += g.value[0] / 100 * 100;
	if (g.value[1] <= g.value[0] && g.len[1] < 3)
		g.value[1] += g.len[1] == 1 ? 10 : 100;
	*from = (int32_t)g.value[0];
	*to = (int32_t)g.value[1];
	return g.len[1] <= 4 && *to > *from && ari_date__year_ok(*from) &&
	       ari_date__year_ok(*to);
}

/* A year and a month, in this order. */
static bool set_month(struct ari_date *out, uint32_t year, uint32_t month)
{
	int32_t unused;

	if (year > ARI_DATE_YEAR_MAX ||
	    !ari_date__civil(&unused, (int32_t)year, month, 1))
		return false;
	*out = (struct ari_date){.kind = ARI_DATE_MONTH,
				 .days = ari_date__month((int32_t)year, month)};
	return true;
}

static bool set_day(struct ari_date *out, uint32_t year, uint32_t month,
		    uint32_t day)
{
	int32_t days;

	if (year > ARI_DATE_YEAR_MAX ||
	    !ari_date__civil(&days, (int32_t)year, month, day))
		return false;
	*out = (struct ari_date){.kind = ARI_DATE_DAY, .days = {days, days}};
	return true;
}

bool ari_date__numbers(struct ari_date *out, struct ari_str text)
{
	struct groups g;
	const uint32_t *v = g.value;

	if (!read_groups(&g, text))
		return false;
	if (g.count == 1)
		return g.len[0] == 8 &&
		       set_day(out, v[0] / 10000, v[0] / 100 % 100, v[0] % 100);
	if (g.count == 2 && g.len[0] == 4)
		return g.len[1] <= 2 && set_month(out, v[0], v[1]);
	if (g.count == 2)
		return g.len[0] <= 2 && g.len[1] == 4 &&
		       set_month(out, v[1], v[0]);
	if (g.len[0] == 4)
		return set_day(out, v[0], v[1], v[2]);
	if (g.len[2] == 4)
		return set_day(out, v[2], v[1], v[0]);
	return g.len[2] == 2 && set_day(out, 2000 + v[2], v[1], v[0]);
}

/* 2022/23 is two years; 2021/12 may be a month. */
static bool is_financial(struct ari_str s)
{
	struct ari_str first = word_at(s, 0);
	struct ari_date date;
	int32_t from, to;

	if (ari_date__same_word(first, "fy") ||
	    ari_date__same_word(first, "financial"))
		return true;
	if (!ari_date__years(&from, &to, s))
		return false;
	return to == from + 1 || !ari_date__numbers(&date, s);
}

/* Q4, 2021-Q4, Q4 2020-21, 4th quarter */
static bool is_quarter(struct ari_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char next = ari_date__byte(s, i + 1);

		if (i && ari_date__is_alpha(s.ptr[i - 1]))
			continue;
		if (ari_date__lower(s.ptr[i]) == 'q' && next >= '1' &&
		    next <= '4' && !ari_date__wordy(s, i + 2))
			return true;
		if (ari_date__lower(s.ptr[i]) == 'q' &&
		    ari_date__same_word(word_at(s, i), "quarter"))
			return true;
	}
	return false;
}

static bool has_season(struct ari_str s)
{
	size_t at = 0;

	while (at < s.len) {
		struct ari_str word = word_at(s, at);

		if (word.len && ari_date__season_word(word))
			return true;
		at += word.len ? word.len : 1;
	}
	return false;
}

static bool is_time(struct ari_str s)
{
	struct ari_date date;
	char mark = ari_date__byte(s, 10);

	if (mark != 'T' && mark != 't' && mark != ' ')
		return false;
	return ari_date__is_digit(ari_date__byte(s, 11)) &&
	       ari_date_parse_point(&date, (struct ari_str){s.ptr, 10}) ==
		   ARI_DATE_OK;
}

/* R4, r/2021-09/P3M, P3M */
static bool is_repeat(struct ari_str s)
{
	char first = ari_date__lower(ari_date__byte(s, 0));
	size_t at = 1;

	while (ari_date__is_digit(ari_date__byte(s, at)))
		at++;
	if (first == 'r')
		return at == s.len || s.ptr[at] == '/';
	return first == 'p' && at > 1 && at + 1 == s.len &&
	       ari_date__is_alpha(s.ptr[at]);
}

/* Words that stand in the place of a date and are none. */
static bool is_word(struct ari_str s)
{
	static const char *const words[] = {
	    "ongoing",
	    "on-going",
	    "on going",
	    "continuous",
	    "continuing",
	    "rolling",
	    "permanent",
	    "tbc",
	    "tba",
	    "tbd",
	    "t.b.c.",
	    "to be confirmed",
	    "to be agreed",
	    "n/a",
	    "na",
	    "none",
	    "nil",
	    "asap",
	    "immediate",
	    "immediately",
	    "various",
	    "unknown",
	    "pending",
	    "not applicable",
	    "business as usual",
	    "bau",
	    "complete",
	    "completed",
	    "daily",
	    "weekly",
	    "fortnightly",
	    "monthly",
	    "quarterly",
	    "termly",
	    "annual",
	    "annually",
	    "yearly",
	    "next year",
	    "next month",
	    "not set",
	    "every meeting",
	    "-",
	    "?",
	    NULL,
	};

	return ari_date__find_word(s, words) >= 0;
}

/* Without a word, one date with marks around it is no English: 2021-12~. */
static bool names_date(struct ari_str s)
{
	struct ari_prose_date dates[ARI_PROSE_DATES];
	size_t least = 2;

	for (size_t i = 0; i < s.len; i++) {
		if (ari_date__is_alpha(s.ptr[i]))
			least = 1;
	}
	return ari_date__prose(dates, s, ari_date__this_century(), true) >=
	       least;
}

static bool is_numbers(struct ari_str s)
{
	struct ari_date date;

	return ari_date__numbers(&date, s);
}

enum ari_date_fault ari_date__classify(struct ari_str text)
{
	static const struct {
		bool (*is)(struct ari_str s);
		enum ari_date_fault fault;
	} kinds[] = {
	    {is_time, ARI_DATE_TIME},	    {is_repeat, ARI_DATE_REPEAT_FORM},
	    {is_quarter, ARI_DATE_QUARTER}, {is_financial, ARI_DATE_SEASON},
	    {is_numbers, ARI_DATE_ENGLISH}, {has_season, ARI_DATE_WORDS},
	    {is_word, ARI_DATE_WORDS},	    {names_date, ARI_DATE_ENGLISH},
	};
	struct ari_str s = ari_str_trim(text);
	struct ari_date date;

	if (!s.len)
		return ARI_DATE_EMPTY;
	if (s.len != text.len) {
		enum ari_date_fault fault = ari_date_parse(&date, s);

		return fault == ARI_DATE_OK ? ARI_DATE_FORM : fault;
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (kinds[i].is(s))
			return kinds[i].fault;
	}
	return ARI_DATE_FORM;
}
