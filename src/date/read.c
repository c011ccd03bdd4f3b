/*
 * The pieces of a date in running text: words, years, days, months and what
 * joins them. Each reads a bounded number of bytes.
 */
#include "scan.h"

#include <string.h>

/* Bytes of the longest word that a date is made of. */
#define WORD_MAX 12

struct ari_str ari_date__read_word(struct ari_str s, size_t at)
{
	size_t end = at;

	while (end - at <= WORD_MAX &&
	       ari_date__is_alpha(ari_date__byte(s, end)))
		end++;
	if (end == at || end - at > WORD_MAX || ari_date__wordy(s, end))
		return (struct ari_str){NULL, 0};
	return (struct ari_str){s.ptr + at, end - at};
}

bool ari_date__take_word(struct ari_str s, size_t *at, const char *word)
{
	struct ari_str found = ari_date__read_word(s, *at);

	if (!found.len || !ari_date__same_word(found, word))
		return false;
	*at += found.len;
	return true;
}

bool ari_date__take(struct ari_str s, size_t *at, const char *bytes)
{
	size_t len = strlen(bytes);

	if (*at > s.len || s.len - *at < len ||
	    memcmp(s.ptr + *at, bytes, len) != 0)
		return false;
	*at += len;
	return true;
}

bool ari_date__digit_at(struct ari_str s, size_t at)
{
	return ari_date__is_digit(ari_date__byte(s, at));
}

bool ari_date__number_ends(struct ari_str s, size_t at)
{
	char c = ari_date__byte(s, at);

	if (ari_date__wordy(s, at) || c == '%')
		return false;
	return !((c == '.' || c == ',' || c == ':') &&
		 ari_date__digit_at(s, at + 1));
}

bool ari_date__years_follow(struct ari_str s, size_t at)
{
	size_t step = ari_date__dash(s, at);

	if (!step && ari_date__byte(s, at) == '/')
		step = 1;
	return step && ari_date__digit_at(s, at + step);
}

int32_t ari_date__with_century(const struct ari_date__scanner *scan,
			       uint32_t two)
{
	int32_t best = 0, least = INT32_MAX;

	for (int32_t year = 1900 + (int32_t)two; year <= ARI_DATE_YEAR_MAX;
	     year += 100) {
		int32_t far = year > scan->near_year ? year - scan->near_year
						     : scan->near_year - year;

		if (far > least)
			continue;
		least = far;
		best = year;
	}
	return best;
}

/*
 * "Jan 22" is a year, "In October 25 carers" is not: it is one near the year
 * of the text, and not when it may count what the next word names.
 */
static bool is_bare_year(const struct ari_date__scanner *scan, int32_t year,
			 size_t end)
{
	static const char *const words[] = {
	    "and",     "or",	    "to",   "for",     "with", "when",	"as",
	    "by",      "but",	    "at",   "in",      "on",   "from",	"due",
	    "onwards", "following", "once", "subject", "if",   "after", NULL,
	};
	int32_t after = year - scan->near_year;
	struct ari_str next;

	if (scan->scalar)
		return true;
	ari_date__skip_blanks(scan->text, &end);
	next = ari_date__read_word(scan->text, end);
	if (ari_date__byte(scan->text, end) >= 'a' &&
	    ari_date__byte(scan->text, end) <= 'z' &&
	    (!next.len || ari_date__find_word(next, words) < 0))
		return false;
	return after >= -3 && after <= 10;
}

bool ari_date__read_year(const struct ari_date__scanner *scan,
			 struct ari_date__found *found, size_t at, bool strong,
			 bool bare)
{
	uint32_t value;
	unsigned n = ari_date__digits(&value, scan->text, &at, 4);
	int32_t year;

	if ((n != 4 && n != 2) || !ari_date__number_ends(scan->text, at))
		return false;
	year = n == 4 ? (int32_t)value : ari_date__with_century(scan, value);
	if (!ari_date__year_ok(year))
		return false;
	if (n == 4 && ari_date__years_follow(scan->text, at))
		return false;
	if (n == 2 && !strong && !(bare && is_bare_year(scan, year, at)))
		return false;
	found->year = year;
	found->end = at;
	return true;
}

bool ari_date__read_month_year(const struct ari_date__scanner *scan,
			       struct ari_date__found *found, bool bare)
{
	struct ari_str s = scan->text;
	size_t at = found->end, step;
	bool strong = false;

	if (ari_date__byte(s, at) == '.' && found->end - found->start > 2)
		at++;
	step = ari_date__dash(s, at);
	if (step && ari_date__digit_at(s, at + step))
		return ari_date__read_year(scan, found, at + step, true, bare);
	ari_date__skip_blanks(s, &at);
	if (ari_date__byte(s, at) == ',') {
		at++;
		ari_date__skip_blanks(s, &at);
		bare = false;
	}
	step = ari_date__apostrophe(s, at);
	if (step) {
		strong = true;
		at += step;
		ari_date__skip_blanks(s, &at);
	}
	return ari_date__read_year(scan, found, at, strong, bare);
}

static bool is_title(struct ari_str word)
{
	return word.len > 1 && word.ptr[0] >= 'A' && word.ptr[0] <= 'Z' &&
	       word.ptr[1] >= 'a';
}

static bool read_ordinal(struct ari_str s, size_t *at)
{
	static const char *const ends[] = {"st", "nd", "rd", "th", NULL};
	size_t p = *at;
	struct ari_str word;
	bool sup;

	ari_date__skip_blanks(s, &p);
	sup = ari_date__take(s, &p, "<sup>");
	word = ari_date__read_word(s, p);
	if (!word.len || ari_date__find_word(word, ends) < 0)
		return false;
	p += word.len;
	if (sup && !ari_date__take(s, &p, "</sup>"))
		return false;
	*at = p;
	return true;
}

bool ari_date__read_day(struct ari_str s, size_t *at, unsigned *day,
			bool *ordinal)
{
	size_t p = *at;
	uint32_t value;

	if (!ari_date__digits(&value, s, &p, 2) || value < 1 || value > 31)
		return false;
	*ordinal = read_ordinal(s, &p);
	if (!*ordinal && ari_date__wordy(s, p))
		return false;
	*day = value;
	*at = p;
	return true;
}

/* Read the days after a month: "December 8th", "December 8, 2021". */
static void read_day_after(const struct ari_date__scanner *scan,
			   struct ari_date__found *found)
{
	struct ari_date__found longer = *found;
	size_t at = found->end;
	bool ordinal;

	ari_date__skip_blanks(scan->text, &at);
	if (!ari_date__read_day(scan->text, &at, &longer.day, &ordinal))
		return;
	if (longer.day > ari_date__month_days(2000, found->month))
		return;
	longer.end = at;
	if (ari_date__read_month_year(scan, &longer, false) || ordinal)
		*found = longer;
}

bool ari_date__read_month(const struct ari_date__scanner *scan,
			  struct ari_date__found *found, size_t at)
{
	struct ari_str word = ari_date__read_word(scan->text, at);
	enum ari_date__trust trust;
	bool title = is_title(word);
	bool day_before = found->day != 0;

	found->month = word.len ? ari_date__month_word(word, &trust) : 0;
	if (!found->month)
		return false;
	found->end = at + word.len;
	if (!day_before)
		read_day_after(scan, found);
	if (!found->year)
		ari_date__read_month_year(scan, found, title || scan->scalar);
	if (scan->scalar || found->year)
		return true;
	if (trust == ARI_DATE__SURE)
		return day_before ||
		       !ari_date__is_other_word(scan->text, at, found->end);
	if (trust == ARI_DATE__IF_DAY && found->day)
		return true;
	return title && (found->day ||
			 !ari_date__is_other_word(scan->text, at, found->end));
}

enum ari_date__link ari_date__read_link(struct ari_str s, size_t *at)
{
	static const char *const spans[] = {"to", "until", "till", "through",
					    NULL};
	static const char *const lists[] = {"and", "or", NULL};
	enum ari_date__link link = ARI_DATE__APART;
	struct ari_str word;
	size_t p = *at, step;

	ari_date__skip_blanks(s, &p);
	step = ari_date__dash(s, p);
	word = ari_date__read_word(s, p);
	if (step || ari_date__take(s, &p, "/")) {
		link = ARI_DATE__SPAN;
		p += step;
	} else if (ari_date__take(s, &p, "&amp;") ||
		   ari_date__take(s, &p, "&")) {
		link = ARI_DATE__LIST;
	} else if (ari_date__take(s, &p, ",")) {
		link = ARI_DATE__LIST;
		ari_date__skip_blanks(s, &p);
		if (!ari_date__take_word(s, &p, "and"))
			ari_date__take_word(s, &p, "or");
	} else if (word.len && ari_date__find_word(word, spans) >= 0) {
		link = ARI_DATE__SPAN;
		p += word.len;
	} else if (word.len && ari_date__find_word(word, lists) >= 0) {
		link = ARI_DATE__LIST;
		p += word.len;
	}
	ari_date__skip_blanks(s, &p);
	if (link != ARI_DATE__APART)
		*at = p;
	return link;
}
