"""The parts of the QGIS plugin that need no QGIS.

Run in this directory: PYTHONPATH=../../main/qgis python3 -m unittest test_parts
"""

import ast
import json
import pathlib
import string
import unittest
import xml.etree.ElementTree as ElementTree
from urllib.parse import parse_qs, urlsplit

import geocontext
from geocontext import wps
from geocontext.address import InvalidAddress, ServerAddress
from geocontext.answers import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    TEXT,
    TIME,
    Answers,
    ServerError,
    cell_value,
    columns,
    converted,
    features,
    keys,
)
from geocontext.queries import along_a_curve, enrich_inputs, point_number, query_inputs


def row(service, value=None, number=None, status="value", **others):
    return {"service": service, "name": service.title(), "value": value, "number": number, "status": status, **others}


class AddressTest(unittest.TestCase):
    def test_what_users_paste_is_one_server(self):
        for pasted in (
            "http://maps.example.org/geoserver",
            "http://maps.example.org/geoserver/",
            " http://maps.example.org/geoserver/ows?service=WPS&request=GetCapabilities ",
            "http://maps.example.org/geoserver/wps",
            "http://maps.example.org/geoserver/web/",
            "http://maps.example.org/geoserver/rest/geocontext/",
        ):
            with self.subTest(pasted):
                self.assertEqual("http://maps.example.org/geoserver/ows", ServerAddress(pasted).ows)

    def test_the_standalone_host_has_no_path(self):
        address = ServerAddress("http://127.0.0.1:8085")
        self.assertEqual("http://127.0.0.1:8085/ows", address.ows)
        self.assertEqual("http://127.0.0.1:8085/rest/geocontext/health/checks", address.rest("health", "checks"))

    def test_what_is_no_address_is_refused(self):
        for wrong in ("", "maps.example.org", "ftp://maps.example.org", "http:///ows", "http://user:secret@maps.example.org"):
            with self.subTest(wrong), self.assertRaises(InvalidAddress) as raised:
                ServerAddress(wrong)
            self.assertNotIn("secret", str(raised.exception))


class WpsTest(unittest.TestCase):
    def test_an_execute_document_holds_every_input(self):
        inputs = query_inputs(31.5, -24.25, "a&b", ["land", "water"], ["soil"])
        root = ElementTree.fromstring(wps.execute(wps.QUERY, inputs))
        ows = "{http://www.opengis.net/ows/1.1}"
        wps_1 = "{http://www.opengis.net/wps/1.0.0}"
        given = [
            (each.findtext(ows + "Identifier"), "".join(each.find(wps_1 + "Data").itertext()))
            for each in root.iter(wps_1 + "Input")
        ]
        self.assertEqual(
            [("point", "POINT(31.5 -24.25)"), ("collection", "a&b"), ("group", "land"), ("group", "water"), ("service", "soil")],
            given,
        )
        self.assertEqual("application/json", root.find(f".//{wps_1}RawDataOutput").get("mimeType"))

    def test_plain_inputs_fit_into_a_url(self):
        inputs = query_inputs(31.5, -24.25, "farm", ["land", "water"], []) + [wps.Literal("tolerance", 50.0)]
        parameters = parse_qs(urlsplit(wps.execute_url("http://127.0.0.1/ows", wps.QUERY, inputs)).query)
        self.assertEqual(
            ["point=POINT(31.5 -24.25)@mimetype=application/wkt;collection=farm;group=land;group=water;tolerance=50.0"],
            parameters["datainputs"],
        )
        self.assertEqual(["result=@mimetype=application/json"], parameters["rawdataoutput"])

    def test_what_separates_inputs_and_what_is_long_does_not_go_into_a_url(self):
        for key in ("a;b", "a=b", "a@b", "a&b", "k" * 2000):
            with self.subTest(key):
                self.assertIsNone(wps.execute_url("http://127.0.0.1/ows", wps.QUERY, query_inputs(1, 2, key, [], [])))

    def test_small_numbers_are_written_as_numbers(self):
        self.assertEqual("POINT(1e-07 -0.25)", query_inputs(1e-7, -0.25, "", [], [])[0].text)

    def test_capabilities_name_their_processes(self):
        capabilities = (
            '<wps:Capabilities xmlns:wps="http://www.opengis.net/wps/1.0.0" xmlns:ows="http://www.opengis.net/ows/1.1">'
            "<ows:ServiceIdentification><ows:Title>T</ows:Title></ows:ServiceIdentification><wps:ProcessOfferings>"
            "<wps:Process><ows:Identifier>geocontext:Query</ows:Identifier></wps:Process>"
            "<wps:Process><ows:Identifier>JTS:area</ows:Identifier></wps:Process>"
            "</wps:ProcessOfferings></wps:Capabilities>"
        )
        self.assertEqual(["geocontext:Query", "JTS:area"], wps.processes(capabilities.encode()))

    def test_other_documents_name_no_process(self):
        for body in (b"", b"{}", b"<html><body>hello</body></html>", b"<broken", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'):
            with self.subTest(body):
                self.assertEqual([], wps.processes(body))
                self.assertIsNone(wps.exception_text(body))

    def test_an_exception_report_is_one_line(self):
        report = (
            '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1"><ows:Exception><ows:ExceptionText>Process failed\n'
            "  collection: dmo is not in the catalogue</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
        )
        self.assertEqual("Process failed collection: dmo is not in the catalogue", wps.exception_text(report.encode()))


class ManyPointsTest(unittest.TestCase):
    def test_rows_are_told_apart_by_the_ids_of_their_points(self):
        document = json.loads(enrich_inputs({7: (31.5, -24.25)}, "farm", [], [])[0].text)
        (feature,) = document["features"]
        self.assertEqual({"type": "Point", "coordinates": [31.5, -24.25]}, feature["geometry"])
        self.assertEqual(7, point_number({"input_id": feature["id"]}))
        for other in (None, 7, "7", "p", "px", "fid-p7"):
            self.assertIsNone(point_number({"input_id": other}))

    def test_neighbours_follow_each_other(self):
        towns = [(18.0, -34.0), (31.0, -24.0), (18.1, -34.1), (31.1, -24.1), (18.2, -33.9)]
        order = along_a_curve(towns)
        self.assertEqual(sorted(order), list(range(5)))
        self.assertEqual({1, 3}, set(order[3:]))

    def test_the_corners_of_the_world_have_a_place(self):
        self.assertEqual([0, 1], along_a_curve([(-180.0, -90.0), (180.0, 90.0)]))


class RepliesTest(unittest.TestCase):
    def test_features_come_out_of_a_collection(self):
        body = json.dumps({"type": "FeatureCollection", "features": [{"properties": row("soil")}]}).encode()
        self.assertEqual("soil", features(200, body)[0]["properties"]["service"])

    def test_anything_else_is_an_error_with_its_own_words(self):
        report = (
            b'<r:ExceptionReport xmlns:r="http://www.opengis.net/ows/1.1">'
            b"<r:ExceptionText>no point</r:ExceptionText></r:ExceptionReport>"
        )
        for status, body, expected in (
            (200, report, "no point"),
            (400, report, "no point"),
            (400, b'{"status":400,"error":{"field":"point","message":"is needed"}}', "point is needed"),
            (401, b"<html>log in</html>", "authentication"),
            (502, b"<html>", "HTTP 502"),
            (200, b"<html><body>a map", "is this the address of one"),
            (200, b'{"type":"Feature"}', "is this the address of one"),
        ):
            with self.subTest(status=status, body=body), self.assertRaises(ServerError) as raised:
                features(status, body)
            self.assertIn(expected, str(raised.exception))

    def test_numbers_and_booleans_may_come_as_texts(self):
        self.assertEqual(12.5, converted(NUMBER, "12.5"))
        self.assertEqual(3, converted(INTEGER, "3"))
        self.assertIs(True, converted(BOOLEAN, "true"))
        self.assertIs(False, converted(BOOLEAN, False))
        self.assertEqual("0042", converted(TEXT, "0042"))
        self.assertEqual("2026-11-21T01:12:10.439Z", converted(TIME, "2026-11-21T01:12:10.439Z"))

    def test_nothing_stays_nothing(self):
        for kind in (TEXT, NUMBER, INTEGER, BOOLEAN, TIME):
            self.assertIsNone(converted(kind, None))
            self.assertIsNone(converted(kind, ""))
        self.assertIsNone(converted(NUMBER, "much"))


class AnswersTest(unittest.TestCase):
    def test_a_service_with_numbers_only_is_a_number_column(self):
        answers = Answers(3)
        answers.add(0, [row("height", "1006", 1006), row("code", "0042")])
        answers.add(1, [row("height", status="no_data"), row("code", "17", 17)])
        answers.add(2, [row("height", "9.5", 9.5), row("code", status="no_data")])
        height, code = columns(answers, [])
        self.assertEqual((NUMBER, TEXT), (height.kind, code.kind))
        self.assertEqual([1006.0, None, 9.5], [cell_value(answers, height, point) for point in range(3)])
        self.assertEqual(["0042", "17", None], [cell_value(answers, code, point) for point in range(3)])

    def test_a_service_without_any_value_is_a_text_column(self):
        answers = Answers(1)
        answers.add(0, [row("soil", status="no_data")])
        self.assertEqual([TEXT], [column.kind for column in columns(answers, [])])

    def test_texts_keep_every_digit(self):
        answers = Answers(1)
        answers.add(0, [row("depth", "118.250", 118.25)])
        (column,) = columns(answers, [], texts_only=True)
        self.assertEqual("118.250", cell_value(answers, column, 0))

    def test_names_do_not_collide_with_those_of_the_layer_whatever_their_case(self):
        answers = Answers(1, ["status"])
        answers.add(0, [row("soil"), row("soil_status"), row("fid")])
        names = [column.name for column in columns(answers, ["FID", "Soil"])]
        self.assertEqual(["soil_2", "soil_status", "soil_status_2", "soil_status_status", "fid_2", "fid_status"], names)

    def test_aliases_have_title_and_unit(self):
        answers = Answers(2, ["status"])
        answers.add(0, [row("height", status="failed", reason="timeout")])
        answers.add(1, [row("height", "3", 3, unit="m")])
        self.assertEqual(["Height (m)", "Height: status"], [column.alias for column in columns(answers, [])])

    def test_the_first_row_of_a_service_in_two_groups_counts(self):
        answers = Answers(1)
        answers.add(0, [row("soil", "clay", group="land"), row("soil", "sand", group="farm")])
        (column,) = columns(answers, [])
        self.assertEqual("clay", cell_value(answers, column, 0))

    def test_failures_are_told_once_for_each_service_and_reason(self):
        answers = Answers(3, ["status", "reason"])
        answers.add(0, [row("soil", status="failed", reason="timeout", message="too slow"), row("height", "1", 1)])
        answers.add(1, [row("soil", status="failed", reason="timeout", message="still"), row("height", "1", 1)])
        answers.add(2, [row("soil", "clay"), row("height", "1", 1)])
        self.assertEqual(["Soil [soil]: 2 of 3 failed: timeout 2× (too slow)"], answers.failures())
        self.assertEqual(2, answers.failed())

    def test_a_point_without_an_answer_has_failed_for_every_service(self):
        answers = Answers(2, ["status", "reason"])
        answers.add(0, [row("soil", "clay")])
        answers.fail(1, "connect", "refused")
        value, status, reason = columns(answers, [])
        self.assertEqual([None, "failed", "connect"], [cell_value(answers, each, 1) for each in (value, status, reason)])

    def test_equal_cells_are_one_object(self):
        answers = Answers(2, ["status"])
        answers.add(0, [row("district", "North")])
        answers.add(1, [row("district", "North")])
        self.assertIs(answers.cell("district", 0), answers.cell("district", 1))

    def test_keys_are_separated_as_people_do(self):
        self.assertEqual(["a", "b", "c", "d"], keys("a, b;c d"))
        self.assertEqual([], keys(None))


class TranslationsTest(unittest.TestCase):
    DIRECTORY = pathlib.Path(geocontext.__file__).parent

    def texts(self):
        calls = (
            node
            for file in self.DIRECTORY.glob("*.py")
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr"
        )
        return {call.args[0].value for call in calls}

    def test_every_file_translates_the_texts_of_the_plugin_and_nothing_else(self):
        files = list(self.DIRECTORY.glob("i18n/geocontext_*.ts"))
        self.assertTrue(files)
        for file in files:
            with self.subTest(file.name):
                messages = list(ElementTree.parse(file).iter("message"))
                self.assertEqual(self.texts(), {message.findtext("source") for message in messages})

    def test_translations_have_the_gaps_of_their_texts(self):
        for file in self.DIRECTORY.glob("i18n/geocontext_*.ts"):
            for message in ElementTree.parse(file).iter("message"):
                source, translation = message.findtext("source"), message.findtext("translation")
                with self.subTest(source):
                    self.assertEqual(gaps(source), gaps(translation))


def gaps(text):
    return [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]


if __name__ == "__main__":
    unittest.main()
