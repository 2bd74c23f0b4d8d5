#!/usr/bin/env python3
"""Makes the demo's sample data: an invented landscape, the same bytes at every run.

Usage: src/test/demo-data/make_demo_data.py [--check]

Writes GeoJSON (RFC 7946) and Esri ASCII grids to src/main/resources/org/geocontext/standalone/demo. With --check nothing
is written: the exit status says whether the files there are what this script makes.

The region is a square of just under one degree, placed where the examples of the documentation ask. Nothing in it is
measured: borders are a jittered lattice whose edges are roughened once and shared by both neighbours, rasters are
formulas. Everything is in lon/lat WGS 84.
"""
import json
import math
import pathlib
import random
import sys

WEST, SOUTH, CELLS, STEP = 31.0, -24.98, 7, 0.14
GRID_CELL, GRID_SIZE = 0.02, 49
TARGET = pathlib.Path(__file__).resolve().parents[2] / "main/resources/org/geocontext/standalone/demo"


class Lattice:
    """Cells with wobbly edges; every edge is one polyline, whichever cell it is taken for."""

    def __init__(self, seed):
        rng = random.Random(seed)
        self.nodes = {}
        for row in range(CELLS + 1):
            for column in range(CELLS + 1):
                dx = 0 if column in (0, CELLS) else rng.uniform(-0.03, 0.03)
                dy = 0 if row in (0, CELLS) else rng.uniform(-0.03, 0.03)
                self.nodes[row, column] = (
                    round(WEST + column * STEP + dx, 4), round(SOUTH + row * STEP + dy, 4))
        self.edges = {}
        for row in range(CELLS + 1):
            for column in range(CELLS + 1):
                self._edge(rng, (row, column), (row, column + 1), row in (0, CELLS))
                self._edge(rng, (row, column), (row + 1, column), column in (0, CELLS))

    def _edge(self, rng, start, end, rim):
        if end not in self.nodes:
            return
        (ax, ay), (bx, by) = self.nodes[start], self.nodes[end]
        wobble = 0 if rim else 0.012
        inner = [
            (round(ax + (bx - ax) * t + rng.uniform(-wobble, wobble), 4),
             round(ay + (by - ay) * t + rng.uniform(-wobble, wobble), 4))
            for t in (0.25, 0.5, 0.75)]
        self.edges[start, end] = [] if rim else inner

    def _along(self, start, end):
        inner = self.edges[start, end] if (start, end) in self.edges else self.edges[end, start][::-1]
        return [self.nodes[start], *inner]

    def polygon(self, cells):
        """Shell counter-clockwise, holes clockwise (RFC 7946)."""
        directed = set()
        for row, column in cells:
            corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
            for start, end in zip(corners, corners[1:] + corners[:1]):
                if (end, start) in directed:
                    directed.remove((end, start))
                else:
                    directed.add((start, end))
        following = {}
        for start, end in directed:
            assert start not in following, f"the cells touch in the point {start} only"
            following[start] = end
        rings = []
        while following:
            first = start = min(following)
            ring = []
            while start in following:
                end = following.pop(start)
                ring += self._along(start, end)
                start = end
            assert start == first
            rings.append([list(point) for point in ring + ring[:1]])
        rings.sort(key=area, reverse=True)
        assert area(rings[0]) > 0 and all(area(hole) < 0 for hole in rings[1:]), "one shell, then holes"
        return {"type": "Polygon", "coordinates": rings}

    def layer(self, rows, classes, key):
        """rows from north to south, one letter a cell."""
        assert len(rows) == CELLS and all(len(row) == CELLS for row in rows)
        features = []
        for letter, properties in classes.items():
            cells = [(CELLS - 1 - r, c) for r in range(CELLS) for c in range(CELLS) if rows[r][c] == letter]
            geometry = self.polygon(cells)
            if "area_km2" in properties:
                lat = math.radians(SOUTH + CELLS * STEP / 2)
                degrees = sum(area(ring) for ring in geometry["coordinates"])
                properties = {**properties, "area_km2": round(degrees * 111.0 ** 2 * math.cos(lat))}
            features.append((geometry, properties))
        return collection(features, key)


def area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2


def collection(features, key):
    return {"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": f"{key}.{number}", "properties": properties, "geometry": geometry}
        for number, (geometry, properties) in enumerate(features, 1)]}


def catchments():
    return Lattice(11).layer(
        ["AAABBBB", "AAABBEB", "AACCBBB", "ACCCCDD", "CCCCDDD", "FFCCDDD", "FFFFFDD"],
        {
            "A": {"code": "U1", "name": "Upper Tamba", "area_km2": 0},
            "B": {"code": "U2", "name": "Nkonwane", "area_km2": 0},
            "C": {"code": "M1", "name": "Middle Tamba", "area_km2": 0},
            "D": {"code": "L1", "name": "Lower Tamba", "area_km2": 0},
            "E": {"code": "P1", "name": "Salt Pan (no outflow)", "area_km2": 0},
            "F": {"code": "S1", "name": "Droëspruit", "area_km2": 0},
        },
        "catchments")


def vegetation():
    return Lattice(23).layer(
        ["GGGSSSS", "GGSSSSS", "GSSSTTT", "SSRSSTT", "SSSSSTT", "WWWSSTT", "WWWWWWT"],
        {
            "G": {"veg_code": "Gf 1", "veg_name": "Foothill grassland", "threat": "Vulnerable"},
            "S": {"veg_code": "Sk 2", "veg_name": "Knobthorn savanna", "threat": "Least concern"},
            "R": {"veg_code": "Fr 1", "veg_name": "Riverine forest", "threat": "Endangered"},
            "T": {"veg_code": "Tc 4", "veg_name": "Clay thicket", "threat": "Least concern"},
            "W": {"veg_code": "Ws 3", "veg_name": "Sandveld woodland", "threat": None},
        },
        "vegetation")


def geology():
    return Lattice(37).layer(
        ["QQQQBBB", "QQGGGBB", "QGGGGGB", "GGGGGGB", "GGDDGBB", "GGGDGBB", "GGGGGBB"],
        {
            "Q": {"rock": "Quartzite", "formation": "Highridge", "age_ma": 2200},
            "G": {"rock": "Granite gneiss", "formation": "Tamba basement", "age_ma": 3200},
            "D": {"rock": "Dolerite", "formation": "Swartkop sill", "age_ma": 183},
            "B": {"rock": "Basalt", "formation": "Eastern flats", "age_ma": 182},
        },
        "geology")


def districts():
    return Lattice(41).layer(
        ["AAAAMMM", "AAAMMMM", "AAAMMMM", "LLLLMMM", "LLLLTTT", "LLLTTTT", "LLLTTTT"],
        {
            "A": {"name": "Amberfall", "population": 48200, "seat": "Amberfall"},
            "M": {"name": "Môreson", "population": 131750, "seat": "Sint-Jurgen"},
            "L": {"name": "Letshana", "population": 86340, "seat": "Letshana Drift"},
            "T": {"name": "Tamba Flats", "population": 9120, "seat": None},
        },
        "districts")


def reserves():
    return Lattice(53).layer(
        ["NNN....", "NNN....", ".......", ".......", ".....EE", "....EEE", "....EE."],
        {
            "N": {"name": "Highridge Reserve", "category": "II", "proclaimed": "1961-03-31"},
            "E": {"name": "Eastern Flats Reserve", "category": "VI", "proclaimed": "2004-11-12"},
        },
        "reserves")


def river(start, end, bends, height, phase):
    points = []
    steps = 36
    for step in range(steps + 1):
        t = step / steps
        swing = height * math.sin(bends * math.pi * t + phase) * math.sin(math.pi * min(1, 4 * t, 4 * (1 - t)) / 2)
        points.append([round(start[0] + (end[0] - start[0]) * t, 4),
                       round(start[1] + (end[1] - start[1]) * t + swing, 4)])
    return {"type": "LineString", "coordinates": points}


def rivers():
    return collection([
        (river((31.0, -24.36), (31.98, -24.55), 7, 0.035, 0.4), {"name": "Tamba", "strahler": 4, "perennial": "yes"}),
        (river((31.62, -24.0), (31.45, -24.4478), 5, 0.02, 1.1), {"name": "Nkonwane", "strahler": 3, "perennial": "yes"}),
        (river((31.05, -24.9), (31.66, -24.4945), 6, 0.02, 2.0), {"name": "Droëspruit", "strahler": 2, "perennial": "no"}),
    ], "rivers")


def stations():
    def point(lon, lat):
        return {"type": "Point", "coordinates": [lon, lat]}
    # Milliseconds since 1970, as Esri stores a date.
    return collection([
        (point(31.3821, -24.4409), {"station": "U1H003", "name": "Tamba at Drift", "mean_flow": 12.4, "opened": -126230400000}),
        (point(31.7705, -24.5212), {"station": "L1H001", "name": "Tamba at Flats", "mean_flow": 21.07, "opened": 320716800000}),
        (point(31.5583, -24.1702), {"station": "U2H002", "name": "Nkonwane weir", "mean_flow": 3.9, "opened": 641779200000}),
        (point(31.2210, -24.7890), {"station": "S1H001", "name": "Droëspruit at R40", "mean_flow": None, "opened": 1104537600000}),
    ], "stations")


def grid(value, decimals=0, nodata=-9999):
    lines = [f"ncols {GRID_SIZE}", f"nrows {GRID_SIZE}", f"xllcorner {WEST}", f"yllcorner {SOUTH}",
             f"cellsize {GRID_CELL}", f"NODATA_value {nodata}"]
    for row in range(GRID_SIZE):
        lat = SOUTH + (GRID_SIZE - row - 0.5) * GRID_CELL
        cells = []
        for column in range(GRID_SIZE):
            lon = WEST + (column + 0.5) * GRID_CELL
            number = value(lon, lat)
            cells.append(str(nodata) if number is None else f"{number:.{decimals}f}")
        lines.append(" ".join(cells))
    return "\n".join(lines) + "\n"


def in_pan(lon, lat):
    return math.hypot(lon - 31.77, lat + 24.19) < 0.05


def height(lon, lat):
    slope = 1450 - 1150 * (lon - WEST) / 0.98
    ridge = 420 * math.exp(-((lon - 31.15) ** 2 + (lat + 24.1) ** 2) / 0.02)
    roughness = 35 * math.sin(23 * lon) * math.cos(31 * lat)
    return slope + ridge + roughness


def elevation(lon, lat):
    return None if in_pan(lon, lat) else height(lon, lat)


def rainfall(lon, lat):
    """Millimetres a year; the stations of the far south-east never reported."""
    if lon > 31.8 and lat < -24.8:
        return None
    return 330 + 0.42 * height(lon, lat) + 40 * math.sin(9 * lat)


def temperature(lon, lat):
    """Tenths of a degree Celsius."""
    return 10 * (24.6 - 0.0058 * height(lon, lat) - 0.4 * (lat + 24.5))


def land_cover(lon, lat):
    if in_pan(lon, lat):
        return 4
    if lon > 31.72 and -24.5 < lat < -24.3:
        return 3
    if height(lon, lat) > 1250:
        return 1
    return 2 if math.sin(17 * lon) + math.cos(13 * lat) > -0.9 else 5


def soil_moisture(lon, lat):
    """Percent of volume."""
    return None if in_pan(lon, lat) else 8 + 0.014 * height(lon, lat) + 3 * math.sin(19 * (lon + lat))


def main():
    files = {
        f"{layer.__name__}.geojson": "{\"type\":\"FeatureCollection\",\"features\":[\n" + ",\n".join(
            json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in layer()["features"]) + "\n]}\n"
        for layer in (catchments, vegetation, geology, districts, reserves, rivers, stations)}
    files |= {f"{raster.__name__}.asc": grid(raster) for raster in (elevation, rainfall, temperature, land_cover, soil_moisture)}
    stale = []
    for name, text in files.items():
        path = TARGET / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        sys.exit("not what make_demo_data.py makes: " + ", ".join(stale))


if __name__ == "__main__":
    main()
