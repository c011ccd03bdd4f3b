/*
 * Stands in the executable, so that the dynamic linker gives it to all
 * libraries in place of glibc's own, whose other names do the work. Only
 * calls from the program and from libraries that survive a refusal count:
 * libgit2 and what it uses crash on one, which nothing here can mend.
 */
#include "fail.h"

#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

#define SHARED __attribute__((visibility("default")))
#define RANGES 16

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *ptr, size_t size);

SHARED void *malloc(size_t size);
SHARED void *calloc(size_t count, size_t size);
SHARED void *realloc(void *ptr, size_t size);

/* Where code lies whose calls count. */
static struct {
	uintptr_t start;
	uintptr_t end;
} ranges[RANGES];
static size_t range_count;

static atomic_long calls, fail_at;

static int is_counted(const char *name)
{
	static const char *const names[] = {"libyaml", "libpcre2", "libyajl",
					    "libjansson", "libcmark"};

	if (!*name)
		return 1;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strstr(name, names[i]))
			return 1;
	return 0;
}

static int add_ranges(struct dl_phdr_info *info, size_t size, void *ctx)
{
	(void)size;
	(void)ctx;
	if (!is_counted(info->dlpi_name))
		return 0;
	for (size_t i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &info->dlpi_phdr[i];

		if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) ||
		    range_count == RANGES)
			continue;
		ranges[range_count].start = info->dlpi_addr + part->p_vaddr;
		ranges[range_count].end =
		    ranges[range_count].start + part->p_memsz;
		range_count++;
	}
	return 0;
}

static int is_refused(const void *caller)
{
	uintptr_t at = (uintptr_t)caller;
	size_t i = 0;

	while (i < range_count &&
	       !(at >= ranges[i].start && at < ranges[i].end))
		i++;
	if (i == range_count ||
	    atomic_fetch_add(&calls, 1) + 1 != atomic_load(&fail_at))
		return 0;
	errno = ENOMEM;
	return 1;
}

void oom_fail_at(long n)
{
	if (!range_count)
		dl_iterate_phdr(add_ranges, NULL);
	atomic_store(&calls, 0);
	atomic_store(&fail_at, n);
}

long oom_calls(void)
{
	return atomic_load(&calls);
}

void *malloc(size_t size)
{
	return is_refused(__builtin_return_address(0)) ? NULL
						       : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return is_refused(__builtin_return_address(0))
		   ? NULL
		   : __libc_calloc(count, size);
}

void *realloc(void *ptr, size_t size)
{
	return is_refused(__builtin_return_address(0))
		   ? NULL
		   : __libc_realloc(ptr, size);
}
