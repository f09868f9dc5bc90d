/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines for the person who runs the server, on standard error.  Never a name,
 * an address, a body or a secret: what a line says must be fit for anybody.
 * Safe from any thread; one call, one line.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_PROBLEM, LOG_NOTE, LOG_DETAIL };

/* What is more detailed than this is not written.  Before threads start. */
void log_level(enum log_level most);

void log_problem(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_detail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
