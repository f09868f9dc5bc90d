/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One letter to one SMTP server, over libcurl: EHLO, STARTTLS when the server
 * offers it (or asked for), AUTH, MAIL, RCPT, DATA, QUIT.  Certificates are
 * checked always; a letter goes straight, never through a proxy that the
 * environment names.  libcurl doubles the dots that begin a line.
 */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define CONNECT_SECONDS 10L
#define WHOLE_SECONDS 60L

void
wire_start(void)
{
	curl_global_init(CURL_GLOBAL_DEFAULT);
}

/* ---- the server, as a setting says it ---- */

struct place {
	struct arena *arena;
	CURLU *url;
	const char *scheme, *host, *port, *user;
	const char *rest;      /* what an address of a mail server has not */
};

static const char *
part(struct place *p, CURLUPart which)
{
	char *got = NULL;
	const char *kept = NULL;

	if (curl_url_get(p->url, which, &got, which == CURLUPART_USER ?
	    CURLU_URLDECODE : 0) == CURLUE_OK && got != NULL)
		kept = arena_text(p->arena, got);
	curl_free(got);
	return kept;
}

static void
url_free(void *url)
{
	curl_url_cleanup(url);
}

static bool
place_read(struct place *p, const char *said)
{
	const char *path, *password;

	p->url = curl_url();
	arena_defer(p->arena, url_free, p->url);
	if (curl_url_set(p->url, CURLUPART_URL, said, 0) != CURLUE_OK)
		return false;
	p->scheme = part(p, CURLUPART_SCHEME);
	p->host = part(p, CURLUPART_HOST);
	p->port = part(p, CURLUPART_PORT);
	p->user = part(p, CURLUPART_USER);
	path = part(p, CURLUPART_PATH);
	password = part(p, CURLUPART_PASSWORD);
	p->rest = password != NULL ? password : part(p, CURLUPART_QUERY);
	if (p->rest == NULL && path != NULL && strcmp(path, "/") != 0)
		p->rest = path;
	return p->scheme != NULL && p->host != NULL &&
		(strcmp(p->scheme, "smtp") == 0 ||
		strcmp(p->scheme, "smtps") == 0);
}

static bool
is_here(const char *host)
{
	return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
		strncmp(host, "127.", 4) == 0;
}

static bool
wrong(char why[static 300], const char *says)
{
	snprintf(why, 300, "%s", says);
	return false;
}

bool
mail_server_take(struct arena *a, const char *said, const char *from,
	bool tls, const char *password, struct mail_server *out,
	char why[static 300])
{
	struct place p = { .arena = a };

	if (!place_read(&p, said))
		return wrong(why, "a mail server is said as "
			"smtp://user@host:587 or smtps://user@host");
	if (p.rest != NULL)
		return wrong(why, "the address of the mail server has neither "
			"a password nor a path; the password goes into "
			"DIR/mail.password");
	if (!mail_address_fits(from))
		return wrong(why, "letters need an address that they come "
			"from: --mail-from office@example.org");
	if (p.user != NULL && (password == NULL || *password == '\0'))
		return wrong(why, "the mail server's password is missing: put "
			"it into DIR/mail.password or GYORYU_MAIL_PASSWORD");
	*out = (struct mail_server){
		.url = arena_printf(a, "%s://%s%s%s", p.scheme, p.host,
			p.port != NULL ? ":" : "",
			p.port != NULL ? p.port : ""),
		.user = p.user,
		.password = p.user != NULL ? arena_text(a, password) : NULL,
		.from = arena_text(a, from),
		.tls = tls || (p.user != NULL && !is_here(p.host)),
	};
	return true;
}

/* ---- sending ---- */

struct sending {
	const char *at;        /* what is still to go */
	size_t n;
	char said[300];        /* the server's last refusal */
};

static size_t
give(char *to, size_t size, size_t count, void *arg)
{
	struct sending *s = arg;
	size_t n = size * count < s->n ? size * count : s->n;

	memcpy(to, s->at, n);
	s->at += n;
	s->n -= n;
	return n;
}

/* Keeps a line as text that may stand on a page. */
static void
keep_line(char to[static 300], const char *line, size_t n)
{
	size_t used = 0;

	for (size_t i = 0; i < n && used < 299; i++)
		if (line[i] >= ' ' && line[i] <= '~')
			to[used++] = line[i];
		else if (line[i] != '\r' && line[i] != '\n')
			to[used++] = '?';
	to[used] = '\0';
}

static size_t
hear(char *line, size_t size, size_t count, void *arg)
{
	struct sending *s = arg;

	/* The farewell comes after what went wrong. */
	if (size * count > 3 && (line[0] == '4' || line[0] == '5'))
		keep_line(s->said, line, size * count);
	return size * count;
}

static void
curl_close(void *curl)
{
	curl_easy_cleanup(curl);
}

static void
list_free(void *list)
{
	curl_slist_free_all(list);
}

static void
options_set(CURL *c, const struct mail_server *server)
{
	curl_easy_setopt(c, CURLOPT_URL, server->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, WHOLE_SECONDS);
	/* As everything else on the machine that uses OpenSSL. */
	if (getenv("SSL_CERT_FILE") != NULL)
		curl_easy_setopt(c, CURLOPT_CAINFO, getenv("SSL_CERT_FILE"));
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(c, CURLOPT_USE_SSL, server->tls ?
		(long)CURLUSESSL_ALL : (long)CURLUSESSL_TRY);
	if (server->user != NULL) {
		curl_easy_setopt(c, CURLOPT_USERNAME, server->user);
		curl_easy_setopt(c, CURLOPT_PASSWORD, server->password);
	}
}

/* A refused sign-in is a setting to be mended, and no fault of the letter. */
static enum err
sorted(CURLcode code, long said)
{
	return code == CURLE_OK ? OK :
		said >= 500 && code != CURLE_LOGIN_DENIED ? ERR_INPUT :
		ERR_BUSY;
}

static enum err
hand_over(struct arena *a, CURL *c, const struct mail *m, struct sending *s,
	char why[static 300])
{
	struct curl_slist *to = curl_slist_append(NULL,
		arena_printf(a, "<%s>", m->to));
	char error[CURL_ERROR_SIZE] = "";
	long said = 0;
	CURLcode code;

	arena_defer(a, list_free, to);
	curl_easy_setopt(c, CURLOPT_MAIL_FROM, arena_printf(a, "<%s>",
		m->from));
	curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(c, CURLOPT_READDATA, s);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, hear);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, s);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, error);
	code = curl_easy_perform(c);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, NULL);
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &said);
	if (said >= 400)
		keep_line(why, s->said, strlen(s->said));
	else if (*error != '\0')
		keep_line(why, error, strlen(error));
	else
		keep_line(why, curl_easy_strerror(code),
			strlen(curl_easy_strerror(code)));
	return sorted(code, said);
}

enum err
mail_send(struct arena *a, const struct mail_server *server,
	const struct mail *m, char why[static 300])
{
	struct buf letter = buf_in(a, LETTER_MOST);
	struct sending s;
	CURL *c;

	if (mail_print(m, &letter) != OK) {
		wrong(why, "an address or a line of it does not fit");
		return ERR_INPUT;
	}
	s = (struct sending){ letter.at, letter.n, "" };
	c = curl_easy_init();
	if (c == NULL) {
		wrong(why, "libcurl does not start");
		return ERR_BUSY;
	}
	arena_defer(a, curl_close, c);
	options_set(c, server);
	return hand_over(a, c, m, &s, why);
}
