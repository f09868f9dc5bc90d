/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sockets that listen: one that is opened here, or those that whoever started
 * us had open already (systemd's protocol: $LISTEN_FDS of them from 3 on, for
 * the process $LISTEN_PID).  A socket that was handed over stays open while
 * the program is changed, so nobody who calls meanwhile is refused.
 */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http.h"

enum { BACKLOG = 1023, FIRST_HANDED = 3 };

/* "127.0.0.1:8080", "[::1]:8080", ":8080" to its two halves. */
static bool
listen_parse(const char *s, char host[64], char port[8])
{
	const char *colon = strrchr(s, ':');
	const char *from = s, *to = colon;

	if (colon == NULL || strlen(colon + 1) >= 8 || colon[1] == '\0' ||
		strspn(colon + 1, "0123456789") != strlen(colon + 1) ||
		strtoul(colon + 1, NULL, 10) > 65535)
		return false;
	if (*s == '[' && colon > s + 1 && colon[-1] == ']') {
		from++;
		to--;
	}
	if ((size_t)(to - from) >= 64)
		return false;
	memcpy(host, from, (size_t)(to - from));
	host[to - from] = '\0';
	memcpy(port, colon + 1, strlen(colon + 1) + 1);
	return true;
}

static int
socket_on(const struct addrinfo *where)
{
	int one = 1, fd = socket(where->ai_family,
		where->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(fd, where->ai_addr, where->ai_addrlen) != 0 ||
		listen(fd, BACKLOG) != 0) {
		int before = errno;

		close(fd);
		errno = before;
		return -1;
	}
	return fd;
}

static enum err
listener_open(const char *on, int *fd, char why[static 300])
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICSERV}, *where;
	char host[64], port[8];
	int wrong;

	if (!listen_parse(on, host, port)) {
		snprintf(why, 300, "%s is not ADDR:PORT", on);
		return ERR_BROKEN;
	}
	wrong = getaddrinfo(*host != '\0' ? host : NULL, port, &hints, &where);
	if (wrong != 0) {
		snprintf(why, 300, "%s: %s", on, gai_strerror(wrong));
		return ERR_BROKEN;
	}
	*fd = socket_on(where);
	if (*fd < 0)
		snprintf(why, 300, errno == EADDRINUSE ?
			"%s is in use by another program" :
			errno == EACCES ? "%s may not be used by this user" :
			"%s cannot be listened on", on);
	freeaddrinfo(where);
	return *fd < 0 ? ERR_BROKEN : OK;
}

/* ---- what was handed to us ---- */

/* How many; 0 when they are meant for another process. */
static size_t
handed_count(void)
{
	const char *pid = getenv("LISTEN_PID"), *n = getenv("LISTEN_FDS");

	if (pid == NULL || n == NULL ||
		strtoll(pid, NULL, 10) != (long long)getpid())
		return 0;
	return (size_t)strtoul(n, NULL, 10);
}

/* Is it a socket of the internet that listens? */
static bool
listens(int fd)
{
	int yes = 0, family = 0;
	socklen_t n = sizeof yes;

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &yes, &n) == 0 &&
		yes && getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &n) ==
		0 && (family == AF_INET || family == AF_INET6);
}

static enum err
handed_take(size_t n, struct listeners *out, char why[static 300])
{
	if (n > LISTENERS_MOST) {
		snprintf(why, 300, "%zu sockets were handed over, more than %d",
			n, LISTENERS_MOST);
		return ERR_BROKEN;
	}
	for (size_t i = 0; i < n; i++) {
		int fd = FIRST_HANDED + (int)i;

		if (!listens(fd)) {
			snprintf(why, 300, "what was handed over as %d is no "
				"TCP socket that listens", fd);
			return ERR_BROKEN;
		}
		fcntl(fd, F_SETFD, FD_CLOEXEC);
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
		out->fds[out->n++] = fd;
	}
	out->shared = true;
	return OK;
}

/* ---- all ---- */

/* What a socket really listens on. */
static void
address_tell(int fd, char out[80], bool *alone)
{
	struct sockaddr_storage a;
	socklen_t n = sizeof a;
	char host[64] = "", port[8] = "";

	if (getsockname(fd, (struct sockaddr *)&a, &n) == 0)
		getnameinfo((struct sockaddr *)&a, n, host, sizeof host, port,
			sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
	snprintf(out, 80, strchr(host, ':') != NULL ? "[%s]:%s" : "%s:%s",
		host, port);
	*alone = address_ours(host);
}

enum err
listeners_open(const char *on, struct listeners *out, char why[static 300])
{
	size_t handed = handed_count();
	char other[80];
	bool alone;

	*out = (struct listeners){0};
	/* Not for whomever we start. */
	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	unsetenv("LISTEN_FDNAMES");
	if (handed > 0)
		TRY(handed_take(handed, out, why));
	else
		TRY(listener_open(on, &out->fds[out->n++], why));
	address_tell(out->fds[0], out->address, &out->alone);
	for (size_t i = 1; i < out->n; i++) {
		address_tell(out->fds[i], other, &alone);
		out->alone = out->alone && alone;
	}
	return OK;
}

void
listeners_close(struct listeners *l)
{
	for (size_t i = 0; i < l->n; i++)
		close(l->fds[i]);
	l->n = 0;
}
