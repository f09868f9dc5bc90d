/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The turns of a SQLite file, in a file beside it that every process maps:
 * what one writes the others know at once.  Nothing of the store is in it,
 * and it may be removed when nobody has the store open.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "turns.h"

#define FORM UINT64_C(0x3130736e72757467)

/* Made by root for a store of somebody else's it is his, as the WAL is. */
static int
file_open(const char *path, const char *store)
{
	struct stat of_store;
	int fd;

	if (stat(store, &of_store) < 0)
		return -1;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
		of_store.st_mode & 0777);
	if (fd >= 0 && geteuid() == 0)
		(void)!fchown(fd, of_store.st_uid, of_store.st_gid);
	return fd;
}

/* What has another form is begun anew; the clock never stands at 0. */
static struct turns *
file_map(int fd)
{
	struct stat st;
	struct turns *t;

	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) ||
		(st.st_size != (off_t)sizeof *t &&
			ftruncate(fd, (off_t)sizeof *t) < 0))
		return NULL;
	t = mmap(NULL, sizeof *t, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (t == MAP_FAILED)
		return NULL;
	if (t->form != FORM) {
		memset((void *)t->slots, 0, sizeof t->slots);
		t->form = FORM;
	}
	if (t->clock == 0 || (t->clock & TURN_OPEN) != 0)
		t->clock = 1;
	return t;
}

enum err
turns_map(const char *store, struct turns **out, char why[static 300])
{
	struct arena *a = arena_new();
	const char *path = arena_printf(a, "%s-turns", store);
	int fd = file_open(path, store);

	*out = fd >= 0 ? file_map(fd) : NULL;
	if (*out == NULL)
		why_print(why, "%s cannot be written: %s", path,
			strerror(errno));
	if (fd >= 0)
		close(fd);
	arena_free(a);
	return *out != NULL ? OK : ERR_BROKEN;
}

void
turns_unmap(struct turns *turns)
{
	if (turns != NULL)
		munmap((void *)turns, sizeof *turns);
}
