/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tells the stories of test/story, each in a process of its own, as many at
 * once as there are processors:
 *
 *	try-story [--fault] [NAME]      those whose file's name holds NAME
 *
 * --fault tells each again and again, with the 1st, 2nd, 3rd … call to the
 * store failing.  What such a call breaks must be answered with a failure (500
 * or more), after which the same request again must go well, or be as if
 * nothing had happened; and the history must be whole.  Where there are more
 * calls than time ($FAULT_SECONDS, 120), some are left out, evenly.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "story.h"

#define FOLDER "test/story"
#define ROUTES_MOST 1024
#define RUNS_MOST 400
#define LANES_MOST 8
#define SAID_SO 7          /* a story's process has said "not ok" itself */

struct lane {
	pid_t pid;
	FILE *said;
	const char *name;
};

static struct {
	bool fault;
	double seconds;            /* of a story's runs, with faults */
	unsigned char *seen;       /* a byte per route, shared by all */
	int failures;
} all;

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- in the story's own process ---- */

static void
say(bool so, const char *name, const char *sentence)
{
	printf("%s %s: %s\n", so ? "ok" : "not ok", name,
		sentence != NULL ? sentence : "");
}

static bool
tell(const char *name, const char *path)
{
	struct arena *a = arena_new();
	struct story *s = arena_alloc(a, sizeof *s);
	bool so;

	s->seen = all.seen;
	story_play(s, path, a);
	so = !s->failed;
	say(so, name, s->sentence);
	arena_free(a);
	return so;
}

/* One run with the nth call failing; 0: none, and they are counted. */
static bool
run(const char *path, long nth, long *calls)
{
	struct arena *a = arena_new();
	struct story *s = arena_alloc(a, sizeof *s);
	bool so;

	s->faulty = true;
	s->nth = nth;
	story_play(s, path, a);
	so = !s->failed;
	if (!so && nth > 0)
		printf("#   (with call %ld failing%s)\n", nth, s->again ?
			", and the request asked again" : "");
	*calls = s->calls;
	arena_free(a);
	return so;
}

static bool
tell_faulty(const char *name, const char *path)
{
	double begun = now(), spent;
	long calls, ignored, runs, bad = 0;
	bool so = run(path, 0, &calls);

	if (!so) {
		say(false, name, "goes well without a failure");
		return false;
	}
	spent = now() - begun;
	runs = spent > 0 ? (long)(all.seconds / spent) : RUNS_MOST;
	runs = runs > RUNS_MOST ? RUNS_MOST : runs < 3 ? 3 : runs;
	runs = runs > calls ? calls : runs;
	for (long i = 0; i < runs && bad < 5; i++)
		bad += !run(path, 1 + i * calls / runs, &ignored);
	printf("%s %s: bears the failure of any call to the store (%ld of %ld "
		"tried)\n", bad == 0 ? "ok" : "not ok", name, runs, calls);
	return bad == 0;
}

static _Noreturn void
child(const char *name, FILE *said)
{
	char path[600];

	snprintf(path, sizeof path, FOLDER "/%s.story", name);
	if (dup2(fileno(said), STDOUT_FILENO) < 0 ||
	    dup2(fileno(said), STDERR_FILENO) < 0)
		_exit(1);
	/* What is made to fail would fill the log. */
	log_level(LOG_PROBLEM);
	if (all.fault && getenv("STORY_LOG") == NULL &&
	    freopen("/dev/null", "w", stderr) == NULL)
		_exit(1);
	exit((all.fault ? tell_faulty : tell)(name, path) ? 0 : SAID_SO);
}

/* ---- the lanes ---- */

/* Shows what a story has said. */
static void
lane_end(struct lane *lane, int status)
{
	char line[4096];

	rewind(lane->said);
	while (fgets(line, sizeof line, lane->said) != NULL)
		fputs(line, stdout);
	if (WIFSIGNALED(status))
		printf("# it died of signal %d\nnot ok %s\n",
			WTERMSIG(status), lane->name);
	else if (status != 0 && WEXITSTATUS(status) != SAID_SO)
		printf("# it ended with code %d\nnot ok %s\n",
			WEXITSTATUS(status), lane->name);
	all.failures += status != 0;
	fclose(lane->said);
	lane->pid = 0;
}

static void
lane_wait(struct lane *lanes)
{
	int status;
	pid_t pid = wait(&status);

	for (int i = 0; i < LANES_MOST; i++)
		if (lanes[i].pid == pid && pid > 0)
			lane_end(&lanes[i], status);
}

static void
lane_begin(struct lane *lane, const char *name)
{
	lane->name = name;
	lane->said = tmpfile();
	if (lane->said == NULL) {
		perror("tmpfile");
		exit(2);
	}
	fflush(stdout);
	lane->pid = fork();
	if (lane->pid == 0)
		child(name, lane->said);
}

static void
tell_all(const char **names, size_t n)
{
	struct lane lanes[LANES_MOST] = { {0} };
	long count = sysconf(_SC_NPROCESSORS_ONLN);
	const char *wish = getenv("FAULT_SECONDS");
	size_t begun = 0, open = 0;

	if (count > LANES_MOST || count < 1)
		count = count < 1 ? 1 : LANES_MOST;
	all.seconds = (wish != NULL ? strtod(wish, NULL) : 120) *
		(double)count / (double)n;
	while (begun < n || open > 0) {
		for (long i = 0; i < count && begun < n; i++)
			if (lanes[i].pid == 0) {
				lane_begin(&lanes[i], names[begun++]);
				open++;
			}
		lane_wait(lanes);
		open = 0;
		for (int i = 0; i < LANES_MOST; i++)
			open += lanes[i].pid != 0;
	}
}

/* ---- which stories, and whether every route is told of ---- */

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int
is_story(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);

	return n > 6 && strcmp(entry->d_name + n - 6, ".story") == 0;
}

static size_t
stories(struct arena *a, const char *only, const char ***out)
{
	struct dirent **entries;
	int n = scandir(FOLDER, &entries, is_story, by_name);
	size_t count = 0;

	if (n < 0) {
		perror(FOLDER);
		exit(2);
	}
	*out = arena_alloc(a, ((size_t)n + 1) * sizeof **out);
	for (int i = 0; i < n; i++) {
		const char *name = arena_copy(a, entries[i]->d_name,
			strlen(entries[i]->d_name) - 6);

		if (only == NULL || strstr(name, only) != NULL)
			(*out)[count++] = name;
		free(entries[i]);
	}
	free(entries);
	return count;
}

static void
routes_told(struct arena *a)
{
	static const char *const methods[] = { "", "GET", "POST", "PATCH",
		"PUT", "DELETE" };
	const struct route *const *tables = app_routes(stage_app(a));
	size_t i = 0, untold = 0;

	for (; *tables != NULL; tables++)
		for (const struct route *r = *tables; r->path != NULL; r++)
			if (i < ROUTES_MOST && !all.seen[i++]) {
				printf("# %s %s\n", methods[r->method],
					r->path);
				untold++;
			}
	printf("%s every route is told of by a story\n",
		untold == 0 ? "ok" : "not ok");
	all.failures += untold > 0;
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	const char **names, *only;
	size_t n;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!secret_start())
		return 1;
	all.fault = argc > 1 && strcmp(argv[1], "--fault") == 0;
	only = argc > 1 + all.fault ? argv[1 + all.fault] : NULL;
	all.seen = mmap(NULL, ROUTES_MOST, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	n = stories(a, only, &names);
	if (all.seen == MAP_FAILED || n == 0) {
		printf("not ok there are stories in " FOLDER "\n");
		return 1;
	}
	tell_all(names, n);
	if (!all.fault && only == NULL)
		routes_told(a);
	arena_free(a);
	return all.failures > 0;
}
