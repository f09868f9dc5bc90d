/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The map of the world that pages show: where a place falls on it, and the
 * shortest way between two places as a line to draw.  tools/map.mjs draws
 * the land beneath with the same projection and the same numbers.
 *
 * Patterson's projection (Patterson, Šavrič, Jenny 2014): meridians stand
 * upright, so that a country at the edge keeps its shape, and the north is
 * not blown up as on a sailor's map.  With p degrees north and l degrees east
 * of the middle, both in radians:
 *
 *	X = l
 *	Y = 1.0148 p + 0.23185 p^5 - 0.14499 p^7 + 0.02406 p^9
 *
 * The middle is the meridian 150° E: the Pacific is whole, and the edge, 30°
 * W, runs down the Atlantic.  On paper of 1000 by 460 units, y downwards:
 *
 *	x = 500 + 1000 / (2 pi) X     y = 286 - 1000 / (2 pi) Y
 *
 * which reaches from the North Pole (y 1) to 56° S (y 460), south of which
 * no city lies; a line that passes there leaves the paper.
 */
#ifndef BASE_GLOBE_H
#define BASE_GLOBE_H

#include "arena.h"

#define GLOBE_WIDTH 1000
#define GLOBE_HEIGHT 460

/* Degrees north and east to the map's units.  Latitudes are clamped to the
 * poles, longitudes may be any number of turns. */
void globe_project(double lat, double lon, double *x, double *y);

/*
 * The great circle between two places as the d of an SVG path: "M… L… L…",
 * begun anew at the map's edge where the line crosses it.  Units to one
 * decimal; at least one L; antipodes are joined by some one of their ways.
 */
const char *globe_arc(struct arena *a, double lat1, double lon1, double lat2,
	double lon2);

/* Kilometres along it, on a sphere of 6371.0088 km. */
double globe_distance(double lat1, double lon1, double lat2, double lon2);

#endif
