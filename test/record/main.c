/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the tests of records; with an argument, those whose sentence holds
 * it. */
#include <stdio.h>

#include "base/log.h"
#include "base/secret.h"
#include "record.h"

static const struct test *const tables[] = {
	kind_tests, write_tests, merge_tests, erase_tests, history_tests,
	sight_tests, query_tests, page_tests, job_tests, catalogue_tests,
	migration_tests, import_tests, export_tests, asking_tests,
	tally_tests, house_tests, friend_tests, memory_tests, memory_news_tests,
};

int
main(int argc, char **argv)
{
	const char *prefix = engine_kind() == DB_SQLITE ? "sqlite: " :
		"postgres: ";
	int failures = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	log_level(LOG_PROBLEM);
	if (!secret_start())
		return 1;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		failures += test_table(tables[i], prefix,
			argc > 1 ? argv[1] : NULL);
	return failures > 0;
}
