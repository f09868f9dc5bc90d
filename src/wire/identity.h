/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Asking somebody else who a reader is: OpenID Connect, authorization code
 * with PKCE.  The browser is sent to the provider and comes back with a code;
 * the code is exchanged for an ID token; of that the subject is taken once its
 * signature and all that it claims hold.  In reading order:
 *
 *	identity.c        the address to send to, the code, the exchange
 *	identity_keys.c   what a provider says of itself and its keys, kept
 *	identity_token.c  an ID token is hostile until it was looked at
 *
 * Requests go out through translate_send.c.  Nothing that a provider says of
 * a person is logged or kept here.
 */
#ifndef WIRE_IDENTITY_H
#define WIRE_IDENTITY_H

#include "record/record.h"

struct identity_provider {
	const char *issuer;          /* "https://id.example.org", as it says it */
	const char *client;
	const char *secret;          /* NULL: a public client */
	const char *acr;             /* how sure it must be, words; NULL */
};

/* One way there and back. */
struct identity_way {
	const char *state, *nonce, *verifier;  /* nobody can guess them */
	const char *redirect;        /* where it leads back to */
};

/* Why nobody was confirmed: messages identity.fault-WORD. */
enum identity_fault {
	IDENTITY_GOOD,
	IDENTITY_DENIED,             /* the reader broke off, or was refused */
	IDENTITY_TIMEOUT,
	IDENTITY_UNREACHED,          /* nobody there, or it has a fault */
	IDENTITY_ANSWER,             /* what it says cannot be read or be right */
	IDENTITY_REFUSED,            /* it does not take the code */
	IDENTITY_TOKEN,              /* the token proves nothing */
	IDENTITY_MIXED,              /* another issuer answers */
	IDENTITY_USED,               /* the way was gone before, or is over */
	IDENTITY_FAULT__MAX
};
/* "timeout", as an address and a message have it; NULL: GOOD. */
const char *identity_word(enum identity_fault fault);

/* Where the browser goes, in a; lang: of the reader.  It may wait for the
 * provider, so no act is open (.before of a ROUTE_AFAR); acts of its own. */
enum identity_fault identity_address(struct visit *v,
	const struct identity_provider *of, const struct identity_way *way,
	const char *lang, const char **out);

/* What the browser brought back, each NULL when it was not there. */
struct identity_back {
	const char *code, *error, *issuer;
};
/* The subject, which is not to be kept as it is.  Waits as above. */
enum identity_fault identity_confirm(struct visit *v,
	const struct identity_provider *of, const struct identity_way *way,
	const struct identity_back *back, const char **subject);

/* ---- identity_token.c ---- */

struct identity_claims {         /* what a token must claim */
	const char *issuer, *client, *nonce;
	const char *acr;             /* one of these words; NULL: any */
	int64_t now;                 /* ms */
};
enum token_verdict {
	TOKEN_GOOD,
	TOKEN_STRANGE,               /* none of the keys has signed it: there may be
	                                newer ones */
	TOKEN_BAD,
};
/*
 * A compact JWS against a JWK set.  Signed by RS, PS or ES alone: "none" and
 * whatever a public key could be a secret for are refused before a key is
 * looked at.  *subject in a; *why what is wrong, in English, without a word of
 * the token's.
 */
enum token_verdict identity_token_read(struct arena *a, const char *token,
	const json_t *keys, const struct identity_claims *claims,
	const char **subject, const char **why);

#endif
