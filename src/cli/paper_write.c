/*
 * From a paper to bytes, by the format that was asked for; for several, one
 * thread draws and writes what another has built.
 */
#include "paper_write.h"

#include "file.h"
#include "helper.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static enum ari_paper_format format_of(const struct cli_session *session)
{
	const char *word = cli_get(session->args, "format");

	return ari_paper_format_from(ari_str_from(word ? word : "text"));
}

int cli_paper_bytes(const struct cli_session *session, struct ari_buf *out,
		    const struct ari_paper *paper, struct ari_error *err)
{
	enum ari_paper_format format = format_of(session);
	const char *layout = cli_get(session->args, "layout");
	bool list = layout && !strcmp(layout, "list");
	struct ari_buf html;
	int result;

	if (format != ARI_PAPER_DOCX && format != ARI_PAPER_PDF)
		return ari_exchange_paper(out, paper, format, list, err);
	ari_buf_init(&html, NULL);
	result = ari_exchange_paper(&html, paper, format, list, err);
	if (!result)
		result = (format == ARI_PAPER_DOCX ? cli_helper_docx
						   : cli_helper_pdf)(
		    session->io, out, ari_buf_view(&html),
		    paper->request.at.time, err);
	ari_buf_release(&html);
	return result;
}

/* -- several -- */

static const char *const endings[ARI_PAPER_FORMATS] = {
    [ARI_PAPER_TEXT] = "txt",  [ARI_PAPER_MARKDOWN] = "md",
    [ARI_PAPER_HTML] = "html", [ARI_PAPER_CSV] = "csv",
    [ARI_PAPER_JSON] = "json", [ARI_PAPER_XLSX] = "xlsx",
    [ARI_PAPER_DOCX] = "docx", [ARI_PAPER_PDF] = "pdf",
};

/* One paper being written. */
struct piece {
	const struct cli_session *session;
	const char *folder;
	const struct ari_paper *paper;
	pthread_t thread;
	bool started;
	struct ari_error err;
	int result;
};

static void put_path(struct ari_buf *out, const struct piece *piece)
{
	ari_buf_printf(out, "%s/", piece->folder);
	ari_buf_str(out, piece->paper->request.at.cycle);
	ari_buf_printf(out, ".%s", endings[format_of(piece->session)]);
}

static void *write_piece(void *arg)
{
	struct piece *piece = arg;
	struct ari_buf bytes, path;

	ari_buf_init(&bytes, NULL);
	ari_buf_init(&path, NULL);
	put_path(&path, piece);
	piece->result = path.failed
			    ? ari_error_memory(&piece->err)
			    : cli_paper_bytes(piece->session, &bytes,
					      piece->paper, &piece->err);
	if (!piece->result)
		piece->result = cli_file_write(path.ptr, ari_buf_view(&bytes),
					       0644, false, &piece->err);
	ari_buf_release(&bytes);
	ari_buf_release(&path);
	return NULL;
}

static void begin_piece(struct piece *piece)
{
	piece->started =
	    !pthread_create(&piece->thread, NULL, write_piece, piece);
	if (!piece->started)
		write_piece(piece);
}

/* Wait for a paper that is being written, and say where it is. */
static int end_piece(struct cli_session *session, struct piece *piece)
{
	if (!piece->paper)
		return 0;
	if (piece->started)
		pthread_join(piece->thread, NULL);
	if (piece->result) {
		session->err = piece->err;
	} else {
		put_path(session->io->out, piece);
		ari_buf_byte(session->io->out, '\n');
	}
	piece->paper = NULL;
	return piece->result;
}

/* A paper is needed until the one after it is written. */
static int write_papers(struct cli_session *session,
			const struct ari_paper_request *requests, size_t count,
			const char *folder)
{
	struct ari_paper *papers[2] = {NULL, NULL}; /* the last two */
	struct piece piece = {0};
	struct ari_paper_series series;
	int result = 0;

	ari_paper_series_init(&series);
	for (size_t i = 0; i < count && !result; i++) {
		struct ari_paper *paper = NULL;

		result = ari_paper_series_next(&paper, &series,
					       &session->loader, session->repo,
					       &requests[i], &session->err);
		if (end_piece(session, &piece))
			result = -1;
		ari_paper_free(papers[0]);
		papers[0] = papers[1];
		papers[1] = paper;
		if (result)
			break;
		piece = (struct piece){
		    .session = session, .folder = folder, .paper = paper};
		begin_piece(&piece);
	}
	if (end_piece(session, &piece))
		result = -1;
	ari_paper_free(papers[1]);
	ari_paper_free(papers[0]);
	ari_paper_series_release(&series);
	return result;
}

static int make_folder(struct cli_session *session, const char *folder)
{
	if (!mkdir(folder, 0777) || errno == EEXIST)
		return 0;
	return ari_error_set(&session->err, ARI_ERR_IO,
			     "the folder %s cannot be made: %s", folder,
			     strerror(errno));
}

int cli_paper_many(struct cli_session *session,
		   const struct ari_paper_options *options, const char *folder)
{
	const struct cli_args *args = session->args;
	const char *const *cycles = args->operands;
	size_t count = args->operand_count;
	struct ari_paper_request *requests;

	if (cli_has(args, "all") &&
	    cli_paper_closed(session, &cycles, &count, options->body))
		return -1;
	requests =
	    ari_arena_array(&session->arena, count + 1, sizeof(*requests));
	if (!requests)
		return ari_error_memory(&session->err);
	for (size_t i = 0; i < count; i++) {
		requests[i] = (struct ari_paper_request){.options = *options};
		if (cli_paper_request(session, &requests[i], cycles[i],
				      cli_get(args, "since")))
			return -1;
	}
	if (make_folder(session, folder))
		return -1;
	return write_papers(session, requests, count, folder);
}
