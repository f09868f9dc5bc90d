/* SPDX-License-Identifier: Apache-2.0 */
/* Runs every table of unit tests; with an argument, those whose sentence holds it. */
#include <stdio.h>

#include "base/secret.h"
#include "test.h"

static const struct test *const tables[] = {
	base_tests,
	edtf_tests,
	file_tests,
	secret_tests,
	mustache_tests,
	markdown_tests,
	text_tests,
	tokens_tests,
	segment_tests,
	exchange_tests,
	check_tests, effort_tests,
	glossary_tests,
	print_tests,
	globe_tests,
	kinds_tests,
	words_tests,
	sentences_tests,
	blob_tests,
	picture_tests,
	office_tests,
	article_tests, comment_tests, moderation_tests, password_tests, mistrust_tests, takedown_tests, identity_tests, commenting_tests, erased_tests, hole_limit_tests, evasion_tests, waiting_tests,
	hole_tests, hole_password_tests, hole_text_tests,
	hole_seen_tests, hole_asked_tests,
	ledger_tests,
	names_tests,
	records_tests,
	derive_tests,
	form_tests,
	sheet_tests,
	router_tests,
	server_tests, cached_tests,
	mail_tests,
	machine_tests,
	holiday_tests,
	deadline_tests,
	paper_tests,
	calendar_tests,
	feed_tests,
	chart_tests,
};

int
main(int argc, char **argv)
{
	int failures = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!secret_start())
		return 1;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		failures += test_table(tables[i], "",
			argc > 1 ? argv[1] : NULL);
	return failures > 0;
}
