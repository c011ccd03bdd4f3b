/*
 * From a paper to bytes, by the format that was asked for. Of several, one is
 * read while the one before it is settled and the one before that is drawn.
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

/* Papers on their way at one time. */
#define PIECES 3

/* Which paper is to be settled next. */
struct turn {
	pthread_mutex_t lock;
	pthread_cond_t moved;
	size_t next;
	bool failed;	       /* what follows cannot be settled */
	struct ari_repo *repo; /* of who settles */
};

/* One paper being settled and written. */
struct piece {
	const struct cli_session *session;
	const char *folder;
	struct turn *turn;
	size_t number;
	struct ari_paper *paper; /* NULL: no piece */
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

static int settle_piece(struct piece *piece)
{
	struct turn *turn = piece->turn;
	int result;

	pthread_mutex_lock(&turn->lock);
	while (turn->next != piece->number)
		pthread_cond_wait(&turn->moved, &turn->lock);
	pthread_mutex_unlock(&turn->lock);
	result = turn->failed
		     ? -1
		     : ari_paper_settle(piece->paper, &piece->session->loader,
					turn->repo, &piece->err);
	pthread_mutex_lock(&turn->lock);
	turn->failed |= result != 0;
	turn->next++;
	pthread_cond_broadcast(&turn->moved);
	pthread_mutex_unlock(&turn->lock);
	return result;
}

static int draw_piece(void *ctx, struct ari_buf *out, struct ari_error *err)
{
	const struct piece *piece = ctx;

	return cli_paper_bytes(piece->session, out, piece->paper, err);
}

static void *write_piece(void *arg)
{
	struct piece *piece = arg;
	struct ari_buf path;

	ari_buf_init(&path, NULL);
	piece->result = settle_piece(piece);
	put_path(&path, piece);
	if (!piece->result && path.failed)
		piece->result = ari_error_memory(&piece->err);
	if (!piece->result)
		piece->result = cli_file_fill(path.ptr, 0644, false, draw_piece,
					      piece, &piece->err);
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

/* Papers on their way, and the one that the eldest of them borrows from. */
struct writing {
	struct cli_session *session;
	const char *folder;
	struct turn turn;
	struct ari_paper_series series;
	struct piece pieces[PIECES];
	struct ari_paper *eldest;
	bool failed; /* why is the session's error */
};

/* Wait for a paper that is being written, and say where it is. */
static void end_piece(struct writing *writing, struct piece *piece)
{
	struct ari_buf *out = writing->session->io->out;

	if (piece->started)
		pthread_join(piece->thread, NULL);
	if (piece->result && !writing->failed)
		writing->session->err = piece->err;
	writing->failed |= piece->result != 0;
	if (!writing->failed) {
		put_path(out, piece);
		ari_buf_byte(out, '\n');
	}
	ari_paper_free(writing->eldest);
	writing->eldest = piece->paper;
	piece->paper = NULL;
}

static int write_papers(struct writing *writing,
			const struct ari_paper_request *requests, size_t count)
{
	struct cli_session *session = writing->session;
	size_t number = 0;

	for (; number < count && !writing->failed; number++) {
		struct piece *piece = &writing->pieces[number % PIECES];
		struct ari_paper *paper;

		if (ari_paper_series_next(&paper, &writing->series,
					  &session->loader, session->repo,
					  &requests[number], &session->err)) {
			writing->failed = true;
			break;
		}
		if (piece->paper)
			end_piece(writing, piece);
		*piece = (struct piece){.session = session,
					.folder = writing->folder,
					.turn = &writing->turn,
					.number = number,
					.paper = paper};
		begin_piece(piece);
	}
	for (size_t i = 0; i < PIECES; i++)
		if (writing->pieces[(number + i) % PIECES].paper)
			end_piece(writing,
				  &writing->pieces[(number + i) % PIECES]);
	ari_paper_free(writing->eldest);
	return writing->failed ? -1 : 0;
}

static int write_all(struct cli_session *session,
		     const struct ari_paper_request *requests, size_t count,
		     const char *folder)
{
	struct writing writing = {.session = session, .folder = folder};
	struct turn *turn = &writing.turn;
	int result;

	if (pthread_mutex_init(&turn->lock, NULL))
		return ari_error_memory(&session->err);
	if (pthread_cond_init(&turn->moved, NULL)) {
		pthread_mutex_destroy(&turn->lock);
		return ari_error_memory(&session->err);
	}
	ari_paper_series_init(&writing.series);
	result = ari_repo_again(&turn->repo, session->repo, &session->err) ||
			 write_papers(&writing, requests, count)
		     ? -1
		     : 0;
	ari_paper_series_release(&writing.series);
	ari_repo_free(turn->repo);
	pthread_cond_destroy(&turn->moved);
	pthread_mutex_destroy(&turn->lock);
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
	return write_all(session, requests, count, folder);
}
