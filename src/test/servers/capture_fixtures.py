#!/usr/bin/python3
"""Asks the running test servers (up.sh) and writes their replies as they came: capture_fixtures.py FIXTURES_DIRECTORY.

Writes <server>/<protocol>-<version>-<format>-<case>.<ext> and the captured part of PROVENANCE.md; files written by hand
(geoserver, arcgis, geonames) and the text above the marker in PROVENANCE.md are left alone.
"""
import datetime
import json
import math
import os
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

MAPSERVER, QGIS, PLAIN = "http://127.0.0.1:8731/mapserver?", "http://127.0.0.1:8732/?", "http://127.0.0.1:8732/plain?"
KOOP = "http://127.0.0.1:8735/sample/rest/services/"
MARKER = "<!-- below: written by capture_fixtures.py -->\n"
URN = "urn:ogc:def:crs:EPSG::4326"

A, RING, HOLE, ISLAND = (26.2, -29.1), (26.5, -29.0), (26.65, -29.15), (26.7, -29.2)
NULLS, GAP, OVERLAP, EMPTY_SITE = (26.0, -29.8), (26.45, -29.65), (26.209, -29.1), (26.3, -29.2)
NODATA, OUTSIDE, CORNER, MINUS = (26.26, -29.154), (24.5, -27.5), (26.207, -29.106), (26.9, -29.9)

# the radius parameters with which a server searches the whole box
RADIUS = {"RADIUS": 50}
TOLERANCE = {"FI_POINT_TOLERANCE": 50, "FI_LINE_TOLERANCE": 50, "FI_POLYGON_TOLERANCE": 50, "WITH_GEOMETRY": "true"}

captured = []


def number(value):
    return f"{value:.10f}".rstrip("0").rstrip(".")


def box(point, half, order="xy"):
    lon, lat = point
    west, south, east, north = (number(v) for v in (lon - half, lat - half, lon + half, lat + half))
    return ",".join((south, west, north, east) if order == "yx" else (west, south, east, north))


def mercator(point):
    return math.radians(point[0]) * 6378137, math.log(math.tan(math.pi / 4 + math.radians(point[1]) / 2)) * 6378137


class KeepRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


opener = urllib.request.build_opener(KeepRedirects, urllib.request.ProxyHandler({}))


def capture(server, name, url, note=""):
    try:
        with opener.open(url, timeout=30) as reply:
            status, headers, body = reply.status, reply.headers, reply.read()
    except urllib.error.HTTPError as error:
        status, headers, body = error.code, error.headers, error.read()
    if headers.get("Location"):
        note = f"{note}; Location: {headers['Location'].split('?')[0]}".lstrip("; ")
    os.makedirs(f"{directory}/{server}", exist_ok=True)
    with open(f"{directory}/{server}/{name}", "wb") as file:
        file.write(body)
    parts = urllib.parse.urlsplit(url)
    captured.append((f"{server}/{name}", server, status, headers.get("Content-Type") or "none",
                     f"{parts.path}?{parts.query}", note))


EXTENSIONS = {"plain": "txt", "html": "html", "json": "json", "geojson": "json", "template": "json", "xml": "xml",
              "gml": "gml", "gml2": "gml", "gml3": "gml", "gml311": "gml", "gml321": "gml", "default": "gml"}
INFO_FORMATS = {"plain": "text/plain", "html": "text/html", "json": "application/json", "geojson": "application/geo+json",
                "template": "application/x-template+json", "xml": "text/xml", "gml": "application/vnd.ogc.gml",
                "gml311": "application/vnd.ogc.gml/3.1.1", "gml2": "application/x-ogr-gml; version=2",
                "gml3": "application/x-ogr-gml; version=3"}


def wms(server, version, kind, case, layers, point=A, half=0.0005, crs="EPSG:4326", ext=None, note="", base=None, info=None,
        count=10, **extra):
    area = box(point, half, "yx" if version == "1.3.0" and crs == "EPSG:4326" else "xy")
    if crs == "EPSG:3857":
        x, y = mercator(point)
        area = ",".join(f"{v:.3f}" for v in (x - 50, y - 50, x + 50, y + 50))
    query = {"SERVICE": "WMS", "VERSION": version, "REQUEST": "GetFeatureInfo", "LAYERS": layers, "QUERY_LAYERS": layers,
             "STYLES": "", "FORMAT": "image/png", "CRS" if version == "1.3.0" else "SRS": crs, "BBOX": area, "WIDTH": 101,
             "HEIGHT": 101, "I" if version == "1.3.0" else "X": 50, "J" if version == "1.3.0" else "Y": 50,
             "INFO_FORMAT": info or INFO_FORMATS[kind], "FEATURE_COUNT": count}
    query.update(RADIUS if server == "mapserver" else TOLERANCE)
    query.update(extra)
    query = {key: value for key, value in query.items() if value is not None}
    base = base or (MAPSERVER if server == "mapserver" else QGIS)
    capture(server, f"wms-{version}-{kind}-{case}.{ext or EXTENSIONS[kind]}", base + urllib.parse.urlencode(query, safe=",:/"), note)


OUTPUT_FORMATS = {"default": None, "gml2": None, "gml311": None, "gml321": None, "json": "application/json",
                  "geojson": "application/geo+json", "qjson": "application/vnd.geo+json", "GeoJSON": "GeoJSON", "gml3": "GML3"}


def wfs(server, version, kind, case, types, point=A, half=0.0005, form=None, ext=None, note="", **extra):
    form = form or ("xy" if version == "1.0.0" else "urn")
    area = {"xy": box(point, half), "urn": box(point, half, "yx") + "," + URN, "epsg": box(point, half) + ",EPSG:4326",
            "yx": box(point, half, "yx")}[form]
    query = {"SERVICE": "WFS", "VERSION": version, "REQUEST": "GetFeature",
             "TYPENAMES" if version == "2.0.0" else "TYPENAME": types, "BBOX": area, "OUTPUTFORMAT": OUTPUT_FORMATS[kind]}
    query.update(extra)
    query = {key: value for key, value in query.items() if value is not None}
    kind = {"qjson": "json", "GeoJSON": "json", "default": "gml2" if version == "1.0.0" else "gml311"}.get(kind, kind)
    capture(server, f"wfs-{version}-{kind}-{case}.{ext or EXTENSIONS[kind]}",
            (MAPSERVER if server == "mapserver" else QGIS) + urllib.parse.urlencode(query, safe=",:/()"), note)


def koop(name, path, note="", **query):
    capture("koop", name, KOOP + path + "?" + urllib.parse.urlencode({**query, "f": query.get("f", "json")}, safe=",:/"), note)


def esri_point(point):
    return json.dumps({"x": point[0], "y": point[1], "spatialReference": {"wkid": 4326}}, separators=(",", ":"))


def esri_box(point, half):
    lon, lat = point
    return json.dumps({"xmin": float(number(lon - half)), "ymin": float(number(lat - half)), "xmax": float(number(lon + half)),
                       "ymax": float(number(lat + half)), "spatialReference": {"wkid": 4326}}, separators=(",", ":"))


def capture_mapserver():
    m = "mapserver"
    for version in ("1.1.1", "1.3.0"):
        wms(m, version, "plain", "polygon", "districts")
        wms(m, version, "gml", "polygon", "districts")
        wms(m, version, "json", "polygon", "districts", note="crs member only in 1.1.1")
        wms(m, version, "plain", "raster", "elevation")
        wms(m, version, "xml", "exception-format", "districts", ext="xml")
        wms(m, version, "plain", "exception-layer", "nowhere", ext="xml")
    wms(m, "1.0.0", "plain", "polygon", "districts", VERSION=None, WMTVER="1.0.0", REQUEST="feature_info", FORMAT="PNG")
    wms(m, "1.0.0", "plain", "exception-layer-image", "nowhere", ext="png", VERSION=None, WMTVER="1.0.0",
        REQUEST="feature_info", FORMAT="PNG", note="1.0.0 answers errors as an image by default")
    wms(m, "1.0.0", "plain", "exception-layer-wmt", "nowhere", ext="xml", VERSION=None, WMTVER="1.0.0", REQUEST="feature_info",
        FORMAT="PNG", EXCEPTIONS="WMS_XML")
    wms(m, "1.0.0", "plain", "exception-layer", "nowhere", ext="xml", VERSION=None, WMTVER="1.0.0", REQUEST="feature_info",
        FORMAT="PNG", EXCEPTIONS="application/vnd.ogc.se_xml", note="says version 1.0.1")
    wms(m, "1.0.0", "plain", "no-service", "districts", ext="html", SERVICE=None, VERSION=None, WMTVER="1.0.0",
        REQUEST="feature_info", FORMAT="PNG", note="without SERVICE MapServer does not take it for WMS")

    v = "1.3.0"
    for kind in ("plain", "gml", "json", "html", "template"):
        wms(m, v, kind, "no-hit", "districts", GAP)
        if kind in ("html", "template"):
            wms(m, v, kind, "polygon", "districts")
    wms(m, v, "geojson", "polygon", "districts")
    for kind in ("plain", "gml", "json", "template", "html"):
        wms(m, v, kind, "nulls", "districts", NULLS)
    for kind in ("plain", "gml", "json"):
        wms(m, v, kind, "points", "sites", half=0.005)
        wms(m, v, kind, "line", "rivers")
        wms(m, v, kind, "overlap", "zones", OVERLAP)
        wms(m, v, kind, "raster-nodata", "elevation", NODATA)
        wms(m, v, kind, "raster-outside", "elevation", OUTSIDE)
        wms(m, v, kind, "raster-bands", "photo")
        wms(m, v, kind, "raster-four-pixels", "photo", CORNER)
        wms(m, v, kind, "raster-classes", "landcover")
        if kind != "plain":
            wms(m, v, kind, "raster", "elevation")
        wms(m, v, kind, "two-layers", "districts,zones", ext="xml" if kind == "json" else None,
            note="two layers with hits: the GeoJSON driver fails" if kind == "json" else "")
    wms(m, v, "gml", "vector-and-raster", "districts,elevation")
    wms(m, v, "plain", "vector-and-raster", "districts,elevation")
    wms(m, v, "gml", "hole", "districts", RING)
    wms(m, v, "gml", "multipolygon", "districts", ISLAND)
    wms(m, v, "gml", "no-geometry", "districts_nogeom")
    wms(m, v, "gml", "polygon-3857", "zones", crs="EPSG:3857")
    wms(m, v, "json", "polygon-3857", "zones", crs="EPSG:3857")
    wms(m, v, "json", "one-of-two-layers", "districts,zones", EMPTY_SITE, ext="xml", note="fails although only districts has a hit")
    wms(m, v, "gml2", "polygon", "districts", note="OGR GML")
    wms(m, v, "gml2", "raster", "elevation", note="OGR GML")
    wms(m, v, "gml3", "polygon", "districts", note="OGR GML")
    wms(m, v, "gml3", "raster", "elevation", note="OGR GML")
    wms(m, v, "gml3", "two-layers", "districts,zones", note="OGR GML")
    wms(m, v, "gml", "minus-9999", "sites", MINUS, note="a vector value -9999")
    wms(m, v, "json", "exception-not-queryable", "sites_mute", ext="xml")
    wms(m, v, "json", "exception-broken-layer", "districts,broken", ext="xml", note="one bad layer fails both")
    wms(m, v, "plain", "exception-crs", "districts", crs="EPSG:999999", ext="xml")

    for version, kind in (("1.0.0", "gml2"), ("1.1.0", "gml311"), ("2.0.0", "gml321")):
        for form in (kind, "json"):
            wfs(m, version, form, "polygon", "districts")
            wfs(m, version, form, "hole", "districts", RING)
            wfs(m, version, form, "multipolygon", "districts", ISLAND)
            wfs(m, version, form, "nulls", "districts", NULLS)
            wfs(m, version, form, "points", "sites", half=0.005, note="id is the code" if form != "json" else "")
            wfs(m, version, form, "no-hit", "districts", GAP)
        wfs(m, version, kind, "line", "rivers", note="featureid item does not exist: comment, invalid ids")
        wfs(m, version, kind, "no-geometry", "districts_nogeom")
        wfs(m, version, kind, "overlap", "zones", OVERLAP)
        wfs(m, version, kind, "exception-type", "nowhere", ext="xml")
        wfs(m, version, "geojson", "points", "sites", note="RFC 7946 writer: lat,lon (!)" if version == "1.0.0" else "RFC 7946 writer")
        wfs(m, version, kind, "wrong-axis", "districts", form="yx" if version != "2.0.0" else "xy", note="wrong axis order: no hit, no error")
    wfs(m, "1.1.0", "gml311", "two-types", "districts,zones")
    wfs(m, "2.0.0", "gml321", "two-types", "districts,zones", note="a FeatureCollection in each wfs:member")
    wfs(m, "2.0.0", "gml321", "exception-two-types", "(districts)(zones)", ext="xml", note="the 2.0 form of two types")
    wfs(m, "1.1.0", "json", "exception-two-types", "districts,zones", ext="xml")
    wfs(m, "1.1.0", "json", "polygon-3857", "zones", SRSNAME="EPSG:3857", note="crs member")
    wfs(m, "1.1.0", "gml311", "polygon-3857", "zones", SRSNAME="EPSG:3857")
    wfs(m, "1.1.0", "gml311", "limit", "sites", half=0.005, MAXFEATURES=1)
    wfs(m, "2.0.0", "gml321", "limit", "sites", half=0.005, COUNT=1)
    wfs(m, "1.1.0", "gml311", "exception-format", "zones", ext="xml", OUTPUTFORMAT="bogus")
    wfs(m, "1.1.0", "gml311", "property-without-geometry", "districts", PROPERTYNAME="district")


def capture_qgis():
    q, v = "qgis", "1.3.0"
    for kind in ("json", "xml", "plain", "gml", "gml311", "html"):
        wms(q, v, kind, "polygon", "districts")
        wms(q, v, kind, "alias", "sites", note="site_ref and depth_m have aliases")
        wms(q, v, kind, "nulls", "districts", NULLS)
        wms(q, v, kind, "null-numbers", "sites", EMPTY_SITE)
        wms(q, v, kind, "no-hit", "districts", GAP)
        wms(q, v, kind, "raster", "elevation", note="element names with two colons: not namespace-well-formed" if "gml" in kind else "")
        wms(q, v, kind, "raster-nodata", "elevation", NODATA)
        wms(q, v, kind, "raster-outside", "elevation", OUTSIDE)
        wms(q, v, kind, "raster-bands", "photo")
        wms(q, v, kind, "three-layers", "districts,zones,elevation")
    wms(q, v, "json", "raster-classes", "landcover")
    wms(q, v, "geojson", "polygon", "districts")
    wms(q, "1.1.1", "json", "polygon", "districts")
    wms(q, "1.1.1", "gml", "polygon", "districts")
    for kind in ("json", "xml", "gml"):
        wms(q, v, kind, "no-geometry", "districts", base=PLAIN)
        wms(q, v, kind, "line", "rivers")
        wms(q, v, kind, "overlap", "zones", OVERLAP)
        wms(q, v, kind, "hole", "districts", RING)
        wms(q, v, kind, "polygon-3857", "zones", crs="EPSG:3857")
        wms(q, v, kind, "points", "sites", half=0.005)
    wms(q, v, "json", "multipolygon", "districts", ISLAND)
    for version in ("1.1.1", "1.3.0"):
        wms(q, version, "json", "exception-layer", "nowhere", ext="xml")
        wms(q, version, "plain", "exception-format", "districts", ext="xml", info="nonsense")
    wms(q, v, "json", "exception-crs", "districts", crs="EPSG:999999", ext="xml")
    wms(q, "1.0.0", "plain", "exception-request", "districts", ext="xml", VERSION=None, WMTVER="1.0.0", REQUEST="feature_info")
    wms(q, "1.0.0", "plain", "no-service", "districts", SERVICE=None, VERSION=None, WMTVER="1.0.0", REQUEST="feature_info",
        note="a redirect to a landing page")

    for version, kind in (("1.0.0", "default"), ("1.0.0", "gml3"), ("1.0.0", "GeoJSON"), ("1.1.0", "default"), ("1.1.0", "qjson")):
        form = "xy" if version == "1.0.0" else "urn"
        for case, types, point, half in (("polygon", "districts", A, 0.0005), ("hole", "districts", RING, 0.0005),
                                         ("multipolygon", "districts", ISLAND, 0.0005), ("nulls", "districts", NULLS, 0.0005),
                                         ("points", "sites", A, 0.005), ("null-numbers", "sites", EMPTY_SITE, 0.0005),
                                         ("line", "rivers", A, 0.0005), ("no-hit", "districts", GAP, 0.0005)):
            wfs(q, version, kind, case, types, point, half, form=form, SRSNAME="EPSG:4326")
        wfs(q, version, kind, "native-crs", "sites", form="xy", note="no SRSNAME: box and reply in the layer's CRS (4148)")
    wfs(q, "1.1.0", "qjson", "two-types", "districts,zones", SRSNAME="EPSG:4326")
    wfs(q, "1.1.0", "default", "two-types", "districts,zones", SRSNAME="EPSG:4326")
    wfs(q, "1.1.0", "default", "no-srsname", "zones", form="epsg", note="no SRSNAME: the box's own CRS is ignored, no hit, no error")
    wfs(q, "1.1.0", "default", "srs-urn", "zones", SRSNAME=URN)
    wfs(q, "1.1.0", "default", "unknown-format", "zones", SRSNAME="EPSG:4326", OUTPUTFORMAT="bogus", note="silently GML 3")
    for version in ("1.0.0", "1.1.0", "2.0.0"):
        wfs(q, version, "default", "exception-type", "nowhere", ext="xml", note="2.0.0 is unknown to it" if version == "2.0.0" else "")


def capture_koop():
    query = dict(inSR=4326, outSR=4326, spatialRel="esriSpatialRelIntersects", outFields="*", returnGeometry="true")

    def at(point):
        return dict(query, geometryType="esriGeometryPoint", geometry=esri_point(point))

    def around(point, half):
        return dict(query, geometryType="esriGeometryEnvelope", geometry=esri_box(point, half))

    koop("service-2.0-json-info.json", "districts/FeatureServer")
    koop("layer-2.0-json-info.json", "districts/FeatureServer/0")
    koop("query-2.0-json-polygon.json", "districts/FeatureServer/0/query", **at(A))
    koop("query-2.0-json-hole.json", "districts/FeatureServer/0/query", "the hole's ring comes first", **at(RING))
    koop("query-2.0-json-multipolygon.json", "districts/FeatureServer/0/query", **at(ISLAND))
    koop("query-2.0-json-no-hit.json", "districts/FeatureServer/0/query", "in the hole", **at(HOLE))
    koop("query-2.0-json-nulls.json", "districts/FeatureServer/0/query", **at(NULLS))
    koop("query-2.0-json-points.json", "sites/FeatureServer/0/query", "dates in milliseconds", **around(A, 0.005))
    koop("query-2.0-json-date-before-1970.json", "sites/FeatureServer/0/query", **around(MINUS, 0.0005))
    koop("query-2.0-json-line.json", "rivers/FeatureServer/0/query", **around(A, 0.0005))
    koop("query-2.0-json-point-3857.json", "sites/FeatureServer/0/query", "the reply names 4326 and holds 3857",
         **dict(around(A, 0.0005), outSR=3857))
    koop("query-2.0-json-limit.json", "sites/FeatureServer/0/query", "exceededTransferLimit", **dict(query, where="1=1", resultRecordCount=1))
    koop("query-2.0-json-distance-ignored.json", "sites/FeatureServer/0/query", "distance is ignored",
         **dict(at(A), distance=10, units="esriSRUnit_Meter"))
    koop("query-2.0-json-no-geometry.json", "districts/FeatureServer/0/query",
         **dict(at(A), returnGeometry="false", outFields="district,residents"))
    koop("query-2.0-json-unknown-field.json", "districts/FeatureServer/0/query", "no error, empty attributes",
         **dict(at(A), outFields="nowhere", returnGeometry="false"))
    koop("query-2.0-json-error-service.json", "nowhere/FeatureServer/0/query", where="1=1")
    koop("query-2.0-json-error-where.json", "districts/FeatureServer/0/query", where="no_such = =")
    koop("query-2.0-json-error-geometry.json", "districts/FeatureServer/0/query", geometry="{bad", geometryType="esriGeometryPoint")
    koop("query-2.0-json-error-format.json", "districts/FeatureServer/0/query", where="1=1", f="html")
    koop("identify-2.0-json-error-url.json", "districts/MapServer/identify", geometry=esri_point(A))
    koop("query-2.0-json-root.json", "districts/FeatureServer/query", "a query at the root answers the layer's description", where="1=1")


def versions():
    def package(name):
        return subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=True).stdout

    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "koop/package.json"), encoding="utf-8") as file:
        koop_version = json.load(file)["dependencies"]["@koopjs/koop-core"]
    return {"mapserver": f"MapServer {package('cgi-mapserver')}", "qgis": f"QGIS Server {package('qgis-server')}",
            "koop": f"Koop {koop_version}"}


def write_provenance(path):
    head = ""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            head = file.read().split(MARKER)[0]
    with open(path, "w", encoding="utf-8") as file:
        file.write(head + MARKER + "\n## Captured\n\nFrom this project's own test servers (`src/test/servers`, its README names layers and points), "
                   f"on {datetime.date.today()}, as they came, unedited.\n\n")
        for server, version in versions().items():
            file.write(f"* `{server}/`: {version} (Debian 12)\n" if server != "koop" else f"* `{server}/`: {version} (npm)\n")
        file.write("\n| file | HTTP | content type | GET | remark |\n|---|---|---|---|---|\n")
        for name, _, status, content_type, request, note in captured:
            file.write(f"| {name} | {status} | {content_type} | `{request}` | {note} |\n")


if __name__ == "__main__":
    directory = sys.argv[1]
    capture_mapserver()
    capture_qgis()
    capture_koop()
    write_provenance(f"{directory}/PROVENANCE.md")
    print(len(captured), "fixtures")
