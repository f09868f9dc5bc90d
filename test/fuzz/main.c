/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a fuzz driver without a fuzzer:
 *
 *	fuzz-NAME SEEDS [INPUTS [SECONDS]]    (100000 inputs, 20 seconds)
 *	fuzz-NAME FILE                        (that one input)
 *
 * First each file of the folder SEEDS, then changes of them: bits turned,
 * bytes cut, doubled, put in, seeds joined, and words set in from the file
 * SEEDS.words, one a line, if there is one.  The changes are the same every
 * time.  An input on which the driver dies, or takes over ten seconds, is
 * kept in fuzz-NAME.bad in the working folder.  The last line says
 * "ok fuzz NAME: N inputs".
 */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "fuzz.h"

#define MOST 8192    /* bytes of a changed input */
#define SEEDS 1024
#define PATIENCE 10  /* seconds for one input */

/* Only there under the address sanitizer. */
extern void __sanitizer_set_death_callback(void (*)(void))
	__attribute__((weak));

struct bytes {
	uint8_t *at;
	size_t n;
};

struct set {
	struct bytes at[SEEDS];
	size_t n;
};

/* What is being tried; for the handler of the end. */
static struct {
	struct bytes input;
	char bad[300];
} now;

static _Noreturn void
stop(const char *what)
{
	perror(what);
	exit(2);
}

static void
keep_input(void)
{
	int fd = open(now.bad, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0)
		return;
	for (size_t done = 0; done < now.input.n;) {
		ssize_t n = write(fd, now.input.at + done,
			now.input.n - done);

		if (n <= 0)
			break;
		done += (size_t)n;
	}
	close(fd);
}

static void
end(int number)
{
	keep_input();
	signal(number, SIG_DFL);
	raise(number);
}

static void
watch(const char *name)
{
	static const int numbers[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE,
		SIGILL, SIGALRM };

	snprintf(now.bad, sizeof now.bad, "fuzz-%s.bad", name);
	if (__sanitizer_set_death_callback != NULL)
		__sanitizer_set_death_callback(keep_input);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (__sanitizer_set_death_callback == NULL
		    || numbers[i] == SIGALRM || numbers[i] == SIGABRT)
			signal(numbers[i], end);
}

/* Xorshift64*: the same row of numbers every time. */
static uint64_t
next(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545f4914f6cdd1dULL >> 11;
}

static size_t
below(uint64_t *state, size_t n)
{
	return n > 0 ? (size_t)(next(state) % n) : 0;
}

static void
try_input(const uint8_t *at, size_t n)
{
	/* A copy of just that size, so that reading past it is seen. */
	now.input.at = malloc(n > 0 ? n : 1);
	now.input.n = n;
	if (now.input.at == NULL)
		stop("malloc");
	memcpy(now.input.at, at, n);
	alarm(PATIENCE);
	LLVMFuzzerTestOneInput(now.input.at, n);
	free(now.input.at);
}

static struct bytes
read_whole(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct bytes out = {0};
	struct stat st;

	if (file == NULL || fstat(fileno(file), &st) != 0)
		stop(path);
	out.at = malloc((size_t)st.st_size + 1);
	if (out.at == NULL)
		stop(path);
	out.n = fread(out.at, 1, (size_t)st.st_size, file);
	fclose(file);
	return out;
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int
visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void
read_seeds(const char *folder, struct set *out)
{
	struct dirent **entries;
	int n = scandir(folder, &entries, visible, by_name);

	if (n < 0)
		stop(folder);
	for (int i = 0; i < n; i++) {
		char path[4096];

		snprintf(path, sizeof path, "%s/%s", folder,
			entries[i]->d_name);
		if (out->n < SEEDS)
			out->at[out->n++] = read_whole(path);
		free(entries[i]);
	}
	free(entries);
}

/* The lines of SEEDS.words; they are as they stand, \n is not a newline. */
static void
read_words(const char *folder, struct set *out)
{
	char path[4096];
	struct bytes file;
	size_t from = 0;

	snprintf(path, sizeof path, "%s.words", folder);
	if (access(path, R_OK) != 0)
		return;
	file = read_whole(path);
	for (size_t i = 0; i <= file.n && out->n < SEEDS; i++)
		if (i == file.n || file.at[i] == '\n') {
			if (i > from)
				out->at[out->n++] = (struct bytes){
					file.at + from, i - from };
			from = i + 1;
		}
}

/* Puts n bytes in at a place, as far as there is room. */
static void
put_in(struct bytes *input, size_t where, const uint8_t *at, size_t n)
{
	if (n > MOST - input->n)
		n = MOST - input->n;
	memmove(input->at + where + n, input->at + where, input->n - where);
	memmove(input->at + where, at, n);
	input->n += n;
}

static void
cut_out(struct bytes *input, size_t where, size_t n)
{
	if (n > input->n - where)
		n = input->n - where;
	memmove(input->at + where, input->at + where + n,
		input->n - where - n);
	input->n -= n;
}

static void
change(struct bytes *input, const struct set *seeds, const struct set *words,
	uint64_t *state)
{
	static const uint8_t odd[] = { 0, 1, '\t', '\n', '\r', ' ', '"', '<',
		'&', '{', '}', '[', '\\', 0x7f, 0x80, 0xc0, 0xed, 0xf5, 0xff };
	size_t where = below(state, input->n + 1);
	const struct bytes *other;
	uint8_t copy[64], one;

	switch (next(state) % 8) {
	case 0:
		if (where < input->n)
			input->at[where] ^= (uint8_t)(1u << next(state) % 8);
		break;
	case 1:
		one = odd[below(state, sizeof odd)];
		put_in(input, where, &one, 1);
		break;
	case 2:
		cut_out(input, where, 1 + below(state, 16));
		break;
	case 3:
		if (next(state) % 8 == 0)
			input->n = where;
		break;
	case 4:  /* a piece of it again */
		if (input->n - where < sizeof copy) {
			size_t n = input->n - where;

			memcpy(copy, input->at + where, n);
			for (size_t k = below(state, 20) + 1; k > 0; k--)
				put_in(input, where, copy, n);
		}
		break;
	case 5:  /* the rest from another */
		other = &seeds->at[below(state, seeds->n)];
		input->n = where;
		where = below(state, other->n + 1);
		put_in(input, input->n, other->at + where, other->n - where);
		break;
	default:
		if (words->n == 0)
			break;
		other = &words->at[below(state, words->n)];
		put_in(input, where, other->at, other->n);
		break;
	}
}

static long
run(const struct set *seeds, const struct set *words, long inputs,
	long seconds)
{
	time_t until = time(NULL) + seconds;
	uint64_t state = 20050907;
	static uint8_t room[MOST];
	long n = 0;

	for (size_t i = 0; i < seeds->n; i++, n++)
		try_input(seeds->at[i].at, seeds->at[i].n);
	while (n < inputs && time(NULL) < until) {
		const struct bytes *seed = &seeds->at[below(&state, seeds->n)];
		struct bytes input = { room, 0 };

		put_in(&input, 0, seed->at, seed->n);
		for (size_t k = 1 + below(&state, 8); k > 0; k--)
			change(&input, seeds, words, &state);
		try_input(input.at, input.n);
		n++;
	}
	return n;
}

int
main(int argc, char **argv)
{
	static struct set seeds, words;
	const char *name, *program;
	struct stat st;
	long n;

	if (argc < 2) {
		fprintf(stderr, "usage: %s SEEDS [INPUTS [SECONDS]]\n",
			argv[0]);
		return 2;
	}
	program = strrchr(argv[0], '/');
	program = program != NULL ? program + 1 : argv[0];
	name = strncmp(program, "fuzz-", 5) == 0 ? program + 5 : program;
	watch(name);
	if (stat(argv[1], &st) == 0 && !S_ISDIR(st.st_mode)) {
		seeds.at[seeds.n++] = read_whole(argv[1]);
		n = run(&seeds, &words, 1, 0);
	} else {
		read_seeds(argv[1], &seeds);
		read_words(argv[1], &words);
		if (seeds.n == 0) {
			fprintf(stderr, "%s: no seeds\n", argv[1]);
			return 2;
		}
		n = run(&seeds, &words, argc > 2 ? atol(argv[2]) : 100000,
			argc > 3 ? atol(argv[3]) : 20);
	}
	printf("ok fuzz %s: %ld inputs\n", name, n);
	return 0;
}
