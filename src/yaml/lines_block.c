/*
 * Ordinary block texts: `|` and `>` with their marks, gathered line by line
 * as libyaml does it. See lines.h.
 */
#include "yaml/lines.h"

/* How a block text is to be read, and how far it is. */
struct block {
	bool folded;
	char chomp;	 /* '-' drops the last line end, '+' keeps all, or 0 */
	int32_t indent;	 /* column of its text; 0: as its first line has it */
	uint32_t line;	 /* the line looked at next */
	uint32_t end;	 /* of its last line that is not empty; 0: none yet */
	uint32_t breaks; /* empty lines since */
	bool begun;
	bool blank; /* the last line began with a blank */
};

/* The mark and what may follow it; l->at is then its line's end. */
static int read_head(struct block *block, struct ari_yaml__lines *l)
{
	uint32_t at = l->at;

	*block = (struct block){.folded = l->p[at++] == '>'};
	for (int i = 0; i < 2; i++) {
		char c = l->p[at];

		if ((c == '-' || c == '+') && !block->chomp)
			block->chomp = c;
		else if (c >= '1' && c <= '9' && !block->indent)
			block->indent = lines_indent(l) + (c - '0');
		else
			break;
		at++;
	}
	l->at = lines_skip(l, at);
	if (l->p[l->at] == '#' && l->at > at)
		l->at = lines_end(l, l->at);
	block->line = l->at + 1;
	return l->p[l->at] == '\n' ? 0 : -1;
}

/*
 * Find the column of a text that has it from its first line. An empty line
 * before it that is longer would be the column: that is no ordinary text.
 */
static int find_indent(struct block *block, const struct ari_yaml__lines *l)
{
	uint32_t line = block->line, word = line, longest = 0;

	while (line < l->len) {
		for (word = line; l->p[word] == ' ';)
			word++;
		if (!lines_at_end(l, word))
			break;
		if (word - line > longest)
			longest = word - line;
		line = lines_skip(l, word) + 1;
	}
	if (line == l->len || word - line < longest ||
	    (int32_t)(word - line) <= lines_indent(l))
		return -1;
	block->indent = (int32_t)(word - line);
	return 0;
}

/* Line ends between the text so far and its next line, as libyaml folds. */
static void put_breaks(struct block *block, struct ari_buf *text, bool blank)
{
	if (block->begun) {
		if (!block->folded || block->blank || blank)
			ari_buf_byte(text, '\n');
		else if (!block->breaks)
			ari_buf_byte(text, ' ');
	}
	if (block->breaks)
		ari_buf_repeat(text, '\n', block->breaks);
	block->breaks = 0;
	block->begun = true;
	block->blank = blank;
}

/* Take the line; false when the text ended before it. */
static bool take_line(struct block *block, struct ari_yaml__lines *l)
{
	uint32_t at = block->line, limit = at + (uint32_t)block->indent, end;

	while (at < limit && l->p[at] == ' ')
		at++;
	if (lines_at_end(l, at)) {
		block->breaks++;
		block->line = lines_skip(l, at) + 1;
		return true;
	}
	if (at < limit)
		return false;
	end = lines_end(l, at);
	block->line = end + 1;
	end -= l->p[end - 1] == '\r';
	put_breaks(block, &l->text, l->p[at] == ' ');
	ari_buf_add(&l->text, l->p + at, end - at);
	if (l->p[lines_skip(l, at)] != '\n')
		block->end = end;
	return true;
}

/* The line ends behind the text: those that its mark lets stand. */
static int put_tail(const struct block *block, struct ari_yaml__lines *l)
{
	/* The last line has no end of its own that could stand. */
	if (l->added && block->line == l->len)
		return block->end == l->len - 1 ? 0 : -1;
	if (block->chomp != '-')
		ari_buf_byte(&l->text, '\n');
	if (block->chomp == '+' && block->breaks)
		ari_buf_repeat(&l->text, '\n', block->breaks);
	return 0;
}

int ari_yaml__read_block(struct ari_yaml__lines *l)
{
	struct ari_node node = {
	    .kind = ARI_NODE_SCALAR, .type = ARI_TYPE_STRING, .start = l->at};
	struct block block;

	/* At the root the column counts from elsewhere. */
	if (!l->build->depth || read_head(&block, l) ||
	    (!block.indent && find_indent(&block, l)))
		return -1;
	ari_buf_clear(&l->text);
	while (block.line < l->len && take_line(&block, l))
		;
	if (!block.end || put_tail(&block, l))
		return -1;
	node.style = block.folded ? ARI_STYLE_FOLDED : ARI_STYLE_LITERAL;
	node.end = block.end;
	l->at = block.line;
	return ari_yaml__take_text(l, &node) ? -1
					     : ari_build_push(l->build, node);
}
