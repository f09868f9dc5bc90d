/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door of words/: what helps to translate a text.  In reading order:
 *
 *	memory.h    pairs that were signed or came in a file, found again
 *	check.h     what may be wrong with a translation, and terms in a text
 *	effort.h    how much work each engine left; runs over whole records
 *	exchange.h  TMX, XLIFF, TBX and CSV, in and out
 *
 * It knows records, but no kind of them by name.
 */
#ifndef WORDS_WORDS_H
#define WORDS_WORDS_H

#include "memory.h"
#include "check.h"
#include "effort.h"
#include "exchange.h"

#endif
