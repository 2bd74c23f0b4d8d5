"""The inputs of the server's processes. Needs no QGIS."""

import json

from . import wps

_ID = "p"
_CELLS = 1 << 16


def query_inputs(x, y, collection, groups, services):
    """The inputs of geocontext:Query that say where, in lon/lat, and what."""
    return [wps.Complex("point", f"POINT({x!r} {y!r})", "application/wkt"), *what_inputs(collection, groups, services)]


def what_inputs(collection, groups, services):
    """The inputs that say what is asked: a collection's key or nothing, keys of groups and of services."""
    inputs = [wps.Literal("collection", collection)] if collection else []
    inputs += [wps.Literal("group", key) for key in groups]
    inputs += [wps.Literal("service", key) for key in services]
    return inputs


def enrich_inputs(positions, collection, groups, services):
    """The inputs of geocontext:Enrich that say where, as numbers to (lon, lat), and what; the reply has a row for each answer."""
    document = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": f"{_ID}{number}",
                "properties": {},
                "geometry": {"type": "Point", "coordinates": position},
            }
            for number, position in positions.items()
        ],
    }
    return [
        wps.Complex("features", json.dumps(document), "application/json"),
        wps.Literal("layout", "LONG"),
        *what_inputs(collection, groups, services),
    ]


def point_number(row):
    """The number that enrich_inputs gave to the point of a row; None if it is of none."""
    number = str(row.get("input_id") or "")
    return int(number[len(_ID) :]) if number.startswith(_ID) and number[len(_ID) :].isdigit() else None


def along_a_curve(positions):
    """The numbers of positions in an order in which neighbours are near each other: that of their Morton codes."""
    return sorted(range(len(positions)), key=lambda number: _morton(*positions[number]))


def _morton(lon, lat):
    return _spread(int((lon + 180) / 360 * (_CELLS - 1))) | _spread(int((lat + 90) / 180 * (_CELLS - 1))) << 1


def _spread(number):
    """A number of 16 bits with a zero before each of them."""
    number = (number | number << 8) & 0x00FF00FF
    number = (number | number << 4) & 0x0F0F0F0F
    number = (number | number << 2) & 0x33333333
    return (number | number << 1) & 0x55555555
