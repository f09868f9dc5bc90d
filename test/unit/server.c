/* SPDX-License-Identifier: Apache-2.0 */
/* A whole server on a socket, spoken to byte by byte. */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "served.h"
#include "test.h"

struct running {
	struct arena *arena;
	struct served *app;
	struct server *server;
	int port;
};

static struct running
start(struct arena *a, const struct app_wish *more)
{
	struct running r = {.arena = a, .app = served_new(a, more)};
	char why[300] = "";

	CHECK_INT(server_start(r.app->app, "127.0.0.1:0", &r.server, why), OK);
	CHECK_TEXT(why, "");
	r.port = atoi(strrchr(server_address(r.server), ':') + 1);
	return r;
}

static int
call(const struct running *r)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
		.sin_port = htons((uint16_t)r->port)};
	struct timeval patience = {.tv_sec = 8};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	CHECK_INT(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	return fd;
}

static void
say(int fd, const char *text)
{
	size_t n = strlen(text);

	while (n > 0) {
		ssize_t sent = send(fd, text, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		text += sent;
		n -= (size_t)sent;
	}
}

/* One reply: its head as it is, and so much of its body as it announces. */
struct heard {
	int status;
	char *head, *body;
	size_t body_n;
	bool closed;  /* nothing came, or not all */
};

static struct heard
hear(struct arena *a, int fd, bool bodiless)
{
	struct heard h = {.head = arena_alloc(a, 8192), .body = "",
		.closed = true};
	size_t n = 0, wanted;
	const char *length;

	while (n < 8191 && (n < 4 || memcmp(h.head + n - 4, "\r\n\r\n", 4)))
		if (recv(fd, h.head + n, 1, 0) == 1)
			n++;
		else
			return h;
	if (n > 12)
		h.status = atoi(h.head + 9);
	length = strcasestr(h.head, "\r\nContent-Length:");
	wanted = length != NULL && !bodiless ?
		strtoul(length + 17, NULL, 10) : 0;
	h.body = arena_alloc(a, wanted + 1);
	while (h.body_n < wanted) {
		ssize_t got = recv(fd, h.body + h.body_n, wanted - h.body_n, 0);

		if (got <= 0)
			return h;
		h.body_n += (size_t)got;
	}
	h.closed = false;
	return h;
}

static struct heard
ask(struct arena *a, int fd, const char *request)
{
	say(fd, request);
	return hear(a, fd, strncmp(request, "HEAD", 4) == 0);
}

static bool
has(const struct heard *h, const char *header)
{
	return strcasestr(h->head, header) != NULL;
}

#define GET_(path) "GET " path " HTTP/1.1\r\nHost: x\r\n\r\n"

/* ---- talking ---- */

static void
keeps_alive(struct arena *a)
{
	struct running r = start(a, NULL);
	int fd = call(&r);
	struct heard h;

	for (int i = 0; i < 5; i++) {
		h = ask(a, fd, GET_("/ko/"));
		CHECK_INT(h.status, 200);
		CHECK(strstr(h.body, "안녕") != NULL);
	}
	CHECK(has(&h, "\r\nContent-Security-Policy: default-src 'none'"));
	CHECK(has(&h, "\r\nX-Content-Type-Options: nosniff"));
	CHECK(!has(&h, "Strict-Transport"));
	CHECK(!has(&h, "\r\nServer:"));
	h = ask(a, fd, "HEAD /ko/ HTTP/1.1\r\nHost: x\r\n\r\n");
	CHECK_INT(h.status, 200);
	CHECK(!has(&h, "Content-Length: 0"));
	CHECK_INT(ask(a, fd, GET_("/ko/none")).status, 404);
	h = ask(a, fd, "GET /ko HTTP/1.1\r\nHost: x\r\n\r\n");
	CHECK_INT(h.status, 308);
	CHECK(has(&h, "\r\nLocation: /ko/\r\n"));
	h = ask(a, fd, GET_("/large"));
	CHECK_INT(h.body_n, 4 << 20);
	close(fd);
	server_stop(r.server);
}

static void
takes_pieces(struct arena *a)
{
	struct running r = start(a, NULL);
	int fd = call(&r);
	struct heard h;
	struct timespec pause = {0, 20000000};
	const char *request = "POST /api/v1/words HTTP/1.1\r\nHost: x\r\n"
		"Content-Type: application/json\r\nContent-Length: 12\r\n\r\n"
		"{\"text\":\"x\"}";

	for (const char *c = request; *c != '\0'; c += strnlen(c, 24)) {
		say(fd, arena_copy(a, c, strnlen(c, 24)));
		nanosleep(&pause, NULL);
	}
	CHECK_INT(hear(a, fd, false).status, 303);
	h = ask(a, fd, "POST /api/v1/words HTTP/1.1\r\nHost: x\r\n"
		"Content-Type: application/json\r\nTransfer-Encoding: chunked"
		"\r\n\r\n6\r\n{\"text\r\n6\r\n\":\"x\"}\r\n0\r\n\r\n");
	CHECK_INT(h.status, 303);
	h = ask(a, fd, GET_("/api/v1/words"));
	CHECK_TEXT(h.body, "{\"n\":2}");
	/* Two at once are answered in their order. */
	say(fd, GET_("/ko/say/one") GET_("/ko/say/two"));
	CHECK(strstr(hear(a, fd, false).body, "one") != NULL);
	CHECK(strstr(hear(a, fd, false).body, "two") != NULL);
	close(fd);
	server_stop(r.server);
}

static void
refuses_large(struct arena *a)
{
	struct app_wish small = {0};
	struct running r;
	struct heard h;
	int fd;
	char *much = arena_alloc(a, 100001);

	small.limits[LIMIT_BODY] = 2048;
	small.limits[LIMIT_HEADER] = 2048;
	r = start(a, &small);
	memset(much, 'x', 100000);
	fd = call(&r);
	h = ask(a, fd, "POST /api/v1/words HTTP/1.1\r\nHost: x\r\n"
		"Expect: 100-continue\r\nContent-Length: 5000\r\n\r\n");
	CHECK_INT(h.status, 413);
	close(fd);
	fd = call(&r);
	say(fd, "POST /api/v1/words HTTP/1.1\r\nHost: x\r\n"
		"Transfer-Encoding: chunked\r\n\r\n");
	say(fd, arena_printf(a, "c00\r\n%.3072s\r\n0\r\n\r\n", much));
	CHECK_INT(hear(a, fd, false).status, 413);
	close(fd);
	fd = call(&r);
	h = ask(a, fd, arena_printf(a, "GET /ko/say/%.3000s HTTP/1.1\r\n"
		"Host: x\r\n\r\n", much));
	CHECK_INT(h.status, 431);
	close(fd);
	fd = call(&r);
	h = ask(a, fd, arena_printf(a, "GET /ko/ HTTP/1.1\r\nHost: x\r\n"
		"X: %s\r\n\r\n", much));
	CHECK(h.status == 431 || h.status == 413 || h.closed);
	close(fd);
	fd = call(&r);
	say(fd, "GET /ko/ HTTP/1.1\r\nHost: x\r\n");
	for (int i = 0; i < 80; i++)
		say(fd, "a: b\r\n");
	CHECK_INT(ask(a, fd, "\r\n").status, 431);
	close(fd);
	server_stop(r.server);
}

/* As large as it may be; and with as many cookies as a site could have. */
static void
takes_large_heads(struct arena *a)
{
	struct running r = start(a, NULL);
	char *much = arena_alloc(a, 8001);
	struct heard h;
	int fd = call(&r);

	memset(much, 'x', 8000);
	for (int i = 0; i < 3; i++) {
		h = ask(a, fd, arena_printf(a, "GET /ko/ HTTP/1.1\r\n"
			"Host: x\r\nX: %.7800s\r\n\r\n", much));
		CHECK_INT(h.status, 200);
		h = ask(a, fd, arena_printf(a, "GET /ko/ HTTP/1.1\r\n"
			"Host: x\r\nAccept: text/html\r\nUser-Agent: %.300s"
			"\r\nCookie: a=%.1000s; b=%.1000s; c=%.1000s\r\n\r\n",
			much, much, much, much));
		CHECK_INT(h.status, 200);
		h = ask(a, fd, arena_printf(a, "GET /ko/?q=%.6000s HTTP/1.1"
			"\r\nHost: x\r\n\r\n", much));
		CHECK_INT(h.status, 200);
	}
	close(fd);
	server_stop(r.server);
}

static void
refuses_nonsense(struct arena *a)
{
	struct running r = start(a, NULL);
	static const char *const rows[] = {
		"GET /ko/ HTTP/1.1\r\n\r\n",
		"POST /api/v1/words HTTP/1.1\r\nHost: x\r\n"
			"Content-Length: -1\r\n\r\n",
		"POST /api/v1/words HTTP/1.1\r\nHost: x\r\n"
			"Content-Length: 9999999999999999999999\r\n\r\n",
		"\x16\x03\x01\x02\r\n\r\n\r\n",
		"GET\r\n\r\n",
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int fd = call(&r);
		struct heard h = ask(a, fd, rows[i]);

		if (!CHECK(h.closed || (h.status >= 400 && h.status < 500)))
			CHECK_TEXT(rows[i], "");
		close(fd);
	}
	server_stop(r.server);
}

/* ---- too many, too slow ---- */

static void
refuses_when_full(struct arena *a)
{
	struct app_wish small = {0};
	struct running r;
	int fds[6], busy = 0, done = 0;

	small.limits[LIMIT_WORKERS] = 1;
	small.limits[LIMIT_QUEUE] = 2;
	r = start(a, &small);
	for (int i = 0; i < 6; i++) {
		struct timespec pause = {0, 1000000};
		int before = served_waits;

		fds[i] = call(&r);
		say(fds[i], i == 0 ? GET_("/wait?ms=2000") :
			GET_("/wait?ms=10"));
		/* The one worker has the first before others come. */
		for (int n = 0; i == 0 && served_waits == before &&
		    n < 10000; n++)
			nanosleep(&pause, NULL);
	}
	for (int i = 0; i < 6; i++) {
		struct heard h = hear(a, fds[i], false);

		busy += h.status == 503 && has(&h, "\r\nRetry-After: ");
		done += h.status == 200;
		close(fds[i]);
	}
	CHECK_INT(busy, 3);
	CHECK_INT(done, 3);
	server_stop(r.server);
}

/* Before a word is said, and without losing the reply to a reset. */
static void
refuses_at_the_door(struct arena *a)
{
	struct app_wish small = {0};
	struct running r;
	struct timespec pause = {0, 50000000};
	int fds[4], more, n = 0;
	struct heard h;

	small.limits[LIMIT_CONNECTIONS] = 4;
	r = start(a, &small);
	for (int i = 0; i < 4; i++) {
		fds[i] = call(&r);
		CHECK_INT(ask(a, fds[i], GET_("/ko/")).status, 200);
	}
	for (int i = 0; i < 100; i++) {
		more = call(&r);
		if (i % 2 == 0)
			say(more, GET_("/ko/") GET_("/ko/"));
		h = hear(a, more, false);
		CHECK_INT(h.status, 503);
		CHECK(has(&h, "\r\nRetry-After: 2\r\n") &&
			has(&h, "\r\nConnection: close\r\n"));
		close(more);
	}
	CHECK_INT(ask(a, fds[3], GET_("/ko/")).status, 200);
	close(fds[0]);
	/* Its place is free as soon as it is seen to be gone. */
	do {
		nanosleep(&pause, NULL);
		more = call(&r);
		h = ask(a, more, GET_("/ko/"));
		close(more);
	} while (h.status == 503 && ++n < 40);
	CHECK_INT(h.status, 200);
	for (int i = 1; i < 4; i++)
		close(fds[i]);
	server_stop(r.server);
}

static void
shuts_slow(struct arena *a)
{
	struct app_wish hurry = {0};
	struct running r;
	int fd, n = 0;
	int64_t begun = clock_ticks();
	struct timespec pause = {0, 100000000};
	char byte;

	hurry.limits[LIMIT_REQUEST_SECONDS] = 1;
	r = start(a, &hurry);
	fd = call(&r);
	/* A byte now and then is not silence, and does not help. */
	while (n < 60 && send(fd, "G", 1, MSG_NOSIGNAL) == 1 &&
		recv(fd, &byte, 1, MSG_DONTWAIT) != 0) {
		nanosleep(&pause, NULL);
		n++;
	}
	CHECK(n >= 5 && n < 40);
	CHECK(clock_ticks() - begun < 4000);
	close(fd);
	fd = call(&r);
	say(fd, "POST /api/v1/words HTTP/1.1\r\nHost: x\r\n"
		"Content-Length: 10\r\n\r\n{");
	CHECK(hear(a, fd, false).closed);
	close(fd);
	fd = call(&r);
	CHECK_INT(ask(a, fd, GET_("/wait?ms=1300")).status, 200);
	close(fd);
	server_stop(r.server);
}

static void
bears_leaving(struct arena *a)
{
	struct running r = start(a, NULL);

	for (int i = 0; i < 10; i++) {
		int fd = call(&r);

		say(fd, i % 2 ? GET_("/wait?ms=50") : GET_("/large"));
		if (i % 3 == 0)
			say(fd, "GET /ko/ HT");
		close(fd);
	}
	for (int i = 0; i < 3; i++) {
		int fd = call(&r);

		CHECK_INT(ask(a, fd, GET_("/ko/")).status, 200);
		close(fd);
	}
	server_stop(r.server);
}

/* ---- stopping ---- */

static void *
stop_soon(void *arg)
{
	struct timespec pause = {0, 150000000};

	nanosleep(&pause, NULL);
	server_stop(arg);
	return NULL;
}

static void
stops_gently(struct arena *a)
{
	struct running r = start(a, NULL);
	pthread_t stopper;
	int fd = call(&r), idle = call(&r);
	int64_t begun = clock_ticks();

	CHECK_INT(ask(a, idle, GET_("/ko/")).status, 200);
	CHECK_INT(pthread_create(&stopper, NULL, stop_soon, r.server), 0);
	CHECK_INT(ask(a, fd, GET_("/wait?ms=400")).status, 200);
	pthread_join(stopper, NULL);
	CHECK(clock_ticks() - begun < 3000);
	CHECK(ask(a, idle, GET_("/ko/")).closed);
	close(fd);
	close(idle);
}

static void
tells_why_not(struct arena *a)
{
	struct running r = start(a, NULL);
	struct server *other;
	char why[300] = "";
	static const char *const rows[][2] = {
		{"127.0.0.1", "127.0.0.1 is not ADDR:PORT"},
		{"127.0.0.1:x", "127.0.0.1:x is not ADDR:PORT"},
		{"", " is not ADDR:PORT"},
	};

	CHECK_INT(server_start(r.app->app, server_address(r.server), &other,
		why), ERR_BROKEN);
	CHECK_TEXT(why, arena_printf(a, "%s is in use by another program",
		server_address(r.server)));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK_INT(server_start(r.app->app, rows[i][0], &other, why),
			ERR_BROKEN);
		CHECK_TEXT(why, rows[i][1]);
	}
	server_stop(r.server);
}

struct crowd {
	const struct running *r;
	int good;
};

static void *
crowd_member(void *arg)
{
	struct crowd *c = arg;
	struct arena *a = arena_new();
	int fd = call(c->r);

	for (int i = 0; i < 30; i++) {
		c->good += ask(a, fd, "POST /api/v1/words HTTP/1.1\r\n"
			"Host: x\r\nContent-Type: application/json\r\n"
			"Content-Length: 2\r\n\r\n{}").status == 303;
		c->good += ask(a, fd, GET_("/ko/")).status == 200;
		arena_reset(a);
	}
	close(fd);
	arena_free(a);
	return NULL;
}

static void
serves_a_crowd(struct arena *a)
{
	struct running r = start(a, NULL);
	pthread_t threads[8];
	struct crowd crowds[8];
	struct heard h;
	int fd;

	for (int i = 0; i < 8; i++) {
		crowds[i] = (struct crowd){&r, 0};
		pthread_create(&threads[i], NULL, crowd_member, &crowds[i]);
	}
	for (int i = 0; i < 8; i++) {
		pthread_join(threads[i], NULL);
		CHECK_INT(crowds[i].good, 60);
	}
	fd = call(&r);
	h = ask(a, fd, GET_("/api/v1/words"));
	CHECK_TEXT(h.body, "{\"n\":240}");
	close(fd);
	server_stop(r.server);
}

const struct test server_tests[] = {
	{"a connection serves one request after another", keeps_alive},
	{"a request may come in pieces, chunks, or two at once", takes_pieces},
	{"a body, a header or an address too large is refused", refuses_large},
	{"a head as large as it may be is taken", takes_large_heads},
	{"what is no HTTP is refused, and the server goes on", refuses_nonsense},
	{"a full queue says so at once", refuses_when_full},
	{"who finds no place is told so before a word is said",
		refuses_at_the_door},
	{"a slow sender is shut out, a slow answer is not", shuts_slow},
	{"whoever leaves early breaks nothing", bears_leaving},
	{"a stop lets end what is under way, and takes nothing new", stops_gently},
	{"an address that cannot be had is told in one line", tells_why_not},
	{"eight at once write and read without losing anything", serves_a_crowd},
	{0}
};
