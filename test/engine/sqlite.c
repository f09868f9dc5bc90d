/* SPDX-License-Identifier: Apache-2.0 */
/* Of SQLite alone: files that are not fit, a full disk. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "engine.h"

static void
remove_folder(void *path)
{
	file_remove_folder(path);
}

static char *
folder(struct arena *a)
{
	const char *path = NULL;

	CHECK(file_temporary(a, "gyoryu-engine", &path) == OK);
	arena_defer(a, remove_folder, (void *)(uintptr_t)path);
	return (char *)(uintptr_t)path;
}

/* A closed store of some pages; its path. */
static char *
filled(struct arena *a, int cities)
{
	char *path = arena_printf(a, "%s/store.db", folder(a));
	struct db_conn *w;
	char why[300];
	struct db *db;

	CHECK(db_open(arena_printf(a, "sqlite:%s", path), true, &db, why) == OK);
	CHECK(db_write_begin(db, &w) == OK);
	CHECK(db_script(w, "CREATE TABLE city (id {id} PRIMARY KEY,"
		" number {int}, name {text}){end};") == OK);
	for (int i = 0; i < cities; i++)
		CHECK(engine_insert(w, i, "a name that takes some room") == OK);
	CHECK(db_write_end(db, true) == OK);
	db_close(db);
	return path;
}

static enum err
open_says(struct arena *a, const char *path, bool make, const char *part)
{
	char why[300];
	struct db *db;
	enum err err = db_open(arena_printf(a, "sqlite:%s", path), make, &db,
		why);

	if (err == OK)
		db_close(db);
	else if (!CHECK(strstr(why, part) != NULL && !strchr(why, '\n')))
		printf("# it said: %s\n", why);
	return err;
}

static void
write_at(const char *path, off_t at, const char *bytes, size_t n)
{
	int fd = open(path, O_RDWR | O_CREAT, 0600);

	CHECK(fd >= 0 && pwrite(fd, bytes, n, at) == (ssize_t)n);
	close(fd);
}

static void
places(struct arena *a)
{
	char *home = folder(a);
	char *path = arena_printf(a, "%s/store.db", home);

	CHECK(open_says(a, path, false, "there is no file") == ERR_MISSING);
	CHECK(open_says(a, arena_printf(a, "%s/no/store.db", home), true,
		"is not there") == ERR_MISSING);
	CHECK(open_says(a, home, true, "is a folder") == ERR_BROKEN);
	CHECK(open_says(a, arena_printf(a, "%s/", home), true, "is a folder")
		== ERR_BROKEN);
	CHECK(open_says(a, "/dev/null", true, "is not a file") == ERR_BROKEN);
	CHECK(open_says(a, "/proc/store.db", true, "cannot be") == ERR_BROKEN);
	CHECK(open_says(a, path, true, "") == OK);
	CHECK(open_says(a, path, false, "") == OK);
}

/* Root may write everywhere, so this asks as nobody. */
static void
not_writable(struct arena *a)
{
	char *path = filled(a, 10), *home = folder(a);
	int status = -1;
	pid_t child;

	chmod(path, 0444);
	chmod(home, 0555);
	child = fork();
	if (child == 0) {
		char why[300];
		struct db *db;
		bool so;

		if (getuid() == 0 && setresuid(65534, 65534, 65534) != 0)
			_exit(2);
		so = db_open(arena_printf(a, "sqlite:%s", path), false, &db,
			why) != OK;
		so = so && db_open(arena_printf(a, "sqlite:%s/x.db", home),
			true, &db, why) != OK;
		_exit(!so);
	}
	CHECK(child > 0 && waitpid(child, &status, 0) == child);
	CHECK_INT(status, 0);
	chmod(home, 0700);
}

static void
no_store(struct arena *a)
{
	char *path = arena_printf(a, "%s/store.db", folder(a));

	write_at(path, 0, "this is a letter, and longer than a header is, "
		"so that nobody takes it for a store that was cut short by a "
		"crash", 105);
	CHECK(open_says(a, path, true, "is no SQLite file") == ERR_BROKEN);
	CHECK(truncate(path, 5) == 0);
	CHECK(open_says(a, path, true, "is no SQLite file") == ERR_BROKEN);
}

static void
damaged(struct arena *a)
{
	char *path = filled(a, 5000), junk[4096];
	struct stat st;

	memset(junk, 0xa5, sizeof junk);
	CHECK(stat(path, &st) == 0 && st.st_size > 100 * 4096);
	write_at(path, 16, "\1\7", 2);
	CHECK(open_says(a, path, false, "is damaged") == ERR_BROKEN);
	path = filled(a, 5000);
	CHECK(truncate(path, st.st_size / 2) == 0);
	CHECK(open_says(a, path, false, "is damaged: it is cut short") ==
		ERR_BROKEN);
	CHECK(truncate(path, 60) == 0);
	CHECK(open_says(a, path, false, "is damaged") == ERR_BROKEN);
	/* The schema, and the root of a table. */
	path = filled(a, 5000);
	write_at(path, 100, junk, 400);
	CHECK(open_says(a, path, false, "is damaged") == ERR_BROKEN);
	path = filled(a, 5000);
	write_at(path, 4096, junk, sizeof junk);
	CHECK(open_says(a, path, false, "is damaged") == ERR_BROKEN);
}

/* Deep in the file: the start does not see it, db_sound does. */
static void
damaged_inside(struct arena *a)
{
	char *path = filled(a, 5000), junk[4096], why[300];
	struct db *db;

	memset(junk, 0xa5, sizeof junk);
	write_at(path, 4096 * 50, junk, sizeof junk);
	if (!CHECK(db_open(arena_printf(a, "sqlite:%s", path), false, &db, why)
	    == OK))
		return;
	CHECK(db_sound(db, why) == ERR_BROKEN);
	CHECK(why[0] != '\0' && strchr(why, '\n') == NULL);
	db_close(db);
}

static void
page_count(struct db *db, int most)
{
	struct db_conn *w;
	char sql[60];
	bool row;

	snprintf(sql, sizeof sql, "PRAGMA max_page_count = %d", most);
	CHECK(db_write_begin(db, &w) == OK);
	CHECK(db_step(db_say(w, sql), &row) == OK && row);
	CHECK(db_write_end(db, false) == OK);
}

static void
full_disk(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	char text[5000];
	enum err err = OK;
	int n;

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	page_count(db, 1);
	for (n = 0; n < 100; n++) {
		err = engine_add(db, n, text);
		if (err != OK)
			break;
	}
	CHECK_INT(err, ERR_BROKEN);
	CHECK_INT(engine_count(r, CITIES), n);
	page_count(db, 100000);
	CHECK(engine_add(db, n, text) == OK);
	CHECK_INT(engine_count(r, CITIES), n + 1);
}

struct filler {
	struct db *db;
	int first, kept;
	pthread_t thread;
};

static void *
fill(void *arg)
{
	struct filler *it = arg;
	char text[3000];

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	for (int i = 0; i < 100; i++)
		it->kept += engine_add(it->db, it->first + i, text) == OK;
	return NULL;
}

static void
full_disk_in_groups(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	struct filler all[16];
	int kept = 0;

	page_count(db, 500);
	for (int i = 0; i < 16; i++) {
		all[i] = (struct filler){ db, i * 1000, 0, 0 };
		pthread_create(&all[i].thread, NULL, fill, &all[i]);
	}
	for (int i = 0; i < 16; i++) {
		pthread_join(all[i].thread, NULL);
		kept += all[i].kept;
	}
	CHECK(kept > 100 && kept < 1600);
	CHECK_INT(engine_count(r, CITIES), kept);
}

static void
quick_start(struct arena *a)
{
	char *path = filled(a, 200000);
	int64_t before = clock_ticks();

	CHECK(open_says(a, path, false, "") == OK);
	CHECK(clock_ticks() - before < 200);
}

const struct test sqlite_tests[] = {
	{ "a place where no store can be is refused in one line", places },
	{ "what cannot be written is refused", not_writable },
	{ "a file that is no store is refused", no_store },
	{ "a damaged file is refused at the start", damaged },
	{ "damage deep inside is found by db_sound", damaged_inside },
	{ "a full disk undoes the act and nothing else", full_disk },
	{ "on a full disk what is acknowledged is there", full_disk_in_groups },
	{ "200,000 records do not slow the start", quick_start },
	{ 0 },
};
