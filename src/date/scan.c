/*
 * The scanner of the prose finder: one pass over running text that gathers
 * what the words give of each date. Every look ahead is bounded, so the
 * pass is linear. Years that are not named are found by date_prose.c.
 */
#include "scan.h"

#include <string.h>

/* One or two days before a month's name; last is 0 when there is one. */
struct days_read {
	unsigned first;
	unsigned last;
	size_t first_end;
	size_t last_start;
	size_t end;
	enum ari_date__link link;
	bool ordinal;
};

static bool emit(struct ari_date__scanner *scan, struct ari_date__found *found)
{
	ari_date__read_before(found, scan->text);
	scan->out[scan->count++] = *found;
	return true;
}

static bool try_month(struct ari_date__scanner *scan, size_t at)
{
	struct ari_date__found found = {.start = at};

	return ari_date__read_month(scan, &found, at) && emit(scan, &found);
}

static void skip_to_month(struct ari_str s, size_t *at)
{
	size_t step = ari_date__dash(s, *at);

	if (step) {
		*at += step;
		return;
	}
	ari_date__skip_blanks(s, at);
	if (ari_date__take_word(s, at, "of"))
		ari_date__skip_blanks(s, at);
}

static bool day_fits(const struct ari_date__found *found, unsigned day)
{
	return day <= ari_date__month_days(2000, found->month);
}

/* Two days of one month: a span is one date, a list is two. */
static bool emit_days(struct ari_date__scanner *scan,
		      struct ari_date__found *first,
		      const struct days_read *days)
{
	struct ari_date__found second = {.start = days->last_start,
					 .end = first->end,
					 .year = first->year,
					 .month = first->month,
					 .day = days->last};

	if (!day_fits(first, days->last) || days->last <= first->day)
		return false;
	if (days->link == ARI_DATE__SPAN) {
		first->last_day = days->last;
		return emit(scan, first);
	}
	first->end = days->first_end;
	emit(scan, first);
	return scan->count == ARI_PROSE_DATES || emit(scan, &second);
}

/* 8, 8th, 25-28, 17th and 24th: what stands before the month's name. */
static bool read_days(struct days_read *days, struct ari_str s, size_t at)
{
	bool unused;

	*days = (struct days_read){0};
	if (!ari_date__read_day(s, &at, &days->first, &days->ordinal))
		return false;
	days->first_end = days->end = at;
	days->link = ari_date__read_link(s, &at);
	days->last_start = at;
	if (days->link != ARI_DATE__APART &&
	    ari_date__read_day(s, &at, &days->last, &unused))
		days->end = at;
	return true;
}

/* 8 December, 8th of December 2021, 25-28 March, 17th and 24th December */
static bool try_day(struct ari_date__scanner *scan, size_t at)
{
	struct ari_date__found found = {.start = at};
	struct days_read days;

	if (!read_days(&days, scan->text, at))
		return false;
	if (!days.ordinal && !scan->scalar &&
	    ari_date__is_counted(scan->text, at))
		return false;
	found.day = days.first;
	skip_to_month(scan->text, &days.end);
	if (!ari_date__read_month(scan, &found, days.end) ||
	    !day_fits(&found, found.day))
		return false;
	if (days.last)
		return emit_days(scan, &found, &days);
	return emit(scan, &found);
}

/* 2021-12-17 and 2021-12; 2020-21 is a financial year. */
static bool try_iso(struct ari_date__scanner *scan, size_t at)
{
	struct ari_str s = scan->text;
	struct ari_date__found found = {.start = at};
	uint32_t year, month, day;
	int32_t unused;

	if (ari_date__digits(&year, s, &at, 4) != 4 ||
	    !ari_date__take(s, &at, "-") ||
	    ari_date__digits(&month, s, &at, 2) != 2)
		return false;
	found.year = (int32_t)year;
	found.month = month;
	if (!ari_date__civil(&unused, found.year, month, 1))
		return false;
	if (ari_date__byte(s, at) == '-' && ari_date__digit_at(s, at + 1)) {
		at++;
		if (ari_date__digits(&day, s, &at, 2) != 2 ||
		    !ari_date__civil(&unused, found.year, month, day))
			return false;
		found.day = day;
	} else if (month == (year + 1) % 100) {
		return false;
	}
	if (!ari_date__number_ends(s, at) ||
	    (ari_date__byte(s, at) == '-' && ari_date__digit_at(s, at + 1)))
		return false;
	found.end = at;
	return emit(scan, &found);
}

/* 17.12.21 is a date in running text, unless it numbers a section. */
static bool is_dotted(const struct ari_date__scanner *scan, size_t start,
		      uint32_t year)
{
	int32_t far = ari_date__with_century(scan, year) - scan->near_year;

	return !scan->scalar && far >= -3 && far <= 5 &&
	       !ari_date__is_counted(scan->text, start);
}

/* 2/12/22, 17/12/2021, 17.12.2021: the day stands first. */
static bool try_numeric(struct ari_date__scanner *scan, size_t at)
{
	struct ari_str s = scan->text;
	struct ari_date__found found = {.start = at, .numeric = true};
	uint32_t day, month, year;
	unsigned n;
	char mark[2] = "";

	if (!ari_date__digits(&day, s, &at, 2))
		return false;
	mark[0] = ari_date__byte(s, at);
	if (!mark[0] || !strchr("/.-", mark[0]) ||
	    !ari_date__take(s, &at, mark) ||
	    !ari_date__digits(&month, s, &at, 2) ||
	    !ari_date__take(s, &at, mark))
		return false;
	n = ari_date__digits(&year, s, &at, 4);
	if (n != 4 && (n != 2 || (mark[0] != '/' &&
				  (mark[0] != '.' ||
				   !is_dotted(scan, found.start, year)))))
		return false;
	if (!ari_date__number_ends(s, at) || ari_date__years_follow(s, at))
		return false;
	found.year =
	    n == 4 ? (int32_t)year : ari_date__with_century(scan, year);
	if (!ari_date__year_ok(found.year) || month < 1 || month > 12 ||
	    day < 1 || day > ari_date__month_days(found.year, month))
		return false;
	found.month = month;
	found.day = day;
	found.end = at;
	return emit(scan, &found);
}

/* "until 2025", "early 2022" */
static bool try_year(struct ari_date__scanner *scan, size_t at)
{
	struct ari_date__found found = {.start = at};
	int32_t far;

	if (ari_date__byte(scan->text, at + 3) == '\0' ||
	    !ari_date__digit_at(scan->text, at + 3) ||
	    !ari_date__read_year(scan, &found, at, false, false))
		return false;
	ari_date__read_before(&found, scan->text);
	far = found.year - scan->near_year;
	if (!scan->scalar && found.part == ARI_DATE__WHOLE &&
	    (!ari_date__after_preposition(scan->text, at) || far > 50 ||
	     far < -50))
		return false;
	return emit(scan, &found);
}

/* "spring/summer 2022": the first of two seasons has no year of its own. */
static bool season_follows(struct ari_str s, size_t at)
{
	struct ari_str word;

	if (ari_date__read_link(s, &at) == ARI_DATE__APART)
		return false;
	word = ari_date__read_word(s, at);
	return word.len && ari_date__season_word(word);
}

static bool try_season(struct ari_date__scanner *scan, size_t at)
{
	struct ari_str s = scan->text;
	struct ari_str word = ari_date__read_word(s, at);
	struct ari_date__found found = {.start = at, .end = at + word.len};
	size_t p = found.end;

	found.season = word.len ? ari_date__season_word(word) : 0;
	if (!found.season)
		return false;
	ari_date__skip_blanks(s, &p);
	if (ari_date__take_word(s, &p, "term"))
		found.end = p;
	if (!ari_date__read_month_year(scan, &found, false) && !scan->scalar &&
	    !ari_date__after_preposition(s, at) && !season_follows(s, p))
		return false;
	return emit(scan, &found);
}

static bool try_named(struct ari_date__scanner *scan, size_t at)
{
	struct ari_date__found found;

	return !scan->scalar && ari_date__read_named(scan, &found, at) &&
	       emit(scan, &found);
}

/* Numbers begin after a blank, an opening mark, or the date before them. */
static bool number_starts(const struct ari_date__scanner *scan, size_t at)
{
	static const char marks[] = " \t\n\r([{\"'`,;:>*_|~&+=";
	uint32_t before = ari_date__before(scan->text, at);
	size_t last;

	if (!before)
		return true;
	if (before < 0x80 && strchr(marks, (char)before))
		return true;
	if (before == 0x00A0 || before == 0x2009 || before == 0x202F ||
	    (before >= 0x2013 && before <= 0x201F))
		return true;
	if (before != '-' && before != '/')
		return false;
	last = scan->count ? scan->out[scan->count - 1].end : SIZE_MAX;
	return at == 1 || last == at - 1 || ari_date__blank(scan->text, at - 2);
}

/* Step over 2,900, 1/20, 2020-21, 20mph as one. */
static size_t skip_number(struct ari_str s, size_t at)
{
	while (at < s.len) {
		char c = s.ptr[at];
		size_t step = ari_date__dash(s, at);

		if (c == '.' || c == ',' || c == '/' || c == ':')
			step = 1;
		if (step && !ari_date__digit_at(s, at + step))
			break;
		if (!step && !ari_date__wordy(s, at))
			break;
		if (step)
			at += step;
		else
			ari_utf8_next(s, &at);
	}
	return at;
}

static bool is_url(struct ari_str s, size_t at)
{
	return ari_date__take(s, &at, "http://") ||
	       ari_date__take(s, &at, "https://") ||
	       ari_date__take(s, &at, "www.");
}

/*
 * Whether a word may name a date, by its first three letters:
 * most words are done with here.
 */
static bool may_name(struct ari_str s, size_t at)
{
#define START(a, b, c) ((uint32_t)(a) << 16 | (b) << 8 | (c))
	uint32_t start = 0;

	if (s.len - at < 3)
		return false;
	for (size_t i = 0; i < 3; i++)
		start =
		    start << 8 | (unsigned char)ari_date__lower(s.ptr[at + i]);
	switch (start) {
	case START('j', 'a', 'n'):
	case START('f', 'e', 'b'):
	case START('m', 'a', 'r'):
	case START('a', 'p', 'r'):
	case START('m', 'a', 'y'):
	case START('j', 'u', 'n'):
	case START('j', 'u', 'l'):
	case START('a', 'u', 'g'):
	case START('s', 'e', 'p'):
	case START('o', 'c', 't'):
	case START('n', 'o', 'v'):
	case START('d', 'e', 'c'):
	case START('s', 'p', 'r'):
	case START('s', 'u', 'm'):
	case START('a', 'u', 't'):
	case START('w', 'i', 'n'):
	case START('n', 'e', 'w'):
	case START('c', 'h', 'r'):
	case START('q', 'u', 'a'):
		return true;
	default:
		return ari_date__lower(s.ptr[at]) == 'q' &&
		       ari_date__is_digit(s.ptr[at + 1]);
	}
#undef START
}

/* What a byte of running text may be part of. */
enum part {
	APART,
	LETTER,
	DIGIT,
	LONGER, /* a character beyond ASCII */
};

#define N DIGIT
#define A LETTER
#define X LONGER
static const unsigned char parts[256] = {
    /* clang-format off */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    N, N, N, N, N, N, N, N, N, N, 0, 0, 0, 0, 0, 0,
    0, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
    A, A, A, A, A, A, A, A, A, A, A, 0, 0, 0, 0, 0,
    0, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
    A, A, A, A, A, A, A, A, A, A, A, 0, 0, 0, 0, 0,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    /* clang-format on */
};
#undef N
#undef A
#undef X

static enum part part_at(struct ari_str s, size_t at)
{
	return (enum part)parts[(unsigned char)s.ptr[at]];
}

static bool url_goes_on(struct ari_str s, size_t at)
{
	return !ari_date__blank(s, at) && !strchr("<>)]\"", s.ptr[at]);
}

static size_t skip_word(struct ari_str s, size_t at)
{
	char first = s.ptr[at];
	bool url = (first == 'h' || first == 'w') && is_url(s, at);

	while (at < s.len) {
		enum part part = part_at(s, at);

		if (url ? !url_goes_on(s, at)
			: part == APART ||
			      (part == LONGER && !ari_date__wordy(s, at)))
			break;
		if (part == LONGER)
			ari_utf8_next(s, &at);
		else
			at++;
	}
	return at;
}

static bool try_number(struct ari_date__scanner *scan, size_t at)
{
	return try_iso(scan, at) || try_numeric(scan, at) ||
	       try_day(scan, at) || try_year(scan, at);
}

/* Where the scanner tries nothing, there is nothing. */
bool ari_prose_may_date(struct ari_str text)
{
	size_t at = 0;

	while (at < text.len) {
		enum part part = part_at(text, at);

		if (part == DIGIT || (part == LETTER && may_name(text, at)))
			return true;
		if (part == LETTER ||
		    (part == LONGER && ari_date__wordy(text, at)))
			at = skip_word(text, at);
		else if (part == APART)
			at++;
		else
			ari_utf8_next(text, &at);
	}
	return false;
}

static void join(struct ari_date__scanner *scan)
{
	for (size_t i = 0; i + 1 < scan->count; i++) {
		size_t at = scan->out[i].end;
		enum ari_date__link link = ari_date__read_link(scan->text, &at);

		if (at == scan->out[i + 1].start)
			scan->out[i].link = link;
	}
}

size_t ari_date__scan(struct ari_date__found out[ARI_PROSE_DATES],
		      struct ari_str text, int32_t near_year, bool scalar)
{
	struct ari_date__scanner scan = {text, near_year, scalar, out, 0};
	size_t at = 0;

	while (at < text.len && scan.count < ARI_PROSE_DATES) {
		enum part part = part_at(text, at);
		bool found;

		if (part == DIGIT) {
			found =
			    number_starts(&scan, at) && try_number(&scan, at);
			at = found ? out[scan.count - 1].end
				   : skip_number(text, at);
		} else if (part == LETTER ||
			   (part == LONGER && ari_date__wordy(text, at))) {
			found = may_name(text, at) &&
				(try_month(&scan, at) ||
				 try_season(&scan, at) || try_named(&scan, at));
			at = found ? out[scan.count - 1].end
				   : skip_word(text, at);
		} else if (part == APART) {
			at++;
		} else {
			ari_utf8_next(text, &at);
		}
	}
	join(&scan);
	return scan.count;
}
