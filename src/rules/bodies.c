/*
 * Who a plan names: bodies by their codes, leads by their posts, as the
 * register has them. Without a register nothing is said.
 */
#include "rules/internal.h"

static bool has_bodies(const struct ari_rules__pass *pass)
{
	return pass->rules->reg && pass->rules->reg->body_count;
}

/* -- bodies -- */

static void find_body(struct ari_rules__pass *pass,
		      const struct ari_value *value)
{
	const struct ari_register *reg = pass->rules->reg;
	struct ari_rules__near near = {.word = value->text};
	struct ari_str best = {NULL, 0};

	if (!value->text.len || ari_rules__body(pass->rules, value->text) ||
	    ari_register_body(reg, value->text, true))
		return;
	for (size_t i = 0; i < reg->body_count && ari_rules__wanted(pass);
	     i++) {
		struct ari_str was = near.best;

		ari_rules__try(&near, reg->bodies[i].code);
		ari_rules__try(&near, reg->bodies[i].name.text);
		for (size_t j = 0; j < reg->bodies[i].aliases.count; j++)
			ari_rules__try(&near,
				       reg->bodies[i].aliases.items[j].text);
		if (near.best.ptr != was.ptr)
			best = reg->bodies[i].code;
	}
	FIND(pass, ari_node_span(value->node),
	     ari_rules__short(pass, value->text),
	     ari_rules__mean(pass, best,
			     "write the code of a body of arising.yaml, or add "
			     "this one there"));
}

static void each_record_bodies(struct ari_rules__pass *pass,
			       void (*fn)(struct ari_rules__pass *pass,
					  const struct ari_value *value))
{
	const struct ari_plan *plan = pass->plan;

	for (size_t i = 0; i < plan->approval_count; i++)
		fn(pass, &plan->approvals[i].body);
	for (size_t i = 0; i < plan->count; i++) {
		const struct ari_record *record = &plan->records[i];

		pass->record = record;
		for (size_t j = 0; j < record->bodies.count; j++)
			fn(pass, &record->bodies.items[j]);
		fn(pass, &record->decision.body);
	}
}

static void check_body_unknown(struct ari_rules__pass *pass)
{
	if (has_bodies(pass))
		each_record_bodies(pass, find_body);
}

const struct ari_check ari_rules__body_unknown = {
    {"body-unknown", ARI_LEVEL_ERROR, "arising.yaml has no body \"{0}\"", "{1}",
     "Committees, boards and groups are written by their codes in the "
     "register."},
    ARI_CHECK_PLAN,
    check_body_unknown,
    0,
};

static void find_alias(struct ari_rules__pass *pass,
		       const struct ari_value *value)
{
	const struct ari_register *reg = pass->rules->reg;
	const struct ari_body *body;

	if (!value->text.len || ari_rules__body(pass->rules, value->text))
		return;
	body = ari_register_body(reg, value->text, true);
	if (body)
		FIND(pass, ari_node_span(value->node),
		     ari_rules__short(pass, value->text), body->code);
}

static void check_body_alias(struct ari_rules__pass *pass)
{
	if (has_bodies(pass))
		each_record_bodies(pass, find_alias);
}

const struct ari_check ari_rules__body_alias = {
    {"body-alias", ARI_LEVEL_WARNING, "\"{0}\" is another name of {1}",
     "write {1}",
     "One body has one code, so that its papers find all of its actions."},
    ARI_CHECK_PLAN,
    check_body_alias,
    0,
};

/* -- leads -- */

/* The id of the post whose title or holder is that name, or none. */
static struct ari_str post_of_name(const struct ari_register *reg,
				   struct ari_str name)
{
	for (size_t i = 0; i < reg->people_count; i++)
		if (ari_str_eq(reg->people[i].post.text, name) ||
		    ari_str_eq(reg->people[i].holder.text, name))
			return reg->people[i].id;
	return (struct ari_str){NULL, 0};
}

static struct ari_str near_post(const struct ari_register *reg,
				struct ari_str name)
{
	struct ari_rules__near near = {.word = name};
	struct ari_str id = post_of_name(reg, name);

	for (size_t i = 0; i < reg->people_count && !id.ptr; i++)
		ari_rules__try(&near, reg->people[i].id);
	return id.ptr ? id : near.best;
}

static void check_lead_unknown(struct ari_rules__pass *pass)
{
	const struct ari_register *reg = pass->rules->reg;
	const struct ari_values *leads = &pass->record->leads;

	if (!reg)
		return;
	for (size_t i = 0; i < leads->count; i++) {
		struct ari_str id = leads->items[i].text;
		struct ari_str best = {NULL, 0};

		if (!id.len || ari_rules__post(pass->rules, id))
			continue;
		if (ari_rules__wanted(pass))
			best = near_post(reg, id);
		FIND(pass, ari_node_span(leads->items[i].node),
		     ari_rules__short(pass, id),
		     ari_rules__mean(pass, best,
				     "write the id of a post in people: of "
				     "arising.yaml, or add the post there"));
	}
}

const struct ari_check ari_rules__lead_unknown = {
    {"lead-unknown", ARI_LEVEL_ERROR,
     "arising.yaml has no post \"{0}\" among its people", "{1}",
     "A lead is a post of the register, so that a new holder changes one "
     "line."},
    ARI_CHECK_RECORD,
    check_lead_unknown,
    0,
};

/* -- names in running text -- */

static void find_in_text(struct ari_rules__pass *pass,
			 const struct ari_value *text,
			 const struct ari_body *body,
			 const struct ari_value *alias)
{
	struct ari_str code = body->code;
	char lower[64];
	size_t at;

	if (!text->text.len || !alias->text.len ||
	    alias->text.len >= sizeof(lower))
		return;
	for (size_t i = 0; i < alias->text.len; i++)
		lower[i] = ari_rules__lower(alias->text.ptr[i]);
	lower[alias->text.len] = '\0';
	if (ari_rules__phrase(&at, text->text, lower))
		FIND(pass,
		     ari_rules__inside(pass, text->node, at,
				       at + alias->text.len),
		     alias->text, code,
		     body->name.text.len ? body->name.text : code);
}

static void check_alias_in_prose(struct ari_rules__pass *pass)
{
	const struct ari_register *reg = pass->rules->reg;
	const struct ari_record *record = pass->record;

	for (size_t i = 0; reg && i < reg->body_count; i++) {
		const struct ari_body *body = &reg->bodies[i];

		for (size_t j = 0; j < body->aliases.count; j++) {
			find_in_text(pass, &record->action, body,
				     &body->aliases.items[j]);
			find_in_text(pass, &record->update, body,
				     &body->aliases.items[j]);
		}
	}
}

const struct ari_check ari_rules__alias_in_prose = {
    {"alias-in-prose", ARI_LEVEL_OFF, "\"{0}\" is another name of {2}",
     "write {1} or {2}",
     "Texts call a body by its code or name. Off unless the register asks."},
    ARI_CHECK_RECORD,
    check_alias_in_prose,
    0,
};
