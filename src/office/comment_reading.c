/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comments in the language of those who look after them.  A service was asked
 * for each once, with the text alone; what it said is kept beside the comment,
 * for staff, until the text changes:
 *
 *	comment_reading   comment, lang | text | by: which service | credit: the
 *	                  line that goes with it | at | digest of what was sent
 */
#include <string.h>

#include "inside.h"
#include "moderation.h"

/* ---- which language it is in ---- */

/* The letters of the text, by script. */
struct letters {
	size_t hangul, kana, han, latin;
};

static void
letter_count(struct letters *l, uint32_t c)
{
	if ((c >= 0xac00 && c <= 0xd7a3) || (c >= 0x1100 && c <= 0x11ff) ||
	    (c >= 0x3131 && c <= 0x318e))
		l->hangul++;
	else if (c >= 0x3041 && c <= 0x30ff)
		l->kana++;
	else if ((c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 &&
	    c <= 0x3134f))
		l->han++;
	else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= 0xc0 && c <= 0x24f))
		l->latin++;
}

/* The character that begins here, of good UTF-8, and how long it is. */
static size_t
letter_at(const unsigned char *s, uint32_t *c)
{
	size_t n = *s < 0x80 ? 1 : *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : 4;

	*c = n == 1 ? *s : *s & (0xffu >> (n + 1));
	for (size_t i = 1; i < n && s[i] != '\0'; i++)
		*c = *c << 6 | (s[i] & 0x3f);
	return n;
}

static struct letters
letters_of(const char *text)
{
	struct letters l = {0};
	const unsigned char *s = (const unsigned char *)text;
	const unsigned char *end = s + strlen(text);
	uint32_t c;

	while (s < end) {
		s += letter_at(s, &c);
		letter_count(&l, c);
	}
	return l;
}

const char *
comment_tongue(const struct record *comment)
{
	const char *text = record_text(comment, "text");
	const char *tag = record_text(comment, "language");
	struct letters l = letters_of(text != NULL ? text : "");

	if (l.hangul > 0 && l.hangul * 4 >= l.latin + l.han)
		return "ko";
	if (l.kana > 0)
		return "ja";
	if (l.han > 0 && l.han * 4 >= l.latin)
		return tag != NULL && strcmp(tag, "ja") == 0 ? "ja" : "zh";
	if (l.latin > 0)
		return tag == NULL || strcmp(tag, "ko") == 0 ||
			strcmp(tag, "ja") == 0 || strncmp(tag, "zh", 2) == 0 ?
			"en" : tag;
	return tag != NULL ? tag : "ko";
}

/* ---- what was kept ---- */

static const char *
text_kept(const struct record *comment, uint8_t digest[SECRET_DIGEST])
{
	const char *text = record_text(comment, "text");

	if (text == NULL)
		text = "";
	secret_digest(text, strlen(text), digest);
	return text;
}

enum err
comment_reading_get(struct visit *v, const struct record *comment,
	const char *lang, struct comment_reading *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT text, engine, credit, digest "
		"FROM comment_reading WHERE comment = ? AND lang = ?");
	uint8_t digest[SECRET_DIGEST];
	struct bytes of;
	bool row;

	*out = (struct comment_reading){0};
	text_kept(comment, digest);
	db_bind_id(s, comment->id);
	db_bind_text(s, lang);
	TRY(db_step(s, &row));
	of = row ? db_blob(s, 3) : (struct bytes){0};
	if (row && of.n == sizeof digest &&
	    memcmp(of.at, digest, sizeof digest) == 0)
		*out = (struct comment_reading){
			arena_text(v->arena, db_text(s, 0)),
			arena_text(v->arena, db_text(s, 1)),
			arena_text(v->arena, db_text(s, 2)) };
	db_done(s);
	return OK;
}

enum err
comment_reading_put(struct visit *v, const struct record *comment,
	const char *lang, const struct comment_reading *reading)
{
	struct db_stmt *s = db_ask(v->db, "INSERT INTO comment_reading "
		"(comment, lang, text, engine, credit, at, digest) "
		"VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (comment, lang) "
		"DO UPDATE SET text = excluded.text, engine = excluded.engine, "
		"credit = excluded.credit, at = excluded.at, "
		"digest = excluded.digest");
	uint8_t digest[SECRET_DIGEST];

	text_kept(comment, digest);
	db_bind_id(s, comment->id);
	db_bind_text(s, lang);
	db_bind_text(s, reading->text);
	db_bind_text(s, reading->by != NULL ? reading->by : "");
	db_bind_text(s, reading->credit != NULL ? reading->credit : "");
	db_bind_int(s, v->now);
	db_bind_blob(s, digest, sizeof digest);
	return db_run(s);
}

enum err
comment_readings_drop(struct visit *v, struct id comment)
{
	struct db_stmt *s = db_ask(v->db,
		"DELETE FROM comment_reading WHERE comment = ?");

	db_bind_id(s, comment);
	return db_run(s);
}
