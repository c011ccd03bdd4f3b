/*
 * Patterns mean what ECMA-262 says with the u flag, whatever PCRE2 would
 * make of them, and no pattern runs away.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <arising/pattern.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define LONG_TEXT 65536

static struct ari_pattern *compile(struct ari_str source)
{
	struct ari_pattern *pattern;
	struct ari_error err;

	if (ari_pattern_new(&pattern, source, &err))
		fail_msg("%.*s: %s", (int)source.len, source.ptr, err.message);
	return pattern;
}

static int search(const char *source, struct ari_str text)
{
	struct ari_pattern *pattern = compile(ari_str_from(source));
	struct ari_error err;
	int found = ari_pattern_search(pattern, text, &err);

	if (found < 0)
		assert_int_equal(err.code, ARI_ERR_LIMIT);
	ari_pattern_free(pattern);
	return found;
}

/* -- what is found -- */

struct row {
	const char *pattern;
	const char *yes[6];
	const char *no[6];
};

static const struct row rows[] = {
    /* Sets are of ASCII, except \s. */
    {"\\w", {"a", "_", "0"}, {"é", "-", ""}},
    {"^\\W$", {"é", "-", "🐲"}, {"a", "_"}},
    {"^\\d$", {"4"}, {"\u07c0", "\u09ea", "\uff14"}},
    {"^\\D$", {"\u07c0", "a"}, {"4"}},
    {"^\\s$",
     {"\u00a0", "\u2029", "\ufeff", "\u1680", "\v", "\u3000"},
     {"\u180e", "\u200b", "\xc2\x85", "a"}},
    {"^\\S$", {"\u180e", "\u200b", "\xc2\x85", "é"}, {"\ufeff", "\u2003"}},
    {"^[\\s]$", {"\u202f", "\t"}, {"a"}},
    {"^[\\S]$", {"a", "\u200b"}, {"\u00a0", "\u2028"}},
    {"^[^\\s]$", {"a"}, {"\ufeff"}},
    {"^[\\W]$", {"é", "\U0010ffff"}, {"z", "0"}},
    {"^[^\\W]$", {"z", "_"}, {"é"}},
    {"^[\\D]$", {"é"}, {"9"}},
    {"^[\\w.-]+$", {"a.b-c"}, {"a b", "é"}},
    {"\\bé", {"aé"}, {"é", " é"}},
    {"\\B", {"", "é", "ab"}, {"a"}},
    {"[a-z]cole", {"ecole"}, {"École", "\u00e9cole"}},
    {"\\p{Letter}cole", {"École", "école", "ecole"}, {"cole", "1cole"}},
    /* Anchors and the dot. */
    {"^a$", {"a"}, {"a\n", "\na", "a\na"}},
    {"^.$", {"a", "🐲", "\xc2\x85"}, {"\n", "\r", "\u2028", "\u2029", ""}},
    {"^[^]$", {"\n", "🐲"}, {""}},
    {"[]", {NULL}, {"", "a", "[]"}},
    {"^$", {""}, {"\n"}},
    {"a|", {"", "b"}, {NULL}},
    /* Escapes. */
    {"^\\cC$", {"\x03"}, {"cC", "C"}},
    {"^\\cc$", {"\x03"}, {"c"}},
    {"^\\x41\\u0042\\u{43}$", {"ABC"}, {"abc"}},
    {"^\\u{000000041}$", {"A"}, {"a"}},
    {"^\\t\\n\\v\\f\\r$", {"\t\n\v\f\r"}, {"tnvfr"}},
    {"^[\\b]$", {"\b"}, {"b"}},
    {"^\\/\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|$",
     {"/^$\\.*+?()[]{}|"},
     {"/"}},
    {"^[\\-a]+$", {"-a"}, {"b"}},
    {"^[a-]+$", {"-a"}, {"b"}},
    {"^[-a]+$", {"-a"}, {"b"}},
    {"^[[:alpha:]+$", {"[:alph"}, {"b", "z"}},
    {"^[.*+?^$(){}|/]+$", {".*+?^$(){}|/"}, {"\\"}},
    {"^[\\^\\]\\\\]+$", {"^]\\"}, {"a"}},
    {"^ #~&&--$", {" #~&&--"}, {"~"}},
    /* Characters beyond 16 bits are one. */
    {"^🐲*$", {"", "🐲", "🐲🐲"}, {"🐉", "🐲\n"}},
    {"^🐲{2}$", {"🐲🐲"}, {"🐲"}},
    {"^\\uD83D\\uDC32$", {"🐲"}, {"🐉"}},
    {"^[\\uD83D\\uDC32]$", {"🐲"}, {"🐉"}},
    {"^[🐲-🐴]$", {"🐳"}, {"🐵"}},
    {"^\\u{1F432}$", {"🐲"}, {"u"}},
    {"^[^\\uD800]$", {"a", "🐲"}, {""}},
    {"\\uD83D", {NULL}, {"🐲", "a", ""}},
    {"^[\\uD800-\\uE000]$", {"\ue000"}, {"\ud7ff", "a"}},
    {"^[\\uD800-\\uDFFF]", {NULL}, {"a", "🐲"}},
    /* Properties. */
    {"^\\p{digit}+$", {"42", "\u09ea\u09e8"}, {"-%#", "a"}},
    {"^\\p{gc=Nd}$", {"4"}, {"a"}},
    {"^\\p{General_Category=Decimal_Number}$", {"4"}, {"a"}},
    {"^\\p{Lu}\\p{Lowercase_Letter}$", {"Éa", "Az"}, {"aA"}},
    {"^\\p{LC}$", {"a", "É"}, {"1", "א"}},
    {"^\\p{Script=Greek}$", {"α"}, {"a"}},
    {"^\\p{sc=Grek}$", {"α"}, {"a"}},
    {"^\\p{scx=Deva}$", {"क", "\u0964"}, {"a"}},
    {"^\\p{sc=Deva}$", {"क"}, {"\u0964"}},
    {"^\\P{Script_Extensions=Latin}$", {"α"}, {"a"}},
    {"^\\p{ASCII}\\P{ASCII}$", {"aé"}, {"éa"}},
    {"^\\p{Any}$", {"\n", "🐲"}, {""}},
    {"^\\p{Assigned}$", {"a"}, {"\u0378"}},
    {"^\\P{Assigned}$", {"\u0378"}, {"a"}},
    {"^\\p{Alphabetic}\\p{White_Space}$", {"a "}, {"1 "}},
    {"^\\p{Emoji}$", {"🐲", "1"}, {"a"}},
    {"^[\\p{Lu}\\d]+$", {"É1"}, {"é"}},
    {"^[^\\p{Lu}]$", {"é"}, {"É"}},
    /* Groups and what refers to them. */
    {"^(?<year>\\d{4})-\\k<year>$", {"2021-2021"}, {"2021-2022"}},
    {"^(?<añ\\u006f>a)\\k<año>$", {"aa"}, {"ab"}},
    {"^(?<$_>a)(b)\\2\\1$", {"abba"}, {"abab"}},
    {"^\\1(a)$", {"a"}, {"aa"}},
    {"^(a\\1)$", {"a"}, {"aa"}},
    {"^\\k<n>(?<n>a)$", {"a"}, {"aa"}},
    {"^(?:(a)|b)\\1$", {"aa", "b"}, {"a", "ba"}},
    {"^(?:\\1(a))+$", {"a", "aa", "aaa"}, {"b"}},
    {"^(?:(.)\\1)+$", {"aabb"}, {"aab", "ab"}},
    {"^(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)\\10$", {"abcdefghijj"}, {"abcdefghija"}},
    {"([\"']).*?\\1", {"'a'", "\"'\""}, {"'a\""}},
    {"^(?=.*a)(?!.*b)", {"a", "ca"}, {"ab", "c"}},
    {"(?<=a|bc)d", {"ad", "bcd"}, {"cd"}},
    {"(?<!\\$)\\b\\d+", {"42"}, {"$4"}},
    /* Quantifiers. */
    {"^a{2}b{1,}c{0,2}$", {"aab", "aabbcc"}, {"ab", "aabccc"}},
    {"^(?:a?){3}b$", {"b", "aaab"}, {"aaaab"}},
    {"^a{0}b$", {"b"}, {"ab"}},
    {"^a+?b*?c??$", {"a", "aabbc"}, {"cb"}},
    {"^a{00002,000000000000000003}$", {"aa", "aaa"}, {"a"}},
};

static void patterns_mean_what_they_say(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *pattern = rows[i].pattern;
		size_t j;

		for (j = 0; j < 6 && rows[i].yes[j]; j++)
			if (search(pattern, ari_str_from(rows[i].yes[j])) != 1)
				fail_msg("%s misses %s", pattern,
					 rows[i].yes[j]);
		for (j = 0; j < 6 && rows[i].no[j]; j++)
			if (search(pattern, ari_str_from(rows[i].no[j])) != 0)
				fail_msg("%s finds %s", pattern, rows[i].no[j]);
	}
}

static void nul_is_a_character(void **state)
{
	struct ari_pattern *pattern = compile(ARI_STR("^a\0b$"));

	(void)state;
	assert_int_equal(ari_pattern_search(pattern, ARI_STR("a\0b"), NULL), 1);
	ari_pattern_free(pattern);
	assert_int_equal(search("^\\0[\\0]$", ARI_STR("\0\0")), 1);
	assert_int_equal(search("^$", (struct ari_str){NULL, 0}), 1);
}

/* -- what is refused -- */

/* Text that is no pattern, and the character the message names. */
static const struct {
	const char *pattern;
	unsigned at;
} broken[] = {
    {"\\a", 1},
    {"\\_", 1},
    {"\\Z", 1},
    {"\\A", 1},
    {"\\z", 1},
    {"\\h", 1},
    {"\\Qa\\E", 1},
    {"\\K", 1},
    {"\\G", 1},
    {"\\R", 1},
    {"\\X", 1},
    {"\\N", 1},
    {"\\e", 1},
    {"\\-", 1},
    {"\\\"", 1},
    {"\\é", 1},
    {"é\\ ", 2},
    {"a\\", 2},
    {"a++", 3},
    {"a{2}+", 5},
    {"a??+", 4},
    {"a**", 3},
    {"*a", 1},
    {"a|*", 3},
    {"(*UTF)", 2},
    {"(?:+)", 4},
    {"^*", 2},
    {"$?", 2},
    {"\\b+", 3},
    {"(?=a)*", 6},
    {"(?!a)?", 6},
    {"(?<=a){2}", 7},
    {"(?>a)", 1},
    {"(?i)a", 1},
    {"(?i:a)", 1},
    {"(?#a)", 1},
    {"(?|a)", 1},
    {"(?P<n>a)", 1},
    {"(?R)", 1},
    {"(?'n'a)", 1},
    {"(?(1)a)", 1},
    {"(?C)", 1},
    {"{", 1},
    {"}", 1},
    {"]", 1},
    {"a{", 2},
    {"a{,5}", 2},
    {"a{2", 2},
    {"a{2,1}", 2},
    {"a{x}", 2},
    {"a{ 2}", 2},
    {"a{99999999999999999999,99999999999999999998}", 2},
    {"(a", 3},
    {"a)", 2},
    {"(", 2},
    {"[a", 1},
    {"[a\\]", 1},
    {"[b-a]", 2},
    {"[\\d-a]", 2},
    {"[a-\\d]", 2},
    {"[a--]", 2},
    {"[\\B]", 2},
    {"[\\k<n>]", 2},
    {"[\\1]", 2},
    {"[[:alpha:]]", 11},
    {"\\1", 1},
    {"(a)\\2", 4},
    {"\\k", 1},
    {"\\k<n>", 1},
    {"(?<n>a)\\k<m>", 8},
    {"(?<n>a)(?<n>b)", 8},
    {"(?<1>a)", 4},
    {"(?<>a)", 4},
    {"(?<a-b>a)", 5},
    {"(?<n", 4},
    {"\\01", 1},
    {"\\00", 1},
    {"\\x1", 1},
    {"\\xg0", 1},
    {"\\u12", 1},
    {"\\u{}", 1},
    {"\\u{110000}", 1},
    {"\\u{12", 1},
    {"\\c", 1},
    {"\\c1", 1},
    {"\\p", 1},
    {"\\pL", 1},
    {"\\p{}", 1},
    {"\\p{latin}", 1},
    {"\\p{Latin}", 1},
    {"\\p{sc=latin}", 1},
    {"\\p{Script}", 1},
    {"\\p{gc=Latin}", 1},
    {"\\p{lu}", 1},
    {"\\p{^Lu}", 1},
    {"\\p{L&}", 1},
    {"\\p{Uppercase_letter}", 1},
    {"\\p{ Lu}", 1},
    {"\\p{InBasicLatin}", 1},
    {"\\p{Lu,Ll}", 1},
    {"[\\p{Foo}]", 2},
};

static void what_ecma_lacks_is_refused(void **state)
{
	struct ari_pattern *pattern;
	struct ari_error err;
	char place[40];

	(void)state;
	for (size_t i = 0; i < COUNT(broken); i++) {
		struct ari_str source = ari_str_from(broken[i].pattern);

		if (!ari_pattern_check(source, &err))
			fail_msg("%s passes", broken[i].pattern);
		assert_int_equal(err.code, ARI_ERR_INVALID);
		snprintf(place, sizeof(place), "at character %u of",
			 broken[i].at);
		if (!strstr(err.message, place))
			fail_msg("%s: %s", broken[i].pattern, err.message);
		assert_int_equal(ari_pattern_new(&pattern, source, &err), -1);
	}
	assert_int_equal(ari_pattern_check(ARI_STR("\xff"), NULL), -1);
	assert_int_equal(ari_pattern_check(ARI_STR("\xed\xa0\x80"), NULL), -1);
}

/* Valid, yet PCRE2 would give it another meaning or none. */
static const struct {
	const char *pattern;
	const char *why;
} unrunnable[] = {
    {"(?<=a+)b", "fixed length"},
    {"(?<=(?:a|bc))d", "fixed length"},
    {"(?<!a*)b", "fixed length"},
    {"(?<=\\1(a))", "look-behind"},
    {"(a)(?<=\\1)", "look-behind"},
    {"(?:(a)|b)*\\1", "turn of a loop"},
    {"(?:(a)?b)*\\1", "turn of a loop"},
    {"(?:(?:(a)|b)\\1)*", "turn of a loop"},
    {"(a?)*\\1", "turn of a loop"},
    {"(?:(?=(a)))?\\1", "turn of a loop"},
    {"a{65536}", "65535"},
    {"\\p{Changes_When_NFKC_Casefolded}", "is not known"},
};

static void what_cannot_be_run_says_so(void **state)
{
	struct ari_pattern *pattern;
	struct ari_error err;

	(void)state;
	for (size_t i = 0; i < COUNT(unrunnable); i++) {
		struct ari_str source = ari_str_from(unrunnable[i].pattern);

		assert_int_equal(ari_pattern_check(source, &err), 0);
		if (!ari_pattern_new(&pattern, source, &err))
			fail_msg("%s is run", unrunnable[i].pattern);
		assert_int_equal(err.code, ARI_ERR_INVALID);
		assert_non_null(strstr(err.message, "is valid but cannot"));
		if (!strstr(err.message, unrunnable[i].why))
			fail_msg("%s: %s", unrunnable[i].pattern, err.message);
	}
}

/* -- nothing runs away -- */

/* A text made of a unit, over and over, and a last character. */
static char *repeat(const char *unit, size_t len, char last)
{
	char *text = malloc(len);

	assert_non_null(text);
	for (size_t i = 0; i < len; i++)
		text[i] = unit[i % strlen(unit)];
	text[len - 1] = last;
	return text;
}

static const struct {
	const char *pattern;
	const char *unit;
	char last;
} hostile[] = {
    {"^(a+)+$", "a", '!'},
    {"^(a|a)*$", "a", '!'},
    {"^(a|aa)+$", "a", '!'},
    {"(x+x+)+y", "x", 'z'},
    {"(x+x+)+[yz]{2}", "xxxxxxxxxxxxxxxxxx-", '-'},
    {"^(([a-z])+.)+[A-Z]([a-z])+$", "a", 'a'},
    {"(.*)*[xy]", "a", 'a'},
    {"(a*)*[xy]", "a", 'a'},
    {"^(?:a?){60}a{60}[bc]", "a", 'a'},
    {"\\s+$", " ", '!'},
    {"a*[bc]", "a", 'a'},
    {"^(?:a|a*b)*[cd]", "a", 'a'},
    {"(?:a{30000})[bc]", "a", 'a'},
    {"a{29999}b{2}", "aaaaaaab", 'a'},
    {"(?<=(?:a|a){30}[bc])a", "a", 'a'},
    {"(?=(?:a|a){30}[bc])a", "a", 'a'},
    {"(?=(a+))a*[bc]\\1", "a", 'a'},
    {"(a*)\\1[bc]", "a", 'a'},
    {"^((ab)*)*((ab)*)*$", "ab", '!'},
    {"(?:(?:(?:a*)*)*)*[bc]", "a", 'a'},
};

/*
 * Each either ends with a verdict, within the steps that a step limit
 * leaves, or with ARI_ERR_LIMIT; search() asserts that it is no other.
 */
static void hostile_patterns_end(void **state)
{
	unsigned limited = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(hostile); i++) {
		char *text =
		    repeat(hostile[i].unit, LONG_TEXT, hostile[i].last);
		int found = search(hostile[i].pattern,
				   (struct ari_str){text, LONG_TEXT});

		free(text);
		if (found > 0)
			fail_msg("%s is found", hostile[i].pattern);
		limited += found < 0;
	}
	/* Without the meter PCRE2 would go on for years in most of them. */
	assert_true(limited >= COUNT(hostile) / 2);
}

/* The limit depends on pattern and text only: the same again and again. */
static void limits_are_the_same_every_time(void **state)
{
	struct ari_pattern *pattern = compile(ARI_STR("^(?:a?)+a*$"));
	struct ari_error err;
	char *text = repeat("a", LONG_TEXT, '!');
	int first[40];

	(void)state;
	for (int turn = 0; turn < 2; turn++)
		for (size_t i = 0; i < 40; i++) {
			struct ari_str tail = {text + LONG_TEXT - 1 - i * 40,
					       i * 40 + 1};
			int found = ari_pattern_search(pattern, tail, &err);

			if (!turn)
				first[i] = found;
			assert_int_equal(found, first[i]);
		}
	assert_int_equal(first[0], 0);
	free(text);
	ari_pattern_free(pattern);
}

static void honest_patterns_are_not_stopped(void **state)
{
	char *words = repeat("hello world ", LONG_TEXT, 'd');
	struct ari_str text = {words, LONG_TEXT};

	(void)state;
	assert_int_equal(search("^(?:[a-z]+ ?)+$", text), 1);
	assert_int_equal(search("[a-z]+@[a-z]+", text), 0);
	assert_int_equal(search("(?:world|moon) (?:goodbye|ciao)", text), 0);
	assert_int_equal(search("^[ -~]*$", text), 1);
	assert_int_equal(search("^\\S+(?: \\S+)*$", text), 1);
	free(words);
}

/* Build a pattern of many pieces and try to compile it. */
static enum ari_error_code compile_many(const char *piece, size_t count,
					const char *end, size_t ends)
{
	struct ari_pattern *pattern = NULL;
	struct ari_error err = {.code = ARI_OK};
	struct ari_buf buf;

	ari_buf_init(&buf, NULL);
	for (size_t i = 0; i < count; i++)
		ari_buf_puts(&buf, piece);
	for (size_t i = 0; i < ends; i++)
		ari_buf_puts(&buf, end);
	if (ari_pattern_new(&pattern, ari_buf_view(&buf), &err) == 0)
		ari_pattern_free(pattern);
	ari_buf_release(&buf);
	return err.code;
}

static void large_patterns_are_bounded(void **state)
{
	(void)state;
	assert_int_equal(compile_many("(?:", 250, "a)", 250), ARI_OK);
	assert_int_equal(compile_many("(?:", 251, "a)", 251), ARI_ERR_INVALID);
	assert_int_equal(compile_many("(", 20000, ")", 20000), ARI_ERR_INVALID);
	assert_int_equal(compile_many("(", 65536, "", 0), ARI_ERR_INVALID);
	assert_int_equal(compile_many("a", 65537, "", 0), ARI_ERR_LIMIT);
	assert_int_equal(compile_many("a", 10000, "", 0), ARI_OK);
	assert_int_equal(compile_many("(", 5, "a{0,100}){0,100}", 5),
			 ARI_ERR_LIMIT);
	assert_int_equal(compile_many("\\p{Lu}", 10922, "", 0), ARI_ERR_LIMIT);
	assert_int_equal(compile_many("[a-z", 1, "a-z", 20000),
			 ARI_ERR_INVALID);
	assert_int_equal(compile_many("(?<=", 1, "a|", 10000), ARI_ERR_INVALID);
	assert_int_equal(compile_many("(a)", 1500, "\\1", 1500), ARI_OK);
}

static void bad_text_is_an_error(void **state)
{
	struct ari_pattern *pattern = compile(ARI_STR("a"));
	struct ari_error err;

	(void)state;
	assert_int_equal(ari_pattern_search(pattern, ARI_STR("\xff\x61"), &err),
			 -1);
	assert_int_equal(err.code, ARI_ERR_INVALID);
	ari_pattern_free(pattern);
	ari_pattern_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(patterns_mean_what_they_say),
	    cmocka_unit_test(nul_is_a_character),
	    cmocka_unit_test(what_ecma_lacks_is_refused),
	    cmocka_unit_test(what_cannot_be_run_says_so),
	    cmocka_unit_test(hostile_patterns_end),
	    cmocka_unit_test(limits_are_the_same_every_time),
	    cmocka_unit_test(honest_patterns_are_not_stopped),
	    cmocka_unit_test(large_patterns_are_bounded),
	    cmocka_unit_test(bad_text_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
