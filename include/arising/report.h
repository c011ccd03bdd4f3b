/*
 * The report tree: headings, paragraphs, lists, tables and words, with no
 * format in it. Views build one from model and movements; render.h draws
 * any of them as text, Markdown or HTML.
 */
#ifndef ARISING_REPORT_H
#define ARISING_REPORT_H

#include <arising/base.h>

enum ari_report_kind {
	/* blocks */
	ARI_REPORT_DOCUMENT,
	ARI_REPORT_HEADING,   /* level 1 to 4 */
	ARI_REPORT_PARAGRAPH, /* inlines */
	ARI_REPORT_LIST,      /* items */
	ARI_REPORT_ITEM,      /* inlines */
	ARI_REPORT_TABLE,     /* rows; text is the caption */
	ARI_REPORT_ROW,	      /* cells */
	ARI_REPORT_CELL,      /* inlines; header or not */
	ARI_REPORT_PROSE,     /* text is CommonMark of an officer */
	ARI_REPORT_LINES,     /* text is lines of a file, as they stand */
	/* inlines */
	ARI_REPORT_TEXT,
	ARI_REPORT_STRONG,
	ARI_REPORT_INSERTED,
	ARI_REPORT_DELETED,
	ARI_REPORT_CODE,
	ARI_REPORT_BADGE, /* a state in a word; never colour alone */
	ARI_REPORT_KINDS,
};

/* What a badge says at a glance, besides its word. */
enum ari_tone {
	ARI_TONE_PLAIN,
	ARI_TONE_GOOD,
	ARI_TONE_BAD,
	ARI_TONE_WARN,
	ARI_TONE_MUTED,
};

struct ari_report_node {
	enum ari_report_kind kind;
	unsigned level; /* heading */
	enum ari_tone tone;
	bool header; /* cell: heads its column, or its row when first */
	struct ari_str text;
	struct ari_report_node *parent;
	struct ari_report_node *first;
	struct ari_report_node *last;
	struct ari_report_node *next;
};

/* A tree being built. Strings given are borrowed, nodes are the arena's. */
struct ari_report {
	struct ari_arena *arena;
	struct ari_report_node *root;
	struct ari_report_node *at; /* the open node */
	struct ari_str lang;	    /* en-GB */
	bool failed;		    /* memory ended: the tree is not whole */
};

ARI_API void ari_report_init(struct ari_report *report,
			     struct ari_arena *arena);
/* Open a node below the open one; NULL after a failure. */
ARI_API struct ari_report_node *ari_report_open(struct ari_report *report,
						enum ari_report_kind kind);
/* Open a heading, or a cell that heads its row or column. */
ARI_API void ari_report_open_heading(struct ari_report *report, unsigned level);
ARI_API void ari_report_open_header(struct ari_report *report);
ARI_API void ari_report_close(struct ari_report *report);
/* A text leaf. The bytes are borrowed. */
ARI_API void ari_report_text(struct ari_report *report, struct ari_str text);
ARI_API void ari_report_puts(struct ari_report *report, const char *text);
/* A text leaf whose bytes are the arena's. */
ARI_API void ari_report_printf(struct ari_report *report, const char *fmt, ...)
    ARI_PRINTF(2, 3);
/* Open, text, close. */
ARI_API void ari_report_inline(struct ari_report *report,
			       enum ari_report_kind kind, struct ari_str text);
ARI_API void ari_report_badge(struct ari_report *report, enum ari_tone tone,
			      const char *word);
ARI_API void ari_report_heading(struct ari_report *report, unsigned level,
				struct ari_str text);
/* A cell with one text; header cells open a column or a row. */
ARI_API void ari_report_cell(struct ari_report *report, struct ari_str text,
			     bool header);

/*
 * The node that follows in document order; *leaving says whether it is
 * left rather than entered. Start with the root and leaving false; NULL
 * after the root was left.
 */
ARI_API const struct ari_report_node *ari_report_next(
    const struct ari_report_node *node, bool *leaving);

#endif
