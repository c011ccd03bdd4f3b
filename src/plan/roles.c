/*
 * Who may do what: asked of the register's `roles` as they are written. For
 * a server's hook, so whatever cannot be read lets nobody through.
 */
#include "plan/internal.h"

#define EVERYBODY "*"

/* Whether a list, or a single name, holds name or stands for everybody. */
static bool lists(const struct ari_node *list, struct ari_str name)
{
	const struct ari_node *items = list;
	uint32_t len = 1;

	if (list->kind == ARI_NODE_SEQUENCE) {
		items = list->u.items;
		len = list->len;
	}
	for (uint32_t i = 0; i < len; i++) {
		if (!ari_plan__is_text(&items[i]))
			continue;
		if ((name.len && ari_str_eq(ari_node_text(&items[i]), name)) ||
		    ari_str_is(ari_node_text(&items[i]), EVERYBODY))
			return true;
	}
	return false;
}

/* Whether a group that is listed has the user; groups hold no groups. */
static bool in_group(const struct ari_node *groups, const struct ari_node *list,
		     struct ari_str user)
{
	if (!groups || groups->kind != ARI_NODE_MAPPING)
		return false;
	for (uint32_t i = 0; i + 1 < groups->len; i += 2)
		if (lists(list, ari_node_text(&groups->u.items[i])) &&
		    lists(&groups->u.items[i + 1], user))
			return true;
	return false;
}

/* The list that says who may edit a plan; NULL: nothing says. */
static const struct ari_node *find_editors(const struct ari_node *plans,
					   struct ari_str plan)
{
	const struct ari_node *list = NULL;

	if (plans->kind != ARI_NODE_MAPPING)
		return plans;
	if (plan.len)
		list = ari_node_get_str(plans, plan);
	return list ? list : ari_node_get(plans, EVERYBODY);
}

static const char *const keys[] = {
    [ARI_RIGHT_REGISTER] = "register",
    [ARI_RIGHT_CYCLES] = "cycles",
    [ARI_RIGHT_STAGE] = "stage",
    [ARI_RIGHT_PLAN] = "plans",
};

bool ari_register_may(const struct ari_register *reg, enum ari_right right,
		      struct ari_str plan, struct ari_str user)
{
	const struct ari_node *roles =
	    reg ? ari_node_get(reg->node, "roles") : NULL;
	const struct ari_node *list;

	if (!roles)
		return true;
	if (roles->kind != ARI_NODE_MAPPING)
		return false;
	list = ari_node_get(roles, keys[right]);
	if (list && right == ARI_RIGHT_PLAN)
		list = find_editors(list, plan);
	if (!list)
		return right != ARI_RIGHT_REGISTER;
	if (lists(list, user))
		return true;
	return user.len && in_group(ari_node_get(roles, "groups"), list, user);
}

bool ari_register_signed(const struct ari_register *reg, enum ari_right right)
{
	const struct ari_node *roles =
	    reg ? ari_node_get(reg->node, "roles") : NULL;
	const struct ari_node *list =
	    roles ? ari_node_get(roles, "signed") : NULL;

	return list && (list->kind == ARI_NODE_MAPPING ||
			lists(list, ari_str_from(keys[right])));
}
