/*
 * Milestones as a calendar, by libical: one all-day entry on the last day of
 * each, whose UID stays when the date moves, so that a subscriber's calendar
 * moves it too.
 *
 * Source: RFC 5545; 3.8.4.7 (UID), 3.6.1 (all-day events).
 */
#include "internal.h"
#include "late.h"

#include <arising/render.h>

#include <libical/ical.h>
#include <stdlib.h>

/* Days ahead of the snapshot to which a repeat is spelled out. */
#define AHEAD_DAYS 731
/* Bytes of an action's wording in an entry's title. */
#define TITLE_BYTES 160

/* What is called of libical. */
#define FUNCTIONS(X)                                                           \
	X(icalcomponent_add_component)                                         \
	X(icalcomponent_add_property)                                          \
	X(icalcomponent_as_ical_string_r)                                      \
	X(icalcomponent_free)                                                  \
	X(icalcomponent_new_vcalendar)                                         \
	X(icalcomponent_new_vevent)                                            \
	X(icalmemory_free_buffer)                                              \
	X(icalproperty_new_description)                                        \
	X(icalproperty_new_dtend)                                              \
	X(icalproperty_new_dtstamp)                                            \
	X(icalproperty_new_dtstart)                                            \
	X(icalproperty_new_prodid)                                             \
	X(icalproperty_new_status)                                             \
	X(icalproperty_new_summary)                                            \
	X(icalproperty_new_transp)                                             \
	X(icalproperty_new_uid)                                                \
	X(icalproperty_new_version)                                            \
	X(icaltime_from_timet_with_zone)                                       \
	X(icaltime_null_date)                                                  \
	X(icaltimezone_get_utc_timezone)

#define MEMBER(name) __typeof__(name) *name;
#define ROW(name) {#name, offsetof(struct functions, name)},

struct functions {
	FUNCTIONS(MEMBER)
};

static const struct ari_exchange__late names[] = {FUNCTIONS(ROW)};

struct calendar {
	struct functions lib;
	icalcomponent *root;
	const struct ari_view *view;
	const struct ari_export_options *options;
	icaltimetype stamp;
	struct ari_buf text;
	struct ari_buf safe;
	bool failed;
	struct ari_error *err;
};

static icaltimetype date_of(struct calendar *c, int32_t day)
{
	icaltimetype time = c->lib.icaltime_null_date();
	unsigned month, mday;
	int32_t year;

	ari_day_split(&year, &month, &mday, day);
	time.year = year;
	time.month = (int)month;
	time.day = (int)mday;
	return time;
}

/* The collected text, safe and NUL-terminated; "" after a failure. */
static const char *safe_text(struct calendar *c)
{
	ari_buf_clear(&c->safe);
	ari_render_escape_text(&c->safe, ari_buf_view(&c->text));
	ari_buf_byte(&c->safe, '\0');
	c->failed |= c->text.failed || c->safe.failed;
	return c->failed ? "" : c->safe.ptr;
}

static void add(struct calendar *c, icalcomponent *to, icalproperty *property)
{
	if (property)
		c->lib.icalcomponent_add_property(to, property);
	else
		c->failed = true;
}

/* Whether another record of the plan has that ref, or had it. */
static bool is_shared(const struct ari_record *r, struct ari_str ref)
{
	for (size_t i = 0; i < r->plan->count; i++) {
		const struct ari_record *other = &r->plan->records[i];

		if (other == r)
			continue;
		if (ari_str_eq(other->ref.text, ref))
			return true;
		for (size_t k = 0; k < other->formerly.count; k++)
			if (ari_str_eq(other->formerly.items[k].text, ref))
				return true;
	}
	return false;
}

/* The ref it had first: a record that is renumbered keeps its entries. */
static struct ari_str first_ref(const struct ari_record *r)
{
	struct ari_str ref = r->ref.text;

	if (r->formerly.count && !is_shared(r, r->formerly.items[0].text))
		ref = r->formerly.items[0].text;
	return ref;
}

/* Which of the record's milestones of the same name this is, from 0. */
static size_t twin_number(const struct ari_record *r,
			  const struct ari_milestone *m)
{
	size_t twins = 0;

	for (size_t i = 0; i < r->milestones.count; i++) {
		if (&r->milestones.items[i] == m)
			return twins;
		twins +=
		    ari_str_eq(r->milestones.items[i].what.text, m->what.text);
	}
	return 0;
}

/* A hash of what the entry is about, and not of when. */
static void put_uid(struct calendar *c, icalcomponent *event,
		    const struct ari_record *r, const struct ari_milestone *m,
		    uint32_t occurrence)
{
	size_t twin = twin_number(r, m);
	char hex[ARI_OID_HEX + 1];
	struct ari_oid id;

	ari_buf_clear(&c->text);
	ari_buf_str(&c->text, c->view->reg->council.text);
	ari_buf_byte(&c->text, '\n');
	ari_buf_str(&c->text, r->plan->id.text);
	ari_buf_byte(&c->text, '\n');
	ari_buf_str(&c->text, first_ref(r));
	ari_buf_byte(&c->text, '\n');
	ari_buf_str(&c->text, m->what.text);
	ari_buf_printf(&c->text, "\n%u", occurrence);
	if (twin)
		ari_buf_printf(&c->text, "\n%zu", twin);
	if (ari_oid_of_blob(&id, ari_buf_view(&c->text), c->err)) {
		c->failed = true;
		return;
	}
	ari_buf_clear(&c->text);
	ari_buf_printf(&c->text, "%s@arising", ari_oid_hex(hex, &id));
	add(c, event, c->lib.icalproperty_new_uid(safe_text(c)));
}

static void put_summary(struct calendar *c, icalcomponent *event,
			const struct ari_record *r,
			const struct ari_milestone *m)
{
	struct ari_str wording = ari_str_trim(r->action.text);
	size_t cut = wording.len;

	ari_buf_clear(&c->text);
	ari_buf_str(&c->text, r->plan->id.text);
	ari_buf_byte(&c->text, '#');
	ari_buf_str(&c->text, r->ref.text);
	ari_buf_puts(&c->text, ": ");
	if (m->what.text.len) {
		ari_buf_str(&c->text, m->what.text);
		ari_buf_puts(&c->text, ": ");
	}
	if (cut > TITLE_BYTES)
		for (cut = TITLE_BYTES; (wording.ptr[cut] & 0xC0) == 0x80;)
			cut--;
	ari_buf_add(&c->text, wording.ptr, cut);
	if (cut < wording.len)
		ari_buf_puts(&c->text, "…");
	if (ari_milestone_closed(r, m))
		ari_buf_puts(&c->text, " (done)");
	add(c, event, c->lib.icalproperty_new_summary(safe_text(c)));
}

static void put_description(struct calendar *c, icalcomponent *event,
			    const struct ari_record *r)
{
	ari_buf_clear(&c->text);
	ari_buf_printf(&c->text, "%s.", ari_status_title(r->status));
	for (size_t i = 0; i < r->leads.count; i++) {
		const struct ari_post *post =
		    ari_register_post(c->view->reg, r->leads.items[i].text);

		ari_buf_puts(&c->text, i ? "; " : " Lead: ");
		ari_buf_str(&c->text, post && post->post.text.len
					  ? post->post.text
					  : r->leads.items[i].text);
		if (c->options->names && post && post->holder.text.len) {
			ari_buf_puts(&c->text, " (");
			ari_buf_str(&c->text, post->holder.text);
			ari_buf_byte(&c->text, ')');
		}
	}
	add(c, event, c->lib.icalproperty_new_description(safe_text(c)));
}

static void put_event(struct calendar *c, const struct ari_record *r,
		      const struct ari_milestone *m, int32_t day,
		      uint32_t occurrence)
{
	icalcomponent *event = c->lib.icalcomponent_new_vevent();
	bool off = r->status == ARI_STATUS_WITHDRAWN ||
		   r->status == ARI_STATUS_SUPERSEDED;

	if (!event) {
		c->failed = true;
		return;
	}
	put_uid(c, event, r, m, occurrence);
	add(c, event, c->lib.icalproperty_new_dtstamp(c->stamp));
	add(c, event, c->lib.icalproperty_new_dtstart(date_of(c, day)));
	add(c, event, c->lib.icalproperty_new_dtend(date_of(c, day + 1)));
	put_summary(c, event, r, m);
	put_description(c, event, r);
	add(c, event,
	    c->lib.icalproperty_new_status(off ? ICAL_STATUS_CANCELLED
					       : ICAL_STATUS_CONFIRMED));
	add(c, event, c->lib.icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
	c->lib.icalcomponent_add_component(c->root, event);
}

static void put_milestone(struct calendar *c, const struct ari_record *r,
			  const struct ari_milestone *m)
{
	const struct ari_date *date = &m->due.date;
	struct ari_days days;

	if (date->kind == ARI_DATE_NONE)
		return;
	if (date->kind != ARI_DATE_REPEAT) {
		if (date->days.hi != ARI_DAY_MAX)
			put_event(c, r, m, date->days.hi, 0);
		return;
	}
	for (uint32_t k = 0; ari_date_occurrence(&days, date, k); k++) {
		if (c->options->day != ARI_DAY_MIN &&
		    days.hi > c->options->day + AHEAD_DAYS)
			break;
		put_event(c, r, m, days.hi, k);
	}
}

static void put_plan(struct calendar *c, const struct ari_plan *plan)
{
	for (size_t i = plan->recommendation_count; i < plan->count; i++) {
		const struct ari_record *r = &plan->records[i];
		struct ari_milestone bare;

		if (ari_record_exempt(r) && !c->options->exempt)
			continue;
		for (size_t k = 0; k < r->milestones.count; k++)
			put_milestone(c, r, &r->milestones.items[k]);
		if (!r->milestones.count && ari_record_milestones(&bare, 1, r))
			put_milestone(c, r, &bare);
	}
}

int ari_export_ics(struct ari_buf *out, const struct ari_view *view,
		   const struct ari_export_options *options,
		   struct ari_error *err)
{
	struct calendar c = {.view = view, .options = options, .err = err};
	char *text = NULL;

	if (ari_exchange__late_open(&c.lib, ARI_LIBRARY, names,
				    sizeof(names) / sizeof(*names), err))
		return -1;
	c.root = c.lib.icalcomponent_new_vcalendar();
	if (!c.root)
		return ari_error_memory(err);
	c.stamp = c.lib.icaltime_from_timet_with_zone(
	    (time_t)view->at.time, 0, c.lib.icaltimezone_get_utc_timezone());
	ari_buf_init(&c.text, NULL);
	ari_buf_init(&c.safe, NULL);
	add(&c, c.root, c.lib.icalproperty_new_version("2.0"));
	add(&c, c.root,
	    c.lib.icalproperty_new_prodid("-//arising//" ARI_VERSION "//EN"));
	for (size_t i = 0; i < view->count && !c.failed; i++)
		put_plan(&c, view->versions[i]->plan);
	if (!c.failed)
		text = c.lib.icalcomponent_as_ical_string_r(c.root);
	if (text)
		ari_buf_puts(out, text);
	c.lib.icalmemory_free_buffer(text);
	c.lib.icalcomponent_free(c.root);
	ari_buf_release(&c.text);
	ari_buf_release(&c.safe);
	return text && !out->failed ? 0 : ari_error_memory(err);
}
