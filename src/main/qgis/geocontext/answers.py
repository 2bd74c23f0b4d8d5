"""What a server answers, as rows and as columns. Needs no QGIS."""

import json

from . import wps

TEXT, NUMBER, INTEGER, BOOLEAN, TIME = "text", "number", "integer", "boolean", "time"

#: The attributes of geocontext:ContextValue in their order, and their types.
ATTRIBUTES = {
    "collection": TEXT,
    "group": TEXT,
    "service": TEXT,
    "name": TEXT,
    "property": TEXT,
    "value": TEXT,
    "number": NUMBER,
    "unit": TEXT,
    "source_type": TEXT,
    "source": TEXT,
    "provenance": TEXT,
    "licence": TEXT,
    "status": TEXT,
    "reason": TEXT,
    "message": TEXT,
    "distance_m": NUMBER,
    "cached": BOOLEAN,
    "age_s": INTEGER,
    "elapsed_ms": INTEGER,
    "fetched_at": TIME,
}

#: What a layer can have a column of for each service, besides the value.
DETAILS = ("status", "reason", "message", "distance_m", "source", "cached", "age_s", "fetched_at")

FAILED = "failed"


class ServerError(Exception):
    """The server refused, or answered something else than what it was asked for. The text is for the user."""


def features(status, body):
    """The GeoJSON features of a reply to Execute; raises ServerError with what the reply says instead."""
    document = parsed_json(body)
    if isinstance(document, dict) and document.get("type") == "FeatureCollection" and status == 200:
        return document.get("features") or []
    raise ServerError(complaint(status, body))


def parsed_json(body):
    """The JSON of a body; None if it is none."""
    try:
        return json.loads(body)
    except ValueError:
        return None


def complaint(status, body):
    """One sentence on a reply that is not what was asked for."""
    text = wps.exception_text(body)
    if text:
        return text
    document = parsed_json(body)
    error = document.get("error") if isinstance(document, dict) else None
    if isinstance(error, dict) and error.get("message"):
        return " ".join(filter(None, [error.get("field"), error["message"]]))
    if status in (401, 403):
        return f"HTTP {status}: the server wants an authentication, or does not let this user in"
    if status != 200:
        return f"HTTP {status}"
    return "The reply is not what a GeoContext server answers: is this the address of one?"


def converted(kind, value):
    """A value as its type says; None for what cannot be. Hosts write some numbers and booleans as texts. A time stays a text."""
    if value is None or value == "":
        return None
    try:
        if kind == NUMBER:
            return float(value)
        if kind == INTEGER:
            return int(value)
    except (TypeError, ValueError):
        return None
    if kind == BOOLEAN:
        return value if isinstance(value, bool) else str(value).lower() == "true"
    return str(value)


class Service:
    """A service among the answers: its key, title and unit."""

    def __init__(self, key, name, unit):
        self.key = key
        self.name = name or key
        self.unit = unit

    def title(self):
        return f"{self.name} ({self.unit})" if self.unit else self.name


class Cell:
    """What one service said about one point."""

    __slots__ = ("value", "number", "details")

    def __init__(self, value, number, details):
        self.value = value
        self.number = number
        self.details = details


class Answers:
    """The answers to so many points, which are counted from 0: a cell for each service and point that was answered.

    Services stand in the order of their first answer, which is that of the catalogue. Equal cells are one object, as few
    polygons answer many points.
    """

    def __init__(self, points, details=()):
        self.points = points
        self.details = tuple(details)
        self.services = {}
        self._cells = {}
        self._known = {}
        self._failures = {}

    def add(self, point, rows):
        """Takes the properties of the rows about a point. Of a service in several groups the first row counts."""
        seen = set()
        for row in rows:
            key = row.get("service")
            if not key or key in seen:
                continue
            seen.add(key)
            known = self.services.get(key)
            if known is None or (known.unit is None and row.get("unit")):
                self.services[key] = Service(key, row.get("name"), row.get("unit"))
            self._put(key, point, row)

    def fail(self, point, reason, message):
        """Notes for every service that nothing was heard about a point. Services that are not known by now get no cell."""
        row = {"status": FAILED, "reason": reason, "message": message}
        for key in self.services:
            self._put(key, point, row)

    def cell(self, key, point):
        """A service's cell for a point; None without an answer."""
        return self._cells[key][point] if key in self._cells else None

    def is_number(self, key):
        """Whether the service answered with numbers and with nothing else."""
        values = [cell for cell in self._cells.get(key, ()) if cell is not None and cell.value is not None]
        return bool(values) and all(cell.number is not None for cell in values)

    def failures(self):
        """A sentence for each service that failed anywhere, with how often and the first message of each reason."""
        sentences = []
        for key, reasons in self._failures.items():
            failed = sum(count for count, _ in reasons.values())
            asked = sum(cell is not None for cell in self._cells[key])
            told = "; ".join(
                f"{reason} {count}×" + (f" ({message})" if message else "")
                for reason, (count, message) in sorted(reasons.items(), key=lambda item: -item[1][0])
            )
            sentences.append(f"{self.services[key].name} [{key}]: {failed} of {asked} failed: {told}")
        return sentences

    def failed(self):
        """How many cells are failures."""
        return sum(count for reasons in self._failures.values() for count, _ in reasons.values())

    def _put(self, key, point, row):
        self._cells.setdefault(key, [None] * self.points)[point] = self._cell(row)
        if row.get("status") == FAILED:
            self._count_failure(key, row)

    def _cell(self, row):
        value = converted(TEXT, row.get("value"))
        number = converted(NUMBER, row.get("number"))
        details = tuple(converted(ATTRIBUTES[name], row.get(name)) for name in self.details)
        return self._known.setdefault((value, number, details), Cell(value, number, details))

    def _count_failure(self, key, row):
        reasons = self._failures.setdefault(key, {})
        reason = row.get("reason") or FAILED
        count, message = reasons.get(reason, (0, row.get("message")))
        reasons[reason] = (count + 1, message)


class Column:
    """A column of the output: its name, type and alias, and which service and detail (None: the value) it shows."""

    def __init__(self, name, kind, alias, service, detail):
        self.name = name
        self.kind = kind
        self.alias = alias
        self.service = service
        self.detail = detail


def columns(answers, taken, texts_only=False):
    """The columns of all services beside the names that are taken: `soil`, `soil_status`, … or `soil_2` where that is taken.

    A value column is a number if the service answered with nothing else; names are distinct in any case, as databases want them.
    """
    used = {name.lower() for name in taken}
    made = []
    for service in answers.services.values():
        kind = NUMBER if answers.is_number(service.key) and not texts_only else TEXT
        made.append(Column(_free(service.key, used), kind, service.title(), service.key, None))
        for detail in answers.details:
            name = _free(f"{service.key}_{detail}", used)
            made.append(Column(name, ATTRIBUTES[detail], f"{service.name}: {detail}", service.key, detail))
    return made


def cell_value(answers, column, point):
    """What stands in a column for a point; None for nothing."""
    cell = answers.cell(column.service, point)
    if cell is None:
        return None
    if column.detail is not None:
        return cell.details[answers.details.index(column.detail)]
    return cell.number if column.kind == NUMBER else cell.value


def _free(name, used):
    free = name
    count = 2
    while free.lower() in used:
        free = f"{name}_{count}"
        count += 1
    used.add(free.lower())
    return free


def keys(text):
    """Keys out of a text, in which they are separated by commas, semicolons or blanks."""
    return (text or "").replace(",", " ").replace(";", " ").split()
