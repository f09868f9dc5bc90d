/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Telling a hub (WebSub) which feeds have something new: one POST of a form to
 * the address that the office has set, and to nowhere else: http or https, no
 * redirects, no proxy of the environment, no more of the answer than its
 * status.
 */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define CONNECT_SECONDS 5L
#define WHOLE_SECONDS 20L
#define FORM_MOST (256 << 10)

static void
curl_close(void *curl)
{
	curl_easy_cleanup(curl);
}

/* Whatever it says is let go of; too much of it ends the connection. */
static size_t
let_go(char *at, size_t size, size_t count, void *arg)
{
	size_t *left = arg, n = size * count;

	(void)at;
	if (n > *left)
		return 0;
	*left -= n;
	return n;
}

static void
field_add(CURL *c, struct buf *form, const char *name, const char *value)
{
	char *escaped = curl_easy_escape(c, value, 0);

	buf_printf(form, "%s%s=%s", form->n > 0 ? "&" : "", name,
		escaped != NULL ? escaped : "");
	curl_free(escaped);
}

static void
options_set(CURL *c, const char *hub, const struct buf *form, size_t *left)
{
	curl_easy_setopt(c, CURLOPT_URL, hub);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, WHOLE_SECONDS);
	if (getenv("SSL_CERT_FILE") != NULL)
		curl_easy_setopt(c, CURLOPT_CAINFO, getenv("SSL_CERT_FILE"));
	curl_easy_setopt(c, CURLOPT_USERAGENT, "Gyoryu/" VERSION);
	curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)form->n);
	curl_easy_setopt(c, CURLOPT_POSTFIELDS, form->at);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, let_go);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, left);
}

enum err
hub_ping(struct visit *v, const char *hub, const char *const *topics,
	size_t n)
{
	struct buf form = buf_in(v->arena, FORM_MOST);
	CURL *c = curl_easy_init();
	size_t left = 64 << 10;
	long status = 0;
	CURLcode code;

	if (c == NULL)
		return fail(v, ERR_BUSY, "hub.not-told");
	arena_defer(v->arena, curl_close, c);
	field_add(c, &form, "hub.mode", "publish");
	for (size_t i = 0; i < n; i++)
		field_add(c, &form, "hub.url", topics[i]);
	options_set(c, hub, &form, &left);
	code = curl_easy_perform(c);
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
	if (code != CURLE_OK)
		return fail_with(v, ERR_BUSY, "hub.not-told",
			curl_easy_strerror(code), NULL);
	if (status >= 200 && status < 300)
		return OK;
	/* Asked again where that may help; else it stays to be seen. */
	return fail_with(v, status >= 500 || status == 429 ? ERR_BUSY :
		ERR_DENIED, "hub.not-told", arena_printf(v->arena,
		"HTTP %ld", status), NULL);
}
