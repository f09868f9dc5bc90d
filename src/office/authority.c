/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The authority is read once from the four tables of names and then kept: a
 * mark of those tables (how many records, their revisions, the last change)
 * tells whether it still holds.  One slot, one mutex; who holds a reference
 * keeps an older one alive.
 *
 * Spellings lie in buckets by their first six bytes, which are two syllables
 * of Hangul, two characters of Han, six Latin letters; those shorter than that
 * by their first three.  Within a bucket the longer come first, so the first
 * that fits is the longest.
 */
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "authority.h"

#define BUCKETS 16384         /* a power of two */
#define SPELLINGS_MOST 100000 /* more are not looked for */

struct mark {                 /* of the tables that it was read from */
	uint64_t store;           /* db_number */
	int64_t count, revisions, changed;
};

struct authority {
	struct arena *arena;
	atomic_int holders;
	struct mark mark;
	struct map *by_text;  /* while it is made */
	size_t count;
	struct spelling *buckets[BUCKETS];
};

/* ---- the scripts of a text ---- */

/* The character at s, in *n bytes; s is well-formed. */
static uint32_t
character(const char *s, size_t *n)
{
	const unsigned char *c = (const unsigned char *)s;

	*n = c[0] < 0x80 ? 1 : c[0] < 0xe0 ? 2 : c[0] < 0xf0 ? 3 : 4;
	if (*n == 1)
		return c[0];
	if (*n == 2)
		return (c[0] & 0x1fu) << 6 | (c[1] & 0x3fu);
	if (*n == 3)
		return (c[0] & 0x0fu) << 12 | (c[1] & 0x3fu) << 6 |
			(c[2] & 0x3fu);
	return (c[0] & 0x07u) << 18 | (c[1] & 0x3fu) << 12 |
		(c[2] & 0x3fu) << 6 | (c[3] & 0x3fu);
}

static enum script
script_of(uint32_t c)
{
	if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'
	    && c < 0x80) || (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7)
	    || (c >= 0x1e00 && c <= 0x1eff))
		return SCRIPT_LATIN;
	if (c >= 0xac00 && c <= 0xd7a3)
		return SCRIPT_HANGUL;
	if (c >= 0x3041 && c <= 0x30ff)
		return SCRIPT_KANA;
	if ((c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
	    (c >= 0x20000 && c <= 0x3ffff))
		return SCRIPT_HAN;
	return SCRIPT_OTHER;
}

static unsigned
scripts_of(const char *text, size_t *characters)
{
	unsigned scripts = 0;
	size_t n;

	for (*characters = 0; *text != '\0'; text += n, ++*characters)
		scripts |= script_of(character(text, &n));
	return scripts;
}

/* ---- spellings ---- */

enum { HEAD = 6, SHORT_HEAD = 3 };

static size_t
bucket_of(const char *text, size_t head)
{
	uint32_t key = 2166136261u;

	for (size_t i = 0; i < head; i++)
		key = (key ^ (unsigned char)text[i]) * 16777619u;
	return (key ^ key >> 15) & (BUCKETS - 1);
}

/* One character is a word of many meanings, and so are two letters. */
static bool
too_short(const char *text, unsigned scripts, size_t characters)
{
	return characters < (scripts & ~(unsigned)SCRIPT_LATIN ? 2u : 3u) ||
		strlen(text) < 3;
}

/* The spelling of that text, made when there is none; NULL: it is not looked
 * for. */
static struct spelling *
spelling_of(struct authority *a, const char *text)
{
	struct spelling *s = map_get(a->by_text, text), **at;
	size_t characters;
	unsigned scripts;

	if (s != NULL)
		return s;
	scripts = scripts_of(text, &characters);
	if (too_short(text, scripts, characters) ||
	    a->count == SPELLINGS_MOST)
		return NULL;
	s = arena_alloc(a->arena, sizeof *s);
	s->text = arena_text(a->arena, text);
	s->n = strlen(text);
	s->scripts = scripts;
	map_put(a->by_text, text, s);
	a->count++;
	at = &a->buckets[bucket_of(text, s->n < HEAD ? SHORT_HEAD : HEAD)];
	while (*at != NULL && (*at)->n > s->n)
		at = &(*at)->next;
	s->next = *at;
	*at = s;
	return s;
}

static struct form *
form_add(struct authority *a, struct known *k, const char *text,
	const char *language, enum form_kind kind)
{
	struct spelling *s = text != NULL ? spelling_of(a, text) : NULL;
	struct form *f;

	if (s == NULL)
		return NULL;
	f = arena_alloc(a->arena, sizeof *f);
	*f = (struct form){ .of = k, .next = s->forms,
		.next_known = k->forms, .spelling = s,
		.language = arena_text(a->arena, language), .kind = kind,
		.first = -INT_MAX, .last = INT_MAX };
	s->forms = f;
	k->forms = f;
	return f;
}

static bool
known_has(const struct known *k, const char *text, const char *language)
{
	for (const struct form *f = k->forms; f != NULL; f = f->next_known)
		if (strcmp(f->language, language) == 0 &&
		    strcmp(f->spelling->text, text) == 0)
			return true;
	return false;
}

/*
 * Words that Korean reads alike, and that machines and hurried hands put in
 * Chinese and Japanese for each other: 시장 is a mayor and a market, 지사 a
 * governor and a branch, 도청 a provincial office and eavesdropping.  Only
 * within a title or name that the authority has: 始興市長, never 市長 alone.
 */
static const struct {
	const char *language, *right, *wrong;
} slips[] = {
	{ "ja", "市長", "市場" }, { "zh", "市长", "市场" },
	{ "ja", "知事", "支社" }, { "zh", "知事", "支社" },
	{ "ja", "道庁", "盗聴" }, { "zh", "道厅", "盗听" },
};

static void
slips_add(struct authority *a, struct known *k, const char *text,
	const char *language)
{
	struct arena *arena = a->arena;

	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
		const char *at = strstr(text, slips[i].right);

		if (at == NULL || strcmp(text, slips[i].right) == 0 ||
		    strcmp(language, slips[i].language) != 0)
			continue;
		form_add(a, k, arena_printf(arena, "%.*s%s%s",
			(int)(at - text), text, slips[i].wrong,
			at + strlen(slips[i].right)), language, FORM_SLIP);
	}
}

/* ---- reading the tables ---- */

static enum form_kind
kind_named(const char *kind)
{
	static const char *const kinds[] = {
		[FORM_OFFICIAL] = "official", [FORM_READING] = "reading",
		[FORM_VARIANT] = "variant", [FORM_PASSPORT] = "passport",
		[FORM_SHORT] = "short",
	};

	for (enum form_kind i = FORM_OFFICIAL; i <= FORM_SHORT; i++)
		if (strcmp(kinds[i], kind) == 0)
			return i;
	return FORM_OFFICIAL;
}

static void
row_read(struct authority *a, struct known *k, struct db_stmt *s)
{
	const char *valid = db_text(s, 5);
	enum form_kind kind = kind_named(db_text(s, 4));
	struct form *f = form_add(a, k, db_text(s, 3), db_text(s, 2), kind);

	if (f == NULL)
		return;
	f->locked = db_int(s, 6) != 0;
	f->dated = days_of(valid, &f->first, &f->last);
	if (kind == FORM_OFFICIAL)
		slips_add(a, k, f->spelling->text, f->language);
}

/* The record's own name, where it says something that the forms do not. */
static void
name_read(struct authority *a, struct known *k, const char *json)
{
	json_t *words = json_read(json), *text;
	const char *tag;

	json_object_foreach(json_object_get(words, "texts"), tag, text) {
		const char *name = text_of(json_array_get(json_object_get(text,
			"segments"), 0), "text");

		if (name == NULL || known_has(k, name, tag))
			continue;
		if (form_add(a, k, name, tag, FORM_NAME) != NULL)
			slips_add(a, k, name, tag);
	}
	json_decref(words);
}

static enum err
table_read(struct authority *a, struct visit *v, const struct entity *of)
{
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT e.\"id\", e.\"name\", n.\"language\", n.\"form\","
		" n.\"kind\", n.\"valid\", n.\"locked\" FROM \"%s\" e"
		" LEFT JOIN \"%s_names\" n ON n.\"owner\" = e.\"id\""
		" WHERE e.\"standing\" = 0%s ORDER BY e.\"id\", n.\"place\"",
		of->name, of->name, of == &entity_person ?
		" AND e.\"public\" = 1" : ""));
	struct known *k = NULL;
	const char *name = NULL;
	bool row;

	for (;;) {
		TRY(db_step(s, &row));
		if (k != NULL && (!row || !id_same(db_id(s, 0), k->id)))
			name_read(a, k, name);
		if (!row)
			return OK;
		if (k == NULL || !id_same(db_id(s, 0), k->id)) {
			k = arena_alloc(a->arena, sizeof *k);
			k->of = of;
			k->id = db_id(s, 0);
			name = arena_text(v->arena, db_text(s, 1));
		}
		if (!db_null(s, 3))
			row_read(a, k, s);
	}
}

static const struct entity *const tables[] = {
	&entity_city, &entity_organisation, &entity_post, &entity_person,
};

/* Of the tables as they are now. */
static enum err
mark_read(struct visit *v, struct mark *out)
{
	*out = (struct mark){ .store = db_number(v->store) };
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
			"SELECT count(*), CAST(coalesce(sum(\"revision\"), 0)"
			" AS bigint), coalesce(max(\"changed\"), 0) FROM"
			" \"%s\"", tables[i]->name));
		bool row;

		TRY(db_step(s, &row));
		if (!row)
			continue;
		out->count += db_int(s, 0);
		out->revisions += db_int(s, 1);
		if (db_int(s, 2) > out->changed)
			out->changed = db_int(s, 2);
		db_done(s);
	}
	return OK;
}

static enum err
tables_read(struct authority *a, struct visit *v)
{
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		TRY(table_read(a, v, tables[i]));
	return OK;
}

/* ---- the one that is kept ---- */

static struct {
	pthread_mutex_t lock;
	struct authority *now;
} kept = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void
release(void *arg)
{
	struct authority *a = arg;

	if (atomic_fetch_sub(&a->holders, 1) == 1)
		arena_free(a->arena);
}

static bool
same_mark(const struct mark *a, const struct mark *b)
{
	return a->store == b->store && a->count == b->count &&
		a->revisions == b->revisions && a->changed == b->changed;
}

/* The one kept, with one more holder, if it still holds. */
static struct authority *
kept_take(const struct mark *mark)
{
	struct authority *a;

	pthread_mutex_lock(&kept.lock);
	a = kept.now != NULL && same_mark(&kept.now->mark, mark) ?
		kept.now : NULL;
	if (a != NULL)
		atomic_fetch_add(&a->holders, 1);
	pthread_mutex_unlock(&kept.lock);
	return a;
}

/* Keeps a new one, whose one holder is the caller. */
static void
kept_put(struct authority *a)
{
	struct authority *before;

	atomic_fetch_add(&a->holders, 1);
	pthread_mutex_lock(&kept.lock);
	before = kept.now;
	kept.now = a;
	pthread_mutex_unlock(&kept.lock);
	if (before != NULL)
		release(before);
}

static struct authority *
authority_new(void)
{
	struct arena *arena = arena_new();
	struct authority *a = arena_alloc(arena, sizeof *a);

	a->arena = arena;
	atomic_init(&a->holders, 1);
	return a;
}

enum err
authority_of(struct visit *v, const struct authority **out)
{
	struct authority *a;
	struct mark mark;

	TRY(mark_read(v, &mark));
	a = kept_take(&mark);
	if (a == NULL) {
		a = authority_new();
		a->mark = mark;
		a->by_text = map_new(a->arena);
		arena_defer(v->arena, release, a);
		TRY(tables_read(a, v));
		kept_put(a);
	} else {
		arena_defer(v->arena, release, a);
	}
	*out = a;
	return OK;
}

/* ---- finding ---- */

/* The script of the character that ends before s + at. */
static enum script
script_before(const char *s, size_t at)
{
	size_t n;

	if (at == 0)
		return SCRIPT_OTHER;
	for (at--; at > 0 && ((unsigned char)s[at] & 0xc0) == 0x80; at--)
		;
	return script_of(character(s + at, &n));
}

/* Is what stands there an address of the net, or part of one? */
static bool
in_address(const char *text, size_t at)
{
	size_t from = at, n;
	const char *word;

	while (from > 0 && (unsigned char)text[from - 1] > ' ')
		from--;
	word = text + from;
	n = strcspn(word, " \t\r\n");
	return memchr(word, '@', n) != NULL ||
		memmem(word, n, "://", 3) != NULL ||
		memmem(word, n, "www.", 4) != NULL;
}

/* May the spelling stand here, between these neighbours? */
static bool
fits(const struct spelling *s, const char *text, size_t at)
{
	enum script before = script_before(text, at), after, head, tail;
	size_t n;

	head = script_of(character(text + at, &n));
	tail = script_before(text, at + s->n);
	after = script_of(character(text + at + s->n, &n));
	if (head == SCRIPT_LATIN && before == SCRIPT_LATIN)
		return false;
	if (tail == SCRIPT_LATIN && after == SCRIPT_LATIN)
		return false;
	if (s->scripts == SCRIPT_HANGUL && s->n <= 6 &&
	    before == SCRIPT_HANGUL)
		return false;
	return !(s->scripts & SCRIPT_LATIN) || !in_address(text, at);
}

static const struct spelling *
longest_in(const struct authority *a, const char *text, size_t at,
	size_t length, size_t head)
{
	const struct spelling *s;

	if (length - at < head)
		return NULL;
	for (s = a->buckets[bucket_of(text + at, head)]; s != NULL;
	    s = s->next)
		if (s->n <= length - at &&
		    memcmp(s->text, text + at, s->n) == 0 &&
		    fits(s, text, at))
			return s;
	return NULL;
}

static const struct spelling *
longest_at(const struct authority *a, const char *text, size_t at,
	size_t length)
{
	const struct spelling *s = longest_in(a, text, at, length, HEAD);

	return s != NULL ? s : longest_in(a, text, at, length, SHORT_HEAD);
}

size_t
authority_find(const struct authority *a, const char *text, struct found *out,
	size_t most)
{
	size_t length = strlen(text), count = 0, n;

	for (size_t at = 0; at < length && count < most;) {
		const struct spelling *s = longest_at(a, text, at, length);

		if (s != NULL)
			out[count++] = (struct found){ s, at };
		character(text + at, &n);
		at += s != NULL ? s->n : n;
	}
	return count;
}

const struct form *
known_form(const struct known *k, const char *language, int day)
{
	const struct form *best = NULL;

	/* The list has the newest first; of equals the first row counts. */
	for (const struct form *f = k->forms; f != NULL; f = f->next_known) {
		if (f->kind != FORM_OFFICIAL || day < f->first ||
		    day > f->last || strcmp(f->language, language) != 0)
			continue;
		if (best == NULL || 2 * f->dated + f->locked >=
		    2 * best->dated + best->locked)
			best = f;
	}
	return best;
}
