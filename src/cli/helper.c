/*
 * Running pandoc and chromium on files of a folder of our own, which is
 * removed with all that they left in it.
 */
#include "helper.h"

#include "file.h"
#include "process.h"

#include <arising/exchange.h>

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Seconds after which a helper that has not ended is stopped. */
#define HELPER_SECONDS 120
#define HELPER_SECONDS_MOST 86400
/* Words of a helper's command line. */
#define JOB_WORDS 32
/* Bytes of a path below the temporary folder. */
#define PATH_BYTES 64

struct job {
	const char *program; /* as it is started */
	const char *package; /* of Debian, that has it */
	const char *what;    /* "a Word document" */
	char dir[PATH_BYTES];
	char in[PATH_BYTES];
	char out[PATH_BYTES];
	const struct cli_io *io;
	struct ari_error *err;
};

static int remove_entry(const char *path, const struct stat *info, int kind,
			struct FTW *walk)
{
	(void)info;
	(void)kind;
	(void)walk;
	remove(path);
	return 0;
}

static void end_job(struct job *job)
{
	if (*job->dir)
		nftw(job->dir, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static int begin_job(struct job *job, const char *in, const char *out,
		     struct ari_str html)
{
	snprintf(job->dir, sizeof(job->dir), "%s/arising-XXXXXX", P_tmpdir);
	if (!mkdtemp(job->dir)) {
		*job->dir = '\0';
		return ari_error_set(job->err, ARI_ERR_IO,
				     "no folder can be made in " P_tmpdir
				     ": %s",
				     strerror(errno));
	}
	snprintf(job->in, sizeof(job->in), "%.32s/%s", job->dir, in);
	snprintf(job->out, sizeof(job->out), "%.32s/%s", job->dir, out);
	return cli_file_write(job->in, html, 0600, true, job->err);
}

/* How long a helper may take. */
static unsigned patience(const struct cli_io *io)
{
	const char *text = io->env("ARISING_HELPER_SECONDS");
	unsigned seconds = 0;

	for (; text && *text >= '0' && *text <= '9' &&
	       seconds < HELPER_SECONDS_MOST;
	     text++)
		seconds = seconds * 10 + (unsigned)(*text - '0');
	return seconds ? seconds : HELPER_SECONDS;
}

static int not_made(const struct job *job, int status, unsigned seconds)
{
	if (status == CLI_PROCESS_LATE)
		return ari_error_set(
		    job->err, ARI_ERR_IO,
		    "%s did not make %s within %u second%s and "
		    "was stopped; ARISING_HELPER_SECONDS "
		    "gives it longer",
		    job->program, job->what, seconds, seconds == 1 ? "" : "s");
	return ari_error_set(job->err, ARI_ERR_IO,
			     "%s did not make %s (it ended with status %d)",
			     job->program, job->what, status);
}

/*
 * Run the program with these words after its name. Of our environment it has
 * the PATH alone, which says where programs are.
 */
static int run_job(struct job *job, const char *const *tail, int64_t time)
{
	char home[PATH_BYTES + 8], epoch[48];
	const char *path = job->io->env("PATH"), *words[JOB_WORDS];
	const char *environment[] = {
	    "LC_ALL=C.UTF-8", "TZ=UTC0", home, epoch, NULL, NULL};
	struct cli_process process = {.words = words,
				      .quiet = true,
				      .environment = environment,
				      .seconds = patience(job->io)};
	struct ari_buf ignored, path_line;
	size_t n = 0;
	int status, result;

	snprintf(home, sizeof(home), "HOME=%s", job->dir);
	snprintf(epoch, sizeof(epoch), "SOURCE_DATE_EPOCH=%lld",
		 (long long)time);
	words[n++] = job->program;
	for (; *tail && n + 1 < JOB_WORDS; tail++)
		words[n++] = *tail;
	words[n] = NULL;
	ari_buf_init(&ignored, NULL);
	ari_buf_init(&path_line, NULL);
	ari_buf_printf(&path_line, "PATH=%s", path ? path : "");
	environment[4] = path_line.ptr;
	process.output = &ignored;
	result = path_line.failed
		     ? ari_error_memory(job->err)
		     : cli_process_run(&status, &process, job->err);
	ari_buf_release(&ignored);
	ari_buf_release(&path_line);
	if (result && job->err->code == ARI_ERR_IO &&
	    (errno == ENOENT || errno == ENOTDIR || errno == EACCES))
		return ari_error_set(job->err, ARI_ERR_IO,
				     "%s needs %s, which is not here: install "
				     "the Debian package %s",
				     job->what, job->program, job->package);
	if (result)
		return -1;
	return status ? not_made(job, status, process.seconds) : 0;
}

static int read_job(struct job *job, struct ari_buf *out)
{
	int result = cli_file_read(out, job->out, job->err);

	if (result <= 0)
		return result;
	return ari_error_set(job->err, ARI_ERR_IO, "%s did not make %s",
			     job->program, job->what);
}

/* Beside the page, what the document takes its looks from. */
static int put_reference(struct job *job, char *path, size_t room)
{
	struct ari_buf bytes;
	int result;

	ari_buf_init(&bytes, NULL);
	snprintf(path, room, "%.32s/reference.docx", job->dir);
	result = ari_exchange_docx_reference(&bytes, job->err);
	if (!result)
		result = cli_file_write(path, ari_buf_view(&bytes), 0600, true,
					job->err);
	ari_buf_release(&bytes);
	return result;
}

/* The page names no file and no address that pandoc would fetch. */
int cli_helper_docx(const struct cli_io *io, struct ari_buf *out,
		    struct ari_str html, int64_t time, struct ari_error *err)
{
	struct job job = {.program = "pandoc",
			  .package = "pandoc",
			  .what = "a Word document",
			  .io = io,
			  .err = err};
	char reference[PATH_BYTES];
	/* The page's only first heading becomes the document's title. */
	const char *const words[] = {
	    "--from=html",     "--to=docx", "--shift-heading-level-by=-1",
	    "--reference-doc", reference,   "--output",
	    job.out,	       job.in,	    NULL};
	int result = begin_job(&job, "paper.html", "paper.docx", html);

	if (!result)
		result = put_reference(&job, reference, sizeof(reference));
	if (!result)
		result = run_job(&job, words, time);
	if (!result)
		result = read_job(&job, out);
	end_job(&job);
	return result;
}

/*
 * Put the time in the place of both "Date (D:20211209…" of the file: a
 * bracket that a text brings has a backslash before it.
 */
static void set_pdf_dates(struct ari_buf *pdf, int64_t time)
{
	char stamp[16];
	time_t seconds = (time_t)time;
	struct tm tm;

	if (!gmtime_r(&seconds, &tm) ||
	    strftime(stamp, sizeof(stamp), "%Y%m%d%H%M%S", &tm) != 14)
		return;
	for (size_t i = 0; i + 22 < pdf->len; i++)
		if (!memcmp(pdf->ptr + i, "Date (D:", 8))
			memcpy(pdf->ptr + i + 8, stamp, 14);
}

int cli_helper_pdf(const struct cli_io *io, struct ari_buf *out,
		   struct ari_str html, int64_t time, struct ari_error *err)
{
	struct job job = {.program = "chromium",
			  .package = "chromium",
			  .what = "a PDF",
			  .io = io,
			  .err = err};
	char print[PATH_BYTES + 32], data[PATH_BYTES + 32];
	char page[PATH_BYTES + 8];
	/* Its sandbox refuses the administrator, who runs it in a build. */
	const char *const words[] = {"--headless",
				     "--disable-gpu",
				     "--disable-extensions",
				     "--no-first-run",
				     "--no-pdf-header-footer",
				     "--print-to-pdf-no-header",
				     "--export-tagged-pdf",
				     "--host-resolver-rules=MAP * ~NOTFOUND",
				     data,
				     print,
				     geteuid() ? page : "--no-sandbox",
				     geteuid() ? NULL : page,
				     NULL};
	int result = begin_job(&job, "paper.html", "paper.pdf", html);

	snprintf(print, sizeof(print), "--print-to-pdf=%s", job.out);
	snprintf(data, sizeof(data), "--user-data-dir=%.32s/data", job.dir);
	snprintf(page, sizeof(page), "file://%s", job.in);
	if (!result)
		result = run_job(&job, words, time);
	if (!result)
		result = read_job(&job, out);
	if (!result)
		set_pdf_dates(out, time);
	end_job(&job);
	return result;
}
