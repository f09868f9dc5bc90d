/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a call says that it failed.  What can fail returns one of these;
 * results come back through its last parameters.  The first who understands
 * a failure says it in words (see record/visit.h: fail), everyone above hands
 * it on with TRY.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err {
	OK,
	ERR_INPUT,     /* what was sent is wrong: 422 */
	ERR_DENIED,    /* not allowed to this visitor: 403 */
	ERR_MISSING,   /* no such thing, or not for these eyes: 404 */
	ERR_CONFLICT,  /* someone else was here first: 409 */
	ERR_LARGE,     /* beyond a bound: 413 */
	ERR_BUSY,      /* too often, or too many at once: 429 */
	ERR_AGAIN,     /* the store asks to run the transaction again */
	ERR_BROKEN,    /* ours: a damaged file, a full disk, a lost server: 500 */
	ERR__MAX
};

#define MUST_USE __attribute__((warn_unused_result))

/* Hand a failure on to the caller; the only macro that hides a return. */
#define TRY(call) \
	do { \
		enum err try_err_ = (call); \
		if (try_err_ != OK) \
			return try_err_; \
	} while (0)

#endif
