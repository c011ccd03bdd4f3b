/*
 * In which order blobs are best read. Git keeps most of them as what differs
 * from another blob of the same pack, which must be unpacked first; those
 * that hang together lie side by side. Whoever reads blobs by their place in
 * the pack unpacks what they share once. The order is advice: a pack that
 * is not understood costs time, never truth.
 */
#include "source/internal.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Packs that are looked into; a repository that is kept up has a few. */
#define PACKS 64
/* gitformat-pack: header, fan-out of 256 counts, then the tables. */
#define IDX_NAMES ((size_t)8 + 256 * 4)
#define IDX_ENTRY ((size_t)ARI_OID_BYTES + 4 + 4)

/* The index of one pack, mapped. */
struct pack {
	const unsigned char *idx;
	size_t size;
	uint32_t count;
};

struct packs {
	struct pack items[PACKS];
	size_t count;
};

struct place {
	uint64_t key; /* pack, then byte in it */
	uint32_t at;
};

static uint32_t read_u32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

static bool is_understood(struct pack *pack)
{
	static const unsigned char magic[8] = {0xFF, 't', 'O', 'c', 0, 0, 0, 2};

	if (pack->size < IDX_NAMES || memcmp(pack->idx, magic, sizeof(magic)))
		return false;
	pack->count = read_u32(pack->idx + IDX_NAMES - 4);
	return pack->count <= (pack->size - IDX_NAMES) / IDX_ENTRY;
}

static void add_pack(struct packs *packs, int folder, const char *name)
{
	struct pack *pack = &packs->items[packs->count];
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *map = MAP_FAILED;

	if (fd < 0)
		return;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_size > 0)
		map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd,
			   0);
	close(fd);
	if (map == MAP_FAILED)
		return;
	*pack = (struct pack){.idx = map, .size = (size_t)st.st_size};
	if (is_understood(pack))
		packs->count++;
	else
		munmap(map, pack->size);
}

static void find_packs(struct packs *packs, const struct ari_repo *repo)
{
	const char *objects = repo->place.objects;
	char *path = objects ? ari_source__join(objects, "pack")
			     : ari_source__join(repo->common_dir,
						"objects/pack");
	DIR *folder = path ? opendir(path) : NULL;
	struct dirent *entry;

	while (folder && packs->count < PACKS && (entry = readdir(folder))) {
		size_t len = strlen(entry->d_name);

		if (len > 4 && !strcmp(entry->d_name + len - 4, ".idx"))
			add_pack(packs, dirfd(folder), entry->d_name);
	}
	if (folder)
		closedir(folder);
	free(path);
}

/* The byte of an object in a pack, in *at; false when it is not there. */
static bool find_object(uint32_t *at, const struct pack *pack,
			const struct ari_oid *id)
{
	const unsigned char *names = pack->idx + IDX_NAMES;
	const unsigned char *fan = pack->idx + 8 + 4 * id->bytes[0];
	uint32_t low = id->bytes[0] ? read_u32(fan - 4) : 0;
	uint32_t high = read_u32(fan);

	if (high > pack->count)
		return false;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = memcmp(names + (size_t)middle * ARI_OID_BYTES,
				   id->bytes, ARI_OID_BYTES);

		if (!order) {
			*at = read_u32(names +
				       (size_t)pack->count *
					   (ARI_OID_BYTES + 4) +
				       (size_t)middle * 4);
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* Loose objects and those of packs past 2 GiB come last, as they are. */
static uint64_t key_of(const struct packs *packs, const struct ari_oid *id)
{
	uint32_t at;

	for (size_t i = 0; i < packs->count; i++)
		if (find_object(&at, &packs->items[i], id) && at >> 31 == 0)
			return (uint64_t)i << 32 | at;
	return UINT64_MAX;
}

static int compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

int ari_source_read_order(uint32_t *order, const struct ari_repo *repo,
			  const struct ari_oid *ids, size_t count,
			  struct ari_error *err)
{
	struct packs packs = {.count = 0};
	struct place *places = calloc(count + 1, sizeof(*places));

	if (!places)
		return ari_error_memory(err);
	if (repo->git)
		find_packs(&packs, repo);
	for (uint32_t i = 0; i < count; i++)
		places[i] = (struct place){key_of(&packs, &ids[i]), i};
	qsort(places, count, sizeof(*places), compare_places);
	for (size_t i = 0; i < count; i++)
		order[i] = places[i].at;
	for (size_t i = 0; i < packs.count; i++)
		munmap((void *)packs.items[i].idx, packs.items[i].size);
	free(places);
	return 0;
}
