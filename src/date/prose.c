/*
 * Dates in running text: the scanner's finds with their years resolved
 * and spans joined, for the rule date-in-prose and the importer.
 */
#include "internal.h"

struct reading {
	struct ari_days days;
	enum ari_date_kind kind;
};

static struct reading read_part_year(int32_t year, enum ari_date__part part)
{
	unsigned first = 4 * (unsigned)part - 3;

	if (part == ARI_DATE__WHOLE)
		return (struct reading){ari_date__months(year, 1, year, 12),
					ARI_DATE_YEAR};
	return (struct reading){ari_date__months(year, first, year, first + 3),
				ARI_DATE_INTERVAL};
}

static struct reading read_season(int32_t year, unsigned season)
{
	if (season == 12)
		return (struct reading){ari_date__months(year, 12, year + 1, 2),
					ARI_DATE_INTERVAL};
	return (struct reading){
	    ari_date__months(year, season, year, season + 2),
	    ARI_DATE_INTERVAL};
}

/* What found means in the given year; 29 February without one: the month. */
static struct reading read_in(const struct ari_date__found *found, int32_t year)
{
	struct reading reading;

	if (found->season)
		return read_season(year, found->season);
	if (!found->month)
		return read_part_year(year, found->part);
	reading = (struct reading){ari_date__month(year, found->month),
				   ARI_DATE_MONTH};
	if (!found->day ||
	    !ari_date__civil(&reading.days.lo, year, found->month, found->day))
		return reading;
	reading.days.hi = reading.days.lo;
	reading.kind = ARI_DATE_DAY;
	if (found->last_day && ari_date__civil(&reading.days.hi, year,
					       found->month, found->last_day))
		reading.kind = ARI_DATE_INTERVAL;
	return reading;
}

static int32_t year_of(int32_t day)
{
	int32_t year;
	unsigned month, unused;

	ari_day_split(&year, &month, &unused, day);
	return year;
}

static int32_t distance(struct ari_days days, int32_t near)
{
	if (near < days.lo)
		return days.lo - near;
	return near > days.hi ? near - days.hi : 0;
}

static int32_t nearest_year(const struct ari_date__found *found, int32_t near)
{
	int32_t centre = near + found->bias;
	int32_t middle = year_of(centre), best = middle, least = INT32_MAX;

	for (int32_t year = middle - 1; year <= middle + 1; year++) {
		int32_t far = distance(read_in(found, year).days, centre);

		if (far > least)
			continue;
		least = far;
		best = year;
	}
	return best;
}

/* Place in the year, to tell whether a later date falls in the next one. */
static unsigned place(const struct ari_date__found *found)
{
	return (found->season ? found->season : found->month) * 32 + found->day;
}

static bool has_place(const struct ari_date__found *found)
{
	return found->month || found->season;
}

/* "Nov – Mar '22": the year stands once, at the end. */
static void share_years(struct ari_date__found *found, size_t count)
{
	for (size_t i = count; i-- > 1;) {
		struct ari_date__found *a = &found[i - 1], *b = &found[i];

		if (a->link == ARI_DATE__APART || a->year || !b->year)
			continue;
		if (has_place(a) && has_place(b))
			a->year = b->year - (place(a) > place(b));
	}
}

/* The year of a date that names none: after what it is joined to. */
static int32_t infer_year(const struct ari_date__found *found,
			  const struct ari_date__found *before,
			  bool before_inferred, int32_t near)
{
	if (!before || before->link == ARI_DATE__APART || !has_place(before))
		return nearest_year(found, near);
	if (before->link == ARI_DATE__LIST && before_inferred)
		return nearest_year(found, near);
	return before->year + (place(found) < place(before));
}

static struct ari_prose_date finish(const struct ari_date__found *found,
				    bool inferred)
{
	struct reading reading = read_in(found, found->year);

	return (struct ari_prose_date){
	    .start = found->start,
	    .end = found->end,
	    .days = reading.days,
	    .precision = reading.kind,
	    .year_inferred = inferred,
	    .year_only = reading.kind == ARI_DATE_YEAR,
	    .approximate = found->part != ARI_DATE__WHOLE || found->season,
	    .week_of = found->week_of,
	    .numeric = found->numeric,
	};
}

static bool join_span(struct ari_prose_date *a, const struct ari_prose_date *b)
{
	if (b->days.hi < a->days.lo)
		return false;
	a->end = b->end;
	a->days.hi = b->days.hi;
	a->precision = ARI_DATE_INTERVAL;
	a->year_inferred = a->year_inferred || b->year_inferred;
	a->year_only = a->year_only && b->year_only;
	a->approximate = a->approximate || b->approximate;
	a->week_of = a->week_of || b->week_of;
	a->numeric = a->numeric || b->numeric;
	return true;
}

static int32_t clamp_near(int32_t near)
{
	int32_t first = ari_day_from(ARI_DATE_YEAR_MIN, 1, 1);
	int32_t last = ari_day_from(ARI_DATE_YEAR_MAX, 12, 31);

	if (near < first)
		return first;
	return near > last ? last : near;
}

size_t ari_date__prose(struct ari_prose_date out[ARI_PROSE_DATES],
		       struct ari_str text, int32_t near, bool scalar)
{
	struct ari_date__found found[ARI_PROSE_DATES];
	bool spanned = false, inferred = false;
	size_t count, kept = 0;

	near = clamp_near(near);
	count = ari_date__scan(found, text, year_of(near), scalar);
	share_years(found, count);
	for (size_t i = 0; i < count; i++) {
		const struct ari_date__found *last = i ? &found[i - 1] : NULL;
		struct ari_prose_date date;
		bool named = found[i].year != 0;

		if (!named)
			found[i].year =
			    infer_year(&found[i], last, inferred, near);
		inferred = !named;
		date = finish(&found[i], inferred);
		if (last && last->link == ARI_DATE__SPAN && !spanned) {
			spanned = join_span(&out[kept - 1], &date);
			if (spanned)
				continue;
		}
		spanned = false;
		out[kept++] = date;
	}
	return kept;
}

size_t ari_prose_dates(struct ari_prose_date out[ARI_PROSE_DATES],
		       struct ari_str text, int32_t near)
{
	return ari_date__prose(out, text, near, false);
}
