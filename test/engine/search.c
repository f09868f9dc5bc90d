/* SPDX-License-Identifier: Apache-2.0 */
/* Words put and found: the same keys in the same order on both engines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "engine.h"

/* The three parts of rows 1, 2, 3 … */
static const char *const rows[][3] = {
	{ "\xeb\x8d\x95\xec\xa7\x84 \xea\xb5\x90\xeb\xa5\x98", "sister city walk",
		"secret plan" },
	{ "Sister City", "\xea\xb5\x90\xeb\xa5\x98 \xed\x98\x91\xeb\xa0\xa5", "" },
	{ "city", "sister", "sister city" },
	{ "walking", "a-b it's x\"y\\z 'q' & | ! ( ) : * <->", NULL },
	{ "", "", "" },
	{ "sister sister sister", "city city", "plan secret plan" },
};
enum { ROWS = sizeof rows / sizeof *rows };

#define KO_GYORYU "\xea\xb5\x90\xeb\xa5\x98"
#define KO_HYEOP "\xed\x98\x91"

static const struct {
	const char *columns;
	struct db_phrase phrases[3];
	size_t n;
	const char *keys;  /* newest first; NULL: nothing to look for */
} cases[] = {
	{ NULL, {{ "sister" }}, 1, "6 3 2 1" },
	{ "title", {{ "sister" }}, 1, "6 2" },
	{ "open", {{ "sister" }}, 1, "3 1" },
	{ "staff", {{ "sister" }}, 1, "3" },
	{ "title open", {{ "sister" }}, 1, "6 3 2 1" },
	{ "title open", {{ "secret" }}, 1, "" },
	{ NULL, {{ "secret" }}, 1, "6 1" },
	{ NULL, {{ "sister city" }}, 1, "3 2 1" },
	{ "title open", {{ "sister city" }}, 1, "2 1" },
	{ "title open", {{ "city sister" }}, 1, "" },
	{ NULL, {{ "sister" }, { "city" }}, 2, "6 3 2 1" },
	{ "title open", {{ "city" }, { "sister" }}, 2, "6 3 2 1" },
	{ NULL, {{ "sister" }, { "plan" }}, 2, "6 1" },
	{ NULL, {{ "walk" }}, 1, "1" },
	{ NULL, {{ "walk", true }}, 1, "4 1" },
	{ NULL, {{ "city wal", true }}, 1, "1" },
	{ NULL, {{ "ci wal", true }}, 1, "" },
	{ NULL, {{ "SISTER CITY" }}, 1, "3 2 1" },
	{ NULL, {{ KO_GYORYU }}, 1, "2 1" },
	{ "title", {{ KO_GYORYU }}, 1, "1" },
	{ NULL, {{ KO_GYORYU " " KO_HYEOP, true }}, 1, "2" },
	{ NULL, {{ "secret plan" }, { "sister", true }}, 2, "6 1" },
	/* What might be understood as an operator is only a gap. */
	{ NULL, {{ "a b" }}, 1, "4" },
	{ NULL, {{ "a-b" }}, 1, "4" },
	{ NULL, {{ "it's" }, { "x\"y\\z" }}, 2, "4" },
	{ NULL, {{ "\"a\" OR city" }}, 1, "" },
	{ NULL, {{ "sister & !city" }}, 1, "3 2 1" },
	{ NULL, {{ "q' | 'city" }}, 1, "" },
	{ NULL, {{ "*" }, { "  " }, { "secret" }}, 3, "6 1" },
	{ NULL, {{ "" }}, 1, NULL },
	{ NULL, {{ "\"*:'" }}, 1, NULL },
	{ "nothing", {{ "sister" }}, 1, NULL },
	{ "titles", {{ "sister" }}, 1, NULL },
};

static void
put_rows(struct db *db)
{
	struct db_conn *w;

	CHECK(db_write_begin(db, &w) == OK);
	for (int i = 0; i < ROWS; i++)
		CHECK(db_search_put(w, i + 1, rows[i][0], rows[i][1],
			rows[i][2]) == OK);
	CHECK(db_write_end(db, true) == OK);
}

/* The keys as "3 2 1". */
static const char *
find(struct arena *a, struct db_conn *r, const char *match, int64_t before,
	int most)
{
	struct db_stmt *s = db_ask(r, db_search_find_sql(engine_kind()));
	struct buf keys = buf_in(a, 10000);
	bool row;

	db_bind_text(s, match);
	db_bind_int(s, before);
	db_bind_int(s, most);
	while (CHECK(db_step(s, &row) == OK) && row)
		buf_printf(&keys, "%s%d", keys.n > 0 ? " " : "",
			(int)db_int(s, 0));
	if (!row && db_why(r)[0] != '\0')
		printf("# %s\n# %s\n", match, db_why(r));
	return keys.at;
}

static const char *
find_tokens(struct arena *a, struct db_conn *r, const char *tokens)
{
	struct db_phrase phrase = { tokens };

	return find(a, r, db_search_match(a, engine_kind(), NULL, &phrase, 1),
		INT64_MAX, 100);
}

static void
finds(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);

	put_rows(db);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *match = db_search_match(a, engine_kind(),
			cases[i].columns, cases[i].phrases, cases[i].n);

		if (match == NULL || cases[i].keys == NULL) {
			CHECK_TEXT(match, cases[i].keys);
			continue;
		}
		if (!CHECK_TEXT(find(a, r, match, INT64_MAX, 100),
		    cases[i].keys))
			printf("# %s: %s\n", cases[i].phrases[0].tokens, match);
	}
}

static void
pages(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	struct db_phrase phrase = { "sister" };
	char *match;

	put_rows(db);
	match = db_search_match(a, engine_kind(), NULL, &phrase, 1);
	CHECK_TEXT(find(a, r, match, INT64_MAX, 2), "6 3");
	CHECK_TEXT(find(a, r, match, 3, 2), "2 1");
	CHECK_TEXT(find(a, r, match, 1, 2), "");
}

/* A page after a page, all of them: 1200, 1190, 1180 … */
static void
all_pages(struct arena *a, struct db_conn *r, const char *tokens, int gap)
{
	struct db_phrase phrase = { tokens };
	char *match = db_search_match(a, engine_kind(), NULL, &phrase, 1);
	int64_t below = INT64_MAX;
	int want = 1200;

	while (want > 0) {
		const char *keys = find(a, r, match, below, 7);

		for (int i = 0; i < 7 && want > 0; i++, want -= gap) {
			char *end;

			below = strtoll(keys, &end, 10);
			if (!CHECK_INT(below, want))
				return;
			keys = end;
		}
		if (!CHECK_TEXT(keys, ""))
			return;
	}
	CHECK_TEXT(find(a, r, match, below, 7), "");
}

static void
many_rows(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db), *w;

	CHECK(db_write_begin(db, &w) == OK);
	for (int i = 1; i <= 1200; i++)
		CHECK(db_search_put(w, i, "often", i % 10 == 0 ? "now and then" :
			NULL, i % 300 == 0 ? "seldom" : NULL) == OK);
	CHECK(db_write_end(db, true) == OK);
	all_pages(a, r, "often", 1);
	all_pages(a, r, "now and then", 10);
	all_pages(a, r, "seldom", 300);
	CHECK_TEXT(find_tokens(a, r, "never"), "");
}

static void
replaced(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db), *w;

	put_rows(db);
	CHECK(db_write_begin(db, &w) == OK);
	CHECK(db_search_put(w, 2, "gone", NULL, NULL) == OK);
	CHECK(db_search_remove(w, 3) == OK);
	CHECK(db_search_remove(w, 999) == OK);
	CHECK(db_write_end(db, true) == OK);
	CHECK_TEXT(find_tokens(a, r, "sister"), "6 1");
	CHECK_TEXT(find_tokens(a, r, "gone"), "2");
	CHECK(db_write_begin(db, &w) == OK);
	CHECK(db_search_put(w, 1, "other", NULL, NULL) == OK);
	CHECK(db_write_end(db, false) == OK);
	CHECK_TEXT(find_tokens(a, r, "sister"), "6 1");
}

/* In built SQL, as a filter among others. */
static void
in_built_sql(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	struct db_phrase phrase = { "sister" };
	struct db_stmt *s;
	bool row;

	put_rows(db);
	CHECK(engine_add(db, 2, "two") == OK);
	CHECK(engine_add(db, 4, "four") == OK);
	s = db_say(r, arena_printf(a, "SELECT name FROM city WHERE number IN"
		" (SELECT rowid FROM search_words WHERE %s) AND number > ?",
		db_dialects[engine_kind()].search_match));
	db_bind_text(s, db_search_match(a, engine_kind(), NULL, &phrase, 1));
	db_bind_int(s, 0);
	CHECK(db_step(s, &row) == OK && row);
	CHECK_TEXT(db_text(s, 0), "two");
	CHECK(db_step(s, &row) == OK && !row);
}

/* Longer than PostgreSQL has places, with more of one token than it keeps. */
static void
long_article(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db), *w;
	struct buf text = buf_in(a, SIZE_MAX);

	for (int i = 0; i < 30000; i++)
		buf_printf(&text, "w%d common ", i);
	buf_text(&text, "very last words");
	CHECK(db_write_begin(db, &w) == OK);
	CHECK(db_search_put(w, 1, "title", text.at, "staff notes") == OK);
	CHECK(db_write_end(db, true) == OK);
	CHECK_TEXT(find_tokens(a, r, "w0"), "1");
	CHECK_TEXT(find_tokens(a, r, "w29999"), "1");
	CHECK_TEXT(find_tokens(a, r, "common"), "1");
	CHECK_TEXT(find_tokens(a, r, "very last words"), "1");
	CHECK_TEXT(find_tokens(a, r, "last very"), "");
	CHECK_TEXT(find_tokens(a, r, "staff notes"), "1");
	CHECK_TEXT(find_tokens(a, r, "words staff"), "");
	CHECK_TEXT(find_tokens(a, r, "title w0"), "");
}

/* Beyond every bound it is still put; nothing fails. */
static void
huge_article(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db), *w;
	struct buf text = buf_in(a, SIZE_MAX);
	char token[4001];

	memset(token, 'x', sizeof token - 1);
	token[sizeof token - 1] = '\0';
	buf_printf(&text, "%s ", token);
	for (int i = 0; i < 300000; i++)
		buf_printf(&text, "w%d ", i);
	CHECK(db_write_begin(db, &w) == OK);
	CHECK(db_search_put(w, 1, text.at, text.at, "staff notes") == OK);
	CHECK(db_write_end(db, true) == OK);
	CHECK_TEXT(find_tokens(a, r, "w0 w1"), "1");
	CHECK_TEXT(find_tokens(a, r, token), "1");
}

/* Rows of tokens drawn at random: both engines must say the same, which a
 * plain search of the texts says. */
static bool
stands_in(const char *text, const char *phrase)
{
	char padded[200], wanted[60];

	snprintf(padded, sizeof padded, " %s ", text);
	snprintf(wanted, sizeof wanted, " %s ", phrase);
	return strstr(padded, wanted) != NULL;
}

static void
as_a_plain_search(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db), *w;
	char texts[40][3][100] = {0};
	unsigned seed = 7;

	CHECK(db_write_begin(db, &w) == OK);
	for (int i = 0; i < 40; i++) {
		for (int p = 0; p < 3; p++)
			for (int n = rand_r(&seed) % 8, k = 0; k < n; k++)
				sprintf(texts[i][p] + strlen(texts[i][p]),
					"%s%c", k > 0 ? " " : "",
					'a' + rand_r(&seed) % 4);
		CHECK(db_search_put(w, i, texts[i][0], texts[i][1],
			texts[i][2]) == OK);
	}
	CHECK(db_write_end(db, true) == OK);
	for (int n = 0; n < 64; n++) {
		struct buf want = buf_in(a, 10000);
		char phrase[10];

		snprintf(phrase, sizeof phrase, "%c %c %c", 'a' + n % 4,
			'a' + n / 4 % 4, 'a' + n / 16);
		for (int i = 39; i >= 0; i--)
			if (stands_in(texts[i][0], phrase) ||
			    stands_in(texts[i][1], phrase) ||
			    stands_in(texts[i][2], phrase))
				buf_printf(&want, "%s%d", want.n > 0 ? " " : "",
					i);
		CHECK_TEXT(find_tokens(a, r, phrase), want.at);
	}
}

const struct test search_tests[] = {
	{ "words are found in their parts, newest first", finds },
	{ "what is found comes in pages", pages },
	{ "frequent and rare words are found in order alike", many_rows },
	{ "an entry is replaced, removed, and undone with its act", replaced },
	{ "a match stands in built SQL", in_built_sql },
	{ "an article beyond the places is found by its last words", long_article },
	{ "an article beyond every bound is put all the same", huge_article },
	{ "phrases are found as by a plain search", as_a_plain_search },
	{ 0 },
};
