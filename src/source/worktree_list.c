/*
 * The files on disk that a glob wants: folder by folder in git's order, so
 * that the list can be laid beside the one of a commit.
 */
#include "source/internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct name {
	struct ari_str text;
	enum ari_entry_kind kind;
	bool executable;
	unsigned flags; /* of the glob */
};

/* A folder that is open. */
struct frame {
	int fd;
	struct name *names;
	size_t count;
	size_t room;
	size_t at;
	size_t path_len; /* its slash included */
	struct ari_glob__state state;
};

struct lister {
	const struct ari_glob *glob;
	struct frame *frames; /* ARI_SOURCE_DEPTH of them */
	size_t depth;
	size_t seen;
	struct ari_arena scratch; /* names */
	struct ari_files files;
	size_t room;
	struct ari_arena *arena;
	char path[ARI_SOURCE_PATH];
};

static int fail_folder(struct ari_error *err, const struct lister *lister,
		       size_t path_len)
{
	int cause = errno;

	return ari_error_set(err, ARI_ERR_IO, "cannot read the folder %.*s: %s",
			     (int)path_len, path_len ? lister->path : ".",
			     strerrordesc_np(cause));
}

static int by_git_order(const void *a, const void *b)
{
	const struct name *x = a;
	const struct name *y = b;

	return ari_source__name_cmp(x->text, x->kind == ARI_ENTRY_FOLDER,
				    y->text, y->kind == ARI_ENTRY_FOLDER);
}

static int add_name(struct lister *lister, struct frame *frame,
		    const char *text, unsigned flags, struct ari_error *err)
{
	struct name *names;
	struct stat info;

	if (fstatat(frame->fd, text, &info, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT
			   ? 0
			   : fail_folder(err, lister, frame->path_len);
	names = ari_arena_grow(&lister->scratch, frame->names, frame->count,
			       &frame->room, sizeof(*names));
	if (!names)
		return ari_error_memory(err);
	frame->names = names;
	names += frame->count;
	*names = (struct name){
	    .text = ari_arena_dup(&lister->scratch, ari_str_from(text)),
	    .kind = ari_source__stat_kind(&info),
	    .flags = flags,
	};
	names->executable =
	    names->kind == ARI_ENTRY_FILE && (info.st_mode & S_IXUSR);
	if (!names->text.ptr)
		return ari_error_memory(err);
	frame->count++;
	return 0;
}

static int read_names(struct lister *lister, struct frame *frame, DIR *folder,
		      struct ari_error *err)
{
	struct ari_glob__state below;
	struct dirent *entry;

	errno = 0;
	while ((entry = readdir(folder)) != NULL) {
		struct ari_str text = ari_str_from(entry->d_name);
		unsigned flags;

		if (ari_str_is(text, ".") || ari_str_is(text, "..") ||
		    ari_str_is(text, ".git"))
			continue;
		if (++lister->seen > ARI_SOURCE_ENTRIES)
			return ari_error_set(
			    err, ARI_ERR_LIMIT,
			    "more than %zu entries were looked at; narrow "
			    "the register's plans: pattern",
			    ARI_SOURCE_ENTRIES);
		flags =
		    ari_glob__step(&below, lister->glob, &frame->state, text);
		if (flags && add_name(lister, frame, text.ptr, flags, err))
			return -1;
		errno = 0;
	}
	if (errno)
		return fail_folder(err, lister, frame->path_len);
	if (frame->count)
		qsort(frame->names, frame->count, sizeof(*frame->names),
		      by_git_order);
	return 0;
}

/* Takes fd, whether it fails or not. */
static int open_frame(struct lister *lister, int fd, size_t path_len,
		      const struct ari_glob__state *state,
		      struct ari_error *err)
{
	struct frame *frame = &lister->frames[lister->depth];
	DIR *folder;
	int result;
	int again;

	if (lister->depth == ARI_SOURCE_DEPTH) {
		close(fd);
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "folders are nested more than %d deep",
				     ARI_SOURCE_DEPTH);
	}
	*frame = (struct frame){.fd = fd, .path_len = path_len};
	frame->state = *state;
	lister->depth++;
	again = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	folder = again < 0 ? NULL : fdopendir(again);
	if (!folder) {
		result = fail_folder(err, lister, path_len);
		if (again >= 0)
			close(again);
		return result;
	}
	result = read_names(lister, frame, folder, err);
	closedir(folder);
	return result;
}

/* A folder with a repository of its own is git's submodule, not ours. */
static bool is_repository(int fd)
{
	struct stat info;

	return fstatat(fd, ".git", &info, AT_SYMLINK_NOFOLLOW) == 0;
}

static int add_file(struct lister *lister, const struct name *name,
		    enum ari_entry_kind kind, size_t len, struct ari_error *err)
{
	struct ari_file file = {.path = {lister->path, len},
				.kind = kind,
				.executable = name->executable};

	if (!ari_glob__lists(kind, name->flags))
		return 0;
	return ari_source__files_add(&lister->files, &lister->room, &file,
				     lister->arena, err);
}

static int enter(struct lister *lister, const struct frame *frame,
		 const struct name *name, size_t len, struct ari_error *err)
{
	struct ari_glob__state below;
	int fd = openat(frame->fd, name->text.ptr,
			O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return errno == ENOENT ? 0 : fail_folder(err, lister, len);
	if (is_repository(fd)) {
		close(fd);
		return add_file(lister, name, ARI_ENTRY_SUBMODULE, len, err);
	}
	ari_glob__step(&below, lister->glob, &frame->state, name->text);
	lister->path[len] = '/';
	return open_frame(lister, fd, len + 1, &below, err);
}

static int visit(struct lister *lister, struct ari_error *err)
{
	struct frame *frame = &lister->frames[lister->depth - 1];
	const struct name *name = &frame->names[frame->at++];
	size_t len = frame->path_len + name->text.len;

	if (len + 1 >= sizeof(lister->path))
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "a path has more than %d bytes",
				     ARI_SOURCE_PATH);
	memcpy(lister->path + frame->path_len, name->text.ptr, name->text.len);
	if (name->kind != ARI_ENTRY_FOLDER)
		return add_file(lister, name, name->kind, len, err);
	if (!(name->flags & ARI_GLOB__BELOW))
		return 0;
	return enter(lister, frame, name, len, err);
}

static int run(struct lister *lister, struct ari_error *err)
{
	while (lister->depth) {
		struct frame *frame = &lister->frames[lister->depth - 1];

		if (frame->at == frame->count) {
			close(frame->fd);
			lister->depth--;
		} else if (visit(lister, err)) {
			return -1;
		}
	}
	return 0;
}

int ari_source__worktree_list(struct ari_files *out, struct ari_repo *repo,
			      const struct ari_glob *glob,
			      struct ari_arena *arena, struct ari_error *err)
{
	struct lister lister = {.glob = glob, .arena = arena};
	struct ari_glob__state start;
	int result = -1;
	int fd;

	if (ari_source__check_sparse(repo, glob, err))
		return -1;
	fd = ari_source__open_top(repo, err);
	if (fd < 0)
		return -1;
	ari_arena_init(&lister.scratch, NULL, 0);
	lister.frames = calloc(ARI_SOURCE_DEPTH, sizeof(*lister.frames));
	if (!lister.frames) {
		close(fd);
		ari_error_memory(err);
		goto out;
	}
	ari_glob__start(&start, glob);
	result = open_frame(&lister, fd, 0, &start, err);
	if (result == 0)
		result = run(&lister, err);
	if (result == 0)
		*out = lister.files;
out:
	while (lister.depth)
		close(lister.frames[--lister.depth].fd);
	free(lister.frames);
	ari_arena_release(&lister.scratch);
	return result;
}
