"""Asks a GeoContext server about a point with OWSLib (tried with 0.27).

Usage: python3 query_owslib.py [SERVER [COLLECTION [LON LAT]]]     SERVER: http://127.0.0.1:8085 or https://host/geoserver
"""

import json
import sys

from owslib.wps import SYNC, ComplexDataInput, WebProcessingService


def query(server, collection, lon, lat):
    """The rows of an answer as dictionaries: one at least for each service, whatever became of it."""
    wps = WebProcessingService(server + "/ows", skip_caps=True)
    execution = wps.execute(
        "geocontext:Query",
        [
            ("point", ComplexDataInput(f"POINT({lon} {lat})", mimeType="application/wkt")),
            ("collection", collection),
        ],
        output=[("result", False, "application/json")],
        mode=SYNC,
    )
    if not execution.isSucceded():
        raise SystemExit("; ".join(error.text for error in execution.errors))
    collection = json.loads(execution.processOutputs[0].data[0])
    return [feature["properties"] for feature in collection["features"]]


def main(server="http://127.0.0.1:8085", collection="demo", lon="31.3963", lat="-24.4561"):
    for row in query(server, collection, float(lon), float(lat)):
        answer = row["value"] or row["reason"] or row["status"]
        print(row["service"], answer, row["unit"] or "", sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
