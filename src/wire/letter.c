/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A letter as it stands on the wire:
 *
 *	Date: Sun, 22 Nov 2026 22:00:00 +0000
 *	From: =?UTF-8?B?…?= <office@example.org>
 *	To, Subject, Message-ID, Auto-Submitted, List-Unsubscribe
 *	MIME-Version: 1.0, Content-Type: text/plain; charset=UTF-8
 *
 *	the text, as it is when it is short lines of ASCII, else in base64
 *
 * What stands in a header is either checked letter by letter (addresses, ids,
 * links) or written as encoded words, so nothing that somebody typed can begin
 * a header of its own.
 */
#include <string.h>
#include <time.h>

#include "inside.h"

#define LINE_MOST 76    /* characters of a line of text */
#define WORD_BYTES 39   /* in one encoded word: 52 of base64, below 75 in all */
#define BODY_BYTES 57   /* in one line of base64 */
#define ADDRESS_MOST 254

/* ---- what may stand there ---- */

static bool
is_letter_or_digit(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Dot-atoms of RFC 5322: no quotes, no comments, no route. */
static bool
atoms_fit(const char *s, size_t n, const char *more)
{
	if (n == 0 || s[0] == '.' || s[n - 1] == '.')
		return false;
	for (size_t i = 0; i < n; i++)
		if (s[i] == '\0' || (!is_letter_or_digit(s[i]) &&
		    strchr(more, s[i]) == NULL) ||
		    (s[i] == '.' && s[i + 1] == '.'))
			return false;
	return true;
}

bool
mail_address_fits(const char *s)
{
	const char *at = s != NULL ? strrchr(s, '@') : NULL;

	return at != NULL && strlen(s) <= ADDRESS_MOST && at - s <= 64 &&
		at[1] != '-' && atoms_fit(s, (size_t)(at - s),
			".!#$%&'*+/=?^_`{|}~-") &&
		atoms_fit(at + 1, strlen(at + 1), ".-");
}

/* "<…@…>" */
static bool
id_fits(const char *s)
{
	size_t n = s != NULL ? strlen(s) : 0;
	char inside[ADDRESS_MOST + 1];

	if (n < 5 || n > ADDRESS_MOST || s[0] != '<' || s[n - 1] != '>')
		return false;
	memcpy(inside, s + 1, n - 2);
	inside[n - 2] = '\0';
	return mail_address_fits(inside);
}

static bool
link_fits(const char *s)
{
	if (strncmp(s, "https://", 8) != 0 && strncmp(s, "http://", 7) != 0)
		return false;
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~' || *s == '<' || *s == '>')
			return false;
	return true;
}

/* One line: no control character, whichever. */
static bool
line_fits(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	return true;
}

static bool
mail_fits(const struct mail *m)
{
	return mail_address_fits(m->from) && mail_address_fits(m->to) &&
		id_fits(m->message_id) && line_fits(m->subject) &&
		(m->from_name == NULL || line_fits(m->from_name)) &&
		(m->list_unsubscribe == NULL || link_fits(m->list_unsubscribe));
}

/* ---- base64, encoded words ---- */

static void
base64_add(struct buf *out, const char *from, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"abcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *at = (const unsigned char *)from;

	for (size_t i = 0; i < n; i += 3) {
		unsigned three = (unsigned)at[i] << 16 |
			(i + 1 < n ? (unsigned)at[i + 1] << 8 : 0) |
			(i + 2 < n ? (unsigned)at[i + 2] : 0);

		buf_char(out, digits[three >> 18]);
		buf_char(out, digits[three >> 12 & 63]);
		buf_char(out, i + 1 < n ? digits[three >> 6 & 63] : '=');
		buf_char(out, i + 2 < n ? digits[three & 63] : '=');
	}
}

static bool
is_bare(const char *s)
{
	if (strlen(s) > LINE_MOST - sizeof "Subject: " ||
	    strstr(s, "=?") != NULL)
		return false;
	for (; *s != '\0'; s++)
		if (*s < ' ' || *s > '~')
			return false;
	return true;
}

/* Encoded words (RFC 2047), one a line, none with half a character. */
static void
words_add(struct buf *out, const char *s)
{
	while (*s != '\0') {
		size_t n = strnlen(s, WORD_BYTES);

		while (n > 1 && (s[n] & 0xc0) == 0x80)
			n--;
		buf_text(out, "=?UTF-8?B?");
		base64_add(out, s, n);
		buf_text(out, "?=");
		s += n;
		if (*s != '\0')
			buf_text(out, "\r\n ");
	}
}

static void
add_from(struct buf *out, const struct mail *m)
{
	buf_text(out, "From: ");
	if (m->from_name != NULL && *m->from_name != '\0') {
		words_add(out, m->from_name);
		buf_text(out, "\r\n ");
	}
	buf_printf(out, "<%s>\r\n", m->from);
}

/* RFC 5322 dates are English, whatever the server's language is. */
static void
add_date(struct buf *out, int64_t moment)
{
	static const char days[7][4] = {
		"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"
	};
	static const char months[12][4] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun",
		"Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
	};
	time_t at = (time_t)(moment / 1000);
	struct tm tm;

	gmtime_r(&at, &tm);
	buf_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n",
		days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon],
		tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* ---- the text ---- */

static bool
body_is_bare(const char *s)
{
	size_t line = 0;

	for (; *s != '\0'; s++) {
		line = *s == '\n' ? 0 : line + 1;
		if (line > LINE_MOST || *s > '~' || (*s < ' ' && *s != '\n'))
			return false;
	}
	return true;
}

/* Lines end in CR LF out there. */
static void
lines_add(struct buf *out, const char *s)
{
	while (*s != '\0') {
		size_t n = strcspn(s, "\r\n");

		buf_add(out, s, n);
		s += n;
		if (*s == '\n')
			buf_text(out, "\r\n");
		s += *s != '\0';
	}
}

static void
body_add(struct buf *out, const char *body)
{
	struct buf lines = buf_in(out->arena, LETTER_MOST);

	lines_add(&lines, body);
	out->full |= lines.full;
	if (body_is_bare(body)) {
		buf_text(out, "Content-Transfer-Encoding: 7bit\r\n\r\n");
		buf_add(out, lines.at, lines.n);
		return;
	}
	buf_text(out, "Content-Transfer-Encoding: base64\r\n\r\n");
	for (size_t i = 0; i < lines.n; i += BODY_BYTES) {
		size_t n = lines.n - i;

		base64_add(out, lines.at + i, n < BODY_BYTES ? n : BODY_BYTES);
		buf_text(out, "\r\n");
	}
}

enum err
mail_print(const struct mail *m, struct buf *out)
{
	if (!mail_fits(m))
		return ERR_INPUT;
	add_date(out, m->date);
	add_from(out, m);
	buf_printf(out, "To: <%s>\r\nSubject: ", m->to);
	if (is_bare(m->subject))
		buf_text(out, m->subject);
	else
		words_add(out, m->subject);
	buf_printf(out, "\r\nMessage-ID: %s\r\n", m->message_id);
	/* So that no out-of-office reply comes back. */
	buf_text(out, "Auto-Submitted: auto-generated\r\n");
	if (m->list_unsubscribe != NULL)
		buf_printf(out, "List-Unsubscribe: <%s>\r\n%s",
			m->list_unsubscribe, m->one_click ?
			"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
			: "");
	buf_text(out, "MIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=UTF-8\r\n");
	body_add(out, m->body);
	return out->full ? ERR_INPUT : OK;
}
