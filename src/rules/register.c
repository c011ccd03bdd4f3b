/*
 * The register by itself: its bodies and how strict it makes the rules. Its
 * cycles are in cycles.c, its posts in posts.c.
 */
#include "rules/internal.h"

/* -- bodies -- */

static void check_register_bodies(struct ari_rules__pass *pass)
{
	const struct ari_register *reg = pass->rules->reg;

	if (!reg->body_count)
		FIND(pass, ari_rules__key(reg->node, "council"),
		     reg->council.text);
}

const struct ari_check ari_rules__register_bodies = {
    {"register-bodies", ARI_LEVEL_WARNING,
     "the register names no bodies, so nothing can be said for a committee",
     "add bodies: with a code for each committee, board and group, as in "
     "S&R: {name: Strategy and Resources Committee, kind: committee}",
     "The register names who decides and who monitors."},
    ARI_CHECK_REGISTER,
    check_register_bodies,
    0,
};

/* A name of body that is another's code, or the name of one before it. */
static void find_shared_name(struct ari_rules__pass *pass, size_t at,
			     const struct ari_value *name)
{
	const struct ari_register *reg = pass->rules->reg;
	const struct ari_index_entry *code, *entry;
	const struct ari_body *other;
	struct ari_diag *diag;

	if (!name->text.len)
		return;
	code = ari_index_find(&reg->by_code, name->text);
	entry = code && code->value != at
		    ? code
		    : ari_index_find(&reg->by_name, name->text);
	if (!entry || entry->value == at)
		return;
	other = &reg->bodies[entry->value];
	diag = FIND(pass, ari_node_span(name->node), name->text, other->code);
	ari_rules__relate(diag, ari_node_span(other->node),
			  ARI_STR("the other body"));
}

static void check_body_name_shared(struct ari_rules__pass *pass)
{
	const struct ari_register *reg = pass->rules->reg;

	for (size_t i = 0; i < reg->body_count; i++) {
		const struct ari_body *body = &reg->bodies[i];

		find_shared_name(pass, i, &body->name);
		for (size_t j = 0; j < body->aliases.count; j++)
			find_shared_name(pass, i, &body->aliases.items[j]);
	}
}

const struct ari_check ari_rules__body_name_shared = {
    {"body-name-shared", ARI_LEVEL_ERROR,
     "\"{0}\" is a name of the body {1} too",
     "give each body names of its own; if the two are one body, keep one "
     "code and make the other an alias",
     "A code, name or alias stands for one body."},
    ARI_CHECK_REGISTER,
    check_body_name_shared,
    0,
};

/* -- dates -- */

static void check_register_date(struct ari_rules__pass *pass)
{
	const struct ari_register *reg = pass->rules->reg;

	for (size_t i = 0; i < reg->body_count; i++) {
		ari_rules__form(pass, &reg->bodies[i].from);
		ari_rules__form(pass, &reg->bodies[i].until);
	}
	for (size_t i = 0; i < reg->cycle_count; i++) {
		ari_rules__form(pass, &reg->cycles[i].meeting);
		ari_rules__form(pass, &reg->cycles[i].cutoff);
		ari_rules__form(pass, &reg->cycles[i].period);
	}
}

const struct ari_check ari_rules__register_date = {
    {"register-date", ARI_LEVEL_ERROR, "{0}", "{1}",
     "A date of the register is a day, a month or a year, a period an "
     "interval of these."},
    ARI_CHECK_REGISTER,
    check_register_date,
    0,
};

/* -- assurance -- */

static struct ari_str near_code(struct ari_str code)
{
	struct ari_rules__near near = {.word = code};

	for (size_t i = 0; ari_rules_all[i]; i++)
		ari_rules__try(&near,
			       ari_str_from(ari_rules_all[i]->rule.code));
	return near.best;
}

static void check_assurance_unknown(struct ari_rules__pass *pass)
{
	const struct ari_register *reg = pass->rules->reg;

	for (size_t i = 0; i < reg->assurance_count; i++) {
		const struct ari_assurance *one = &reg->assurance[i];
		struct ari_str best = {NULL, 0};

		if (ari_rules_find(one->rule))
			continue;
		if (ari_rules__wanted(pass))
			best = near_code(one->rule);
		FIND(pass, ari_node_span(one->key),
		     ari_rules__short(pass, one->rule),
		     ari_str_from(ari_rules_lookup(one->rule)
				      ? "is no rule whose level can be set: "
					"a file that is not a plan stays an "
					"error"
				      : "is not the code of a rule"),
		     ari_rules__mean(pass, best,
				     "`arising rules` lists the codes"));
	}
}

const struct ari_check ari_rules__assurance_unknown = {
    {"assurance-unknown", ARI_LEVEL_WARNING, "{0} {1}", "{2}",
     "What the register sets the level of is a rule."},
    ARI_CHECK_REGISTER,
    check_assurance_unknown,
    0,
};

static void check_assurance_most(struct ari_rules__pass *pass)
{
	const struct ari_register *reg = pass->rules->reg;

	for (size_t i = 0; i < reg->assurance_count; i++) {
		const struct ari_assurance *one = &reg->assurance[i];
		const struct ari_check *check = ari_rules_find(one->rule);

		if (check && !check->most && one->most >= 0)
			FIND(pass,
			     ari_rules__span(ari_node_get(one->node, "most")),
			     one->rule);
	}
}

const struct ari_check ari_rules__assurance_most = {
    {"assurance-most", ARI_LEVEL_WARNING,
     "the rule {0} counts nothing, so `most` has no meaning here",
     "take `most` out: {0}: warning is enough",
     "Only rules that count have a figure."},
    ARI_CHECK_REGISTER,
    check_assurance_most,
    0,
};
