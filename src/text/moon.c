/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When the moon is new, to a minute: Jean Meeus, Astronomical Algorithms,
 * chapter 49.  ICU's calendars reckon more coarsely, and where a new moon
 * falls minutes from midnight a lunar month began on another day.
 */
#include <math.h>

#include "inside.h"

/* size * e^es * sin(m * M + n * M' + f * F) */
struct swing {
	double size;
	int es, m, n, f;
};

static const struct swing swings[] = {
	{ -0.40720, 0, 0, 1, 0 }, { 0.17241, 1, 1, 0, 0 },
	{ 0.01608, 0, 0, 2, 0 },  { 0.01039, 0, 0, 0, 2 },
	{ 0.00739, 1, -1, 1, 0 }, { -0.00514, 1, 1, 1, 0 },
	{ 0.00208, 2, 2, 0, 0 },  { -0.00111, 0, 0, 1, -2 },
	{ -0.00057, 0, 0, 1, 2 }, { 0.00056, 1, 1, 2, 0 },
	{ -0.00042, 0, 0, 3, 0 }, { 0.00042, 1, 1, 0, 2 },
	{ 0.00038, 1, 1, 0, -2 }, { -0.00024, 1, -1, 2, 0 },
	{ -0.00007, 0, 2, 1, 0 }, { 0.00004, 0, 0, 2, -2 },
	{ 0.00004, 0, 3, 0, 0 },  { 0.00003, 0, 1, 1, -2 },
	{ 0.00003, 0, 0, 2, 2 },  { -0.00003, 0, 1, 1, 2 },
	{ 0.00003, 0, -1, 1, 2 }, { -0.00002, 0, -1, 1, -2 },
	{ -0.00002, 0, 1, 3, 0 }, { 0.00002, 0, 0, 4, 0 },
};

/* What the planets do: size * sin(first + each * k). */
static const struct {
	double first, each, size;
} planets[] = {
	{ 299.77, 0.107408, 0.000325 },  { 251.88, 0.016321, 0.000165 },
	{ 251.83, 26.651886, 0.000164 }, { 349.42, 36.412478, 0.000126 },
	{ 84.66, 18.206239, 0.000110 },  { 141.74, 53.303771, 0.000062 },
	{ 207.14, 2.453732, 0.000060 },  { 154.84, 7.306860, 0.000056 },
	{ 34.52, 27.261239, 0.000047 },  { 207.19, 0.121824, 0.000042 },
	{ 291.34, 1.844379, 0.000040 },  { 161.72, 24.198154, 0.000037 },
	{ 239.56, 25.513099, 0.000035 }, { 331.55, 3.592518, 0.000023 },
};

static double
sine(double degrees)
{
	return sin(degrees * (3.14159265358979323846 / 180));
}

/* Days since 1970-01-01T00:00 of the k-th new moon after that of January
 * 2000, in universal time. */
static double
new_moon(double k)
{
	double t = k / 1236.85, e = 1 - 0.002516 * t - 0.0000074 * t * t;
	double m = 2.5534 + 29.10535670 * k - 0.0000014 * t * t;
	double n = 201.5643 + 385.81693528 * k + 0.0107582 * t * t;
	double f = 160.7108 + 390.67050284 * k - 0.0016118 * t * t;
	double years = 100 * t;
	double day = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t;

	for (size_t i = 0; i < sizeof swings / sizeof *swings; i++)
		day += swings[i].size * pow(e, swings[i].es) * sine(
			swings[i].m * m + swings[i].n * n + swings[i].f * f);
	day -= 0.00017 * sine(124.7746 - 1.56375588 * k);
	for (size_t i = 0; i < sizeof planets / sizeof *planets; i++)
		day += planets[i].size * sine(planets[i].first +
			planets[i].each * k);
	/* The earth turns more slowly than clocks of atoms do. */
	day -= (62.92 + 0.32217 * years + 0.005589 * years * years) / 86400;
	return day - 2440587.5;
}

int
moon_new(int near, int hours)
{
	double k = floor((near - 10962.5) / 29.530588861 + 0.5);
	double best = new_moon(k);

	for (int i = -1; i <= 1; i += 2)
		if (fabs(new_moon(k + i) - near) < fabs(best - near))
			best = new_moon(k + i);
	return (int)floor(best + hours / 24.0);
}
