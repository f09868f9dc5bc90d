/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The SQLite file as a whole: may it be opened, is it sound.
 *
 * At the start it is looked at in a few milliseconds, however large it is:
 *
 *	the place       a file, or none and a folder that can be written
 *	the first page  "SQLite format 3", a page size, no less than its pages
 *	the schema      read and parsed
 *	every table     its first row, which is a way down from the root
 *
 * Everything is only read by sqlite_sound.
 */
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inside.h"

enum { HEADER = 100 };

/* ---- the place ---- */

static enum err
folder_fit(struct arena *a, const char *path, char why[static 300])
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? arena_text(a, ".") :
		arena_copy(a, path, slash == path ? 1 : (size_t)(slash - path));
	struct stat st;

	if (stat(folder, &st) < 0) {
		why_print(why, "the folder %s is not there", folder);
		return ERR_MISSING;
	}
	if (!S_ISDIR(st.st_mode)) {
		why_print(why, "%s is not a folder", folder);
		return ERR_BROKEN;
	}
	if (access(folder, W_OK | X_OK) < 0) {
		why_print(why, "the folder %s cannot be written", folder);
		return ERR_BROKEN;
	}
	return OK;
}

static enum err
file_new(const char *path, char why[static 300])
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0) {
		why_print(why, "%s cannot be made: %s", path, strerror(errno));
		return ERR_BROKEN;
	}
	close(fd);
	return OK;
}

/* ---- the first page ---- */

static uint32_t
big_endian(const unsigned char *at, int n)
{
	uint32_t v = 0;

	for (int i = 0; i < n; i++)
		v = v << 8 | at[i];
	return v;
}

/* A journal beside it may hold what the file lacks. */
static bool
has_beside(struct arena *a, const char *path, const char *ending)
{
	struct stat st;

	return stat(arena_printf(a, "%s%s", path, ending), &st) == 0 &&
		st.st_size > 0;
}

/* What is wrong with the header, or NULL. */
static const char *
header_wrong(struct arena *a, const char *path,
	const unsigned char h[HEADER], ssize_t got, off_t size)
{
	uint32_t page, pages;
	bool counted;

	if (got == 0)
		return NULL;
	if (got < 16 || memcmp(h, "SQLite format 3", 16) != 0)
		return "is no SQLite file";
	if (got < HEADER)
		return "is damaged: it is cut short";
	page = big_endian(h + 16, 2);
	page = page == 1 ? 65536 : page;
	if (page < 512 || (page & (page - 1)) != 0)
		return "is damaged: its first page is wrong";
	counted = memcmp(h + 24, h + 92, 4) == 0;
	pages = big_endian(h + 28, 4);
	if (counted && size / page < pages && !has_beside(a, path, "-wal") &&
	    !has_beside(a, path, "-journal"))
		return "is damaged: it is cut short";
	return NULL;
}

static enum err
header_fit(struct arena *a, const char *path, char why[static 300])
{
	unsigned char h[HEADER];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st = {0};
	const char *wrong;
	ssize_t got = -1;

	if (fd >= 0 && fstat(fd, &st) == 0)
		got = read(fd, h, sizeof h);
	if (got < 0) {
		why_print(why, "%s cannot be read: %s", path, strerror(errno));
		if (fd >= 0)
			close(fd);
		return ERR_BROKEN;
	}
	close(fd);
	wrong = header_wrong(a, path, h, got, st.st_size);
	if (wrong == NULL)
		return OK;
	why_print(why, "%s %s", path, wrong);
	return ERR_BROKEN;
}

static enum err
place_fit(struct arena *a, const char *path, bool make, char why[static 300])
{
	struct stat st;

	if (stat(path, &st) < 0) {
		if (errno == ENOENT && make) {
			TRY(folder_fit(a, path, why));
			return file_new(path, why);
		}
		why_print(why, errno == ENOENT || errno == ENOTDIR ?
			"there is no file %s" : "%s cannot be reached", path);
		return ERR_MISSING;
	}
	if (!S_ISREG(st.st_mode)) {
		why_print(why, S_ISDIR(st.st_mode) ?
			"%s is a folder, not a file" : "%s is not a file", path);
		return ERR_BROKEN;
	}
	if (access(path, W_OK) < 0) {
		why_print(why, "%s cannot be written: %s", path,
			strerror(errno));
		return ERR_BROKEN;
	}
	/* The WAL lies beside it. */
	TRY(folder_fit(a, path, why));
	return header_fit(a, path, why);
}

/* ---- the tables ---- */

/* Steps through all of sql; each (or NULL) is given the first column. */
static int
look(sqlite3 *at, const char *sql, int (*each)(sqlite3 *at, const char *text))
{
	sqlite3_stmt *s;
	int code = sqlite3_prepare_v2(at, sql, -1, &s, NULL);

	if (code != SQLITE_OK)
		return code;
	while ((code = sqlite3_step(s)) == SQLITE_ROW)
		if (each != NULL) {
			code = each(at, (const char *)sqlite3_column_text(s, 0));
			if (code != SQLITE_OK)
				break;
		}
	sqlite3_finalize(s);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int
first_row(sqlite3 *at, const char *table)
{
	char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" LIMIT 1", table);
	int code = sql != NULL ? look(at, sql, NULL) : SQLITE_NOMEM;

	sqlite3_free(sql);
	return code;
}

static enum err
tables_fit(const char *path, char why[static 300])
{
	sqlite3 *at = NULL;
	int code = sqlite3_open_v2(path, &at,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);

	if (code == SQLITE_OK) {
		sqlite3_busy_timeout(at, 5000);
		code = look(at, "SELECT name FROM sqlite_schema"
			" WHERE type = 'table' AND rootpage > 0", first_row);
	}
	if ((code & 255) == SQLITE_CORRUPT || (code & 255) == SQLITE_NOTADB)
		why_print(why, "%s is damaged: %s", path, sqlite3_errstr(code));
	else if (code != SQLITE_OK)
		why_print(why, "%s cannot be opened: %s", path,
			sqlite3_errstr(code));
	sqlite3_close(at);
	return code == SQLITE_OK ? OK : ERR_BROKEN;
}

enum err
sqlite_check(struct db *db, bool make, char why[static 300])
{
	const char *path = db->where;

	if (path[0] == '\0') {
		why_print(why, "after sqlite: stands the name of a file");
		return ERR_INPUT;
	}
	/* Counting its memory costs two mutexes an allocation, and nobody asks.
	 * It is refused, harmlessly, when there is a store already. */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	/* SQLite reads more than a path out of "file:…" and ":memory:". */
	if (path[0] != '/')
		db->where = path = arena_printf(db->arena, "./%s", path);
	TRY(place_fit(db->arena, path, make, why));
	return tables_fit(path, why);
}

/* ---- soundness ---- */

/* The first line that the pragma says, if it is not `good` (or nothing). */
static enum err
pragma_says(struct db_conn *conn, const char *sql, const char *good)
{
	struct db_stmt *s = db_ask(conn, sql);
	bool row;

	TRY(db_step(s, &row));
	if (row && (good == NULL || strcmp(db_text(s, 0), good) != 0)) {
		enum err err = good != NULL ?
			conn_fail(conn, ERR_BROKEN, false, "%s", db_text(s, 0)) :
			conn_fail(conn, ERR_BROKEN, false,
				"a row of %s refers to one that is not there",
				db_text(s, 0));

		db_done(s);
		return err;
	}
	db_done(s);
	return OK;
}

enum err
sqlite_sound(struct db_conn *conn)
{
	TRY(pragma_says(conn, "PRAGMA integrity_check(1)", "ok"));
	return pragma_says(conn, "PRAGMA foreign_key_check", NULL);
}
