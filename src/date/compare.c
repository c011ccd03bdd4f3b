/*
 * How the date of a milestone moved between two versions of a plan: the
 * ground of the movements slipped, brought-forward, refined and widened.
 */
#include <arising/date.h>

static int32_t days_between(int32_t before, int32_t after)
{
	if (before == ARI_DAY_MIN || before == ARI_DAY_MAX)
		return 0;
	if (after == ARI_DAY_MIN || after == ARI_DAY_MAX)
		return 0;
	return (int32_t)((int64_t)after - before);
}

static enum ari_date_change compare_days(struct ari_days before,
					 struct ari_days after)
{
	if (after.hi > before.hi)
		return ARI_DATE_SLIPPED;
	if (after.lo == before.lo && after.hi == before.hi)
		return ARI_DATE_SAME;
	if (after.lo >= before.lo)
		return ARI_DATE_REFINED;
	if (after.hi == before.hi)
		return ARI_DATE_WIDENED;
	return ARI_DATE_BROUGHT_FORWARD;
}

/*
 * The length of a period in 4800ths of a day: 400 Gregorian years are 4800
 * months and 146097 days, so P12M and P1Y are equal and P4W is under P1M.
 */
static uint64_t period_length(const struct ari_date *repeat)
{
	static const uint64_t units[] = {
	    [ARI_UNIT_DAY] = 4800,
	    [ARI_UNIT_WEEK] = UINT64_C(7) * 4800,
	    [ARI_UNIT_MONTH] = 146097,
	    [ARI_UNIT_YEAR] = UINT64_C(12) * 146097,
	};

	return repeat->step * units[repeat->unit];
}

static enum ari_date_change compare_repeats(int32_t *days,
					    const struct ari_date *before,
					    const struct ari_date *after)
{
	enum ari_date_change first = compare_days(before->first, after->first);
	uint64_t old = period_length(before), new = period_length(after);

	if (first == ARI_DATE_SAME && old == new) {
		*days = days_between(before->days.hi, after->days.hi);
		return compare_days(before->days, after->days);
	}
	*days = days_between(before->first.hi, after->first.hi);
	if (first == ARI_DATE_SLIPPED || new > old)
		return ARI_DATE_SLIPPED;
	if (first == ARI_DATE_BROUGHT_FORWARD || new < old)
		return ARI_DATE_BROUGHT_FORWARD;
	return first;
}

enum ari_date_change ari_date_compare(int32_t *days,
				      const struct ari_date *before,
				      const struct ari_date *after)
{
	*days = 0;
	if (before->kind == ARI_DATE_NONE || after->kind == ARI_DATE_NONE)
		return ARI_DATE_SAME;
	if (before->kind == ARI_DATE_REPEAT && after->kind == ARI_DATE_REPEAT)
		return compare_repeats(days, before, after);
	*days = days_between(before->days.hi, after->days.hi);
	return compare_days(before->days, after->days);
}
