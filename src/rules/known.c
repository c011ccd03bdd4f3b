/*
 * Posts and bodies by their ids and codes, as every record names them: a
 * table of one slot a hash in front of the register's own index, which is
 * asked when the slot holds another.
 */
#include "rules/internal.h"

/* FNV-1a, 32 bits. */
static size_t slot_of(struct ari_str name)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)name.ptr[i]) * 16777619u;
	return (hash ^ hash >> 16) % ARI_RULES__SLOTS;
}

void ari_rules__make_known(struct ari_rules *rules)
{
	const struct ari_register *reg = rules->reg;

	for (size_t i = 0; reg && i < reg->people_count; i++) {
		struct ari_str id = reg->people[i].id;

		rules->posts[slot_of(id)] = ari_register_post(reg, id);
	}
	for (size_t i = 0; reg && i < reg->body_count; i++) {
		struct ari_str code = reg->bodies[i].code;

		rules->bodies[slot_of(code)] =
		    ari_register_body(reg, code, false);
	}
}

const struct ari_post *ari_rules__post(const struct ari_rules *rules,
				       struct ari_str id)
{
	const struct ari_post *post = rules->posts[slot_of(id)];

	return post && ari_str_eq(post->id, id)
		   ? post
		   : ari_register_post(rules->reg, id);
}

const struct ari_body *ari_rules__body(const struct ari_rules *rules,
				       struct ari_str code)
{
	const struct ari_body *body = rules->bodies[slot_of(code)];

	return body && ari_str_eq(body->code, code)
		   ? body
		   : ari_register_body(rules->reg, code, false);
}
