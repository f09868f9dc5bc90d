/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every difference between the engines' SQL, one row each, and the macro
 * words {id} {int} … that stand for them.  SQL elsewhere is of the common
 * subset.  search_words is described in db.h.
 */
#include <string.h>

#include "base/buf.h"
#include "inside.h"

const struct db_dialect db_dialects[DB_ENGINE__MAX] = {
	[DB_SQLITE] = {
		.name = "sqlite",
		.types = {
			[DB_ID] = "BLOB",
			[DB_INT] = "INTEGER",
			[DB_REAL] = "REAL",
			[DB_TEXT] = "TEXT",
			[DB_BLOB] = "BLOB",
		},
		.table_end = "STRICT",
		.list_end = "STRICT, WITHOUT ROWID",
		.read_begin = "BEGIN",
		.write_begin = "BEGIN IMMEDIATE",
		/* pragma_table_list knows the shadows of a virtual table. */
		.tables =
			"SELECT name FROM pragma_table_list"
			" WHERE schema = 'main' AND type IN ('table', 'virtual')"
			" AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name",
		.columns =
			"SELECT name FROM pragma_table_info(?) ORDER BY cid",
		.search_create =
			"CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5"
			"(title, open, staff, tokenize = 'ascii', columnsize = 0)",
		.search_put =
			"INSERT OR REPLACE INTO search_words"
			" (rowid, title, open, staff) VALUES (?, ?, ?, ?)",
		.search_add =
			"INSERT INTO search_words"
			" (rowid, title, open, staff) VALUES (?, ?, ?, ?)",
		.search_remove = "DELETE FROM search_words WHERE rowid = ?",
		/* A removal is only noted beside what was there, until the
		 * parts of the index are merged. */
		.search_purge =
			"INSERT INTO search_words (search_words)"
			" VALUES ('optimize')",
		.search_match = "search_words MATCH ?",
		.search_find =
			"SELECT rowid FROM search_words"
			" WHERE search_words MATCH ? AND rowid < ?"
			" ORDER BY rowid DESC LIMIT ?",
	},
	[DB_POSTGRES] = {
		.name = "postgres",
		.types = {
			[DB_ID] = "uuid",
			[DB_INT] = "bigint",
			[DB_REAL] = "double precision",
			[DB_TEXT] = "text COLLATE \"C\"",
			[DB_BLOB] = "bytea",
		},
		.table_end = "",
		.list_end = "",
		.read_begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
		.write_begin = "BEGIN",
		.tables =
			"SELECT tablename FROM pg_tables"
			" WHERE schemaname = current_schema()"
			" ORDER BY tablename COLLATE \"C\"",
		.columns =
			"SELECT column_name FROM information_schema.columns"
			" WHERE table_schema = current_schema()"
			" AND table_name = ? ORDER BY ordinal_position",
		.search_create =
			"CREATE TABLE IF NOT EXISTS search_words"
			" (rowid bigint PRIMARY KEY, words tsvector NOT NULL);"
			" CREATE INDEX IF NOT EXISTS search_words_words"
			" ON search_words USING gin (words)",
		.search_put =
			"INSERT INTO search_words (rowid, words)"
			" VALUES (?, CAST(? AS tsvector))"
			" ON CONFLICT (rowid) DO UPDATE SET words = excluded.words",
		.search_add =
			"INSERT INTO search_words (rowid, words)"
			" VALUES (?, CAST(? AS tsvector))",
		.search_remove = "DELETE FROM search_words WHERE rowid = ?",
		.search_match = "words @@ CAST(? AS tsquery)",
		/* Common words are come upon among the newest; others are
		 * looked up.  The planner, left alone, looks through all
		 * that is newer than a rare word.  `+ 0`: not by that key. */
		.search_find =
			"WITH asked AS (SELECT CAST(? AS tsquery) AS words,"
			" CAST(? AS bigint) AS below, CAST(? AS bigint) AS most),"
			" near AS MATERIALIZED (SELECT rowid FROM"
			" (SELECT rowid, words FROM search_words"
			" WHERE rowid < (SELECT below FROM asked)"
			" ORDER BY rowid DESC LIMIT 500) AS newest"
			" WHERE words @@ (SELECT words FROM asked)"
			" ORDER BY rowid DESC LIMIT (SELECT most FROM asked)),"
			" far AS MATERIALIZED (SELECT rowid FROM search_words"
			" WHERE (SELECT count(*) FROM near)"
			" < (SELECT most FROM asked)"
			" AND words @@ (SELECT words FROM asked)"
			" AND rowid + 0 < (SELECT below FROM asked))"
			" SELECT rowid FROM near WHERE (SELECT count(*) FROM near)"
			" >= (SELECT most FROM asked)"
			" UNION ALL SELECT rowid FROM far"
			" ORDER BY rowid DESC LIMIT (SELECT most FROM asked)",
	},
};

/* What stands for the macro word of n characters, or NULL. */
static const char *
word_of(const struct db_dialect *d, const char *word, size_t n)
{
	const struct {
		const char *word, *stands;
	} words[] = {
		{ "id", d->types[DB_ID] },
		{ "int", d->types[DB_INT] },
		{ "real", d->types[DB_REAL] },
		{ "text", d->types[DB_TEXT] },
		{ "blob", d->types[DB_BLOB] },
		{ "end", d->table_end },
		{ "list", d->list_end },
		{ "search", d->search_create },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i].word) == n &&
		    memcmp(words[i].word, word, n) == 0)
			return words[i].stands;
	return NULL;
}

char *
db_expand(struct arena *a, enum db_engine engine, const char *sql)
{
	struct buf out = buf_in(a, SIZE_MAX);

	while (*sql != '\0') {
		const char *past = places_past(sql), *stands;

		if (past == sql && *sql == '{') {
			past = strchr(sql, '}');
			if (past == NULL)
				return NULL;
			stands = word_of(&db_dialects[engine], sql + 1,
				(size_t)(past - sql) - 1);
			if (stands == NULL)
				return NULL;
			buf_text(&out, stands);
			past++;
		} else {
			past = past == sql ? sql + 1 : past;
			buf_add(&out, sql, (size_t)(past - sql));
		}
		sql = past;
	}
	return out.at;
}
