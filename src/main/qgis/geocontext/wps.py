"""WPS 1.0.0 as text: Execute documents, capabilities, exception reports. Needs no QGIS."""

import re
import xml.etree.ElementTree as ElementTree
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

QUERY = "geocontext:Query"
ENRICH = "geocontext:Enrich"

# Keys, numbers, WKT: nothing that separates inputs in a query string.
_PLAIN = re.compile(r"[\w.,:() +-]*")
_LONGEST_URL = 2000

_OWS = "{http://www.opengis.net/ows/1.1}"


class Literal:
    """An input that is a text or a number."""

    def __init__(self, identifier, value):
        self.identifier = identifier
        self.value = value

    def xml(self):
        return f"<wps:LiteralData>{escape(str(self.value))}</wps:LiteralData>"

    def is_plain(self):
        return _PLAIN.fullmatch(str(self.value)) is not None

    def pair(self):
        return f"{self.identifier}={self.value}"


class Complex:
    """An input that is a document of some MIME type."""

    def __init__(self, identifier, text, mime_type):
        self.identifier = identifier
        self.text = text
        self.mime_type = mime_type

    def xml(self):
        return f"<wps:ComplexData mimeType={quoteattr(self.mime_type)}>{escape(self.text)}</wps:ComplexData>"

    def is_plain(self):
        return _PLAIN.fullmatch(self.text) is not None

    def pair(self):
        return f"{self.identifier}={self.text}@mimetype={self.mime_type}"


def execute(process, inputs, output="result", mime_type="application/json"):
    """The body of an Execute request whose reply is the output itself, as bytes."""
    data_inputs = "".join(
        f"<wps:Input><ows:Identifier>{escape(each.identifier)}</ows:Identifier>"
        f"<wps:Data>{each.xml()}</wps:Data></wps:Input>"
        for each in inputs
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<wps:Execute service="WPS" version="1.0.0" xmlns:wps="http://www.opengis.net/wps/1.0.0"'
        ' xmlns:ows="http://www.opengis.net/ows/1.1">'
        f"<ows:Identifier>{escape(process)}</ows:Identifier>"
        f"<wps:DataInputs>{data_inputs}</wps:DataInputs>"
        f"<wps:ResponseForm><wps:RawDataOutput mimeType={quoteattr(mime_type)}>"
        f"<ows:Identifier>{escape(output)}</ows:Identifier></wps:RawDataOutput></wps:ResponseForm>"
        "</wps:Execute>"
    ).encode()


def execute_url(ows, process, inputs, output="result", mime_type="application/json"):
    """The same as the URL of a GET request; None if it would be too long, or an input cannot be written so."""
    if not all(each.is_plain() for each in inputs):
        return None
    query = {
        "service": "WPS",
        "version": "1.0.0",
        "request": "Execute",
        "identifier": process,
        "rawdataoutput": f"{output}=@mimetype={mime_type}",
        "datainputs": ";".join(each.pair() for each in inputs),
    }
    url = ows + "?" + urlencode(query)
    return url if len(url) <= _LONGEST_URL else None


def processes(body):
    """The identifiers of the processes in a capabilities document; none if it is no such document."""
    root = _parsed(body)
    if root is None or not root.tag.endswith("}Capabilities"):
        return []
    return [
        process.findtext(_OWS + "Identifier", "").strip()
        for process in root.iter("{http://www.opengis.net/wps/1.0.0}Process")
    ]


def exception_text(body):
    """What an exception report says, in one line; None if it is no exception report."""
    root = _parsed(body)
    if root is None:
        return None
    texts = [element.text or "" for element in root.iter(_OWS + "ExceptionText")]
    if not texts and not root.tag.endswith("}ExceptionReport"):
        return None
    return " ".join(" ".join(texts).split()) or "an exception report without a text"


def _parsed(body):
    if b"<!DOCTYPE" in body[:2000] or not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    try:
        return ElementTree.fromstring(body)
    except ElementTree.ParseError:
        return None
