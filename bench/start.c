/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How soon a server with many records answers, and what memory it takes:
 *
 *	bench-start GYORYU RECORDS
 *
 * Cities are put into a new store; then GYORYU serve is started on it, as
 * anybody would start it, several times.  Says, in one line, the seconds that
 * filling took, the middle of the milliseconds from its start to the first 200
 * of /healthz, and its resident memory in kB after twenty pages.
 */
#include "bench.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "office/office.h"

enum { BATCH = 10000, STARTS = 7, PAGES = 20 };

/* ---- the records ---- */

struct batch {
	size_t from, to;
};

static json_t *
city(struct arena *a, size_t i)
{
	return json_pack("{s:s, s:{s:s, s:s}, s:s, s:{s:f, s:f}}",
		"slug", arena_printf(a, "city-%zu", i),
		"name", "ko", arena_printf(a, "도시 %zu", i),
		"en", arena_printf(a, "City %zu", i), "country", "KR",
		"place", "lat", 33.0 + (double)(i % 1000) / 200,
		"lon", 125.0 + (double)(i / 1000 % 1000) / 200);
}

static enum err
put_batch(struct visit *v, void *arg)
{
	struct arena *outer = v->arena, *a = arena_new();
	struct batch *b = arg;
	enum err err = OK;

	for (size_t i = b->from; i < b->to && err == OK; i++) {
		struct record *r;

		v->arena = a;
		err = record_create(v, &entity_city, keep(v, city(a, i)), &r);
		v->titles = v->there = NULL;
		arena_reset(a);
	}
	v->arena = outer;
	arena_free(a);
	return err;
}

static void
fill(struct house *h, size_t all)
{
	struct batch b = { 0, 0 };

	while (b.to < all) {
		b.from = b.to;
		b.to = b.from + BATCH < all ? b.from + BATCH : all;
		need(visit_write(&h->visit, put_batch, &b), "a batch");
	}
}

/* ---- the server ---- */

struct served {
	pid_t pid;
	FILE *says;
	int port;
};

static void
serve(struct served *s, const char *gyoryu, const char *data)
{
	char line[200];
	int pipes[2];

	if (pipe(pipes) < 0)
		need(ERR_BROKEN, "a pipe");
	s->pid = fork();
	if (s->pid == 0) {
		dup2(pipes[1], STDOUT_FILENO);
		close(pipes[0]);
		execl(gyoryu, gyoryu, "serve", "--data", data, "--listen",
			"127.0.0.1:0", (char *)NULL);
		_exit(127);
	}
	close(pipes[1]);
	s->says = fdopen(pipes[0], "r");
	if (s->pid < 0 || s->says == NULL ||
	    fgets(line, sizeof line, s->says) == NULL ||
	    strrchr(line, ':') == NULL)
		need(ERR_BROKEN, gyoryu);
	s->port = (int)strtol(strrchr(line, ':') + 1, NULL, 10);
}

static void
stop(struct served *s)
{
	kill(s->pid, SIGTERM);
	waitpid(s->pid, NULL, 0);
	fclose(s->says);
}

/* The status of a page. */
static int
get(const struct served *s, const char *path)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)s->port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	char text[4096], *rest;
	int status = 0, fd = socket(AF_INET, SOCK_STREAM, 0);
	int n = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost:"
		" 127.0.0.1\r\nConnection: close\r\n\r\n", path);

	if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0 &&
	    write(fd, text, (size_t)n) == n && read(fd, text, sizeof text) > 12)
		status = (int)strtol(text + 9, &rest, 10);
	while (read(fd, text, sizeof text) > 0)
		;
	close(fd);
	return status;
}

static long
resident(pid_t pid)
{
	char path[60], line[200];
	long kilobytes = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	f = fopen(path, "r");
	while (f != NULL && fgets(line, sizeof line, f) != NULL)
		if (strncmp(line, "VmRSS:", 6) == 0)
			kilobytes = strtol(line + 6, NULL, 10);
	if (f != NULL)
		fclose(f);
	return kilobytes;
}

static void
pages(const struct served *s)
{
	static const char *const paths[] = {
		"/ko/", "/ko/ties", "/ko/news", "/ko/cities/city-500000",
		"/en/search?q=%EB%8F%84%EC%8B%9C",
	};
	enum { N = sizeof paths / sizeof *paths };

	for (int i = 0; i < PAGES; i++)
		(void)get(s, paths[i % N]);
}

int
main(int argc, char **argv)
{
	size_t all = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
	double filled = bench_wall(), took[STARTS];
	long kilobytes = 0;
	struct house h;

	if (all == 0)
		return 2;
	bench_house(&h);
	fill(&h, all);
	filled = bench_wall() - filled;
	for (int i = 0; i < STARTS; i++) {
		double begun = bench_wall();
		struct served s;

		serve(&s, argv[1], h.data);
		while (get(&s, "/healthz") != 200)
			clock_nanosleep(CLOCK_MONOTONIC, 0, &(struct timespec){ .tv_nsec = 1000L * (1000) }, NULL);
		took[i] = bench_wall() - begun;
		if (i == STARTS - 1) {
			pages(&s);
			kilobytes = resident(s.pid);
		}
		stop(&s);
	}
	printf("start %.0f %.0f %ld\n", filled / 1e6,
		bench_part(took, STARTS, 50) / 1e3, kilobytes);
	bench_house_end(&h);
	return 0;
}
