/*
 * fmt, the lines for git diff, splices and files: each by hand-written
 * bytes.
 */
#include "fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void mend(const char *before, const char *after)
{
	struct ari_error err = {.code = ARI_OK};
	struct ari_arena arena;
	struct ari_str out;

	ari_arena_init(&arena, NULL, 0);
	if (ari_edit_fmt(&out, read_doc(&arena, ari_str_from(before)), &arena,
			 &err))
		fail_msg("%s", err.message);
	if (!ari_str_is(out, after))
		fail_msg("got:\n%.*s", (int)out.len, out.ptr);
	ari_arena_release(&arena);
}

static void fmt_quotes_refs_only(void **state)
{
	(void)state;
	mend("plan: p\nrecommendations:\n- {ref: 1, x-a: 1}\nactions:\n"
	     "- ref: 1.10   # ten\n  recommendations: [1, \"2\", a]\n"
	     "  after:\n  - 1.1\n  see: 2.3\n  formerly: [3e1]\n"
	     "  due: 2021\n",
	     "plan: p\nrecommendations:\n- {ref: \"1\", x-a: 1}\nactions:\n"
	     "- ref: \"1.10\"   # ten\n  recommendations: [\"1\", \"2\", a]\n"
	     "  after:\n  - \"1.1\"\n  see: \"2.3\"\n"
	     "  formerly: [\"3e1\"]\n  due: 2021\n");
}

static void fmt_cuts_blanks_that_are_no_text(void **state)
{
	(void)state;
	mend("# top  \nplan: p \t\r\ntitle: \"a \n\n  b\"  \n  \nactions: \n"
	     "- ref: A  \n  update: |  \n    text  \n      \n    end \n \n"
	     "  action: a plain  \n    text \n# end ",
	     "# top\nplan: p\r\ntitle: \"a \n\n  b\"\n\nactions:\n"
	     "- ref: A\n  update: |  \n    text  \n      \n    end \n\n"
	     "  action: a plain\n    text\n# end\n");
	mend("plan: p\nx-a: |+\n  a\n  \n  \n",
	     "plan: p\nx-a: |+\n  a\n  \n  \n");
	mend("plan: p\nx-a: |\n  a ", "plan: p\nx-a: |\n  a ");
	mend("plan: p\n", "plan: p\n");
	mend("plan: p", "plan: p\n");
	mend("a: b\r\nc: d", "a: b\r\nc: d\r\n");
}

static void lines_speak_of_fields(void **state)
{
	static const char text[] =
	    "title: T\nplan: p\nsections: {k: Key}\nactions:\n"
	    "- {ref: A.10, status: paused, x-b: {c: [1, 2]}}\n"
	    "- ref: A.9\n  update: |\n    One\n\n    two\n  leads: [a, b]\n"
	    "  milestones: [{what: W, due: 2021}]\n"
	    "  decision: {body: B, on: 2021}\n"
	    "  action: \"\\e[31m \\u202e\"\nrecommendations:\n- ref: R\n";
	static const char want[] =
	    "title: T\nplan: p\nsections.k: Key\n"
	    "A.9.action: \\u{1B}[31m \\u{202E}\nA.9.leads: a\nA.9.leads: b\n"
	    "A.9.milestones[W].what: W\nA.9.milestones[W].due: 2021\n"
	    "A.9.decision.body: B\nA.9.decision.on: 2021\n"
	    "A.9.update: One\nA.9.update:\nA.9.update: two\n"
	    "A.10.status: paused\nA.10.x-b.c: [1, 2]\n";
	struct ari_error err = {.code = ARI_OK};
	struct ari_arena arena;
	struct ari_doc *doc;
	struct ari_buf buf;

	(void)state;
	ari_arena_init(&arena, NULL, 0);
	ari_buf_init(&buf, NULL);
	doc = read_doc(&arena, ari_str_from(text));
	assert_int_equal(
	    ari_edit_lines(&buf, doc, bind_doc(&arena, doc), &arena, &err), 0);
	assert_string_equal(buf.ptr, want);
	ari_buf_release(&buf);
	ari_arena_release(&arena);
}

static void splices_keep_their_order(void **state)
{
	struct ari_error err = {.code = ARI_OK};
	struct ari_splices splices;
	struct ari_arena arena;
	struct ari_str out;

	(void)state;
	ari_arena_init(&arena, NULL, 0);
	ari_splices_init(&splices, &arena);
	ari_splices_add(&splices, 6, 6, ARI_STR("!"));
	ari_splices_add(&splices, 2, 4, ARI_STR(""));
	ari_splices_add(&splices, 0, 0, ARI_STR("1"));
	ari_splices_add(&splices, 3, 5, ARI_STR(""));
	ari_splices_add(&splices, 0, 0, ARI_STR("2"));
	ari_splices_add(&splices, 0, 1, ARI_STR("A"));
	assert_int_equal(
	    ari_splices_apply(&out, ARI_STR("abcdef"), &splices, &arena, &err),
	    0);
	assert_true(ari_str_is(out, "12Abf!"));
	ari_splices_add(&splices, 1, 3, ARI_STR("x"));
	assert_int_equal(
	    ari_splices_apply(&out, ARI_STR("abcdef"), &splices, &arena, &err),
	    -1);
	assert_int_equal(err.code, ARI_ERR_INVALID);
	ari_arena_release(&arena);
}

static void put_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

static void files_are_written_whole_or_not(void **state)
{
	char dir[] = "/tmp/arising-edit-XXXXXX", path[64], link[64];
	struct ari_error err = {.code = ARI_OK};
	struct ari_edit_file *file;
	struct ari_arena arena;
	struct ari_str bytes;
	struct stat info;

	(void)state;
	ari_arena_init(&arena, NULL, 0);
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/p.yaml", dir);
	snprintf(link, sizeof(link), "%s/link", dir);
	put_file(path, "old\n");
	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(ari_edit_file_open(&file, &bytes, path, &arena, &err),
			 0);
	assert_true(ari_str_is(bytes, "old\n"));
	assert_int_equal(ari_edit_file_write(file, ARI_STR("new\n"), &err), 0);
	ari_edit_file_close(file);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0640);
	assert_int_equal(ari_edit_file_open(&file, &bytes, path, &arena, &err),
			 0);
	assert_true(ari_str_is(bytes, "new\n"));
	/* Somebody's editor was faster. */
	put_file(path, "theirs\n");
	assert_int_equal(ari_edit_file_write(file, ARI_STR("lost\n"), &err),
			 -1);
	assert_int_equal(err.code, ARI_ERR_UNCERTAIN);
	ari_edit_file_close(file);
	assert_int_equal(symlink(path, link), 0);
	assert_int_equal(ari_edit_file_open(&file, &bytes, link, &arena, &err),
			 -1);
	assert_int_equal(err.code, ARI_ERR_USAGE);
	assert_int_equal(unlink(link) | unlink(path), 0);
	/* Nothing else was left behind. */
	assert_int_equal(rmdir(dir), 0);
	ari_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fmt_quotes_refs_only),
	    cmocka_unit_test(fmt_cuts_blanks_that_are_no_text),
	    cmocka_unit_test(lines_speak_of_fields),
	    cmocka_unit_test(splices_keep_their_order),
	    cmocka_unit_test(files_are_written_whole_or_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
