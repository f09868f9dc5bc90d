/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door: a thread that accepts connections and hands them to
 * libmicrohttpd, or turns them away in words while there are too many.
 *
 * Two bounds: all connections, and those of one network (/24, /48) while more
 * than half of all places are taken.  So many people behind one address are
 * not refused for that alone; only when places are scarce are those who hold
 * many of them asked to come later.  A listed proxy is no network.
 *
 * Who is turned away is told 503 with Retry-After at once, whatever he would
 * have asked.  His request is left unread, and to close then would be a reset
 * that can overtake the reply; so the socket is kept a moment, its bytes are
 * thrown away, and it is closed when he has closed it.  There are at most
 * LEAVING_MOST such; the oldest must go first.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "http.h"

enum { NETWORKS = 1 << 14, AT_ONCE = 64, LEAVING_MOST = 64, LEAVING_MS = 2000,
	NO_FILES_MS = 50, OTHER_FILES = 200, RETRY_SECONDS = 2 };

struct leaving {
	int fd;
	int64_t until;           /* ticks */
};

struct door {
	struct server *server;
	struct listeners listeners;
	pthread_t thread;
	bool runs;               /* thread is one */
	int wake;                /* eventfd: it is time to end */
	size_t turn;             /* of the daemons */
	size_t most;             /* connections */
	size_t most_of_one;      /* of a network; 0: no bound */
	uint8_t key[SECRET_SCATTER];
	_Atomic int64_t inside;
	_Atomic int32_t networks[NETWORKS];
	struct leaving leaving[LEAVING_MOST];
	size_t leaving_n;
	const char *refusal;     /* the whole reply */
};

/* ---- counting ---- */

size_t
door_most(const struct server *s)
{
	size_t wished = (size_t)app_limit(s->app, LIMIT_CONNECTIONS);
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0 ||
		files.rlim_cur == RLIM_INFINITY ||
		files.rlim_cur >= wished + OTHER_FILES)
		return wished;
	return files.rlim_cur > 2 * OTHER_FILES ?
		(size_t)files.rlim_cur - OTHER_FILES :
		(size_t)files.rlim_cur / 2;
}

size_t
door_network(const struct door *d, const struct sockaddr *from)
{
	const void *at = from;
	uint8_t prefix[6] = {0};

	if (from->sa_family == AF_INET) {
		memcpy(prefix, &((const struct sockaddr_in *)at)->sin_addr, 3);
	} else if (from->sa_family == AF_INET6) {
		const struct in6_addr *six =
			&((const struct sockaddr_in6 *)at)->sin6_addr;

		if (IN6_IS_ADDR_V4MAPPED(six))
			memcpy(prefix, six->s6_addr + 12, 3);
		else
			memcpy(prefix, six->s6_addr, 6);
	}
	return secret_scatter(d->key, prefix, sizeof prefix) % NETWORKS;
}

void
door_leave(struct door *d, size_t network)
{
	atomic_fetch_sub(&d->inside, 1);
	atomic_fetch_sub(&d->networks[network], 1);
}

bool
door_pressed(const struct door *d)
{
	return (size_t)atomic_load(&d->inside) * 4 >= d->most * 3;
}

void
peer_print(const struct sockaddr *peer, char out[46])
{
	const void *at = peer;

	*out = '\0';
	if (peer->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)at)->sin_addr,
			out, 46);
	else if (peer->sa_family == AF_INET6)
		inet_ntop(AF_INET6,
			&((const struct sockaddr_in6 *)at)->sin6_addr, out, 46);
}

static bool
is_proxy(const struct app *app, const struct sockaddr *from)
{
	char text[46];

	if (app->proxy_count == 0)
		return false;
	peer_print(from, text);
	return address_listed(app->proxies, app->proxy_count, text);
}

static bool
has_place(const struct door *d, const struct sockaddr *from, size_t network)
{
	size_t inside = (size_t)atomic_load(&d->inside);

	if (inside >= d->most)
		return false;
	return d->most_of_one == 0 || inside * 2 < d->most ||
		(size_t)atomic_load(&d->networks[network]) < d->most_of_one ||
		is_proxy(d->server->app, from);
}

/* ---- turning away ---- */

static void
farewell_end(struct door *d, size_t i)
{
	close(d->leaving[i].fd);
	d->leaving[i] = d->leaving[--d->leaving_n];
}

static void
turn_away(struct door *d, int fd)
{
	size_t oldest = 0;

	metrics_add(d->server->app, GAUGE_REFUSED, 1);
	/* Its buffer is empty: the few bytes fit, or he is gone. */
	if (send(fd, d->refusal, strlen(d->refusal), MSG_NOSIGNAL |
		MSG_DONTWAIT) < 0 || shutdown(fd, SHUT_WR) != 0) {
		close(fd);
		return;
	}
	if (d->leaving_n == LEAVING_MOST) {
		for (size_t i = 1; i < d->leaving_n; i++)
			if (d->leaving[i].until < d->leaving[oldest].until)
				oldest = i;
		farewell_end(d, oldest);
	}
	d->leaving[d->leaving_n++] = (struct leaving){fd,
		clock_ticks() + LEAVING_MS};
}

/* Throws away what has come; false: he is gone, or it takes too long. */
static bool
still_leaving(const struct leaving *l, bool ready)
{
	char away[4096];

	return clock_ticks() < l->until && (!ready || recv(l->fd, away,
		sizeof away, MSG_DONTWAIT) > 0);
}

/* What he would have asked is not known: the reply is in plain words. */
static const char *
refusal_make(struct arena *a)
{
	const struct raw_request nothing = {.target = ""};
	const char *type, *text;

	failure_plain(&nothing, a, 503, &type, &text);
	return arena_printf(a, "HTTP/1.1 503 Service Unavailable\r\n"
		"Content-Type: %s\r\nCache-Control: private, no-store\r\n"
		"Retry-After: %d\r\nX-Content-Type-Options: nosniff\r\n"
		"Connection: close\r\nContent-Length: %zu\r\n\r\n%s", type,
		RETRY_SECONDS, strlen(text), text);
}

/* ---- letting in ---- */

static void
let_in(struct door *d, int fd, const struct sockaddr *from, socklen_t n)
{
	struct server *s = d->server;
	size_t network = door_network(d, from);

	if (!has_place(d, from, network)) {
		turn_away(d, fd);
		return;
	}
	atomic_fetch_add(&d->inside, 1);
	atomic_fetch_add(&d->networks[network], 1);
	/* Turn by turn, so that each thread has as many as the other. */
	if (MHD_add_connection(s->daemons[d->turn++ % DAEMONS], fd, from, n) !=
		MHD_YES)
		door_leave(d, network);
}

/* Takes who waits; false: there are no files left to take them with. */
static bool
accept_some(struct door *d, int listener)
{
	for (int i = 0; i < AT_ONCE; i++) {
		struct sockaddr_storage from = {0};
		socklen_t n = sizeof from;
		int fd = accept4(listener, (struct sockaddr *)&from, &n,
			SOCK_CLOEXEC | SOCK_NONBLOCK);

		if (fd >= 0)
			let_in(d, fd, (struct sockaddr *)&from, n);
		else if (errno == EAGAIN)
			return true;
		else if (errno == EMFILE || errno == ENFILE ||
			errno == ENOBUFS || errno == ENOMEM)
			return false;
	}
	return true;
}

/* ---- the thread ---- */

/* Waits for callers, for those who leave, and for the end; false: the end. */
static bool
door_turn(struct door *d, int *pause)
{
	struct pollfd p[1 + LISTENERS_MOST + LEAVING_MOST] = {
		{.fd = d->wake, .events = POLLIN}};
	size_t listeners = *pause > 0 ? 0 : d->listeners.n, n = 1;
	size_t leaving = d->leaving_n;

	for (size_t i = 0; i < listeners; i++)
		p[n++] = (struct pollfd){d->listeners.fds[i], POLLIN, 0};
	for (size_t i = 0; i < leaving; i++)
		p[n++] = (struct pollfd){d->leaving[i].fd, POLLIN, 0};
	poll(p, n, *pause > 0 ? *pause : leaving > 0 ? 200 : -1);
	*pause = 0;
	/* From the last on: one that ends is replaced by a later one. */
	for (size_t i = leaving; i-- > 0;)
		if (!still_leaving(&d->leaving[i],
			p[1 + listeners + i].revents != 0))
			farewell_end(d, i);
	for (size_t i = 0; i < listeners; i++)
		if (p[1 + i].revents != 0 &&
			!accept_some(d, d->listeners.fds[i]))
			*pause = NO_FILES_MS;
	return p[0].revents == 0;
}

static void *
door_run(void *arg)
{
	struct door *d = arg;
	int pause = 0;

	while (door_turn(d, &pause))
		;
	return NULL;
}

/* ---- life ---- */

struct door *
door_open(struct server *s, const struct listeners *l)
{
	struct door *d = arena_alloc(s->arena, sizeof *d);

	d->server = s;
	d->listeners = *l;
	d->most = door_most(s);
	if (d->most < (size_t)app_limit(s->app, LIMIT_CONNECTIONS))
		log_problem("only %zu connections: the limit of open files is "
			"too low for more", d->most);
	d->most_of_one = l->alone ? 0 : (size_t)app_limit(s->app,
		LIMIT_CONNECTIONS_PER_NETWORK);
	secret_random(d->key, sizeof d->key);
	d->refusal = refusal_make(s->arena);
	d->wake = eventfd(0, EFD_CLOEXEC);
	if (d->wake < 0)
		return NULL;
	s->door = d;
	return d;
}

bool
door_begin(struct door *d)
{
	d->runs = pthread_create(&d->thread, NULL, door_run, d) == 0;
	return d->runs;
}

void
door_shut(struct door *d)
{
	const uint64_t one = 1;

	if (d->runs && write(d->wake, &one, sizeof one) == sizeof one)
		pthread_join(d->thread, NULL);
	d->runs = false;
	/* Who has been let into the queue of a socket that ends with us would
	 * be cut off; of one that others have, they take him. */
	if (!d->listeners.shared)
		for (size_t i = 0; i < d->listeners.n; i++)
			accept_some(d, d->listeners.fds[i]);
	listeners_close(&d->listeners);
	while (d->leaving_n > 0)
		farewell_end(d, 0);
	close(d->wake);
	d->wake = -1;
}
