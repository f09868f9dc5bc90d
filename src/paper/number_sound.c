/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Digits as sound: words made of phones, each with three formants, spoken by
 * a buzz and by noise through resonators.  Pitch, pace, gaps and what hums
 * behind are others each time; nothing is recorded and nothing is kept.
 *
 * A word is a line of phones, one character each; a digit behind a phone
 * makes it so many times as long.  1 to 4 at its beginning are the tones of
 * Chinese.
 */
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "inside.h"
#include "paper.h"

enum { RATE = 16000, HEAD = 44, SOUND_MOST = 1 << 20 };

static const struct phone {
	char name;
	double f1, f2, f3;   /* Hz */
	double voice, noise; /* how loud */
	double hiss;         /* Hz, where the noise is; 0: in the formants */
	double ms;
} phones[] = {
	{ 'a', 800, 1250, 2500, 1, 0, 0, 150 },
	{ 'e', 520, 1850, 2550, 1, 0, 0, 140 },
	{ 'i', 300, 2250, 3000, 1, 0, 0, 140 },
	{ 'o', 480, 850, 2450, 1, 0, 0, 150 },
	{ 'u', 320, 800, 2350, 1, 0, 0, 140 },
	{ 'A', 620, 1100, 2500, 1, 0, 0, 140 },
	{ '@', 500, 1450, 2500, .8, 0, 0, 90 },
	{ 'R', 450, 1250, 1650, .9, 0, 0, 110 },
	{ 'y', 280, 2250, 3000, .8, 0, 0, 60 },
	{ 'w', 310, 650, 2300, .8, 0, 0, 70 },
	{ 'l', 360, 1150, 2700, .7, 0, 0, 90 },
	{ 'm', 270, 1050, 2200, .5, 0, 0, 90 },
	{ 'n', 270, 1600, 2550, .5, 0, 0, 90 },
	{ 'N', 270, 2000, 2400, .45, 0, 0, 110 },
	{ 'g', 280, 1500, 2300, .25, .05, 1900, 55 },
	{ 'v', 280, 1100, 2300, .45, .12, 5000, 70 },
	{ 'z', 280, 1700, 2600, .35, .35, 6000, 90 },
	{ 's', 300, 1700, 2600, 0, .7, 6200, 130 },
	{ 'S', 300, 1900, 2600, 0, .8, 3300, 120 },
	{ 'f', 300, 1100, 2300, 0, .22, 5200, 110 },
	{ 'T', 300, 1400, 2500, 0, .18, 5800, 100 },
	{ 'h', 500, 1400, 2500, 0, .35, 0, 60 },
	{ '.', 300, 1500, 2500, 0, 0, 0, 70 },   /* closed, before a burst */
	{ 't', 300, 1800, 2600, 0, .8, 4200, 22 },
	{ 'k', 300, 1600, 2300, 0, .8, 2000, 26 },
	{ 'p', 300, 900, 2200, 0, .7, 900, 20 },
};

static const struct tongue {
	const char *lang;
	const char *words[10];
} tongues[] = {
	{ "ko", { ".koNN", "il2l", "i2i", "sam2", "sa2a", "o2o", "yu.k",
		".tSil2", ".pha2l", ".ku2" } },
	{ "zh", { "2li2N", "1i3", "4aR3", "1sa2n", "4s3z2", "3wu3",
		"4lio2u", "1.tSi3", "1.pa3", "3.tSio2u" } },
	{ "ja", { "ze2Ro", "i.tSi2", "ni2i", "sa2n", "yo2n", "go2o",
		"Ro.ku", "nana2", "ha.tSi2", ".kyu2u" } },
	{ "en", { "zi2Ro2u", "wA2n", ".tu3", "TRi3", "fo2R2", "fa2i2v",
		"si.ks", "seve@n", "e2i.t", "na2i2n" } },
};

/* ---- chance ---- */

/* From a number that the system gave, quickly: no secret, only variety. */
static double
chance(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed / 4294967296.0 * 2 - 1;
}

/* ---- speaking ---- */

struct resonator {
	double a, b, c, y1, y2;
};

struct voice {
	struct buf *out;
	uint32_t seed;
	double pitch, rise;       /* Hz; Hz a second */
	double pace, at;          /* in the period of the buzz, 0 to 1 */
	double f[3], voice, noise;/* as they are now: they glide */
	struct resonator mouth[3], teeth;
	double low;
};

static void
tune(struct resonator *r, double hz, double width)
{
	r->c = -exp(-2 * M_PI * width / RATE);
	r->b = 2 * exp(-M_PI * width / RATE) * cos(2 * M_PI * hz / RATE);
	r->a = 1 - r->b - r->c;
}

static double
ring(struct resonator *r, double in)
{
	double y = r->a * in + r->b * r->y1 + r->c * r->y2;

	r->y2 = r->y1;
	r->y1 = y;
	return y;
}

static void
sample_put(struct voice *s, double value)
{
	double hiss = .006 * chance(&s->seed);
	double all = 3000 * value + 32767 * hiss;
	int16_t n = (int16_t)(all > 32000 ? 32000 : all < -32000 ? -32000 :
		all);
	char bytes[2] = { (char)(n & 0xff), (char)(n >> 8 & 0xff) };

	buf_add(s->out, bytes, 2);
}

/* One moment of a phone: the mouth is on its way to it. */
static void
sample_speak(struct voice *s, const struct phone *p)
{
	double goal[3] = { p->f1, p->f2, p->f3 }, buzz = 0, y, noise;

	for (int i = 0; i < 3; i++)
		s->f[i] += (goal[i] - s->f[i]) * .0035;
	s->voice += (p->voice - s->voice) * .006;
	s->noise += (p->noise - s->noise) * .012;
	s->pitch += s->rise / RATE;
	s->at += s->pitch * (1 + .01 * chance(&s->seed)) / RATE;
	if (s->at >= 1) {
		s->at -= 1;
		buzz = 22;
	}
	noise = chance(&s->seed);
	s->low += (buzz - s->low) * .35;
	y = s->low * s->voice + (p->hiss > 0 ? 0 : noise * s->noise * 3);
	for (int i = 0; i < 3; i++)
		y = ring(&s->mouth[i], y);
	if (p->hiss > 0)
		y += ring(&s->teeth, noise) * s->noise * 2.2;
	sample_put(s, y);
}

static void
phone_speak(struct voice *s, const struct phone *p, double times)
{
	int n = (int)(p->ms * times * s->pace * (1 + .12 *
		chance(&s->seed)) * RATE / 1000);

	if (p->hiss > 0)
		tune(&s->teeth, p->hiss, p->hiss * .3);
	for (int i = 0; i < n; i++) {
		/* Often enough for the ear. */
		if (i % 16 == 0) {
			tune(&s->mouth[0], s->f[0], 80);
			tune(&s->mouth[1], s->f[1], 110);
			tune(&s->mouth[2], s->f[2], 170);
		}
		sample_speak(s, p);
	}
}

static const struct phone *
phone_named(char name)
{
	for (size_t i = 0; i < sizeof phones / sizeof *phones; i++)
		if (phones[i].name == name)
			return &phones[i];
	return &phones[0];
}

/* High, rising, low, falling; else as the voice lies. */
static void
tone_set(struct voice *s, char tone)
{
	static const double rises[4] = { 0, 110, -60, -170 };

	s->rise = -25;
	if (tone < '1' || tone > '4')
		return;
	s->pitch *= tone == '1' ? 1.15 : tone == '3' ? .8 : tone == '4' ?
		1.25 : .9;
	s->rise = rises[tone - '1'];
}

static void
word_speak(struct voice *s, const char *word, double base)
{
	s->pitch = base * (1 + .12 * chance(&s->seed));
	tone_set(s, *word);
	if (*word >= '1' && *word <= '4')
		word++;
	for (; *word != '\0'; word++) {
		const struct phone *p = phone_named(*word);
		double times = 1;

		if (word[1] >= '2' && word[1] <= '4')
			times = .5 + .5 * (*++word - '0');
		phone_speak(s, p, times);
	}
}

static void
gap_speak(struct voice *s, double ms)
{
	struct phone still = *phone_named('.');

	still.ms = ms;
	phone_speak(s, &still, 1);
}

/* ---- the file ---- */

static void
number_le(char *at, uint32_t n, int bytes)
{
	for (int i = 0; i < bytes; i++)
		at[i] = (char)(n >> (8 * i) & 0xff);
}

static void
head_fill(char *at, size_t bytes)
{
	memcpy(at, "RIFF....WAVEfmt ", 16);
	number_le(at + 4, (uint32_t)(bytes - 8), 4);
	number_le(at + 16, 16, 4);
	number_le(at + 20, 1, 2);
	number_le(at + 22, 1, 2);
	number_le(at + 24, RATE, 4);
	number_le(at + 28, RATE * 2, 4);
	number_le(at + 32, 2, 2);
	number_le(at + 34, 16, 2);
	memcpy(at + 36, "data", 4);
	number_le(at + 40, (uint32_t)(bytes - HEAD), 4);
}

static const struct tongue *
tongue_of(const char *lang)
{
	for (size_t i = 0; i < sizeof tongues / sizeof *tongues; i++)
		if (strncmp(lang, tongues[i].lang, 2) == 0)
			return &tongues[i];
	return &tongues[sizeof tongues / sizeof *tongues - 1];
}

enum err
number_sound(struct arena *a, const char *digits, const char *lang,
	struct bytes *out)
{
	const struct tongue *tongue = tongue_of(lang);
	struct buf b = buf_in(a, SOUND_MOST);
	struct voice s = { .out = &b, .f = { 400, 1500, 2500 } };
	char head[HEAD] = "";
	double base;

	secret_random(&s.seed, sizeof s.seed);
	s.seed |= 1;
	s.pace = 1.15 + .15 * chance(&s.seed);
	base = 140 + 45 * chance(&s.seed);
	buf_add(&b, head, HEAD);
	for (const char *d = digits; *d != '\0'; d++) {
		if (*d < '0' || *d > '9' || d - digits > 7)
			return ERR_INPUT;
		gap_speak(&s, 420 + 160 * chance(&s.seed));
		word_speak(&s, tongue->words[*d - '0'], base);
	}
	gap_speak(&s, 300);
	if (b.full)
		return ERR_LARGE;
	head_fill(b.at, b.n);
	*out = (struct bytes){b.at, b.n};
	return OK;
}
