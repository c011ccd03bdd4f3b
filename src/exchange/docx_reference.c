/*
 * The document that pandoc takes page, styles and page numbers from: A4
 * across, a type that a screen reader's user and a printer both can take,
 * rows of heads that repeat. Its parts stand in docx/; here they are put
 * into a zip, stored as they are.
 *
 * Source: ECMA-376, part 2 (packages); PKWARE's APPNOTE 6.3, 4.3.7 to 4.3.16.
 */
#include <arising/exchange.h>

#define PART(name, file)                                                       \
	__asm__(".section .rodata\n"                                           \
		".global ari_exchange__docx_" #name "\n"                       \
		".global ari_exchange__docx_" #name "_end\n"                   \
		".hidden ari_exchange__docx_" #name "\n"                       \
		".hidden ari_exchange__docx_" #name "_end\n"                   \
		"ari_exchange__docx_" #name ":\n"                              \
		".incbin \"src/exchange/docx/" file "\"\n"                     \
		"ari_exchange__docx_" #name "_end:\n"                          \
		".byte 0\n"                                                    \
		".previous\n");                                                \
	extern const char ari_exchange__docx_##name[];                         \
	extern const char ari_exchange__docx_##name##_end[];

PART(types, "content-types.xml")
PART(rels, "rels.xml")
PART(document, "document.xml")
PART(document_rels, "document-rels.xml")
PART(styles, "styles.xml")
PART(footer, "footer1.xml")

static const struct part {
	const char *path;
	const char *from;
	const char *to;
} parts[] = {
    {"[Content_Types].xml", ari_exchange__docx_types,
     ari_exchange__docx_types_end},
    {"_rels/.rels", ari_exchange__docx_rels, ari_exchange__docx_rels_end},
    {"word/document.xml", ari_exchange__docx_document,
     ari_exchange__docx_document_end},
    {"word/_rels/document.xml.rels", ari_exchange__docx_document_rels,
     ari_exchange__docx_document_rels_end},
    {"word/styles.xml", ari_exchange__docx_styles,
     ari_exchange__docx_styles_end},
    {"word/footer1.xml", ari_exchange__docx_footer,
     ari_exchange__docx_footer_end},
};

#define PARTS (sizeof(parts) / sizeof(*parts))

/* 1 January 1980, the first day that a zip can say, at midnight. */
#define ZIP_DAY 0x0021

static void put_number(struct ari_buf *out, uint32_t value, unsigned bytes)
{
	for (; bytes; bytes--, value >>= 8)
		ari_buf_byte(out, (char)(value & 0xFF));
}

static uint32_t checksum(struct ari_str bytes)
{
	uint32_t crc = 0xFFFFFFFF;

	for (size_t i = 0; i < bytes.len; i++) {
		crc ^= (unsigned char)bytes.ptr[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
	}
	return ~crc;
}

static struct ari_str bytes_of(const struct part *part)
{
	return (struct ari_str){part->from, (size_t)(part->to - part->from)};
}

/* What the head of a file and its entry in the directory share. */
static void put_entry(struct ari_buf *out, const struct part *part)
{
	struct ari_str bytes = bytes_of(part);

	put_number(out, 20, 2); /* the version that can read it */
	put_number(out, 0, 2);	/* flags */
	put_number(out, 0, 2);	/* stored */
	put_number(out, 0, 2);	/* time */
	put_number(out, ZIP_DAY, 2);
	put_number(out, checksum(bytes), 4);
	put_number(out, (uint32_t)bytes.len, 4);
	put_number(out, (uint32_t)bytes.len, 4);
	put_number(out, (uint32_t)ari_str_from(part->path).len, 2);
	put_number(out, 0, 2); /* extra */
}

int ari_exchange_docx_reference(struct ari_buf *out, struct ari_error *err)
{
	uint32_t starts[PARTS], directory;

	for (size_t i = 0; i < PARTS; i++) {
		starts[i] = (uint32_t)out->len;
		put_number(out, 0x04034B50, 4);
		put_entry(out, &parts[i]);
		ari_buf_puts(out, parts[i].path);
		ari_buf_str(out, bytes_of(&parts[i]));
	}
	directory = (uint32_t)out->len;
	for (size_t i = 0; i < PARTS; i++) {
		put_number(out, 0x02014B50, 4);
		put_number(out, 20, 2); /* made by */
		put_entry(out, &parts[i]);
		put_number(out, 0, 2); /* comment */
		put_number(out, 0, 2); /* disk */
		put_number(out, 0, 2);
		put_number(out, 0, 4);
		put_number(out, starts[i], 4);
		ari_buf_puts(out, parts[i].path);
	}
	starts[0] = (uint32_t)out->len - directory;
	put_number(out, 0x06054B50, 4);
	put_number(out, 0, 4); /* disks */
	put_number(out, PARTS, 2);
	put_number(out, PARTS, 2);
	put_number(out, starts[0], 4);
	put_number(out, directory, 4);
	put_number(out, 0, 2); /* comment */
	return out->failed ? ari_error_memory(err) : 0;
}
