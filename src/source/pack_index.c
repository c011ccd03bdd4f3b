/*
 * The index beside each pack: where an object stands in it, and the bytes
 * that stand there. Version 2 as git writes it; whatever else is there is
 * left to libgit2.
 */
#include "source/fan.h"
#include "source/pack.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Of an index: before the fan-out, the fan-out, and behind all tables. */
#define INDEX_MAGIC 8
#define INDEX_FAN 1024
#define INDEX_TAIL 40
/* Bytes of its tables an object: id, checksum, offset. */
#define INDEX_ROW 28
/* Of a pack: head and checksum. */
#define PACK_LEAST 32
/* Bytes of a pack that are mapped at one time, and beyond where one begins. */
#define WINDOW ((uint64_t)2 << 20)
#define WINDOW_TAIL ((uint64_t)64 << 10)

static void close_pack(struct ari_source__pack *pack)
{
	if (pack->index)
		munmap(pack->index, pack->index_size);
	for (size_t i = 0; i < ARI_SOURCE__WINDOWS; i++)
		if (pack->windows[i].map)
			munmap(pack->windows[i].map, pack->windows[i].len);
	if (pack->fd >= 0)
		close(pack->fd);
}

static int open_file(const char *folder, const char *name, size_t *size)
{
	char *path = ari_source__join(folder, name);
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	struct stat info;

	free(path);
	if (fd < 0)
		return -1;
	if (fstat(fd, &info) || !S_ISREG(info.st_mode) || info.st_size <= 0) {
		close(fd);
		return -1;
	}
	*size = (size_t)info.st_size;
	return fd;
}

/* The fan-out counts upwards, and the tables have the length it says. */
static bool index_is_good(struct ari_source__pack *pack)
{
	static const unsigned char magic[] = {0xff, 't', 'O', 'c', 0, 0, 0, 2};
	const unsigned char *fan = pack->index + INDEX_MAGIC;

	if (pack->index_size < INDEX_MAGIC + INDEX_FAN + INDEX_TAIL ||
	    memcmp(pack->index, magic, sizeof(magic)) != 0)
		return false;
	if (!ari_source__fan_count(&pack->count, fan))
		return false;
	return (pack->index_size - INDEX_MAGIC - INDEX_FAN - INDEX_TAIL) /
		   INDEX_ROW >=
	       pack->count;
}

/* name ends in .idx, and its pack in .pack. */
static bool open_pack(struct ari_source__pack *out, const char *folder,
		      const char *name)
{
	size_t len = strlen(name), size;
	char other[256];
	void *map;
	int fd;

	*out = (struct ari_source__pack){.fd = -1};
	if (len < 5 || len + 2 > sizeof(other) ||
	    strcmp(name + len - 4, ".idx") != 0)
		return false;
	fd = open_file(folder, name, &out->index_size);
	if (fd < 0)
		return false;
	map = mmap(NULL, out->index_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return false;
	out->index = map;
	memcpy(other, name, len - 4);
	memcpy(other + len - 4, ".pack", 6);
	out->fd = open_file(folder, other, &size);
	if (out->fd >= 0 && size > PACK_LEAST && index_is_good(out)) {
		out->size = size;
		return true;
	}
	close_pack(out);
	return false;
}

static int open_all(struct ari_source__packs *packs, const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	if (!dir)
		return 0;
	packs->items = calloc(ARI_SOURCE__PACKS, sizeof(*packs->items));
	while (packs->items && packs->count < ARI_SOURCE__PACKS &&
	       (entry = readdir(dir)))
		packs->count += open_pack(&packs->items[packs->count], folder,
					  entry->d_name);
	closedir(dir);
	return packs->items ? 0 : -1;
}

/* Those of a folder of objects; packs that cannot be opened are left. */
static int open_packs(struct ari_source__packs **out, const char *objects,
		      struct ari_error *err)
{
	struct ari_source__packs *packs = calloc(1, sizeof(*packs));
	char *folder = ari_source__join(objects, "pack");

	if (!packs || !folder || open_all(packs, folder)) {
		free(folder);
		ari_source__packs_free(packs);
		return ari_error_memory(err);
	}
	free(folder);
	*out = packs;
	return 0;
}

int ari_source__packs(struct ari_repo *repo, struct ari_error *err)
{
	char *objects;
	int rc;

	if (repo->packs || !repo->git)
		return 0;
	objects = repo->place.objects
		      ? strdup(repo->place.objects)
		      : ari_source__join(repo->common_dir, "objects");
	if (!objects)
		return ari_error_memory(err);
	rc = open_packs(&repo->packs, objects, err);
	free(objects);
	return rc;
}

void ari_source__packs_free(struct ari_source__packs *packs)
{
	if (!packs)
		return;
	for (size_t i = 0; i < packs->count; i++)
		close_pack(&packs->items[i]);
	ari_source__unfold_free(packs->unfold);
	free(packs->heads);
	free(packs->items);
	free(packs);
}

/* Row at of the index: its offset, 0 when the index is damaged. */
static uint64_t row_offset(const struct ari_source__pack *pack, uint32_t at)
{
	const unsigned char *offsets =
	    pack->index + INDEX_MAGIC + INDEX_FAN + (size_t)pack->count * 24;
	size_t large =
	    (size_t)pack->count * INDEX_ROW + INDEX_MAGIC + INDEX_FAN;
	uint32_t value = ari_source__big32(offsets + (size_t)at * 4);
	uint64_t offset = value;

	if (value & 0x80000000U) {
		large += (size_t)(value & 0x7fffffffU) * 8;
		if (large + 8 > pack->index_size - INDEX_TAIL)
			return 0;
		offset = (uint64_t)ari_source__big32(pack->index + large)
			     << 32 |
			 ari_source__big32(pack->index + large + 4);
	}
	return offset < pack->size ? offset : 0;
}

uint64_t ari_source__pack_find(const struct ari_source__pack *pack,
			       const unsigned char *id)
{
	const unsigned char *fan = pack->index + INDEX_MAGIC;
	const unsigned char *ids = fan + INDEX_FAN;
	uint32_t row;

	return ari_source__fan_find(&row, fan, ids, id) ? row_offset(pack, row)
							: 0;
}

static bool map_window(struct ari_source__window *window,
		       const struct ari_source__pack *pack, uint64_t at)
{
	uint64_t len = pack->size - at;
	void *map;

	if (len > WINDOW + WINDOW_TAIL)
		len = WINDOW + WINDOW_TAIL;
	if (window->map)
		munmap(window->map, window->len);
	window->map = NULL;
	map = mmap(NULL, (size_t)len, PROT_READ, MAP_PRIVATE, pack->fd,
		   (off_t)at);
	if (map == MAP_FAILED)
		return false;
	*window = (struct ari_source__window){
	    .map = map, .at = at, .len = (size_t)len};
	return true;
}

/* The window that begins at, mapped where it is not; NULL: it cannot be. */
static struct ari_source__window *get_window(struct ari_source__pack *pack,
					     uint64_t at)
{
	struct ari_source__window *oldest = &pack->windows[0];

	for (size_t i = 0; i < ARI_SOURCE__WINDOWS; i++) {
		struct ari_source__window *window = &pack->windows[i];

		if (window->map && window->at == at)
			return window;
		if (!window->map || window->used < oldest->used)
			oldest = window;
	}
	return map_window(oldest, pack, at) ? oldest : NULL;
}

size_t ari_source__pack_bytes(const unsigned char **out,
			      struct ari_source__pack *pack, uint64_t offset)
{
	struct ari_source__window *window;

	if (offset >= pack->size)
		return 0;
	window = get_window(pack, offset - offset % WINDOW);
	if (!window)
		return 0;
	window->used = ++pack->clock;
	*out = window->map + (offset - window->at);
	return window->len - (size_t)(offset - window->at);
}

bool ari_source__packs_have(const struct ari_source__packs *packs,
			    const struct ari_oid *id)
{
	for (size_t i = 0; packs && i < packs->count; i++)
		if (ari_source__pack_find(&packs->items[i], id->bytes))
			return true;
	return false;
}
