/*
 * A paper as a table of texts: the columns that CSV and XLSX share.
 */
#ifndef ARISING_EXCHANGE_PAPER_INTERNAL_H
#define ARISING_EXCHANGE_PAPER_INTERNAL_H

#include "internal.h"

enum ari_paper__type {
	ARI_PAPER__TEXT,
	ARI_PAPER__DAY, /* 2021-12-17, or empty */
	ARI_PAPER__NUMBER,
};

struct ari_paper__column {
	const char *key; /* the header of CSV; stable */
	enum ari_paper__type type;
	unsigned width; /* characters of an XLSX column */
	void (*put)(struct ari_buf *out, const struct ari_paper *paper,
		    const struct ari_paper_row *row);
};

/* The end has a NULL key. */
extern const struct ari_paper__column ari_paper__columns[];

#endif
