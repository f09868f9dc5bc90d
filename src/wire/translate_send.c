/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request to a service over libcurl.  Certificates are checked always;
 * without TLS only this machine itself is asked.  No way round is gone: a
 * redirect is an answer like any other, so the key goes to the address that it
 * was given for and nowhere else.  Nothing of the environment is used but
 * SSL_CERT_FILE, as by everything that uses OpenSSL; a proxy is a setting.
 * What is sent and what comes back is never written to the log.
 */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define CONNECT_MS 5000L
#define BODY_MOST (4 << 20)
#define DEPTH_MOST 24

struct line_out {
	CURL *curl;
	const char *base;
};

static void
line_close(void *curl)
{
	curl_easy_cleanup(curl);
}

static void
list_free(void *list)
{
	curl_slist_free_all(list);
}

/* ---- where to ---- */

static bool
is_loopback(const char *host)
{
	return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
		strcmp(host, "127.0.0.1") == 0;
}

static char *
url_part(struct arena *a, CURLU *url, CURLUPart which)
{
	char *got = NULL, *kept = NULL;

	if (curl_url_get(url, which, &got, 0) == CURLUE_OK && got != NULL)
		kept = arena_text(a, got);
	curl_free(got);
	return kept;
}

/* As libcurl itself will read it, and not by a reading of our own. */
bool
address_fits(struct arena *a, const char *base, bool query)
{
	CURLU *url = curl_url();
	const char *scheme = NULL, *host = NULL;
	bool plain = false;

	if (url == NULL)
		return false;
	if (curl_url_set(url, CURLUPART_URL, base, 0) == CURLUE_OK) {
		scheme = url_part(a, url, CURLUPART_SCHEME);
		host = url_part(a, url, CURLUPART_HOST);
		plain = url_part(a, url, CURLUPART_USER) == NULL &&
			(query || url_part(a, url, CURLUPART_QUERY) == NULL) &&
			url_part(a, url, CURLUPART_FRAGMENT) == NULL;
	}
	curl_url_cleanup(url);
	return plain && scheme != NULL && host != NULL &&
		(strcmp(scheme, "https") == 0 ||
		(strcmp(scheme, "http") == 0 && is_loopback(host)));
}

bool
line_open(struct arena *a, const struct machine *m, struct line_out **out)
{
	struct line_out *line = arena_alloc(a, sizeof *line);
	bool straight = strncmp(m->base, "https:", 6) != 0;
	CURL *c;

	if (!address_fits(a, m->base, false))
		return false;
	c = curl_easy_init();
	if (c == NULL)
		return false;
	arena_defer(a, line_close, c);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, straight ? "http" :
		"https");
	curl_easy_setopt(c, CURLOPT_PROXY, m->proxy != NULL && !straight ?
		m->proxy : "");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
	curl_easy_setopt(c, CURLOPT_USERAGENT, "Gyoryu/" VERSION);
	if (getenv("SSL_CERT_FILE") != NULL)
		curl_easy_setopt(c, CURLOPT_CAINFO, getenv("SSL_CERT_FILE"));
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	line->curl = c;
	line->base = m->base;
	*out = line;
	return true;
}

/* ---- one request ---- */

static size_t
hear(char *at, size_t size, size_t count, void *arg)
{
	struct buf *body = arg;

	buf_add(body, at, size * count);
	return body->full ? 0 : size * count;
}

/* A header that a key would break is none. */
static bool
header_fits(const char *header)
{
	for (; *header != '\0'; header++)
		if (*header < ' ' || *header > '~')
			return false;
	return true;
}

static bool
headers_set(struct arena *a, CURL *c, const struct call *call)
{
	const char *type = call->type != NULL ? call->type :
		"application/json";
	struct curl_slist *list = curl_slist_append(NULL, call->body != NULL ?
		arena_printf(a, "Content-Type: %s", type) : "Content-Type:");

	/* libcurl would wait for a "100 Continue" that few services send. */
	list = curl_slist_append(list, "Expect:");
	for (size_t i = 0; i < CALL_HEADERS && call->headers[i] != NULL; i++) {
		if (!header_fits(call->headers[i])) {
			curl_slist_free_all(list);
			return false;
		}
		list = curl_slist_append(list, call->headers[i]);
	}
	arena_defer(a, list_free, list);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, list);
	return true;
}

static void
body_set(CURL *c, const struct call *call)
{
	if (call->body == NULL)
		curl_easy_setopt(c, CURLOPT_HTTPGET, 1L);
	else
		curl_easy_setopt(c, CURLOPT_POST, 1L);
	curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, call->method);
	curl_easy_setopt(c, CURLOPT_POSTFIELDS, call->body);
	curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, call->body != NULL ?
		(long)strlen(call->body) : 0L);
}

/* What the transfer itself came to. */
static enum translate_fault
fault_of(CURLcode code, const struct buf *body)
{
	switch (code) {
	case CURLE_OK:
		return TRANSLATE_GOOD;
	case CURLE_OPERATION_TIMEDOUT:
		return TRANSLATE_TIMEOUT;
	case CURLE_WRITE_ERROR:
		return body->full ? TRANSLATE_MALFORMED : TRANSLATE_SERVER;
	case CURLE_PARTIAL_FILE:
	case CURLE_WEIRD_SERVER_REPLY:
		return TRANSLATE_MALFORMED;
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT:
		return TRANSLATE_ADDRESS;
	default:
		return TRANSLATE_SERVER;
	}
}

static void
heard_fill(CURL *c, const struct buf *body, struct heard *out)
{
	long status = 0;
	curl_off_t wait = 0;

	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(c, CURLINFO_RETRY_AFTER, &wait);
	*out = (struct heard){ .status = (int)status,
		.retry_after = wait < 0 ? 0 : wait > 86400 ? 86400 : (int)wait,
		.body = body->at, .n = body->n };
}

enum translate_fault
line_ask(struct arena *a, struct line_out *line, const struct call *call,
	int64_t ms, struct heard *out)
{
	struct buf body = buf_in(a, call->most != 0 ? call->most : BODY_MOST);
	CURL *c = line->curl;
	enum translate_fault fault;

	*out = (struct heard){ .body = "" };
	if (!headers_set(a, c, call))
		return TRANSLATE_AUTH;
	curl_easy_setopt(c, CURLOPT_URL, arena_printf(a, "%s%s", line->base,
		call->path));
	body_set(c, call);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)ms);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, hear);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, &body);
	fault = fault_of(curl_easy_perform(c), &body);
	heard_fill(c, &body, out);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, NULL);
	if (fault == TRANSLATE_GOOD && out->status >= 300 &&
	    out->status < 400)
		return TRANSLATE_ADDRESS;
	return fault;
}

/* ---- JSON ---- */

/* Before a parser that calls itself goes down into it. */
static bool
depth_fits(const char *at, size_t n)
{
	int depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < n; i++) {
		if (quoted && at[i] == '\\')
			i++;
		else if (at[i] == '"')
			quoted = !quoted;
		else if (!quoted && (at[i] == '{' || at[i] == '['))
			depth++;
		else if (!quoted && (at[i] == '}' || at[i] == ']'))
			depth--;
		if (depth > DEPTH_MOST)
			return false;
	}
	return true;
}

static void
json_drop(void *json)
{
	json_decref(json);
}

json_t *
heard_json(struct arena *a, const struct heard *h)
{
	json_t *json = NULL;

	if (depth_fits(h->body, h->n))
		json = json_loadb(h->body, h->n, JSON_REJECT_DUPLICATES, NULL);
	if (json != NULL)
		arena_defer(a, json_drop, json);
	return json;
}
