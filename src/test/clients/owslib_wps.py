"""Asks a running standalone host through OWSLib: capabilities, description, Execute in every output format.

Usage: python3 owslib_wps.py [http://127.0.0.1:8085/ows [COLLECTION]]   (needs OWSLib, tried with 0.27.2)
"""

import csv
import io
import json
import sys
import xml.etree.ElementTree as ElementTree

from owslib.ows import ExceptionReport
from owslib.util import ServiceException
from owslib.wps import SYNC, ComplexDataInput, WebProcessingService

URL = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8085/ows"
COLLECTION = sys.argv[2] if len(sys.argv) > 2 else "demo"
PROCESS = "geocontext:Query"
POINT = "POINT(31.3963 -24.4561)"


def execute(wps, output, point=POINT, mime_type="application/wkt"):
    inputs = [("point", ComplexDataInput(point, mimeType=mime_type)), ("collection", COLLECTION)]
    return wps.execute(PROCESS, inputs, output=output, mode=SYNC)


def main():
    wps = WebProcessingService(URL, skip_caps=True)
    wps.getcapabilities()
    assert PROCESS in [process.identifier for process in wps.processes]
    assert wps.identification.version == "1.0.0"

    process = wps.describeprocess(PROCESS)
    inputs = {data_input.identifier: data_input for data_input in process.dataInputs}
    assert inputs["point"].minOccurs == 1 and inputs["group"].maxOccurs > 1
    assert inputs["features"].allowedValues == ["NEAREST", "ALL"]
    formats = [value.mimeType for value in process.processOutputs[0].supportedValues]
    assert "application/json" in formats and "text/csv" in formats, formats

    execution = execute(wps, [("result", False, "application/json")])
    assert execution.isSucceded(), execution.errors
    rows = json.loads(execution.processOutputs[0].data[0])["features"]
    assert rows

    execution = execute(wps, [("result", False, "text/csv")])
    table = list(csv.DictReader(io.StringIO(execution.processOutputs[0].data[0])))
    assert [row["service"] for row in table] == [row["properties"]["service"] for row in rows]

    execution = execute(wps, [("result", False, "text/xml; subtype=gml/3.1.1")])
    collection = ElementTree.fromstring(execution.processOutputs[0].data[0])
    assert collection.tag == "{http://www.opengis.net/wfs}FeatureCollection"

    try:
        execution = execute(wps, [("result", False, "application/json")], point="POINT(200 0)")
        message = execution.errors[0].text
    except (ExceptionReport, ServiceException) as error:
        message = str(error)
    assert "outside the world" in message, message
    print(f"{len(rows)} rows, OWSLib is content")


if __name__ == "__main__":
    main()
