/*
 * Contact details in a plan: git cannot forget them, so they belong in no
 * file of it, comments included. The whole text is looked at, once.
 */
#include "rules/internal.h"

#include <string.h>

/* The record whose bytes hold a place, or NULL. */
static const struct ari_record *record_at(const struct ari_plan *plan,
					  size_t at)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->records[i].node->start <= at &&
		    at < plan->records[i].node->end)
			return &plan->records[i];
	return NULL;
}

static void find_contact(struct ari_rules__pass *pass, size_t start, size_t end,
			 const char *what)
{
	struct ari_span span = {(uint32_t)start, (uint32_t)end};

	pass->record =
	    ari_rules__wanted(pass) ? record_at(pass->plan, start) : NULL;
	FIND(pass, span, ari_str_from(what));
}

static bool is_mail_char(char c)
{
	return ari_rules__alnum(c) || (c && strchr("._%+-", c));
}

/* name@host.tld around the sign at `at`; not part of an address of a page. */
static void check_mail(struct ari_rules__pass *pass, size_t at)
{
	struct ari_str bytes = pass->version->doc.bytes;
	size_t start = at, end = at + 1, dot = 0;

	while (start && is_mail_char(bytes.ptr[start - 1]))
		start--;
	while (end < bytes.len && is_mail_char(bytes.ptr[end]))
		end++;
	while (end > at + 1 && !ari_rules__alnum(bytes.ptr[end - 1]))
		end--;
	for (size_t i = at + 1; i < end; i++)
		if (bytes.ptr[i] == '.')
			dot = i;
	if (start == at || !dot || dot + 2 >= end || dot == at + 1 ||
	    (start && bytes.ptr[start - 1] == '/'))
		return;
	find_contact(pass, start, end, "an e-mail address");
}

/* Digits of a telephone number of this country: 01223 123456. */
#define PHONE_MIN 10
#define PHONE_MAX 11

/* The end of the number that begins at `at`, or 0. */
static size_t phone_end(struct ari_str bytes, size_t at)
{
	size_t digits = 0, end = at, last = at;

	for (; end < bytes.len && digits <= PHONE_MAX; end++) {
		char c = bytes.ptr[end];

		if (c >= '0' && c <= '9') {
			digits++;
			last = end + 1;
		} else if (c != ' ' && c != '(' && c != ')') {
			break;
		} else if (end > last + 1) {
			break;
		}
	}
	if (end < bytes.len && end == last &&
	    strchr("/-.:,#%", bytes.ptr[end]) && end + 1 < bytes.len &&
	    ari_rules__alnum(bytes.ptr[end + 1]))
		return 0;
	if (last < bytes.len && ari_rules__alnum(bytes.ptr[last]))
		return 0;
	return digits >= PHONE_MIN && digits <= PHONE_MAX ? last : 0;
}

static bool may_begin_phone(struct ari_str bytes, size_t at)
{
	char before = at ? bytes.ptr[at - 1] : ' ';

	if (bytes.ptr[at] != '0' || at + 1 >= bytes.len ||
	    !strchr("12378", bytes.ptr[at + 1]) || !bytes.ptr[at + 1])
		return false;
	return !ari_rules__alnum(before) && !strchr("./-_#=&+", before);
}

/* +44 1223 123456: the sign and two digits, then ten. */
static bool may_begin_abroad(struct ari_str bytes, size_t at)
{
	return bytes.ptr[at] == '+' && at + 4 < bytes.len &&
	       bytes.ptr[at + 1] == '4' && bytes.ptr[at + 2] == '4' &&
	       (!at || !ari_rules__alnum(bytes.ptr[at - 1]));
}

/* The word before `at`, passing blanks and what stands between words. */
static struct ari_str word_before(struct ari_str bytes, size_t at)
{
	size_t end = at, start;

	while (end && strchr(" .:#(", bytes.ptr[end - 1]) && bytes.ptr[end - 1])
		end--;
	for (start = end; start && ari_rules__alnum(bytes.ptr[start - 1]);)
		start--;
	return (struct ari_str){bytes.ptr + start, end - start};
}

/* "invoice 0192001234", "Charity no. 0112345678": numbers of other things. */
static bool is_other_number(struct ari_str bytes, size_t at)
{
	static const char *const things[] = {
	    "ref",   "reference", "invoice", "isbn",	"issn",
	    "order", "code",	  "account", "charity", "company",
	    "uprn",  "usrn",	  "po",	     "id",	"case",
	    "job",   "serial",	  "licence", "vat",	NULL,
	};
	struct ari_str word = word_before(bytes, at);

	if (ari_rules__same(word, "no") || ari_rules__same(word, "number"))
		word = word_before(bytes, (size_t)(word.ptr - bytes.ptr));
	for (size_t i = 0; things[i]; i++)
		if (ari_rules__same(word, things[i]))
			return true;
	return false;
}

/* The end of what begins at `at`, when it is a telephone number; or 0. */
static size_t read_phone(struct ari_str bytes, size_t at)
{
	size_t from = at + 3;

	if (may_begin_phone(bytes, at))
		return phone_end(bytes, at);
	if (!may_begin_abroad(bytes, at))
		return 0;
	while (from < bytes.len && bytes.ptr[from] == ' ')
		from++;
	return from < bytes.len ? phone_end(bytes, from) : 0;
}

/* Look at each place where that byte stands. */
static void each_byte(struct ari_rules__pass *pass, char c,
		      void (*fn)(struct ari_rules__pass *pass, size_t at))
{
	struct ari_str bytes = pass->version->doc.bytes;
	const char *from = bytes.ptr, *end = bytes.ptr + bytes.len;

	while (from < end && (from = memchr(from, c, (size_t)(end - from)))) {
		fn(pass, (size_t)(from - bytes.ptr));
		from++;
	}
}

static void check_phone(struct ari_rules__pass *pass, size_t at)
{
	struct ari_str bytes = pass->version->doc.bytes;
	size_t end = read_phone(bytes, at);

	/* The bracket of "(01234) 567890" belongs to it. */
	if (at && bytes.ptr[at - 1] == '(' &&
	    memchr(bytes.ptr + at, ')', end > at ? end - at : 0))
		at--;
	if (end && !is_other_number(bytes, at))
		find_contact(pass, at, end, "a telephone number");
}

static void check_contact_details(struct ari_rules__pass *pass)
{
	each_byte(pass, '@', check_mail);
	each_byte(pass, '0', check_phone);
	each_byte(pass, '+', check_phone);
}

const struct ari_check ari_rules__contact_details = {
    {"contact-details", ARI_LEVEL_WARNING,
     "{0} stands here, and the history of the plan would keep it for ever",
     "take it out and name the post; who holds a post, and how to reach "
     "them, is no matter of a plan",
     "Plans name posts, not how to reach people."},
    ARI_CHECK_PLAN,
    check_contact_details,
    0,
};
