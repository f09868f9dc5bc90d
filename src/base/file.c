/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Over the system's calls.  The temporary file of a write lies beside the
 * place it will take, as <place>.XXXXXX, so that the rename stays within one
 * file system; what is written is for its owner's eyes only (mode 0600).
 */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
close_keeping_errno(int fd)
{
	int before = errno;

	close(fd);
	errno = before;
}

/* read(), again when a signal came between. */
static ssize_t
read_some(int fd, char *at, size_t n)
{
	ssize_t got;

	do
		got = read(fd, at, n);
	while (got < 0 && errno == EINTR);
	return got;
}

/*
 * The size that is told is only a first guess: files in /proc tell 0, and one
 * may grow while it is read.
 */
static enum err
read_all(struct arena *a, int fd, size_t guess, size_t max, struct bytes *out)
{
	size_t room = guess + 2, n = 0;
	char *at = arena_alloc(a, room);
	ssize_t got;

	while ((got = read_some(fd, at + n, room - n - 1)) > 0) {
		n += (size_t)got;
		if (n > max)
			return ERR_LARGE;
		if (n + 1 == room) {
			char *more = arena_alloc(a, 2 * room + 4096);

			memcpy(more, at, n);
			at = more;
			room = 2 * room + 4096;
		}
	}
	if (got < 0)
		return ERR_BROKEN;
	at[n] = '\0';
	*out = (struct bytes){at, n};
	return OK;
}

enum err
file_read(struct arena *a, const char *path, size_t max, struct bytes *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	enum err err;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? ERR_MISSING :
			ERR_BROKEN;
	if (fstat(fd, &st) < 0)
		err = ERR_BROKEN;
	else if (S_ISREG(st.st_mode) && (size_t)st.st_size > max)
		err = ERR_LARGE;
	else
		err = read_all(a, fd,
			S_ISREG(st.st_mode) ? (size_t)st.st_size : 0, max, out);
	close_keeping_errno(fd);
	return err;
}

static bool
write_all(int fd, const char *at, size_t n)
{
	while (n > 0) {
		ssize_t put = write(fd, at, n);

		if (put < 0 && errno != EINTR)
			return false;
		if (put > 0) {
			at += put;
			n -= (size_t)put;
		}
	}
	return true;
}

/* A rename is safe on the disk only when its folder is. */
static bool
sync_folder_of(char *path)
{
	char *slash = strrchr(path, '/');
	const char *folder = slash == NULL ? "." : slash == path ? "/" : path;
	bool synced;
	int fd;

	if (slash != NULL && slash != path)
		*slash = '\0';
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return false;
	/* Some file systems know no sync of a folder. */
	synced = fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
	close_keeping_errno(fd);
	return synced;
}

/* Writes fd and closes it, whatever happens. */
static bool
fill(int fd, const void *at, size_t n)
{
	if (!write_all(fd, at, n) || fsync(fd) < 0) {
		close_keeping_errno(fd);
		return false;
	}
	return close(fd) == 0;
}

/* The steps of a write; beside is the template and becomes the name. */
static enum err
write_beside(char *beside, const char *path, const void *at, size_t n)
{
	int fd = mkostemp(beside, O_CLOEXEC);

	if (fd < 0)
		return ERR_BROKEN;
	if (!fill(fd, at, n) || rename(beside, path) < 0) {
		int before = errno;

		unlink(beside);
		errno = before;
		return ERR_BROKEN;
	}
	return sync_folder_of(beside) ? OK : ERR_BROKEN;
}

enum err
file_write(const char *path, const void *at, size_t n)
{
	struct arena *scratch = arena_new();
	char *beside = arena_printf(scratch, "%s.XXXXXX", path);
	enum err err = write_beside(beside, path, at, n);
	int before = errno;

	arena_free(scratch);
	errno = before;
	return err;
}

bool
file_there(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

/* One folder whose parent is there. */
static enum err
make_one(const char *path)
{
	struct stat st;

	if (mkdir(path, 0700) == 0)
		return OK;
	if (errno != EEXIST || stat(path, &st) < 0)
		return ERR_BROKEN;
	if (!S_ISDIR(st.st_mode)) {
		errno = ENOTDIR;
		return ERR_BROKEN;
	}
	return OK;
}

/* Makes every folder along path, which is cut at each slash in turn. */
static enum err
make_along(char *path)
{
	for (char *slash = path; (slash = strchr(slash + 1, '/')) != NULL;) {
		enum err err;

		*slash = '\0';
		err = make_one(path);
		*slash = '/';
		TRY(err);
	}
	return make_one(path);
}

enum err
file_folder(const char *path)
{
	struct arena *scratch = arena_new();
	enum err err = ERR_BROKEN;
	int before;

	errno = ENOENT;
	if (path[0] != '\0')
		err = make_along(arena_text(scratch, path));
	before = errno;
	arena_free(scratch);
	errno = before;
	return err;
}

enum err
file_temporary(struct arena *a, const char *prefix, const char **path)
{
	const char *under = getenv("TMPDIR");
	char *made;

	if (under == NULL || under[0] == '\0')
		under = "/tmp";
	made = arena_printf(a, "%s/%s-XXXXXX", under, prefix);
	if (mkdtemp(made) == NULL)
		return ERR_BROKEN;
	*path = made;
	return OK;
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	remove(path);  /* what cannot go stays; the others still go */
	return 0;
}

void
file_remove_folder(const char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
