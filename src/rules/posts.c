/*
 * Posts of the register that look like one: two names of one holder, one
 * job under two ids.
 */
#include "rules/internal.h"

/* Holders of one surname that are compared with each other. */
#define NAMESAKES 64

/* The posts by what key says of them, but for those of which it is empty. */
static void index_posts(struct ari_index *out, struct ari_rules__pass *pass,
			struct ari_str (*key)(struct ari_rules__pass *pass,
					      const struct ari_post *post))
{
	const struct ari_register *reg = pass->rules->reg;
	struct ari_index_entry *entries = ari_arena_array(
	    &pass->version->arena, reg->people_count, sizeof(*entries));
	size_t count = 0;

	pass->failed |= !entries;
	for (uint32_t i = 0; entries && i < reg->people_count; i++) {
		struct ari_str text = key(pass, &reg->people[i]);

		if (text.len)
			entries[count++] = (struct ari_index_entry){text, i};
	}
	ari_index_build(out, entries, count);
}

/* -- two names of one holder -- */

static void split_name(struct ari_str *first, struct ari_str *last,
		       struct ari_str name)
{
	size_t at = 0, end = name.len;

	*first = *last = name;
	if (!name.len)
		return;
	ari_rules__word(first, name, &at);
	while (end && !ari_rules__alnum(name.ptr[end - 1]))
		end--;
	at = end;
	while (at &&
	       (ari_rules__alnum(name.ptr[at - 1]) || name.ptr[at - 1] == '\''))
		at--;
	*last = (struct ari_str){name.ptr + at, end - at};
}

/* Short forms that are not the beginning of the name. */
static const struct {
	const char *brief;
	const char *full;
} nicknames[] = {
    {"tom", "thomas"},	   {"mike", "michael"},	   {"bob", "robert"},
    {"dave", "david"},	   {"steve", "stephen"},   {"kate", "katherine"},
    {"kate", "catherine"}, {"kathy", "kathryn"},   {"liz", "elizabeth"},
    {"beth", "elizabeth"}, {"bill", "william"},	   {"jim", "james"},
    {"tony", "anthony"},   {"andy", "andrew"},	   {"nick", "nicholas"},
    {"dick", "richard"},   {"jenny", "jennifer"},  {"maggie", "margaret"},
    {"peggy", "margaret"}, {"mandy", "amanda"},	   {"debbie", "deborah"},
    {"becky", "rebecca"},  {"sandy", "alexander"}, {"harry", "henry"},
    {"jack", "john"},	   {"penny", "penelope"},  {"pete", "peter"},
};

static bool is_nickname(struct ari_str brief, struct ari_str full)
{
	for (size_t i = 0; i < sizeof(nicknames) / sizeof(*nicknames); i++)
		if (ari_rules__same(brief, nicknames[i].brief) &&
		    ari_rules__same(full, nicknames[i].full))
			return true;
	return false;
}

/* Jon and Jonathan; not Jo and Sue, and not the same name twice. */
static bool is_short_for(struct ari_str a, struct ari_str b)
{
	struct ari_str brief = a.len < b.len ? a : b;
	struct ari_str full = a.len < b.len ? b : a;

	if (brief.len == full.len || !brief.len)
		return false;
	if (is_nickname(brief, full))
		return true;
	for (size_t i = 0; i < brief.len; i++)
		if (ari_rules__lower(brief.ptr[i]) !=
		    ari_rules__lower(full.ptr[i]))
			return false;
	return true;
}

static bool is_one_person(struct ari_str a, struct ari_str b)
{
	struct ari_str first_a, first_b, last_a, last_b;

	split_name(&first_a, &last_a, a);
	split_name(&first_b, &last_b, b);
	if (first_a.ptr == last_a.ptr || first_b.ptr == last_b.ptr)
		return false;
	return is_short_for(first_a, first_b) ||
	       (!ari_str_eq(a, b) && ari_str_eq(last_a, last_b) &&
		first_a.len > 3 && ari_str_distance(first_a, first_b, 1) <= 1);
}

static void find_alike(struct ari_rules__pass *pass,
		       const struct ari_index *holders, size_t at)
{
	const struct ari_register *reg = pass->rules->reg;
	const struct ari_index_entry *entry = &holders->entries[at];
	const struct ari_post *post = &reg->people[entry->value];

	for (size_t i = at, n = 0; i-- && n < NAMESAKES; n++) {
		const struct ari_post *other =
		    &reg->people[holders->entries[i].value];
		struct ari_diag *diag;

		if (!ari_str_eq(holders->entries[i].key, entry->key))
			return;
		if (!is_one_person(post->holder.text, other->holder.text))
			continue;
		diag = FIND(pass, ari_node_span(post->holder.node),
			    post->holder.text, other->holder.text,
			    ari_rules__say(pass, "the holder of %.*s",
					   (int)other->id.len, other->id.ptr));
		ari_rules__relate(diag, ari_node_span(other->holder.node),
				  ARI_STR("the other name"));
	}
}

static struct ari_str surname(struct ari_rules__pass *pass,
			      const struct ari_post *post)
{
	struct ari_str first, last;

	(void)pass;
	split_name(&first, &last, post->holder.text);
	return last;
}

static void compare_holders(struct ari_rules__pass *pass)
{
	struct ari_index holders;

	index_posts(&holders, pass, surname);
	for (size_t i = 1; i < holders.count; i++)
		find_alike(pass, &holders, i);
}

/* -- one job under two ids -- */

/* A title without case, marks and "and": what two ids may share. */
static struct ari_str plain_title(struct ari_rules__pass *pass,
				  const struct ari_post *post)
{
	struct ari_str title = post->post.text;
	char *plain = ari_arena_alloc(&pass->version->arena, title.len + 1);
	struct ari_str word;
	size_t at = 0, len = 0;

	if (!plain) {
		pass->failed = true;
		return (struct ari_str){NULL, 0};
	}
	while (ari_rules__word(&word, title, &at)) {
		if (ari_rules__same(word, "and"))
			continue;
		for (size_t i = 0; i < word.len; i++)
			plain[len++] = ari_rules__lower(word.ptr[i]);
	}
	return (struct ari_str){plain, len};
}

/* Two who hold posts of one title are two; else it is one post. */
static void compare_posts(struct ari_rules__pass *pass,
			  const struct ari_post *first,
			  const struct ari_post *post)
{
	struct ari_diag *diag;

	if (first->holder.text.len && post->holder.text.len &&
	    !ari_str_eq(first->holder.text, post->holder.text))
		return;
	diag = FIND(pass, ari_rules__span(post->post.node), post->post.text,
		    first->post.text,
		    ari_rules__say(pass, "the post %.*s", (int)first->id.len,
				   first->id.ptr));
	ari_rules__relate(diag, ari_rules__span(first->post.node),
			  ARI_STR("the other post"));
}

static void compare_titles(struct ari_rules__pass *pass)
{
	const struct ari_register *reg = pass->rules->reg;
	struct ari_index titles;

	index_posts(&titles, pass, plain_title);
	for (size_t i = 1; i < titles.count; i++) {
		const struct ari_index_entry *pair = &titles.entries[i - 1];

		if (ari_str_eq(pair[0].key, pair[1].key))
			compare_posts(pass, &reg->people[pair[0].value],
				      &reg->people[pair[1].value]);
	}
}

static void check_post_alike(struct ari_rules__pass *pass)
{
	if (!pass->rules->reg->people_count)
		return;
	compare_holders(pass);
	compare_titles(pass);
}

const struct ari_check ari_rules__post_alike = {
    {"post-alike", ARI_LEVEL_WARNING, "{0} looks like {1}, {2}",
     "if it is one person or one job, write the name in one form and keep one "
     "post for it; if it is two, write both names in full",
     "One person has one name, so that a lead's actions are found together."},
    ARI_CHECK_REGISTER,
    check_post_alike,
    0,
};
