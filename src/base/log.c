/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A line is made on the stack and leaves in one write, which the system does
 * not mix with another's when it is this short:
 *
 *	2026-05-01T09:30:00Z problem: the disk is full
 */
#include "log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"

enum { LINE = 1024 };

static enum log_level most = LOG_NOTE;

void
log_level(enum log_level level)
{
	most = level;
}

/* Control characters would let what is logged forge a line, or a terminal. */
static void
flatten(char *s)
{
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < 0x20 || c == 0x7f)
			*s = ' ';
	}
}

static void
line(enum log_level level, const char *fmt, va_list args)
{
	static const char *const names[] = {
		[LOG_PROBLEM] = "problem",
		[LOG_NOTE] = "note",
		[LOG_DETAIL] = "detail",
	};
	char text[LINE + 1];
	int before = errno;
	time_t now = (time_t)(clock_now() / 1000);
	struct tm tm;
	size_t n;

	if (level > most)
		return;
	gmtime_r(&now, &tm);
	n = strftime(text, LINE, "%Y-%m-%dT%H:%M:%SZ ", &tm);
	n += (size_t)snprintf(text + n, LINE - n, "%s: ", names[level]);
	errno = before;  /* for %m */
	vsnprintf(text + n, LINE - n, fmt, args);
	flatten(text);
	n = strlen(text);
	text[n++] = '\n';
	while (write(STDERR_FILENO, text, n) < 0 && errno == EINTR)
		;
	errno = before;
}

void
log_problem(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	line(LOG_PROBLEM, fmt, args);
	va_end(args);
}

void
log_note(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	line(LOG_NOTE, fmt, args);
	va_end(args);
}

void
log_detail(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	line(LOG_DETAIL, fmt, args);
	va_end(args);
}
