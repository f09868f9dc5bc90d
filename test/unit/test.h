/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Unit tests: a table of sentences, each with the function that holds it to
 * its word.  One line a sentence goes to standard output: "ok …", "not ok …".
 */
#ifndef UNIT_TEST_H
#define UNIT_TEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct test {
	const char *says;          /* a sentence that is true */
	void (*run)(struct arena *a);
};

/* One table per file, listed in main.c, closed by {0}. */
extern const struct test base_tests[];
extern const struct test edtf_tests[];
extern const struct test file_tests[];
extern const struct test secret_tests[];
extern const struct test mustache_tests[];
extern const struct test markdown_tests[];
extern const struct test text_tests[];
extern const struct test tokens_tests[];
extern const struct test segment_tests[];
extern const struct test exchange_tests[];
extern const struct test check_tests[];
extern const struct test effort_tests[];
extern const struct test glossary_tests[];
extern const struct test print_tests[];
extern const struct test globe_tests[];
extern const struct test kinds_tests[];
extern const struct test words_tests[];
extern const struct test sentences_tests[];
extern const struct test blob_tests[];
extern const struct test picture_tests[];
extern const struct test office_tests[];
extern const struct test article_tests[];
extern const struct test comment_tests[];
extern const struct test moderation_tests[];
extern const struct test password_tests[];
extern const struct test mistrust_tests[];
extern const struct test takedown_tests[];
extern const struct test identity_tests[];
extern const struct test commenting_tests[];
extern const struct test erased_tests[];
extern const struct test hole_limit_tests[];
extern const struct test evasion_tests[];
extern const struct test waiting_tests[];
extern const struct test hole_tests[];
extern const struct test hole_password_tests[];
extern const struct test hole_text_tests[];
extern const struct test hole_seen_tests[];
extern const struct test hole_asked_tests[];
extern const struct test ledger_tests[];
extern const struct test names_tests[];
extern const struct test records_tests[];
extern const struct test derive_tests[];
extern const struct test form_tests[];
extern const struct test sheet_tests[];
extern const struct test router_tests[];
extern const struct test server_tests[];
extern const struct test cached_tests[];
extern const struct test mail_tests[];
extern const struct test machine_tests[];
extern const struct test holiday_tests[];
extern const struct test deadline_tests[];
extern const struct test paper_tests[];
extern const struct test calendar_tests[];
extern const struct test feed_tests[];
extern const struct test chart_tests[];

/* Say where and what when it is not so; the test goes on, and has failed. */
#define CHECK(that) test_check((that), __FILE__, __LINE__, #that)
#define CHECK_INT(got, want) \
	test_check_int((long long)(got), (long long)(want), __FILE__, __LINE__, #got)
#define CHECK_TEXT(got, want) \
	test_check_text((got), (want), __FILE__, __LINE__, #got)

bool test_check(bool so, const char *file, int line, const char *what);
bool test_check_int(long long got, long long want, const char *file, int line,
	const char *what);
bool test_check_text(const char *got, const char *want, const char *file,
	int line, const char *what);

/* Runs the tests of a table (only: those whose sentence holds it; NULL: all),
 * prefix before each sentence; how many failed. */
int test_table(const struct test *table, const char *prefix, const char *only);

/* $GYORYU_SHARED, where the conformance suites lie, or NULL. */
const char *test_shared(void);

#endif
