/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door of text/: everything that must know a language.  UTF-8 is checked
 * and normalised here, once, as it comes in; order, tokens, dates, numbers
 * and messages are ICU's work.  Pure functions over text and JSON: no record,
 * no request.  text_start reads the messages; after it all is constant and
 * safe from any thread.
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/edtf.h"
#include "base/err.h"
#include "evasion.h"
#include "segment.h"
#include "term.h"

/* ---- languages of pages (texts may be in any BCP 47 language) ---- */

enum lang { LANG_KO, LANG_EN, LANG_ZH, LANG_JA, LANG__MAX };

struct lang_row {
	const char *tag;   /* in addresses, JSON and SQL: "zh" */
	const char *html;  /* for lang= attributes: "zh-Hans" */
	const char *own;   /* its own name: 简体中文 */
	const char *icu;   /* locale: "zh_Hans_CN" */
	const char *graph; /* og:locale: "zh_CN" */
};
extern const struct lang_row langs[LANG__MAX];

/* LANG__MAX: not a language of pages. */
enum lang lang_of(const char *tag);
/* What an Accept-Language header asks for most, else otherwise. */
enum lang lang_accepted(const char *header, enum lang otherwise);
/* The lang= attribute of any content language tag ("zh" -> "zh-Hans"). */
const char *lang_html(const char *tag);
/* A well-formed language tag (BCP 47 by ICU), canonical in *out. */
bool lang_take(struct arena *a, const char *tag, const char **out);
/* A language's name in the reader's language. */
const char *lang_name(struct arena *a, enum lang reader, const char *tag);

/* ---- the door for text from outside (utf8.c) ---- */

enum text_fault {
	TEXT_GOOD,
	TEXT_NOT_UTF8,
	TEXT_CONTROL,  /* NUL or another control character but tab and newline */
	TEXT_BIDI      /* an override or isolate that is not closed */
};

/*
 * Checked, CRLF made LF, NFC.  At most one allocation; *out lives in a.
 * Nothing is dropped in silence: what is not good is refused.
 */
enum text_fault text_take(struct arena *a, const char *in, size_t n,
	const char **out);

/* User-perceived characters (UAX 29 grapheme clusters). */
size_t text_length(const char *s);
/* White space and invisible characters only. */
bool text_blank(const char *s);
/* At most max grapheme clusters of s, cut at a word where there is one, with
 * an ellipsis when something was cut. */
const char *text_cut(struct arena *a, const char *s, size_t max);

/* CP949 (or another ICU converter's charset) to UTF-8.  False: not so. */
bool text_convert(struct arena *a, const char *charset, const char *in,
	size_t n, const char **out, size_t *out_n);

/* ---- encodings (charset.c) ---- */

struct text_charset {
	const char *name;      /* as people are shown it: "CP949" */
	const char *icu, *detected;  /* as ICU's converter, its detector call it */
};
/* Those that tables come in, closed by {0}. */
extern const struct text_charset text_charsets[];

/* The name of the likeliest one.  Never NULL. */
const char *text_charset_guess(struct arena *a, const char *at, size_t n);
/*
 * Bytes of an encoding, byte order mark or not, as UTF-8.  A line that is not
 * in it is read by another, or, where there is none, its bytes stand as \xHH;
 * either is told to odd (charset NULL: by none), lines counted from 1.  False:
 * there is no such encoding, or it is UTF-16 and this is not.  *out lives in a
 * or is part of `at`.
 */
bool text_decode(struct arena *a, const char *charset, const char *at,
	size_t n, const char **out, size_t *out_n,
	void (*odd)(int64_t line, const char *charset, void *arg), void *arg);

/* ---- searching and sorting (tokens.c) ---- */

/*
 * One form for all that a person would call the same word: NFKC, case folded,
 * Latin and Greek and Cyrillic accents off, katakana as hiragana, traditional
 * and Japanese forms of Han characters as the simplified ones.
 */
const char *text_fold(struct arena *a, const char *s);

/*
 * The tokens of s, folded, parted by single spaces, fit for FTS5's ascii
 * tokenizer and a tsvector alike: words of letters and digits; a run of
 * Hangul, Han or kana as its overlapping pairs (and the single character when
 * the run is one long): 교류협력 -> "교류 류협 협력".
 */
void text_tokens(struct arena *a, const char *s, struct buf *out);

/*
 * What a reader typed, as phrases of tokens: each space-parted part of the
 * query is a phrase (adjacent tokens), the last token of each may be a prefix
 * where that helps (Latin words, single CJK characters).
 */
struct text_phrase {
	const char *tokens;  /* parted by single spaces, adjacent in the text */
	bool prefix;         /* the last token may go on */
};
size_t text_query(struct arena *a, const char *query,
	struct text_phrase *out, size_t max);

/* Bytes that sort as people sort (ICU root collation); NUL-free, in a. */
void text_sort_key(struct arena *a, const char *s, const uint8_t **key,
	size_t *n);

/* A lower-case ASCII slug of s ("" when nothing is left): Latin letters and
 * digits, Hangul and Han romanised by ICU, parted by single dashes. */
const char *text_slug(struct arena *a, const char *s, size_t max);

/* ---- messages (messages.c) ---- */

/*
 * Reads a language's messages: an object of objects of strings, ICU message
 * patterns with {0}, {1}.  Once per language, before threads.  False: not
 * that shape; *why says where.
 */
bool messages_use(enum lang lang, const char *json, size_t n,
	char why[static 200]);

/* The text under a dotted key as written, or the key itself. */
const char *message(enum lang lang, const char *key);
bool message_there(enum lang lang, const char *key);
/* The pattern with up to three arguments set in.  A NULL ends them; text of
 * digits only counts as a number (plurals, grouping). */
const char *message_with(struct arena *a, enum lang lang, const char *key,
	const char *arg0, const char *arg1, const char *arg2);
/* The same for arguments in words: digits stand as they are ("since 2005"),
 * but for plurals. */
const char *message_around(struct arena *a, enum lang lang, const char *key,
	const char *arg0, const char *arg1);
/* The whole tree, borrowed and constant: templates look up {{t.nav.news}}. */
json_t *messages_tree(enum lang lang);

/* ---- dates, numbers and names in words (words in print.c) ---- */

/* "2024년 11월 7일", "7 November 2024", "2024-11" -> "November 2024",
 * intervals closed up: "7–8 November 2024". s is EDTF; else s itself. */
const char *text_date(struct arena *a, enum lang lang, const char *edtf);
/* The same, short, for tables: "2024. 11. 7.", "7 Nov 2024". */
const char *text_date_short(struct arena *a, enum lang lang, const char *edtf);

/*
 * A moment with its zone is RFC 9557 text:
 * "2024-11-08T07:10:00+09:00[Asia/Seoul]".  Reads that, RFC 3339, or the
 * "2024-11-08T07:10" of a form in the zone given (NULL: only with one).
 */
bool moment_parse(const char *s, const char *zone_otherwise, int64_t *moment,
	char zone[static 64]);
char *moment_print(struct arena *a, int64_t moment, const char *zone);
/* "2024-11-08T07:10" in that zone, for an <input type=datetime-local>. */
char *moment_local(struct arena *a, int64_t moment, const char *zone);
/* "2024년 11월 8일 오전 7:10" */
const char *text_moment(struct arena *a, enum lang lang, int64_t moment,
	const char *zone);
/* How long ago or until: "3일 전".  Both moments. */
const char *text_since(struct arena *a, enum lang lang, int64_t then,
	int64_t now);
/* Local calendar day of a moment as EDTF "2024-11-08". */
char *moment_day(struct arena *a, int64_t moment, const char *zone);

/* "1234.5" -> "1,234.5" as the language writes it. */
const char *text_number(struct arena *a, enum lang lang, const char *decimal);
/* "1200.00","KRW" -> "₩1,200". */
const char *text_money(struct arena *a, enum lang lang, const char *amount,
	const char *currency);
/* Digits after the point of a currency (KRW 0, USD 2); -1: no such one. */
int money_digits(const char *currency);
/* Minor units as an amount: 120050,"USD" -> "1200.50". */
const char *money_amount(struct arena *a, int64_t minor, const char *currency);

/* Name of an ISO 3166 alpha-2 country; NULL: there is none. */
const char *country_name(struct arena *a, enum lang lang, const char *code);
bool country_known(const char *code);
/* All codes, sorted by code; count in *n.  Constant. */
const char *const *country_codes(size_t *n);

/* ---- public holidays (holiday.c) ---- */

enum holiday_kind {
	HOLIDAY_REST,        /* a day off by law */
	HOLIDAY_SUBSTITUTE,  /* a day off in place of one that was lost */
	HOLIDAY_CUSTOM       /* a working day that is no day for visits */
};

struct holiday {
	int day;             /* days since 1970-01-01 */
	const char *name;    /* a message key, "holiday-name.seollal" */
	enum holiday_kind kind;
};

#define HOLIDAYS_MOST 64

/* Those of a country ("KR", "CN", "JP"; none of others) in a year from 2000 to
 * 2099, by day; how many.  Two may be on one day.  Days that a government adds
 * or moves by a notice are not among them. */
size_t holidays_of(const char *country, int year,
	struct holiday out[static HOLIDAYS_MOST]);
/* What it is called: "설날 대체공휴일". */
const char *holiday_says(struct arena *a, enum lang lang,
	const struct holiday *h);
/* 0 Monday to 6 Sunday. */
int weekday_of(int day);

/* ---- Markdown (markdown.c) ---- */

/*
 * CommonMark with tables and strikethrough as HTML: no raw HTML, links only
 * to http, https, mailto, tel, a path or an anchor, pictures only from our
 * own paths, headings begin at h2.  Never fails; the output is bounded by
 * out->max.
 */
void markdown_html(struct arena *a, const char *text, struct buf *out);

struct markdown_mark {     /* bytes of a text that are to lie in a <span> */
	size_t from, to;   /* in their order, not over one another */
	const char *open;  /* "<span class=\"s\"", not closed; trusted */
	const char *first; /* what closes the first of the spans that a mark
	                      falls apart into: " id=\"a\">" */
};
/* The same, with marks; each is as many spans as there are tags in it. */
void markdown_marked(struct arena *a, const char *text,
	const struct markdown_mark *marks, size_t n, struct buf *out);
/* The same as bare text, for search and excerpts. */
void markdown_text(struct arena *a, const char *text, struct buf *out);

/* ---- JSON (json.c) ---- */

/* Adds json as text in the fewest bytes, as jansson's JSON_COMPACT |
 * JSON_ENCODE_ANY does; sorted: keys in the order of their bytes, throughout.
 * NULL is null. */
void json_print(struct buf *out, const json_t *json, bool sorted);
/*
 * What json_print has written, as a store gives it back: an object or a list.
 * UTF-8 in it is taken as it stands.  A new reference; NULL: it is not JSON,
 * or deeper than 60.
 */
json_t *json_read(const char *text);
/* The same of an object, but within its member called `under` only those
 * members are read that are called one of two names. */
json_t *json_read_some(const char *text, const char *under,
	const char *const names[2]);
/* From here on, JSON values take their memory from a pool of each thread
 * (pool.c).  To be called while there is one thread. */
void json_pool(void);

/* ---- mustache (mustache.c) ---- */

struct mustache;  /* a compiled template, constant */

/*
 * Compiles, living in a.  NULL: *why says line and reason.  Follows the
 * mustache specification's core (v1.4); {{{x}}} and {{&x}} are refused unless
 * the name ends in _html or lax is set (the specification's own tests).
 */
const struct mustache *mustache_compile(struct arena *a, const char *text,
	size_t n, bool lax, char why[static 200]);

/* The template of that name for {{>name}}, or NULL. */
typedef const struct mustache *(*mustache_find)(const char *name, void *arg);

/*
 * Renders ctx over base (looked up when a name is not in ctx; may be NULL).
 * At most 40 levels of sections and partials; out->max bounds the text.
 * False: too deep or too long.
 */
bool mustache_render(const struct mustache *m, json_t *ctx, json_t *base,
	mustache_find find, void *arg, struct buf *out);

/* Every name that a template looks up, for the house test. */
void mustache_names(const struct mustache *m,
	void (*each)(const char *name, void *arg), void *arg);

#endif
