/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A thread's set of tools hangs on one pthread key; its destructor closes
 * what the thread has opened.
 *
 *	key -> set -> [language][slot] = tool and how to close it
 *
 * The first thread's set lives until the program ends.
 */
#include "inside.h"

#include <pthread.h>
#include <stdlib.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "base/log.h"

struct kept {
	void *tool;                 /* NULL: not opened yet */
	void (*close)(void *tool);
};

struct set {
	struct kept kept[LANG__MAX][ICU_SLOT__MAX];
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;

static void
close_set(void *at)
{
	struct set *set = at;

	for (int lang = 0; lang < LANG__MAX; lang++)
		for (int i = 0; i < ICU_SLOT__MAX; i++) {
			struct kept *k = &set->kept[lang][i];

			if (k->tool != NULL)
				k->close(k->tool);
		}
	free(set);
}

static void
make_key(void)
{
	int failed = pthread_key_create(&key, close_set);

	assert(failed == 0);
	(void)failed;
}

static struct set *
own_set(void)
{
	struct set *set;

	pthread_once(&once, make_key);
	set = pthread_getspecific(key);
	if (set == NULL) {
		set = calloc(1, sizeof *set);
		if (set == NULL || pthread_setspecific(key, set) != 0) {
			log_problem("no memory for a thread's language tools");
			abort();
		}
	}
	return set;
}

void *
icu_tool(int slot, enum lang lang, const struct icu_tool *how)
{
	struct kept *k;

	assert(lang < LANG__MAX && slot < ICU_SLOT__MAX);
	k = &own_set()->kept[lang][slot];
	if (k->tool == NULL) {
		k->tool = how->open(lang, slot);
		k->close = how->close;
		assert(k->tool != NULL);
	}
	return k->tool;
}

struct wide
icu_wide(struct arena *a, const char *s, size_t n)
{
	UErrorCode status = U_ZERO_ERROR;
	struct wide w;

	/* What comes in is bounded at the door, far below this. */
	assert(n < INT32_MAX / 4);
	w.at = arena_alloc(a, (n + 1) * sizeof *w.at);
	u_strFromUTF8WithSub(w.at, (int32_t)n + 1, &w.n, s, (int32_t)n, 0xfffd,
		NULL, &status);
	ICU_GOOD(status);
	return w;
}

char *
icu_narrow(struct arena *a, const UChar *at, int32_t n, size_t *length)
{
	UErrorCode status = U_ZERO_ERROR;
	size_t room = (size_t)n * 3 + 1;
	char *s = arena_alloc(a, room);
	int32_t bytes;

	assert(room < INT32_MAX);
	u_strToUTF8WithSub(s, (int32_t)room, &bytes, at, n, 0xfffd, NULL,
		&status);
	ICU_GOOD(status);
	if (length != NULL)
		*length = (size_t)bytes;
	return s;
}

void *
icu_open_date(enum lang lang, const UChar *pattern)
{
	UErrorCode status = U_ZERO_ERROR;
	UDateFormat *format = udat_open(UDAT_PATTERN, UDAT_PATTERN,
		langs[lang].icu, u"UTC", -1, pattern, -1, &status);
	UCalendar *calendar = ucal_clone(udat_getCalendar(format), &status);

	ICU_GOOD(status);
	ucal_setGregorianChange(calendar, -1e17, &status);
	udat_setCalendar(format, calendar);
	ucal_close(calendar);
	ICU_GOOD(status);
	return format;
}
