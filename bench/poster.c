/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Readers and writers, many at once, over HTTP as browsers speak it; one
 * thread, so that it takes one processor:
 *
 *	bench-poster WHAT ADDRESS:PORT CONNECTIONS SECONDS PATH KEYFILE ARTICLE
 *	bench-poster WHAT ADDRESS:PORT CONNECTIONS SECONDS PATH - POST
 *
 *	read    everybody reads PATH
 *	write   everybody leaves comments beneath it, each with another text
 *	mixed   of twenty requests nineteen read and one writes
 *	bots    everybody is a bot of one of five sorts; 100 readers beside them
 *
 * With a KEYFILE it is Gyoryu: numbers are sealed with the office's own key,
 * so each comment has its right one, five seconds old; each comes from a
 * network of its own, as a proxy on this machine passes on.  With `-` it is
 * WordPress.  A line for each kind of request: how many, how many a second,
 * the middle and the 99th percentile of the wait in ms, and what was answered.
 */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "bench.h"
#include "office/office.h"

enum { READERS = 100, OUT = 4096, IN = 16384, PAUSE = 1000,
	DRAIN = 60 };

/* Of bots: those that send no number, one that was used, one of another's
 * guess, one that is a moment old, and the same text again and again. */
enum kind { READ, WRITE, BOT_BARE, BOT_REPLAY, BOT_WRONG, BOT_FAST, BOT_SAME,
	KIND__MAX };
static const char *const kind_names[] = { "read", "write", "bare", "replay",
	"wrong", "fast", "same" };

/* What was answered: by Location, or by status. */
enum answer { SHOWN, HELD, PAGE, REFUSED, BUSY, BROKEN, ANSWER__MAX };
static const char *const answer_names[] = { "shown", "held", "page",
	"refused", "busy", "broken" };

struct line {
	int fd;
	enum kind kind;
	bool asked;            /* an answer is waited for */
	bool reader;           /* among bots: reads, then writes */
	long own;              /* its network, of a bot or reader; 0: another
	                          for each request */
	char out[OUT];
	size_t out_n, out_at;
	char in[IN + 1];
	size_t in_n;
	bool head;             /* it was read */
	bool chunked;
	long left;             /* bytes of the body */
	enum answer answer;
	double begun, due;     /* due: not before */
	double since;          /* a reader wants to be through since */
};

static struct {
	const char *what, *path, *post;
	bool wordpress;
	struct sockaddr_in to;
	char host[64];
	bool over;             /* nothing more is asked */
	int waiting;           /* for an answer */
	uint8_t key[SECRET_KEY];
	struct id article;
	long number;           /* of requests */
	char used[200];        /* a sealed number that everybody replays */
	char digits[8];
	int poll, lines;
	double *took[KIND__MAX];
	size_t n[KIND__MAX], room[KIND__MAX];
	long answers[KIND__MAX][ANSWER__MAX];
	double *waits;         /* of readers among bots, until through */
	size_t wait_n;
} all;

/* ---- what is asked ---- */

static void
seal(struct arena *a, int64_t age, const char **sealed, char digits[8])
{
	struct catalogue c = {.key = all.key};
	struct visit v = {.arena = a, .catalogue = &c, .now = clock_now()};
	struct number n;

	*sealed = number_make(&v, all.article, v.now - age);
	need(number_read(&v, *sealed, all.article, &n), "a number");
	memcpy(digits, n.digits, 7);
}

static void
ask(struct line *l, const char *method, const char *path, const char *body,
	long from)
{
	long of = l->own != 0 ? l->own : from;
	int n = snprintf(l->out, OUT, "%s %s HTTP/1.1\r\nHost: %s\r\n"
		"Accept: text/html\r\nX-Forwarded-For: %ld.%ld.%ld.7\r\n",
		method, path, all.host, 10 + (of >> 16) % 100, of >> 8 & 255,
		of & 255);

	if (*body != '\0')
		n += snprintf(l->out + n, OUT - (size_t)n, "Content-Type: "
			"application/x-www-form-urlencoded\r\n"
			"Content-Length: %zu\r\n", strlen(body));
	n += snprintf(l->out + n, OUT - (size_t)n, "\r\n%s", body);
	l->out_n = (size_t)n;
	l->out_at = 0;
}

static void
ask_read(struct line *l)
{
	ask(l, "GET", all.path, "", all.number);
}

/* A text of its own, about as long as comments are. */
static const char *
text_new(struct arena *a)
{
	return arena_printf(a, "The+%ld+th+comment+says+that+the+visit+to+our"
		"+sister+city+was+worth+it+and+asks+when+the+next+one+is+%lx",
		all.number, (unsigned long)secret_scatter(all.key,
		&all.number, sizeof all.number));
}

static void
ask_write_wordpress(struct line *l, struct arena *a)
{
	ask(l, "POST", "/wp-comments-post.php", arena_printf(a,
		"author=Mina%ld&email=mina%ld%%40example.org&url=&comment=%s"
		"&comment_post_ID=%s&comment_parent=0&submit=Post",
		all.number, all.number, text_new(a), all.post), all.number);
}

static void
ask_write(struct line *l, struct arena *a)
{
	const char *sealed = "", *text = text_new(a);
	char digits[8] = "";

	if (all.wordpress) {
		ask_write_wordpress(l, a);
		return;
	}
	if (l->kind == BOT_REPLAY) {
		sealed = all.used;
		memcpy(digits, all.digits, sizeof digits);
	} else if (l->kind != BOT_BARE) {
		seal(a, l->kind == BOT_FAST ? 100 : 5000, &sealed, digits);
	}
	if (l->kind == BOT_WRONG)
		digits[0] = digits[0] == '1' ? '2' : '1';
	if (l->kind == BOT_SAME)
		text = "Buy+the+very+best+watches+here+today+and+nowhere+else";
	ask(l, "POST", arena_printf(a, "%s/comments", all.path), arena_printf(
		a, "nickname=Mina%ld&password=four%ld&number=%s&sealed=%s"
		"&text=%s&what=leave", all.number % 1000, all.number, digits,
		sealed, text), all.number);
}

static enum kind
kind_next(const struct line *l)
{
	if (strcmp(all.what, "bots") == 0 && !l->reader)
		return BOT_BARE + (enum kind)(all.number %
			(KIND__MAX - BOT_BARE));
	if (l->reader)
		return l->kind == READ ? WRITE : READ;
	if (strcmp(all.what, "mixed") == 0)
		return all.number % 20 == 0 ? WRITE : READ;
	return strcmp(all.what, "read") == 0 ? READ : WRITE;
}

static void
ask_next(struct line *l)
{
	struct arena *a = arena_new();

	all.number++;
	l->kind = kind_next(l);
	if (l->kind == READ)
		ask_read(l);
	else
		ask_write(l, a);
	l->in_n = 0;
	l->head = false;
	l->begun = bench_wall();
	arena_free(a);
}

/* ---- lines ---- */

static void
listen_for(struct line *l, int how, uint32_t what)
{
	struct epoll_event e = {.events = what, .data.ptr = l};

	epoll_ctl(all.poll, how, l->fd, &e);
}

static void
line_open(struct line *l)
{
	int one = 1;

	l->fd = socket(AF_INET, SOCK_STREAM, 0);
	while (connect(l->fd, (struct sockaddr *)&all.to, sizeof all.to) != 0)
		if (errno != EINTR && errno != EAGAIN)
			need(ERR_BROKEN, "a connection");
	setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	listen_for(l, EPOLL_CTL_ADD, EPOLLIN);
}

/* Requests are small: they go out whole, or the line is not what it was. */
static void
line_send(struct line *l)
{
	all.waiting++;
	l->asked = true;
	if (send(l->fd, l->out, l->out_n, MSG_NOSIGNAL) ==
	    (ssize_t)l->out_n)
		return;
	close(l->fd);
	line_open(l);
	if (send(l->fd, l->out, l->out_n, MSG_NOSIGNAL) < 0)
		need(ERR_BROKEN, "sending");
}

static const char *
header_of(const char *head, const char *name)
{
	const char *at = strcasestr(head, name);

	return at != NULL ? at + strlen(name) : NULL;
}

static enum answer
answer_of(const char *head)
{
	int status = (int)strtol(head + 9, NULL, 10);
	const char *where = header_of(head, "\r\nLocation:");

	if (status == 200)
		return PAGE;
	if (status == 503 || status == 429)
		return BUSY;
	if (status >= 400 && status < 500)
		return REFUSED;
	if (where == NULL)
		return BROKEN;
	return memmem(where, strcspn(where, "\r"), all.wordpress ?
		"#comment-" : "#c-", all.wordpress ? 9 : 3) != NULL ? SHOWN :
		HELD;
}

/* True: the head is there. */
static bool
head_read(struct line *l)
{
	char *end, *length;

	l->in[l->in_n] = '\0';
	end = strstr(l->in, "\r\n\r\n");
	if (end == NULL)
		return false;
	*end = '\0';
	length = strcasestr(l->in, "\r\nContent-Length:");
	l->chunked = strcasestr(l->in, "\r\nTransfer-Encoding:") != NULL;
	l->left = length != NULL ? strtol(length + 17, NULL, 10) : 0;
	l->answer = answer_of(l->in);
	l->in_n -= (size_t)(end + 4 - l->in);
	memmove(l->in, end + 4, l->in_n);
	l->head = true;
	return true;
}

/* True: all of it was read. */
static bool
body_over(struct line *l)
{
	bool over;

	if (l->chunked) {
		over = l->in_n >= 5 && memcmp(l->in + l->in_n - 5,
			"0\r\n\r\n", 5) == 0;
		if (l->in_n > 5)
			memmove(l->in, l->in + l->in_n - 5, 5);
		l->in_n = l->in_n > 5 ? 5 : l->in_n;
		return over;
	}
	l->left -= (long)l->in_n;
	l->in_n = 0;
	return l->left <= 0;
}

static void
note(struct line *l)
{
	enum kind k = l->kind;

	if (all.n[k] == all.room[k]) {
		all.room[k] = all.room[k] * 2 + 1024;
		all.took[k] = realloc(all.took[k],
			all.room[k] * sizeof *all.took[k]);
	}
	all.took[k][all.n[k]++] = (bench_wall() - l->begun) / 1000;
	all.answers[k][l->answer]++;
}

/* A reader reads, then writes, then rests; one who was told to come again
 * does so after a second, with what was typed. */
static void
reader_goes_on(struct line *l)
{
	double now = bench_wall();

	if (l->answer == BUSY || l->answer == BROKEN) {
		l->kind = l->kind == READ ? WRITE : READ;
		l->due = now + PAUSE * 1000;
		return;
	}
	if (l->kind == READ)
		return;
	all.waits[all.wait_n++] = (now - l->since) / 1000;
	l->since = l->due = now + PAUSE * 1000;
}

static void
line_go_on(struct line *l)
{
	note(l);
	all.waiting--;
	l->asked = false;
	if (all.over)
		return;
	if (l->reader) {
		reader_goes_on(l);
		if (l->due > bench_wall())
			return;
	}
	ask_next(l);
	line_send(l);
}

static void
line_hear(struct line *l)
{
	ssize_t n = recv(l->fd, l->in + l->in_n, IN - l->in_n, MSG_DONTWAIT);

	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0) {
		/* It was shut: as busy as can be. */
		close(l->fd);
		line_open(l);
		l->answer = BUSY;
		if (l->asked)
			line_go_on(l);
		return;
	}
	l->in_n += (size_t)n;
	if ((l->head || head_read(l)) && body_over(l))
		line_go_on(l);
}

/* ---- all of it ---- */

static void
readers_wake(struct line *lines)
{
	double now = bench_wall();

	for (int i = 0; i < all.lines; i++) {
		struct line *l = &lines[i];

		if (!l->reader)
			break;
		if (l->due == 0 || l->due > now)
			continue;
		l->due = 0;
		ask_next(l);
		line_send(l);
	}
}

static void
play(struct line *lines, double seconds)
{
	double until = bench_wall() + seconds * 1e6;
	struct epoll_event heard[256];

	for (int i = 0; i < all.lines; i++) {
		line_open(&lines[i]);
		lines[i].since = bench_wall();
		ask_next(&lines[i]);
		line_send(&lines[i]);
	}
	/* What was asked for is waited for: the slow are not cut off. */
	while (!all.over || (all.waiting > 0 &&
	    bench_wall() < until + DRAIN * 1e6)) {
		int n = epoll_wait(all.poll, heard, 256, 20);

		for (int i = 0; i < n; i++)
			line_hear(heard[i].data.ptr);
		all.over = bench_wall() >= until;
		if (!all.over)
			readers_wake(lines);
	}
}

static void
tell(double seconds)
{
	for (int k = 0; k < KIND__MAX; k++) {
		if (all.n[k] == 0)
			continue;
		printf("%s %zu %.1f %.2f %.2f", kind_names[k], all.n[k],
			(double)all.n[k] / seconds,
			bench_part(all.took[k], all.n[k], 50),
			bench_part(all.took[k], all.n[k], 99));
		for (int i = 0; i < ANSWER__MAX; i++)
			if (all.answers[k][i] > 0)
				printf(" %s=%ld", answer_names[i],
					all.answers[k][i]);
		putchar('\n');
	}
	if (all.wait_n > 0)
		printf("through %zu %.1f %.2f %.2f\n", all.wait_n,
			(double)all.wait_n / seconds,
			bench_part(all.waits, all.wait_n, 50),
			bench_part(all.waits, all.wait_n, 99));
}

static void
office_read(struct arena *a, const char *key, const char *article)
{
	struct bytes text;

	need(file_read(a, key, 200, &text), "the key");
	if (text.n < 64 || !secret_unhex(arena_copy(a, text.at, 64), all.key,
	    sizeof all.key) || !id_parse(article, &all.article))
		need(ERR_INPUT, "the key and the article");
}

static void
address_read(const char *said)
{
	const char *colon = strchr(said, ':');

	if (colon == NULL || strlen(said) >= sizeof all.host)
		need(ERR_INPUT, "the address");
	memcpy(all.host, said, strlen(said) + 1);
	all.to.sin_family = AF_INET;
	all.to.sin_port = htons((uint16_t)strtol(colon + 1, NULL, 10));
	inet_aton("127.0.0.1", &all.to.sin_addr);
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct rlimit files = {0};
	struct line *lines;
	const char *sealed;
	double begun;
	bool bots;

	if (argc != 8 || !secret_start()) {
		fprintf(stderr, "bench-poster WHAT ADDRESS CONNECTIONS SECONDS"
			" PATH KEYFILE|- ARTICLE|POST\n");
		return 2;
	}
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	all.what = argv[1];
	address_read(argv[2]);
	bots = strcmp(all.what, "bots") == 0;
	all.lines = (int)strtol(argv[3], NULL, 10) + (bots ? READERS : 0);
	all.path = argv[5];
	all.wordpress = strcmp(argv[6], "-") == 0;
	all.post = argv[7];
	all.number = getpid() * 1000L;
	if (!all.wordpress) {
		office_read(a, argv[6], argv[7]);
		seal(a, 5000, &sealed, all.digits);
		snprintf(all.used, sizeof all.used, "%s", sealed);
	}
	all.poll = epoll_create1(0);
	all.waits = calloc(1000000, sizeof *all.waits);
	lines = calloc((size_t)all.lines, sizeof *lines);
	for (int i = 0; bots && i < all.lines; i++)
		lines[i] = (struct line){.reader = i < READERS, .kind = WRITE,
			.own = i + 1};
	begun = bench_wall();
	play(lines, strtod(argv[4], NULL));
	tell((bench_wall() - begun) / 1e6);
	arena_free(a);
	return 0;
}
