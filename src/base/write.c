/*
 * Writing to a descriptor, however often the system takes a part only.
 */
#include <arising/base.h>

#include <errno.h>
#include <unistd.h>

int ari_write_all(int fd, struct ari_str bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		bytes.ptr += n;
		bytes.len -= (size_t)n;
	}
	return 0;
}
