/* SPDX-License-Identifier: Apache-2.0 */
/* Files and folders, in a temporary folder of each test's own. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

static void
remove_folder(void *path)
{
	file_remove_folder(path);
}

/* A folder that goes when the arena does. */
static const char *
folder(struct arena *a)
{
	const char *path = NULL;

	CHECK_INT(file_temporary(a, "gyoryu-file", &path), OK);
	arena_defer(a, remove_folder, (void *)path);
	return path;
}

static int
entries(const char *path)
{
	DIR *dir = opendir(path);
	int n = -2;  /* . and .. */

	if (dir == NULL)
		return -1;
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n;
}

static void
reads_what_was_written(struct arena *a)
{
	const char *path = arena_printf(a, "%s/x", folder(a));
	struct bytes got = {0};
	char *big = arena_alloc(a, 300000);

	memset(big, 'b', 300000);
	CHECK_INT(file_write(path, "a\0b", 3), OK);
	CHECK_INT(file_read(a, path, 3, &got), OK);
	CHECK_INT(got.n, 3);
	CHECK_INT(memcmp(got.at, "a\0b", 4), 0);
	CHECK_INT(file_write(path, big, 300000), OK);
	CHECK_INT(file_read(a, path, 300000, &got), OK);
	CHECK_INT(got.n, 300000);
	CHECK_INT(memcmp(got.at, big, 300000), 0);
	CHECK_INT(file_write(path, NULL, 0), OK);
	CHECK_INT(file_read(a, path, 0, &got), OK);
	CHECK_INT(got.n, 0);
	CHECK_TEXT(got.at, "");
}

static void
refuses_to_read(struct arena *a)
{
	const char *in = folder(a), *path = arena_printf(a, "%s/x", in);
	struct bytes got = {"untouched", 9};

	CHECK_INT(file_read(a, path, 10, &got), ERR_MISSING);
	CHECK_INT(file_write(path, "abcd", 4), OK);
	CHECK_INT(file_read(a, path, 3, &got), ERR_LARGE);
	CHECK_INT(file_read(a, arena_printf(a, "%s/y", path), 3, &got),
		ERR_MISSING);
	CHECK_INT(file_read(a, in, 1 << 20, &got), ERR_BROKEN);
	CHECK_INT(errno, EISDIR);
	CHECK_TEXT(got.at, "untouched");
}

/* Files in /proc say that they have no size. */
static void
reads_without_size(struct arena *a)
{
	struct bytes got = {"", 0};

	CHECK_INT(file_read(a, "/proc/self/status", 1 << 20, &got), OK);
	CHECK(got.n > 100 && strstr(got.at, "Threads:") != NULL);
	CHECK_INT(file_read(a, "/proc/self/status", 20, &got), ERR_LARGE);
}

static void
write_is_whole_or_not(struct arena *a)
{
	const char *in = folder(a), *path = arena_printf(a, "%s/x", in);
	struct bytes got = {"", 0};
	struct stat before = {0}, after = {0};

	CHECK_INT(file_write(path, "old", 3), OK);
	CHECK_INT(stat(path, &before), 0);
	CHECK_INT(link(path, arena_printf(a, "%s/kept", in)), 0);
	CHECK_INT(file_write(path, "newer", 5), OK);
	CHECK_INT(stat(path, &after), 0);
	/* Another file took the place; the old one was not written into. */
	CHECK(before.st_ino != after.st_ino);
	CHECK_INT(file_read(a, arena_printf(a, "%s/kept", in), 9, &got), OK);
	CHECK_TEXT(got.at, "old");
	CHECK_INT(file_read(a, path, 9, &got), OK);
	CHECK_TEXT(got.at, "newer");
	CHECK_INT(after.st_mode & 0777, 0600);
	CHECK_INT(entries(in), 2);
}

static void
failed_write_leaves_nothing(struct arena *a)
{
	const char *in = folder(a), *there = arena_printf(a, "%s/there", in);

	CHECK_INT(file_folder(arena_printf(a, "%s/full", there)), OK);
	/* A folder that is not empty cannot be renamed over. */
	CHECK_INT(file_write(there, "x", 1), ERR_BROKEN);
	CHECK_INT(errno, EISDIR);
	CHECK_INT(entries(in), 1);
	CHECK_INT(file_write(arena_printf(a, "%s/no/x", in), "x", 1),
		ERR_BROKEN);
	CHECK_INT(errno, ENOENT);
	CHECK_INT(entries(in), 1);
}

static void
writes_by_bare_name(struct arena *a)
{
	const char *in = folder(a);
	char before[4096];

	if (!CHECK(getcwd(before, sizeof before) != NULL))
		return;
	CHECK_INT(chdir(in), 0);
	CHECK_INT(file_write("bare", "x", 1), OK);
	CHECK_INT(file_folder("one/two"), OK);
	CHECK_INT(chdir(before), 0);
	CHECK(file_there(arena_printf(a, "%s/bare", in)));
	CHECK(file_there(arena_printf(a, "%s/one/two", in)));
}

static void
makes_folders(struct arena *a)
{
	const char *in = folder(a), *deep = arena_printf(a, "%s/a//b/c/", in);
	struct stat st = {0};

	CHECK_INT(file_folder(deep), OK);
	CHECK_INT(file_folder(deep), OK);
	CHECK_INT(stat(deep, &st), 0);
	CHECK_INT(st.st_mode & 0777, 0700);
	CHECK_INT(file_write(arena_printf(a, "%s/f", in), "x", 1), OK);
	CHECK_INT(file_folder(arena_printf(a, "%s/f", in)), ERR_BROKEN);
	CHECK_INT(errno, ENOTDIR);
	CHECK_INT(file_folder(arena_printf(a, "%s/f/g", in)), ERR_BROKEN);
	CHECK_INT(file_folder(""), ERR_BROKEN);
	CHECK_INT(file_folder("/"), OK);
}

static void
removes_folders(struct arena *a)
{
	const char *in = folder(a), *other = folder(a);
	const char *kept = arena_printf(a, "%s/kept", other);

	CHECK(strcmp(in, other) != 0);
	CHECK_INT(file_write(kept, "x", 1), OK);
	CHECK_INT(file_folder(arena_printf(a, "%s/a/b", in)), OK);
	CHECK_INT(file_write(arena_printf(a, "%s/a/b/x", in), "x", 1), OK);
	CHECK_INT(symlink(other, arena_printf(a, "%s/a/out", in)), 0);
	file_remove_folder(in);
	CHECK(!file_there(in));
	CHECK(file_there(kept));
}

const struct test file_tests[] = {
	{"a file reads as it was written", reads_what_was_written},
	{"a file that is missing, too large or a folder is not read",
		refuses_to_read},
	{"a file that tells no size is read, within the bound",
		reads_without_size},
	{"a write puts a new file in the place of the old",
		write_is_whole_or_not},
	{"a write that fails leaves nothing behind",
		failed_write_leaves_nothing},
	{"a write needs no folder in the path", writes_by_bare_name},
	{"a folder is made with those above it", makes_folders},
	{"a folder is removed whole, but not what its links lead to",
		removes_folders},
	{0},
};
