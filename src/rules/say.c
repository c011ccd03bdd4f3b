/*
 * The words of findings: dates in full, texts cut short, the nearest known
 * name to one that is not known.
 */
#include "rules/internal.h"

/* Bytes of a plan's text that a sentence quotes. */
#define QUOTE_MAX 60

static struct ari_str keep(struct ari_rules__pass *pass, struct ari_buf *buf)
{
	struct ari_str text = {NULL, 0};

	if (!buf->failed)
		text = ari_arena_dup(pass->version->diags.arena,
				     ari_buf_view(buf));
	ari_buf_release(buf);
	if (text.ptr)
		return text;
	pass->failed = true;
	return ARI_STR("");
}

struct ari_str ari_rules__say(struct ari_rules__pass *pass, const char *fmt,
			      ...)
{
	struct ari_buf buf;
	va_list args;

	ari_buf_init(&buf, pass->version->arena.alloc);
	va_start(args, fmt);
	ari_buf_vprintf(&buf, fmt, args);
	va_end(args);
	return keep(pass, &buf);
}

struct ari_str ari_rules__short(struct ari_rules__pass *pass,
				struct ari_str text)
{
	struct ari_buf buf;
	size_t at = 0;

	ari_buf_init(&buf, pass->version->arena.alloc);
	text = ari_str_trim(text);
	while (at < text.len) {
		size_t from = at;
		uint32_t point = ari_utf8_next(text, &at);

		if (point == '\n')
			break;
		if (at > QUOTE_MAX) {
			at = from;
			break;
		}
		ari_utf8_put(&buf, point);
	}
	if (at < text.len)
		ari_buf_puts(&buf, "…");
	return keep(pass, &buf);
}

struct ari_str ari_rules__date(struct ari_rules__pass *pass,
			       const struct ari_date *date)
{
	struct ari_buf buf;

	ari_buf_init(&buf, pass->version->arena.alloc);
	ari_date_print_long(&buf, date);
	return keep(pass, &buf);
}

struct ari_str ari_rules__days(struct ari_rules__pass *pass,
			       struct ari_days days)
{
	struct ari_date date = {.kind = ARI_DATE_INTERVAL, .days = days};
	unsigned month, day, last_month, last_day;
	int32_t year, last_year;

	if (days.lo == days.hi)
		date.kind = ARI_DATE_DAY;
	if (days.lo == ARI_DAY_MIN || days.hi == ARI_DAY_MAX)
		return ari_rules__date(pass, &date);
	ari_day_split(&year, &month, &day, days.lo);
	ari_day_split(&last_year, &last_month, &last_day, days.hi + 1);
	if (day == 1 && last_day == 1 &&
	    ari_day_step(days.lo, 1, ARI_UNIT_MONTH) == days.hi + 1)
		date.kind = ARI_DATE_MONTH;
	return ari_rules__date(pass, &date);
}

struct ari_str ari_rules__day(struct ari_rules__pass *pass, int32_t day)
{
	return ari_rules__days(pass, (struct ari_days){day, day});
}

/* -- near words -- */

static bool has_figure(struct ari_str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
			return true;
	return false;
}

/*
 * Two short refs that differ in a figure, and two short codes of one length,
 * are two, and no slip of the pen; SR is, where S&R is meant.
 */
static unsigned most_slips(struct ari_str word, struct ari_str candidate)
{
	if (word.len > 2)
		return word.len == 3 ? 1 : 2;
	return word.len != candidate.len && !has_figure(candidate);
}

void ari_rules__try(struct ari_rules__near *near, struct ari_str candidate)
{
	unsigned max = most_slips(near->word, candidate);
	unsigned distance;

	if (!candidate.len || near->tried++ >= ARI_RULES__TRIES)
		return;
	distance = ari_str_distance(near->word, candidate, max);
	if (distance > max || (near->best.ptr && distance >= near->distance))
		return;
	near->best = candidate;
	near->distance = distance;
}

struct ari_str ari_rules__near_ref(const struct ari_plan *plan,
				   const struct ari_record *but,
				   struct ari_str ref, unsigned kinds)
{
	struct ari_rules__near near = {.word = ref};

	for (size_t i = 0; i < plan->count; i++) {
		if (near.tried >= ARI_RULES__TRIES)
			break;
		if (&plan->records[i] != but && plan->records[i].kind & kinds)
			ari_rules__try(&near, plan->records[i].ref.text);
	}
	return near.best;
}

struct ari_str ari_rules__mean(struct ari_rules__pass *pass,
			       struct ari_str best, const char *rest)
{
	if (!best.ptr)
		return ari_str_from(rest);
	return ari_rules__say(pass, "did you mean \"%.*s\"? %s", (int)best.len,
			      best.ptr, rest);
}
