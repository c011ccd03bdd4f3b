/*
 * The examples of the rules: the files of tests/rules, carried into the
 * program as they stand, so that what `arising rules CODE` prints is what
 * the tests run.
 */
#include "rules/internal.h"
#include "rules/table.h"

#include "base/carry.h"

#define CARRY(ident, path)                                                     \
	ARI_CARRY(ari_rules__text_##ident, "tests/rules/" path);

#define CARRY_PAIR(ident, code)                                                \
	CARRY(ident##_good, code "/good.yaml")                                 \
	CARRY(ident##_bad, code "/bad.yaml")
#define CARRY_JSON(ident, code)                                                \
	CARRY(ident##_good, code "/good.json")                                 \
	CARRY(ident##_bad, code "/bad.json")
#define CARRY_SCHEMA(ident, code) CARRY(ident##_schema, code "/schema.json")
#define CARRY_BEFORE(ident, code) CARRY(ident##_before, code "/before.yaml")
#define CARRY_OTHER(ident, code) CARRY(ident##_other, code "/other.yaml")
#define CARRY_REGISTER(ident, code)                                            \
	CARRY(ident##_register, code "/register.yaml")

ARI_RULES__TABLE(CARRY_PAIR)
ARI_RULES__READING(CARRY_PAIR)
ARI_RULES__JSON(CARRY_JSON)
ARI_RULES__SCHEMA(CARRY_SCHEMA)
ARI_RULES__BEFORE(CARRY_BEFORE)
ARI_RULES__OTHER(CARRY_OTHER)
ARI_RULES__REGISTER(CARRY_REGISTER)
CARRY(every_register, "register.yaml")

struct text {
	const char *code;
	const char *start;
	const char *end;
};

#define TEXT(ident, code)                                                      \
	{                                                                      \
		code, ari_rules__text_##ident, ari_rules__text_##ident##_end   \
	}
#define GOOD_ROW(ident, code) TEXT(ident##_good, code),
#define BAD_ROW(ident, code) TEXT(ident##_bad, code),
#define BEFORE_ROW(ident, code) TEXT(ident##_before, code),
#define OTHER_ROW(ident, code) TEXT(ident##_other, code),
#define SCHEMA_ROW(ident, code) TEXT(ident##_schema, code),
#define REGISTER_ROW(ident, code) TEXT(ident##_register, code),
#define END_ROW                                                                \
	{                                                                      \
		NULL, NULL, NULL                                               \
	}

static const struct text good_texts[] = {ARI_RULES__TABLE(
    GOOD_ROW) ARI_RULES__READING(GOOD_ROW) ARI_RULES__JSON(GOOD_ROW) END_ROW};
static const struct text bad_texts[] = {ARI_RULES__TABLE(
    BAD_ROW) ARI_RULES__READING(BAD_ROW) ARI_RULES__JSON(BAD_ROW) END_ROW};
static const struct text json_texts[] = {ARI_RULES__JSON(BAD_ROW) END_ROW};
static const struct text schema_texts[] = {ARI_RULES__SCHEMA(SCHEMA_ROW)
					       END_ROW};
static const struct text before_texts[] = {ARI_RULES__BEFORE(BEFORE_ROW)
					       END_ROW};
static const struct text other_texts[] = {ARI_RULES__OTHER(OTHER_ROW) END_ROW};
static const struct text register_texts[] = {ARI_RULES__REGISTER(REGISTER_ROW)
						 END_ROW};

static struct ari_str find_text(const struct text *texts, struct ari_str code)
{
	for (; texts->code; texts++)
		if (ari_str_is(code, texts->code))
			return (struct ari_str){
			    texts->start, (size_t)(texts->end - texts->start)};
	return (struct ari_str){NULL, 0};
}

bool ari_rules_example(struct ari_example *out, struct ari_str code, bool good)
{
	static const struct text every = TEXT(every_register, NULL);
	const struct ari_check *check = ari_rules_find(code);
	struct ari_example found = {
	    .text = find_text(good ? good_texts : bad_texts, code),
	    .before = find_text(before_texts, code),
	    .other = find_text(other_texts, code),
	    .reg = find_text(register_texts, code),
	    .schema = find_text(schema_texts, code),
	    .is_json = find_text(json_texts, code).ptr,
	};

	if (!found.text.ptr)
		return false;
	found.own_reg = found.reg.ptr;
	if (check && check->scope == ARI_CHECK_REGISTER)
		found.reg = found.text;
	else if (check && !found.reg.ptr)
		found.reg = (struct ari_str){every.start,
					     (size_t)(every.end - every.start)};
	*out = found;
	return true;
}
