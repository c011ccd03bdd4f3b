/*
 * Editorial or not: whether two texts differ in nothing but case, space,
 * quotes or dashes. The test that keeps a tidied apostrophe out of what a
 * committee is told has changed.
 */
#include <arising/movement.h>

#define SPACE 0x20
#define QUOTE 0x27
#define DASH 0x2D

static bool is_space(uint32_t point)
{
	return point == SPACE || (point >= 0x09 && point <= 0x0D) ||
	       point == 0xA0 || point == 0xAD || /* no-break, soft hyphen */
	       (point >= 0x2000 && point <= 0x200B) || point == 0x202F ||
	       point == 0x3000 || point == 0xFEFF;
}

static bool is_quote(uint32_t point)
{
	return point == 0x22 || point == 0x27 || point == 0x60 ||
	       point == 0xAB || point == 0xB4 || point == 0xBB ||
	       (point >= 0x2018 && point <= 0x201F) || point == 0x2032 ||
	       point == 0x2033;
}

static bool is_dash(uint32_t point)
{
	return point == DASH || (point >= 0x2010 && point <= 0x2015) ||
	       point == 0x2212;
}

/* Lower case of the letters of English, French and Welsh names. */
static uint32_t fold_case(uint32_t point)
{
	if (point >= 'A' && point <= 'Z')
		return point + 0x20;
	if (point >= 0xC0 && point <= 0xDE && point != 0xD7)
		return point + 0x20;
	if (point == 0x174 || point == 0x176) /* W and Y, circumflex */
		return point + 1;
	return point;
}

static uint32_t fold(uint32_t point)
{
	if (is_space(point))
		return SPACE;
	if (is_quote(point))
		return QUOTE;
	if (is_dash(point))
		return DASH;
	return fold_case(point);
}

static bool is_digit(uint32_t point)
{
	return point >= '0' && point <= '9';
}

/* A text being read without its spaces. */
struct reader {
	struct ari_str text;
	size_t at;
	uint32_t last;
};

/*
 * The next folded character; 0 at the end. Space counts between digits
 * only: "1 000" and "10 00" are not one figure.
 */
static uint32_t next_folded(struct reader *reader)
{
	bool spaced = false;

	while (reader->at < reader->text.len) {
		size_t before = reader->at;
		uint32_t point = fold(ari_utf8_next(reader->text, &reader->at));

		if (point == SPACE) {
			spaced = true;
			continue;
		}
		if (spaced && is_digit(reader->last) && is_digit(point)) {
			reader->at = before;
			point = SPACE;
		}
		reader->last = point;
		return point + 1;
	}
	return 0;
}

bool ari_movement_editorial(struct ari_str a, struct ari_str b)
{
	struct reader x = {.text = a}, y = {.text = b};
	uint32_t p, q;

	do {
		p = next_folded(&x);
		q = next_folded(&y);
	} while (p && p == q);
	return p == q;
}
