"""Where a GeoContext server is. Needs no QGIS."""

from urllib.parse import quote, urlencode, urlsplit, urlunsplit

DEFAULT_SERVER = "http://127.0.0.1:8085"

_ENDINGS = ("/ows", "/wps", "/web", "/rest/geocontext", "/rest")


class InvalidAddress(ValueError):
    """An address that cannot be of a server."""


class ServerAddress:
    """The addresses of one server, be it GeoServer (http://host/geoserver) or the standalone host (http://host:8085).

    What users paste is understood: the address itself, with a slash at its end, or that of its OWS, REST or web interface.
    """

    def __init__(self, text):
        parts = urlsplit(text.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InvalidAddress(f"server: {text.strip()} (expected: http://host:8085 or https://host/geoserver)")
        if parts.username or parts.password:
            raise InvalidAddress("server: no user name or password belongs into the address (use an authentication)")
        path = parts.path.rstrip("/")
        for ending in _ENDINGS:
            if path.endswith(ending):
                path = path[: -len(ending)].rstrip("/")
                break
        self.base = urlunsplit((parts.scheme, parts.netloc, path, "", ""))

    @property
    def ows(self):
        return self.base + "/ows"

    def ows_get(self, **parameters):
        return self.ows + "?" + urlencode(parameters)

    def rest(self, *segments):
        return "/".join([self.base + "/rest/geocontext", *(quote(segment, safe="") for segment in segments)])

    def __str__(self):
        return self.base
