/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kinds whose canonical value is a plain text in one column: TEXT, SLUG, MAIL,
 * PHONE, WEB.  What they share with other plain ones (CHOICE, DATE …) is here
 * too, under the name plain.
 */
#include "kinds.h"

#include <ctype.h>
#include <string.h>

enum {
	TEXT_MOST = 1000, SLUG_MOST = 100, MAIL_MOST = 254, LOCAL_MOST = 64,
	PHONE_MOST = 40, WEB_MOST = 2000, HOST_MOST = 253, LABEL_MOST = 63
};

void
kind_plain_bind(struct visit *v, const struct field *f, struct db_stmt *s,
	json_t *value)
{
	(void)v, (void)f;
	db_bind_text(s, json_string_value(value));
}

json_t *
kind_plain_fetch(struct visit *v, const struct field *f, struct db_stmt *s,
	int at)
{
	(void)v, (void)f;
	return db_null(s, at) ? NULL : json_string(db_text(s, at));
}

json_t *
kind_plain_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	(void)v, (void)f, (void)base;
	return json_pack("{s:s}", "text", json_string_value(value));
}

const char *
kind_plain_cell(struct visit *v, const struct field *f, json_t *value)
{
	const char *text = json_string_value(value);

	(void)f;
	return text != NULL ? arena_text(v->arena, text) : "";
}

void
kind_plain_say(struct visit *v, const struct field *f, json_t *value,
	struct buf *out)
{
	(void)v, (void)f;
	buf_text(out, json_string_value(value));
	buf_char(out, '\n');
}

void
kind_mute_say(struct visit *v, const struct field *f, json_t *value,
	struct buf *out)
{
	(void)v, (void)f, (void)value, (void)out;
}

/* The text and its length within bounds; *out empty: nothing was given. */
static enum err
bounded(struct taking *t, json_t *in, int64_t otherwise, const char **out)
{
	TRY(taking_text(t, in, out));
	if (**out == '\0')
		return OK;
	return taking_length(t, *out, t->field->min,
		taking_most(t->field, otherwise));
}

static enum err
give(const char *text, json_t **out)
{
	*out = *text != '\0' ? json_string(text) : NULL;
	return OK;
}

enum err
kind_text_take(struct taking *t, json_t *in, json_t **out)
{
	const char *text;

	TRY(bounded(t, in, TEXT_MOST, &text));
	return give(text, out);
}

json_t *
kind_text_schema(const struct field *f)
{
	return json_pack("{s:s, s:I, s:I}", "type", "string", "minLength",
		(json_int_t)(f->min > 0 ? f->min : 1), "maxLength",
		(json_int_t)taking_most(f, TEXT_MOST));
}

/* ---- SLUG ---- */

static bool
slug_good(const char *s)
{
	char before = '-';

	for (; *s != '\0'; before = *s++)
		if (*s == '-' ? before == '-' :
			!(*s >= 'a' && *s <= 'z') && !(*s >= '0' && *s <= '9'))
			return false;
	return before != '-';
}

enum err
kind_slug_take(struct taking *t, json_t *in, json_t **out)
{
	const char *text;
	struct id id;

	TRY(bounded(t, in, SLUG_MOST, &text));
	/* An id in an address is an id: no slug may look like one. */
	if (*text != '\0' && (!slug_good(text) || id_parse(text, &id)))
		return taking_wrong(t, "error.not-a-slug");
	return give(text, out);
}

json_t *
kind_slug_schema(const struct field *f)
{
	return json_pack("{s:s, s:s, s:I}", "type", "string", "pattern",
		"^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength",
		(json_int_t)taking_most(f, SLUG_MOST));
}

/* ---- hosts, for MAIL and WEB: ASCII names with a dot ---- */

static bool
label_good(const char *s, size_t n)
{
	if (n == 0 || n > LABEL_MOST || s[0] == '-' || s[n - 1] == '-')
		return false;
	for (size_t i = 0; i < n; i++)
		if (s[i] != '-' && !(isascii((unsigned char)s[i]) &&
			isalnum((unsigned char)s[i])))
			return false;
	return true;
}

static bool
host_good(const char *s, size_t n)
{
	size_t labels = 0, label;

	if (n == 0 || n > HOST_MOST)
		return false;
	for (size_t at = 0; at <= n; at += label + 1, labels++) {
		const char *dot = memchr(s + at, '.', n - at);

		label = dot != NULL ? (size_t)(dot - s) - at : n - at;
		if (!label_good(s + at, label))
			return false;
	}
	return labels > 1;
}

static void
lower(char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] >= 'A' && s[i] <= 'Z')
			s[i] = (char)(s[i] - 'A' + 'a');
}

/* ---- MAIL ---- */

static bool
local_good(const char *s, size_t n)
{
	if (n == 0 || n > LOCAL_MOST || s[0] == '.' || s[n - 1] == '.')
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!isascii((unsigned char)s[i]) ||
			(!isalnum((unsigned char)s[i]) &&
			strchr(".!#$%&'*+/=?^_`{|}~-", s[i]) == NULL))
			return false;
		if (s[i] == '.' && s[i + 1] == '.')
			return false;
	}
	return true;
}

enum err
kind_mail_take(struct taking *t, json_t *in, json_t **out)
{
	const char *text, *at;
	char *mail;

	TRY(bounded(t, in, MAIL_MOST, &text));
	if (*text == '\0')
		return OK;
	at = strrchr(text, '@');
	if (at == NULL || !local_good(text, (size_t)(at - text)) ||
		!host_good(at + 1, strlen(at + 1)) || strlen(text) > MAIL_MOST)
		return taking_wrong(t, "error.not-a-mail");
	mail = arena_text(t->v->arena, text);
	lower(mail + (at - text), strlen(at));
	return give(mail, out);
}

json_t *
kind_mail_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	const char *mail = json_string_value(value);
	struct buf href = buf_in(v->arena, sizeof "mailto:" + 3 * MAIL_MOST);

	(void)f, (void)base;
	buf_text(&href, "mailto:");
	for (const char *c = mail; *c != '\0'; c++)
		if (strchr("?&%#/", *c) != NULL)
			buf_printf(&href, "%%%02X", (unsigned)*c);
		else
			buf_char(&href, *c);
	return json_pack("{s:s, s:s}", "text", mail, "href", href.at);
}

json_t *
kind_mail_schema(const struct field *f)
{
	return json_pack("{s:s, s:s, s:I}", "type", "string", "format", "email",
		"maxLength", (json_int_t)taking_most(f, MAIL_MOST));
}

/* ---- PHONE ---- */

/* "+82 31-310-2114 ext 12": the extension has only digits. */
static bool
phone_good(const char *s)
{
	const char *ext = strstr(s, "ext");
	size_t n = ext != NULL ? (size_t)(ext - s) : strlen(s), digits = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '+' && i > 0)
			return false;
		if (strchr("0123456789+-(). ", s[i]) == NULL)
			return false;
		digits += s[i] >= '0' && s[i] <= '9';
	}
	if (ext != NULL) {
		ext += 3 + strspn(ext + 3, ". ");
		if (*ext == '\0' || ext[strspn(ext, "0123456789")] != '\0')
			return false;
	}
	return digits >= 3;
}

enum err
kind_phone_take(struct taking *t, json_t *in, json_t **out)
{
	const char *text;

	TRY(bounded(t, in, PHONE_MOST, &text));
	if (*text == '\0')
		return OK;
	text = taking_plain(t->v->arena, text);
	if (!phone_good(text))
		return taking_wrong(t, "error.not-a-phone");
	return give(text, out);
}

json_t *
kind_phone_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	const char *phone = json_string_value(value);
	const char *ext = strstr(phone, "ext");
	struct buf href = buf_in(v->arena, 100);

	(void)f, (void)base;
	buf_text(&href, "tel:");
	for (const char *c = phone; *c != '\0' && c != ext; c++)
		if (*c == '+' || (*c >= '0' && *c <= '9'))
			buf_char(&href, *c);
	return json_pack("{s:s, s:s}", "text", phone, "href", href.at);
}

json_t *
kind_phone_schema(const struct field *f)
{
	return json_pack("{s:s, s:s, s:I}", "type", "string", "pattern",
		"^\\+?[0-9().\\- ]+(ext[. ]*[0-9]+)?$", "maxLength",
		(json_int_t)taking_most(f, PHONE_MOST));
}

/* ---- WEB ---- */

/* Where the host begins, or NULL when it is not http or https. */
static const char *
web_host(const char *s)
{
	if (strncasecmp(s, "https://", 8) == 0)
		return s + 8;
	return strncasecmp(s, "http://", 7) == 0 ? s + 7 : NULL;
}

static bool
port_good(const char *s, size_t n)
{
	int port = 0;

	if (n == 0 || n > 5)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		port = 10 * port + (s[i] - '0');
	}
	return port > 0 && port <= 65535;
}

/* "[2001:db8::1]" as far as its shape goes. */
static bool
bracket_good(const char *s, size_t n)
{
	return n > 4 && s[0] == '[' && s[n - 1] == ']' &&
		strspn(s + 1, "0123456789abcdefABCDEF:.") == n - 2;
}

/* Host and port; whoever has a name before @ hides where the link goes. */
static bool
authority_good(const char *s, size_t n)
{
	const char *close = s[0] == '[' ? memchr(s, ']', n) : NULL;
	const char *from = close != NULL ? close : s;
	const char *colon = memchr(from, ':', n - (size_t)(from - s));
	size_t host = colon != NULL ? (size_t)(colon - s) : n;

	if (colon != NULL && !port_good(colon + 1, n - host - 1))
		return false;
	return close != NULL ? bracket_good(s, host) : host_good(s, host);
}

/* Nothing that a page or a mail would cut an address at. */
static bool
web_rest_good(const char *s)
{
	static const char *const blanks[] = {
		"\xc2\xa0", "\xe3\x80\x80", "\xe2\x80\x8b", "\xe2\x80\xa8",
		"\xe2\x80\xa9", "\xef\xbb\xbf",
	};

	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (strstr(s, blanks[i]) != NULL)
			return false;
	for (; *s != '\0'; s++)
		if ((unsigned char)*s <= ' ' || *s == 0x7f ||
			strchr("\"<>\\^`{|}", *s) != NULL)
			return false;
	return true;
}

enum err
kind_web_take(struct taking *t, json_t *in, json_t **out)
{
	const char *text, *host;
	char *web;
	size_t n;

	TRY(bounded(t, in, WEB_MOST, &text));
	if (*text == '\0')
		return OK;
	host = web_host(text);
	n = host != NULL ? strcspn(host, "/?#") : 0;
	if (n == 0 || !authority_good(host, n) || !web_rest_good(host + n) ||
		strlen(text) > 3 * WEB_MOST)
		return taking_wrong(t, "error.not-a-web");
	web = arena_text(t->v->arena, text);
	lower(web, (size_t)(host - text) + n);
	return give(web, out);
}

json_t *
kind_web_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	const char *web = json_string_value(value);

	(void)v, (void)f, (void)base;
	return json_pack("{s:s, s:s}", "text", web, "href", web);
}

json_t *
kind_web_schema(const struct field *f)
{
	return json_pack("{s:s, s:s, s:s, s:I}", "type", "string", "format",
		"iri", "pattern", "^https?://", "maxLength",
		(json_int_t)taking_most(f, WEB_MOST));
}
