/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A term between two languages: what a glossary or the authority of names
 * says about one form in the source, and what is to stand for it in the
 * translation.  Made by office/, looked for by words/, handed to services of
 * translation by pages/: so it stands below them all.
 *
 *	source "예방"  target "courtesy call"  others {"visit of courtesy"}
 *	source "시흥시"  target "Siheung"  wrong {"Shiheung"}  name, locked
 *	source "해로토로"  use KEEP          stays as it is in the source
 *	source NULL  target "sister town"  use FORBIDDEN   not in a translation
 */
#ifndef TEXT_TERM_H
#define TEXT_TERM_H

#include <stdbool.h>

enum term_use {
	TERM_PREFERRED,  /* target, or one of others, is to be used */
	TERM_FORBIDDEN,  /* target must not be used; others say what instead.
	                    source NULL: whatever it stands for */
	TERM_KEEP,       /* not translated: target is the same as source */
	TERM_SENSITIVE,  /* source NULL: target is to be thought over; else what
	                    stands for source is.  target may be NULL */
	TERM_USE__MAX
};

struct term {
	const char *source;         /* the form to be found; NULL: see use */
	const char *target;         /* the form to be used */
	const char *const *others;  /* also right; closed by NULL; or NULL */
	const char *const *wrong;   /* known for the same thing and not to be
	                               used; closed by NULL; or NULL */
	enum term_use use;
	bool name;                  /* of a city, person, post, organisation */
	bool locked;                /* nobody may choose another */
	const char *says;           /* a word to the translator; or NULL */
	const char *href;           /* where it is explained; or NULL */
};

#endif
