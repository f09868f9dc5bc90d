/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a command takes:
 *
 *	bench-took COMMAND...
 *
 * Says milliseconds on the wall and of CPU (of all its processes) to standard
 * error, in one line, and ends as the command did.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double
milliseconds(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

int
main(int argc, char **argv)
{
	double begun = now();
	struct rusage used;
	int status;
	pid_t pid;

	if (argc < 2)
		return 2;
	pid = fork();
	if (pid == 0) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return 1;
	begun = now() - begun;
	getrusage(RUSAGE_CHILDREN, &used);
	fprintf(stderr, "%.1f %.1f\n", begun, milliseconds(used.ru_utime) +
		milliseconds(used.ru_stime));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
