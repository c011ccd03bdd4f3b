/*
 * The examples of the rules: the files of tests/rules, carried into the
 * program as they stand, so that what `arising rules CODE` prints is what
 * the tests run.
 */
#include "rules/internal.h"
#include "rules/table.h"

/* Carry a file; its bounds are two symbols of this room. */
#define CARRY(ident, path)                                                     \
	__asm__(".pushsection .rodata, \"a\"\n"                                \
		".global ari_rules__text_" #ident "\n"                         \
		".hidden ari_rules__text_" #ident "\n"                         \
		".global ari_rules__ends_" #ident "\n"                         \
		".hidden ari_rules__ends_" #ident "\n"                         \
		"ari_rules__text_" #ident ":\n"                                \
		".incbin \"tests/rules/" path "\"\n"                           \
		"ari_rules__ends_" #ident ":\n"                                \
		".byte 0\n"                                                    \
		".popsection\n");                                              \
	extern const char ari_rules__text_##ident[];                           \
	extern const char ari_rules__ends_##ident[];

#define CARRY_PAIR(ident, code)                                                \
	CARRY(ident##_good, code "/good.yaml")                                 \
	CARRY(ident##_bad, code "/bad.yaml")
#define CARRY_BEFORE(ident, code) CARRY(ident##_before, code "/before.yaml")
#define CARRY_OTHER(ident, code) CARRY(ident##_other, code "/other.yaml")
#define CARRY_REGISTER(ident, code)                                            \
	CARRY(ident##_register, code "/register.yaml")

ARI_RULES__TABLE(CARRY_PAIR)
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
		code, ari_rules__text_##ident, ari_rules__ends_##ident         \
	}
#define GOOD_ROW(ident, code) TEXT(ident##_good, code),
#define BAD_ROW(ident, code) TEXT(ident##_bad, code),
#define BEFORE_ROW(ident, code) TEXT(ident##_before, code),
#define OTHER_ROW(ident, code) TEXT(ident##_other, code),
#define REGISTER_ROW(ident, code) TEXT(ident##_register, code),
#define END_ROW                                                                \
	{                                                                      \
		NULL, NULL, NULL                                               \
	}

static const struct text good_texts[] = {ARI_RULES__TABLE(GOOD_ROW) END_ROW};
static const struct text bad_texts[] = {ARI_RULES__TABLE(BAD_ROW) END_ROW};
static const struct text before_texts[] = {ARI_RULES__BEFORE(BEFORE_ROW)
					       END_ROW};
static const struct text other_texts[] = {ARI_RULES__OTHER(OTHER_ROW) END_ROW};
static const struct text register_texts[] = {ARI_RULES__REGISTER(REGISTER_ROW)
						 END_ROW};

static struct ari_str find_text(const struct text *texts, const char *code)
{
	for (; texts->code; texts++)
		if (ari_str_is(ari_str_from(code), texts->code))
			return (struct ari_str){
			    texts->start, (size_t)(texts->end - texts->start)};
	return (struct ari_str){NULL, 0};
}

void ari_rules_example(struct ari_example *out, const struct ari_check *check,
		       bool good)
{
	static const struct text every = TEXT(every_register, NULL);
	const char *code = check->rule.code;

	out->text = find_text(good ? good_texts : bad_texts, code);
	out->before = find_text(before_texts, code);
	out->other = find_text(other_texts, code);
	out->reg = find_text(register_texts, code);
	if (check->scope == ARI_CHECK_REGISTER)
		out->reg = out->text;
	else if (!out->reg.ptr)
		out->reg = (struct ari_str){every.start,
					    (size_t)(every.end - every.start)};
}
