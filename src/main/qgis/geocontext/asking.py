"""Asks a server about many points: by geocontext:Enrich in portions where it has that, else by geocontext:Query one by one."""

from time import monotonic

from . import wps
from .answers import ServerError, complaint, features
from .network import Request
from .queries import along_a_curve, enrich_inputs, point_number, query_inputs
from .translation import tr

_MOST_FAILURES_IN_A_ROW = 20

_FIRST_PORTION = 100
_MOST_ROWS = 50000
_SHORT_S = 5
_LONG_S = 15


def has_enrich(connection):
    """Whether the server offers geocontext:Enrich; raises ServerError if it is no GeoContext server."""
    address = connection.address
    reply = connection.send(
        Request(address.ows_get(service="WPS", version="1.0.0", request="GetCapabilities"), accept="text/xml")
    )
    offered = wps.processes(reply.body)
    if wps.QUERY not in offered:
        if offered:
            raise ServerError(tr("{}: a WPS without {}").format(address, wps.QUERY))
        raise ServerError(f"{address}: {complaint(reply.status, reply.body)}")
    return wps.ENRICH in offered


class PointByPoint:
    """One request for each point, some of them under way at a time. Answers come in any order."""

    def __init__(self, connection, what, options, at_once):
        self._connection = connection
        self._what = what
        self._options = options
        self._at_once = at_once
        self._failed_in_a_row = 0

    def ask(self, positions, answers, progress):
        """Fills the answers. The first point is asked alone: what is wrong with it is wrong with all, and raises ServerError."""
        unanswered = []
        done = 0

        def take(number, reply):
            nonlocal done
            trouble = self._taken(number, reply, answers)
            if trouble:
                unanswered.append((number, trouble))
            done += 1
            progress(done)

        requests = ((number, self._request(*position)) for number, position in enumerate(positions))
        first = next(requests, None)
        if first is None:
            return
        reply = self._connection.send(first[1])
        answers.add(0, _rows(features(reply.status, reply.body)))
        done = 1
        progress(done)
        self._connection.send_all(requests, self._at_once, take)
        for number, (reason, message) in unanswered:
            answers.fail(number, reason, message)

    def _taken(self, number, reply, answers):
        try:
            if reply.trouble and not reply.status:
                raise ServerError(reply.trouble)
            answers.add(number, _rows(features(reply.status, reply.body)))
            self._failed_in_a_row = 0
            return None
        except ServerError as error:
            self._failed_in_a_row += 1
            if self._failed_in_a_row >= _MOST_FAILURES_IN_A_ROW:
                raise ServerError(
                    tr("{} points in a row were not answered: {}").format(self._failed_in_a_row, error)
                ) from error
            return ("http_status" if reply.status else "connect", str(error))

    def _request(self, x, y):
        inputs = query_inputs(x, y, *self._what) + self._options + [wps.Literal("geometry", "NONE")]
        ows = self._connection.address.ows
        # Qt sends the head and the body of a POST in two packets, and waits some 40 ms between them for a belated ACK.
        url = wps.execute_url(ows, wps.QUERY, inputs)
        return Request(url) if url else Request(ows, wps.execute(wps.QUERY, inputs), "text/xml")


class EnrichUnusable(Exception):
    """The server's geocontext:Enrich cannot be used by this plugin. Nothing has been answered yet."""


class ByPortions:
    """Portions of points that are near each other, one after another, as large as the server answers in some seconds."""

    def __init__(self, connection, what, options):
        self._connection = connection
        self._what = what
        self._options = options

    def ask(self, positions, answers, progress):
        """Fills the answers; raises EnrichUnusable if the first portion is refused, ServerError if a later one is in any size."""
        waiting = along_a_curve(positions)
        done = 0
        size = _FIRST_PORTION
        most = len(waiting)
        while done < len(waiting):
            portion = waiting[done : done + size]
            start = monotonic()
            try:
                self._ask_portion(portion, positions, answers)
            except ServerError as error:
                if done == 0:
                    raise EnrichUnusable(str(error)) from error
                if len(portion) == 1:
                    raise
                size = most = len(portion) // 2
                continue
            done += len(portion)
            progress(done)
            took = monotonic() - start
            if took < _SHORT_S:
                size = max(min(size * 2, most, _MOST_ROWS // max(len(answers.services), 1)), 1)
            elif took > _LONG_S:
                size = max(size // 2, 1)

    def _ask_portion(self, portion, positions, answers):
        inputs = enrich_inputs({number: positions[number] for number in portion}, *self._what) + self._options
        reply = self._connection.send(
            Request(self._connection.address.ows, wps.execute(wps.ENRICH, inputs), "text/xml")
        )
        rows = {number: [] for number in portion}
        for row in _rows(features(reply.status, reply.body)):
            number = point_number(row)
            if number not in rows:
                raise ServerError(tr("{}: rows of points that were not asked for").format(wps.ENRICH))
            rows[number].append(row)
        if not all(rows.values()):
            raise ServerError(tr("{}: points without rows").format(wps.ENRICH))
        for number, found in rows.items():
            answers.add(number, found)


def _rows(found):
    return [feature["properties"] for feature in found]
