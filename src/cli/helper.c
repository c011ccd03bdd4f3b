/*
 * Running pandoc and chromium on files of a folder of our own, which is
 * removed with all that they left in it.
 */
#include "helper.h"

#include "file.h"
#include "process.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Seconds after which a helper that has not ended is stopped. */
#define HELPER_SECONDS "120"
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

/*
 * Run the program with these words after its name. `timeout` and `env` are
 * every Debian's; 124 and 127 are their words for late and for missing.
 */
static int run_job(struct job *job, const char *const *tail, int64_t time)
{
	char home[PATH_BYTES + 8], epoch[48];
	const char *words[JOB_WORDS] = {"timeout",
					HELPER_SECONDS,
					"env",
					"-i",
					"PATH=/usr/bin:/bin",
					"LC_ALL=C.UTF-8",
					"TZ=UTC0",
					home,
					epoch,
					job->program};
	struct cli_process process = {.words = words, .quiet = true};
	struct ari_buf ignored;
	size_t n = 10;
	int status, result;

	snprintf(home, sizeof(home), "HOME=%s", job->dir);
	snprintf(epoch, sizeof(epoch), "SOURCE_DATE_EPOCH=%lld",
		 (long long)time);
	for (; *tail && n + 1 < JOB_WORDS; tail++)
		words[n++] = *tail;
	ari_buf_init(&ignored, NULL);
	process.output = &ignored;
	result = cli_process_run(&status, &process, job->err);
	ari_buf_release(&ignored);
	if (result)
		return -1;
	if (status == 127)
		return ari_error_set(job->err, ARI_ERR_IO,
				     "%s needs %s, which is not here: install "
				     "the Debian package %s",
				     job->what, job->program, job->package);
	if (status)
		return ari_error_set(job->err, ARI_ERR_IO,
				     "%s did not make %s%s (status %d)",
				     job->program, job->what,
				     status == 124 ? " in time" : "", status);
	return 0;
}

static int read_job(struct job *job, struct ari_buf *out)
{
	int result = cli_file_read(out, job->out, job->err);

	if (result <= 0)
		return result;
	return ari_error_set(job->err, ARI_ERR_IO, "%s did not make %s",
			     job->program, job->what);
}

/* Leave out what stands between two marks of the page's own. */
static void cut(struct ari_buf *page, const char *from, const char *to)
{
	char *start = page->ptr ? strstr(page->ptr, from) : NULL;
	char *end = start ? strstr(start, to) : NULL;
	size_t rest;

	if (!end)
		return;
	end += strlen(to);
	rest = page->len - (size_t)(end - page->ptr);
	memmove(start, end, rest + 1);
	page->len -= (size_t)(end - start);
}

/* The page names no file and no address that pandoc would fetch. */
int cli_helper_docx(struct ari_buf *out, struct ari_str html, int64_t time,
		    struct ari_error *err)
{
	struct job job = {.program = "pandoc",
			  .package = "pandoc",
			  .what = "a Word document",
			  .err = err};
	const char *const words[] = {"--from=html", "--to=docx", "--output",
				     job.out,	    job.in,	 NULL};
	struct ari_buf page;
	int result = -1;

	/* A document has its own way to jump about. */
	ari_buf_init(&page, NULL);
	ari_buf_str(&page, html);
	cut(&page, "<a class=\"skip\"", "</a>\n");
	cut(&page, "<nav ", "</nav>\n");
	if (page.failed)
		ari_error_memory(err);
	else
		result = begin_job(&job, "paper.html", "paper.docx",
				   ari_buf_view(&page));
	ari_buf_release(&page);
	if (!result)
		result = run_job(&job, words, time);
	if (!result)
		result = read_job(&job, out);
	end_job(&job);
	return result;
}

/* Put the time in the place of every "(D:20211209…" of the file. */
static void set_pdf_dates(struct ari_buf *pdf, int64_t time)
{
	char stamp[16];
	time_t seconds = (time_t)time;
	struct tm tm;

	if (!gmtime_r(&seconds, &tm) ||
	    strftime(stamp, sizeof(stamp), "%Y%m%d%H%M%S", &tm) != 14)
		return;
	for (size_t i = 0; i + 17 < pdf->len; i++)
		if (!memcmp(pdf->ptr + i, "(D:", 3))
			memcpy(pdf->ptr + i + 3, stamp, 14);
}

int cli_helper_pdf(struct ari_buf *out, struct ari_str html, int64_t time,
		   struct ari_error *err)
{
	struct job job = {.program = "chromium",
			  .package = "chromium",
			  .what = "a PDF",
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
