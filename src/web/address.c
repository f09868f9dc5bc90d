/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Network addresses.  All are held as IPv6, an IPv4 address as ::ffff:a.b.c.d,
 * so that one comparison serves both.  What a proxy says of the person behind
 * it is believed of those only that the office has listed.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

enum { IPV4_BITS = 96 };

static const uint8_t mapped[12] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff,
};

static bool
is_v4(const uint8_t b[16])
{
	return memcmp(b, mapped, sizeof mapped) == 0;
}

static bool
address_parse(const char *s, uint8_t out[16])
{
	if (inet_pton(AF_INET6, s, out) == 1)
		return true;
	memcpy(out, mapped, sizeof mapped);
	return inet_pton(AF_INET, s, out + 12) == 1;
}

bool
prefix_parse(const char *s, struct prefix *out)
{
	char text[64];
	const char *slash = strchr(s, '/');
	size_t n = slash != NULL ? (size_t)(slash - s) : strlen(s);
	int most, bits;
	char *end;

	if (n >= sizeof text)
		return false;
	memcpy(text, s, n);
	text[n] = '\0';
	if (!address_parse(text, out->b))
		return false;
	out->bits = 128;
	if (slash == NULL)
		return true;
	most = strchr(text, ':') != NULL ? 128 : 32;
	if (slash[1] < '0' || slash[1] > '9')
		return false;
	bits = (int)strtol(slash + 1, &end, 10);
	if (*end != '\0' || bits > most)
		return false;
	out->bits = bits + (most == 32 ? IPV4_BITS : 0);
	return true;
}

static bool
within(const struct prefix *p, const uint8_t b[16])
{
	int whole = p->bits / 8, rest = p->bits % 8;

	if (memcmp(p->b, b, (size_t)whole) != 0)
		return false;
	return rest == 0 || (p->b[whole] ^ b[whole]) >> (8 - rest) == 0;
}

bool
address_listed(const struct prefix *proxies, size_t count, const char *address)
{
	uint8_t b[16];

	if (count == 0 || address == NULL || !address_parse(address, b))
		return false;
	for (size_t i = 0; i < count; i++)
		if (within(&proxies[i], b))
			return true;
	return false;
}

/* A hop as proxies write it: an address, perhaps with a port, an IPv6 one
 * then in brackets.  NULL: anything else. */
static const char *
hop_address(struct arena *a, const char *at, size_t n)
{
	char *s;
	uint8_t b[16];

	while (n > 0 && (at[0] == ' ' || at[0] == '\t'))
		at++, n--;
	while (n > 0 && (at[n - 1] == ' ' || at[n - 1] == '\t'))
		n--;
	if (n > 60)
		return NULL;
	s = arena_copy(a, at, n);
	if (*s == '[') {
		s++;
		s[strcspn(s, "]")] = '\0';
	} else if (strchr(s, '.') != NULL && strchr(s, ':') != NULL &&
		strchr(s, ':') == strrchr(s, ':')) {
		*strchr(s, ':') = '\0';
	}
	return address_parse(s, b) ? s : NULL;
}

const char *
address_client(struct arena *a, const struct prefix *proxies, size_t count,
	const char *peer, const char *forwarded, bool *believed)
{
	const char *client = peer;
	size_t end = forwarded != NULL ? strlen(forwarded) : 0;

	*believed = address_listed(proxies, count, peer);
	if (!*believed)
		return client;
	while (end > 0) {
		size_t from = end;
		const char *hop;

		while (from > 0 && forwarded[from - 1] != ',')
			from--;
		hop = hop_address(a, forwarded + from, end - from);
		if (hop == NULL)
			return client;
		client = hop;
		if (!address_listed(proxies, count, hop))
			return client;
		end = from > 0 ? from - 1 : 0;
	}
	return client;
}

const char *
address_network(struct arena *a, const char *address)
{
	uint8_t b[16];
	char text[INET6_ADDRSTRLEN];

	if (address == NULL || !address_parse(address, b))
		return "";
	if (is_v4(b))
		return arena_printf(a, "%d.%d.%d.0/24", b[12], b[13], b[14]);
	memset(b + 6, 0, 10);
	inet_ntop(AF_INET6, b, text, sizeof text);
	return arena_printf(a, "%s/48", text);
}

bool
address_ours(const char *address)
{
	uint8_t b[16];
	static const uint8_t one[16] = {[15] = 1};

	if (address == NULL || !address_parse(address, b))
		return false;
	return is_v4(b) ? b[12] == 127 : memcmp(b, one, sizeof one) == 0;
}
