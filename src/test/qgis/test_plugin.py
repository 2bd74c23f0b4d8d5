"""The QGIS plugin inside QGIS, against a running standalone host with the catalogue of the test servers behind it.

Needs PyQGIS, GEOCONTEXT_SERVER and GEOCONTEXT_TOKEN (the address of the host and its token), and the plugin and the plugins of
QGIS on PYTHONPATH; QgisPluginIT runs it.
"""

import base64
import json
import os
import re
import threading
import time
import unittest
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    NULL,
    QgsApplication,
    QgsAuthMethodConfig,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.gui import QgsProcessingModelerParameterWidget
from qgis.PyQt.QtCore import QVariant

from geocontext import translation

SERVER = os.environ["GEOCONTEXT_SERVER"]
TOKEN = os.environ["GEOCONTEXT_TOKEN"]

# The points and values of src/test/servers/README.md.
A = (26.2, -29.1)
RING = (26.5, -29.0)
OUTSIDE = (24.5, -27.5)

DISTRICT = "mapserver_wfs_200_district"
CODE = "mapserver_wfs_200_district_code"
RESIDENTS = "koop_arcrest_residents"
HEIGHT = "mapserver_wms_130_height"
BROKEN = "no_such_service_of_koop"

qgis = None
plugin = None


def setUpModule():
    global qgis, plugin
    qgis = QgsApplication([], True)
    qgis.initQgis()
    QgsApplication.authManager().setMasterPassword("for this test only", True)
    from processing.core.Processing import Processing

    Processing.initialize()
    import geocontext

    plugin = geocontext.classFactory(None)
    plugin.initProcessing()


def tearDownModule():
    plugin.unload()


class Messages(QgsProcessingFeedback):
    """What an algorithm tells."""

    def __init__(self):
        super().__init__(False)
        self.warnings = []
        self.progress = []
        self.progressChanged.connect(self.progress.append)

    def pushWarning(self, warning):
        self.warnings.append(warning)


def algorithm(name):
    return QgsApplication.processingRegistry().createAlgorithmById("geocontext:" + name)


def run(name, messages=None, **parameters):
    """The results of an algorithm, and in place of the name of its output, the layer."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    instance = algorithm(name)
    parameters = {"SERVER": SERVER, "OUTPUT": "memory:", **parameters}
    allowed, reason = instance.checkParameterValues(parameters, context)
    if not allowed:
        raise QgsProcessingException(reason)
    results, ok = instance.run(parameters, context, messages or Messages(), {}, False)
    if results.get("OUTPUT"):
        results["OUTPUT"] = context.takeResultLayer(results["OUTPUT"])
    return results


def layer(crs, *wkts, kind="Point"):
    """A memory layer with a feature for each WKT, None for one without a geometry, and their numbers in its field "number"."""
    made = QgsVectorLayer(f"{kind}?crs={crs}&field=number:integer", "points", "memory")
    features = []
    for number, wkt in enumerate(wkts):
        feature = QgsFeature(made.fields())
        feature.setAttributes([number])
        if wkt is not None:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    made.dataProvider().addFeatures(features)
    return made


def wkt(position):
    return "POINT({} {})".format(*position)


def table(found):
    """The attributes of a layer's features, in order, as dictionaries."""
    names = found.fields().names()
    return [
        {name: None if value == NULL else value for name, value in zip(names, feature.attributes())}
        for feature in found.getFeatures()
    ]


class Recorder:
    """A server on loopback that notes what it is asked and answers as it is told: (status, content type, body) by path, 404
    elsewhere, or what a function of path and body says. What hangs answers nothing."""

    HANGS_S = 60

    def __init__(self, replies=None, hangs=False):
        self.requests = []
        self.replies = replies or {}
        self._ended = threading.Event()
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                recorder.requests.append((self.command, self.path, dict(self.headers), body))
                if hangs:
                    recorder._ended.wait(Recorder.HANGS_S)
                    return
                status, kind, reply = recorder.reply(self.path, body)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(reply.encode())))
                self.end_headers()
                self.wfile.write(reply.encode())

            do_POST = do_GET

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def reply(self, path, body):
        if callable(self.replies):
            return self.replies(path, body)
        return self.replies.get(path.split("?")[0], (404, "text/plain", "nothing here"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()


def setting(name, value):
    QgsSettings().setValue("Processing/Configuration/" + name, value)


class QueryPointTest(unittest.TestCase):
    def test_every_service_has_a_typed_row(self):
        results = run("querypoint", POINT="26.2,-29.1 [EPSG:4326]", SERVICES=f"{DISTRICT}, {RESIDENTS}, {HEIGHT}")
        rows = {row["service"]: row for row in table(results["OUTPUT"])}
        self.assertEqual(3, results["ROWS"])
        self.assertEqual("Łódź – Egoli", rows[DISTRICT]["value"])
        self.assertEqual(556000.0, rows[RESIDENTS]["number"])
        self.assertEqual("1352.0625", rows[HEIGHT]["value"])
        self.assertEqual(0.0, rows[DISTRICT]["distance_m"])
        self.assertIsInstance(rows[DISTRICT]["cached"], bool)
        self.assertTrue(rows[DISTRICT]["fetched_at"].isValid())

    def test_a_point_in_another_crs_is_the_same_point(self):
        utm = QgsCoordinateReferenceSystem("EPSG:32735")
        wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
        there = QgsCoordinateTransform(wgs84, utm, QgsProject.instance()).transform(QgsPointXY(*A))
        results = run("querypoint", POINT=f"{there.x()},{there.y()} [EPSG:32735]", SERVICES=DISTRICT)
        self.assertEqual(["Łódź – Egoli"], [row["value"] for row in table(results["OUTPUT"])])

    def test_the_search_radius_is_asked_for(self):
        results = run("querypoint", POINT="26.2,-29.1 [EPSG:4326]", SERVICES="koop_arcrest_river", TOLERANCE=50)
        (row,) = table(results["OUTPUT"])
        self.assertEqual("Modder", row["value"])
        self.assertAlmostEqual(40.01, row["distance_m"], delta=0.1)

    def test_all_features_are_rows(self):
        results = run(
            "querypoint", POINT="26.209,-29.1 [EPSG:4326]", SERVICES="mapserver_wfs_200_zone_code", FEATURES=1
        )
        self.assertEqual({"R1", "H"}, {row["value"] for row in table(results["OUTPUT"])})

    def test_what_matched_is_a_layer_for_each_kind_of_geometry(self):
        context = QgsProcessingContext()
        parameters = {"SERVER": SERVER, "POINT": "26.2,-29.1 [EPSG:4326]", "OUTPUT": "memory:", "TOLERANCE": 50}
        parameters["SERVICES"] = f"{DISTRICT} {HEIGHT} mapserver_wfs_200_river"
        names = ("MATCHED_POINTS", "MATCHED_LINES", "MATCHED_POLYGONS")
        parameters.update({name: "memory:" for name in names})
        results, ok = algorithm("querypoint").run(parameters, context, Messages(), {}, False)
        self.assertTrue(ok)
        points, lines, polygons = (context.takeResultLayer(results[name]) for name in names)
        self.assertEqual([], table(points))
        self.assertEqual(["Modder"], [row["value"] for row in table(lines)])
        self.assertEqual(["Łódź – Egoli"], [row["value"] for row in table(polygons)])
        (district,) = polygons.getFeatures()
        self.assertTrue(district.geometry().contains(QgsPointXY(*A)))

    def test_a_failing_service_is_a_warning_and_a_row(self):
        messages = Messages()
        results = run("querypoint", messages, POINT="26.2,-29.1 [EPSG:4326]", SERVICES=BROKEN)
        self.assertEqual(1, results["FAILED"])
        self.assertEqual(["failed"], [row["status"] for row in table(results["OUTPUT"])])
        self.assertIn(BROKEN, messages.warnings[0])

    def test_an_unknown_collection_is_an_error_that_names_others(self):
        with self.assertRaisesRegex(QgsProcessingException, "vector is not in the catalogue.*vectors"):
            run("querypoint", POINT="26.2,-29.1 [EPSG:4326]", COLLECTION="vector")

    def test_nothing_to_ask_is_said_before_anything_is_sent(self):
        with self.assertRaisesRegex(QgsProcessingException, "collection"):
            run("querypoint", POINT="26.2,-29.1 [EPSG:4326]")

    def test_what_is_no_geocontext_server_is_said(self):
        with Recorder({"/ows": (200, "text/html", "<html>a map server</html>")}) as other:
            with self.assertRaisesRegex(QgsProcessingException, "is this the address of one"):
                run("querypoint", POINT="26.2,-29.1 [EPSG:4326]", COLLECTION="vectors", SERVER=other.url)

    def test_a_redirect_is_not_followed(self):
        with Recorder() as target, Recorder() as old:
            old.replies["/ows"] = (302, "text/html", "moved")
            with self.assertRaisesRegex(QgsProcessingException, "HTTP 302"):
                run("querypoint", POINT="26.2,-29.1 [EPSG:4326]", COLLECTION="vectors", SERVER=old.url)
            self.assertEqual([], target.requests)


class EnrichLayerTest(unittest.TestCase):
    SERVICES = f"{DISTRICT} {CODE} {RESIDENTS} {HEIGHT}"

    def test_points_in_any_crs_get_typed_columns(self):
        utm = QgsCoordinateReferenceSystem("EPSG:32735")
        wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
        to_utm = QgsCoordinateTransform(wgs84, utm, QgsProject.instance())
        places = [QgsGeometry.fromPointXY(to_utm.transform(QgsPointXY(*place))).asWkt() for place in (A, RING, OUTSIDE)]
        results = run("enrichlayer", INPUT=layer("EPSG:32735", *places), SERVICES=self.SERVICES)

        enriched = results["OUTPUT"]
        rows = table(enriched)
        self.assertEqual([0, 1, 2], [row["number"] for row in rows])
        self.assertEqual(["Łódź – Egoli", "Ring Municipality", None], [row[DISTRICT] for row in rows])
        self.assertEqual("0042", rows[0][CODE])
        self.assertEqual(556000.0, rows[0][RESIDENTS])
        self.assertEqual([1352.0625, None, None], [row[HEIGHT] for row in rows])
        self.assertEqual("value", rows[0][HEIGHT + "_status"])
        self.assertIn(rows[2][HEIGHT + "_status"], ("no_data", "skipped"))
        types = {each.name(): each.type() for each in enriched.fields()}
        self.assertEqual(QVariant.String, types[DISTRICT])
        self.assertEqual(QVariant.String, types[CODE])
        self.assertEqual(QVariant.Double, types[RESIDENTS])
        self.assertEqual(QVariant.Double, types[HEIGHT])
        self.assertEqual("EPSG:32735", enriched.crs().authid())

    def test_only_selected_features_are_asked(self):
        points = layer("EPSG:4326", wkt(A), wkt(RING))
        QgsProject.instance().addMapLayer(points)
        points.selectByIds([2])
        source = QgsProcessingFeatureSourceDefinition(points.id(), True)
        results = run("enrichlayer", INPUT=source, SERVICES=DISTRICT)
        self.assertEqual(["Ring Municipality"], [row[DISTRICT] for row in table(results["OUTPUT"])])

    def test_a_multipoint_becomes_a_feature_for_each_point(self):
        points = layer("EPSG:4326", "MULTIPOINT((26.2 -29.1),(26.5 -29.0))", kind="MultiPoint")
        results = run("enrichlayer", INPUT=points, SERVICES=DISTRICT)
        self.assertEqual(
            [(0, "Łódź – Egoli"), (0, "Ring Municipality")],
            [(row["number"], row[DISTRICT]) for row in table(results["OUTPUT"])],
        )
        self.assertEqual(2, results["POINTS"])

    def test_a_position_is_asked_once(self):
        results = run("enrichlayer", INPUT=layer("EPSG:4326", *[wkt(A)] * 5), SERVICES=DISTRICT)
        self.assertEqual((5, 1), (results["POINTS"], results["ASKED"]))
        self.assertEqual({"Łódź – Egoli"}, {row[DISTRICT] for row in table(results["OUTPUT"])})

    def test_features_without_a_place_stay_without_values(self):
        messages = Messages()
        points = layer("EPSG:4326", None, "POINT(26.2 95)", wkt(A))
        results = run("enrichlayer", messages, INPUT=points, SERVICES=DISTRICT)
        self.assertEqual([None, None, "Łódź – Egoli"], [row[DISTRICT] for row in table(results["OUTPUT"])])
        self.assertEqual(2, len(messages.warnings), messages.warnings)

    def test_a_layer_without_features_stays_without_features(self):
        results = run("enrichlayer", INPUT=layer("EPSG:4326"), SERVICES=DISTRICT)
        self.assertEqual([], table(results["OUTPUT"]))

    def test_a_layer_without_a_crs_is_refused(self):
        points = layer("", wkt(A))
        points.setCrs(QgsCoordinateReferenceSystem())
        with self.assertRaisesRegex(QgsProcessingException, "coordinate reference system"):
            run("enrichlayer", INPUT=points, SERVICES=DISTRICT)

    def test_failing_services_are_warnings_and_columns(self):
        messages = Messages()
        points = layer("EPSG:4326", wkt(A), wkt(RING))
        results = run("enrichlayer", messages, INPUT=points, SERVICES=f"{DISTRICT} {BROKEN}", DETAILS=[0, 1, 2])
        rows = table(results["OUTPUT"])
        self.assertEqual(["failed", "failed"], [row[BROKEN + "_status"] for row in rows])
        self.assertTrue(all(row[BROKEN + "_reason"] and row[BROKEN + "_message"] for row in rows))
        self.assertEqual(2, results["FAILED"])
        self.assertEqual(1, len(messages.warnings), messages.warnings)
        self.assertIn("2 of 2 failed", messages.warnings[0])

    def test_details_are_typed_columns(self):
        points = layer("EPSG:4326", wkt(A))
        results = run("enrichlayer", INPUT=points, SERVICES=DISTRICT, DETAILS=[3, 5, 7])
        (row,) = table(results["OUTPUT"])
        self.assertEqual(0.0, row[DISTRICT + "_distance_m"])
        self.assertIsInstance(row[DISTRICT + "_cached"], bool)
        self.assertTrue(row[DISTRICT + "_fetched_at"].isValid())
        self.assertNotIn(DISTRICT + "_status", row)

    def test_units_are_in_the_aliases_of_a_loaded_layer(self):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {
            "SERVER": SERVER,
            "INPUT": layer("EPSG:4326", wkt(A)),
            "SERVICES": HEIGHT,
            "OUTPUT": QgsProcessingOutputLayerDefinition("memory:", QgsProject.instance()),
        }
        _, ok = algorithm("enrichlayer").run(parameters, context, Messages(), {}, False)
        self.assertTrue(ok)
        (layer_id,) = context.layersToLoadOnCompletion()
        loaded = context.takeResultLayer(layer_id)
        context.layerToLoadOnCompletionDetails(layer_id).postProcessor().postProcessLayer(loaded, context, Messages())
        aliases = {each.name(): loaded.attributeAlias(index) for index, each in enumerate(loaded.fields())}
        self.assertEqual("MapServer WMS 1.3.0 height", aliases[HEIGHT])

    def test_progress_reaches_the_end(self):
        messages = Messages()
        run("enrichlayer", messages, INPUT=layer("EPSG:4326", wkt(A), wkt(RING)), SERVICES=DISTRICT)
        self.assertEqual(sorted(messages.progress), messages.progress)
        self.assertGreaterEqual(messages.progress[-1], 95)

    def test_a_cancelled_run_does_not_wait_for_the_server(self):
        with Recorder(hangs=True) as silent:
            messages = Messages()
            threading.Timer(0.5, messages.cancel).start()
            start = time.monotonic()
            results = run("enrichlayer", messages, INPUT=layer("EPSG:4326", wkt(A)), SERVICES=DISTRICT, SERVER=silent.url)
            self.assertLess(time.monotonic() - start, Recorder.HANGS_S / 2)
            self.assertEqual({}, results)

    def test_a_server_that_answers_something_else_ends_the_run(self):
        capabilities = (
            '<wps:Capabilities xmlns:wps="http://www.opengis.net/wps/1.0.0" xmlns:ows="http://www.opengis.net/ows/1.1">'
            "<wps:Process><ows:Identifier>geocontext:Query</ows:Identifier></wps:Process></wps:Capabilities>"
        )
        with Recorder({"/ows": (200, "text/xml", capabilities)}) as odd:
            with self.assertRaisesRegex(QgsProcessingException, "is this the address of one"):
                run("enrichlayer", INPUT=layer("EPSG:4326", wkt(A)), SERVICES=DISTRICT, SERVER=odd.url)


class StandIn:
    """A server that knows the longitude of points, by geocontext:Query and, if wanted, by geocontext:Enrich.

    most: how many points it takes at once; busy(lon, lat): where it answers HTTP 503. portions: what it was asked at once.
    """

    def __init__(self, most=None, busy=lambda lon, lat: False):
        self.most = most
        self.busy = busy
        self.portions = []

    def __call__(self, path, body):
        if body:
            return self.enrich(body.decode())
        if "GetCapabilities" in path:
            return 200, "text/xml", self.capabilities()
        point = [float(number) for number in re.search(r"POINT%28(\S+?)\+(\S+?)%29", path).groups()]
        return (503, "text/html", "busy") if self.busy(*point) else self.collection([self.row(point[0])])

    def capabilities(self):
        offered = ["geocontext:Query"] + (["geocontext:Enrich"] if self.most is not None else [])
        processes = "".join(f"<wps:Process><ows:Identifier>{each}</ows:Identifier></wps:Process>" for each in offered)
        return (
            '<wps:Capabilities xmlns:wps="http://www.opengis.net/wps/1.0.0" xmlns:ows="http://www.opengis.net/ows/1.1">'
            f"{processes}</wps:Capabilities>"
        )

    def enrich(self, body):
        text = re.search(r'mimeType="application/json">(.*?)</wps:ComplexData>', body).group(1)
        points = json.loads(text.replace("&quot;", '"'))["features"]
        self.portions.append(len(points))
        if len(points) > self.most:
            return 400, "application/json", json.dumps({"error": {"field": "features", "message": "too many"}})
        return self.collection([self.row(point["geometry"]["coordinates"][0], input_id=point["id"]) for point in points])

    @staticmethod
    def row(lon, **others):
        return {"service": "lon", "name": "Longitude", "status": "value", "value": str(lon), "number": lon, **others}

    @staticmethod
    def collection(rows):
        document = {"type": "FeatureCollection", "features": [{"properties": row} for row in rows]}
        return 200, "application/json", json.dumps(document)


class ManyPointsTest(unittest.TestCase):
    """400 points, 20 at each longitude from 0 to 19 in this order."""

    POINTS = [f"POINT({lon} {lat})" for lon in range(20) for lat in range(20)]
    LONGITUDES = [float(lon) for lon in range(20) for _ in range(20)]

    def enriched(self, stand_in, messages=None):
        with Recorder(stand_in) as server:
            points = layer("EPSG:4326", *self.POINTS)
            results = run("enrichlayer", messages, INPUT=points, SERVICES="lon", SERVER=server.url, DETAILS=[0, 1])
        return table(results["OUTPUT"])

    def test_portions_grow_and_every_point_has_its_own_answer(self):
        server = StandIn(most=5000)
        rows = self.enriched(server)
        self.assertEqual([100, 200, 100], server.portions)
        self.assertEqual(self.LONGITUDES, [row["lon"] for row in rows])

    def test_what_is_too_large_is_halved_and_not_tried_again(self):
        server = StandIn(most=150)
        rows = self.enriched(server)
        self.assertEqual([100, 200, 100, 100, 100], server.portions)
        self.assertEqual(self.LONGITUDES, [row["lon"] for row in rows])

    def test_where_portions_are_refused_at_once_points_are_asked_one_by_one(self):
        server = StandIn(most=0)
        rows = self.enriched(server)
        self.assertEqual([100], server.portions)
        self.assertEqual(self.LONGITUDES, [row["lon"] for row in rows])

    def test_a_point_that_is_not_answered_has_failed(self):
        messages = Messages()
        rows = self.enriched(StandIn(busy=lambda lon, lat: (lon, lat) == (3, 5)), messages)
        self.assertEqual((None, "failed", "http_status"), tuple(rows[65][name] for name in ("lon", "lon_status", "lon_reason")))
        self.assertEqual(399, [row["lon_status"] for row in rows].count("value"))
        self.assertEqual(["Longitude [lon]: 1 of 400 failed: http_status 1× (HTTP 503)"], messages.warnings)

    def test_a_server_that_goes_away_ends_the_run(self):
        with self.assertRaisesRegex(QgsProcessingException, "20 points in a row were not answered: HTTP 503"):
            self.enriched(StandIn(busy=lambda lon, lat: lon > 2))


class CatalogueTest(unittest.TestCase):
    COLLECTIONS = json.dumps(
        {"collections": [{"key": "farm", "name": "Farming", "group_keys": ["soil", "rain"]}, {"key": "sea"}]}
    )

    def test_listed_collections_are_rows(self):
        with Recorder({"/rest/geocontext/collections": (200, "application/json", self.COLLECTIONS)}) as server:
            results = run("listcollections", SERVER=server.url)
        rows = table(results["OUTPUT"])
        self.assertEqual(["farm", "sea"], [row["key"] for row in rows])
        self.assertEqual("soil, rain", rows[0]["group_keys"])

    def test_who_may_not_list_them_gets_the_closest_keys(self):
        report = (
            '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1"><ows:Exception><ows:ExceptionText>'
            "collection: x is not in the catalogue (closest: farm, sea)</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
        )
        messages = Messages()
        replies = {"/rest/geocontext/collections": (403, "text/html", "no"), "/ows": (200, "text/xml", report)}
        with Recorder(replies) as server:
            results = run("listcollections", messages, SERVER=server.url)
        self.assertEqual(["farm", "sea"], [row["key"] for row in table(results["OUTPUT"])])
        self.assertIn("there may be more", messages.warnings[0])

    def test_the_host_lists_its_collections(self):
        results = run("listcollections")
        rows = {row["key"]: row for row in table(results["OUTPUT"])}
        self.assertEqual("Settings and errors", rows["manners"]["name"])
        self.assertEqual("settings, errors", rows["manners"]["group_keys"])

    def test_an_administrator_has_services_checked_now(self):
        self.patch_service(RESIDENTS, {"test_x": A[0], "test_y": A[1], "test_value": "556000"})
        self.patch_service(HEIGHT, {"test_x": A[0], "test_y": A[1], "test_value": "1"})
        setting("GEOCONTEXT_SERVER", SERVER)
        setting("GEOCONTEXT_TOKEN", TOKEN)
        try:
            results = run("checkservices", SERVICES=f"{RESIDENTS} {HEIGHT} {DISTRICT}")
        finally:
            QgsSettings().remove("Processing/Configuration/GEOCONTEXT_SERVER")
            QgsSettings().remove("Processing/Configuration/GEOCONTEXT_TOKEN")
        states = {row["key"]: (row["state"], row["value"]) for row in table(results["OUTPUT"])}
        self.assertEqual(("ok", "556000"), states[RESIDENTS])
        self.assertEqual(("changed", "1352.0625"), states[HEIGHT])
        self.assertEqual("untested", states[DISTRICT][0])

    def patch_service(self, key, fields):
        headers = {"Content-Type": "application/merge-patch+json", "X-GeoContext-Token": TOKEN}
        url = f"{SERVER}/rest/geocontext/services/{key}"
        urllib.request.urlopen(urllib.request.Request(url, json.dumps(fields).encode(), headers)).close()

    def test_states_of_services_are_rows_and_warnings(self):
        health = {
            "checks": {"running": False},
            "services": [
                {"key": "soil", "name": "Soil", "state": "ok", "value": 3, "elapsed_ms": 12},
                {
                    "key": "rain",
                    "name": "Rain",
                    "state": "failed",
                    "message": "refused",
                    "probes": [{"kind": "crs", "state": "wrong", "message": "is 3857"}],
                },
            ],
        }
        messages = Messages()
        replies = {
            "/rest/geocontext/health": (200, "application/json", json.dumps(health)),
            "/rest/geocontext/health/checks": (202, "application/json", "{}"),
        }
        with Recorder(replies) as server:
            results = run("checkservices", messages, SERVER=server.url)
        self.assertEqual((1, 1), (results["OK"], results["FAILED"]))
        soil, rain = table(results["OUTPUT"])
        self.assertEqual(("3", 12, None), (soil["value"], soil["elapsed_ms"], soil["probes"]))
        self.assertEqual("crs: is 3857", rain["probes"])
        self.assertEqual(["Rain [rain]: refused"], messages.warnings)

    def test_who_may_not_check_sees_the_last_check(self):
        messages = Messages()
        replies = {
            "/rest/geocontext/health": (200, "application/json", '{"checks": {"running": false}, "services": []}'),
            "/rest/geocontext/health/checks": (401, "application/json", "{}"),
        }
        with Recorder(replies) as server:
            run("checkservices", messages, SERVER=server.url)
        self.assertIn("administrator", messages.warnings[0])


class ConnectionTest(unittest.TestCase):
    def tearDown(self):
        for name in ("GEOCONTEXT_SERVER", "GEOCONTEXT_AUTHENTICATION", "GEOCONTEXT_TOKEN"):
            QgsSettings().remove("Processing/Configuration/" + name)

    def headers_of(self, server, **parameters):
        with self.assertRaises(QgsProcessingException):
            run("querypoint", POINT="0,0 [EPSG:4326]", COLLECTION="farm", **parameters)
        return server.requests[-1][2]

    def test_the_server_of_the_options_is_asked_where_none_is_given(self):
        with Recorder() as server:
            setting("GEOCONTEXT_SERVER", server.url + "/ows")
            self.headers_of(server, SERVER="")

    def test_an_authentication_configuration_is_used(self):
        configuration = QgsAuthMethodConfig("Basic")
        configuration.setName("GeoContext")
        configuration.setConfig("username", "geocontext")
        configuration.setConfig("password", "a-token-of-the-test")
        stored, configuration = QgsApplication.authManager().storeAuthenticationConfig(configuration)
        self.assertTrue(stored)
        with Recorder() as server:
            headers = self.headers_of(server, SERVER=server.url, AUTHENTICATION=configuration.id())
        self.assertEqual("Basic " + base64.b64encode(b"geocontext:a-token-of-the-test").decode(), headers["Authorization"])

    def test_the_token_goes_to_the_server_of_the_options_only(self):
        with Recorder() as own, Recorder() as other:
            setting("GEOCONTEXT_SERVER", own.url)
            setting("GEOCONTEXT_TOKEN", "secret-of-the-test")
            self.assertIn("secret-of-the-test", self.headers_of(own, SERVER="").values())
            self.assertNotIn("secret-of-the-test", self.headers_of(other, SERVER=other.url).values())

    def test_no_server_is_asked_before_something_is_to_be_done(self):
        with Recorder() as server:
            setting("GEOCONTEXT_SERVER", server.url)
            provider = QgsApplication.processingRegistry().providerById("geocontext")
            provider.refreshAlgorithms()
            for each in provider.algorithms():
                each.create()
                self.assertTrue(each.shortHelpString())
                self.assertFalse(each.icon().isNull())
            self.assertEqual([], server.requests)


class TranslationTest(unittest.TestCase):
    def tearDown(self):
        for name in ("locale/overrideFlag", "locale/userLocale"):
            QgsSettings().remove(name)
        translation._language.cache_clear()

    def language(self, name):
        QgsSettings().setValue("locale/overrideFlag", True)
        QgsSettings().setValue("locale/userLocale", name)
        translation._language.cache_clear()

    def test_texts_are_in_the_language_of_qgis(self):
        self.language("de_CH")
        self.assertEqual("Punkt abfragen", algorithm("querypoint").displayName())
        self.language("pt_BR")
        self.assertEqual("Query point", algorithm("querypoint").displayName())


class DialogTest(unittest.TestCase):
    """The dialogs that QGIS makes of the algorithms, unseen."""

    REPLIES = {"/rest/geocontext/collections": (200, "application/json", CatalogueTest.COLLECTIONS)}

    def tearDown(self):
        QgsSettings().remove("Processing/Configuration/GEOCONTEXT_SERVER")

    def wrappers(self):
        from processing.gui.AlgorithmDialog import AlgorithmDialog

        self.dialog = AlgorithmDialog(algorithm("enrichlayer"), False, None)
        return self.dialog.mainWidget().wrappers

    def test_the_list_is_fetched_when_it_is_opened_and_once(self):
        with Recorder(self.REPLIES) as server:
            setting("GEOCONTEXT_SERVER", server.url)
            collection = self.wrappers()["COLLECTION"]
            self.assertEqual([], server.requests)
            collection.setValue("sea")
            collection.widget.fetch()
            self.assertEqual("sea", collection.parameterValue())
            collection.widget.setCurrentIndex(0)
            self.assertEqual("farm", collection.parameterValue())
            collection.widget.fetch()
            self.assertEqual(1, len(server.requests))

    def test_the_list_is_that_of_the_server_in_the_dialog(self):
        with Recorder() as set_server, Recorder(self.REPLIES) as given:
            setting("GEOCONTEXT_SERVER", set_server.url)
            wrappers = self.wrappers()
            wrappers["SERVER"].setParameterValue(given.url, QgsProcessingContext())
            wrappers["COLLECTION"].widget.fetch()
            self.assertEqual(2, wrappers["COLLECTION"].widget.count())
            self.assertEqual([], set_server.requests)

    def test_a_key_can_be_typed_where_no_list_can_be_fetched(self):
        with Recorder() as server:
            setting("GEOCONTEXT_SERVER", server.url)
            collection = self.wrappers()["COLLECTION"]
            collection.widget.setEditText("farm")
            collection.widget.fetch()
            self.assertEqual("farm", collection.parameterValue())

    def test_a_batch_has_a_list_in_each_row(self):
        from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

        dialog = BatchAlgorithmDialog(algorithm("enrichlayer"))
        panel = dialog.mainWidget()
        panel.addRow()
        for row, key in enumerate(("farm", "sea")):
            panel.wrappers[row][panel.parameter_to_column["COLLECTION"]].setValue(key)
        self.assertEqual(["farm", "sea"], [panel.valueForParameter(row, "COLLECTION") for row in range(2)])

    def test_in_a_model_the_key_can_be_an_input(self):
        from processing.modeler.ModelerParametersDialog import ModelerParametersDialog

        dialog = ModelerParametersDialog(algorithm("enrichlayer"), QgsProcessingModelAlgorithm())
        collection = dialog.widget.widget.wrappers["COLLECTION"]
        collection.setWidgetValue(QgsProcessingModelChildParameterSource.fromModelParameter("which"))
        self.assertIsInstance(collection, QgsProcessingModelerParameterWidget)


if __name__ == "__main__":
    unittest.main()
