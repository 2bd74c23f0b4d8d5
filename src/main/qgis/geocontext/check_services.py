"""Check services: whether the services of a server answer, and what is wrong with those that do not."""

import json

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from .answers import INTEGER, TEXT, TIME, ServerError, complaint, keys
from .base import GeoContextAlgorithm, field, field_value
from .network import Request
from .translation import tr

_FIELDS = {
    "key": TEXT,
    "name": TEXT,
    "state": TEXT,
    "reason": TEXT,
    "message": TEXT,
    "expected": TEXT,
    "value": TEXT,
    "elapsed_ms": INTEGER,
    "checked_at": TIME,
    "probes": TEXT,
}

_POLL_MS = 500


class CheckServices(GeoContextAlgorithm):
    """One row for each service."""

    SERVICES = "SERVICES"
    CHECK = "CHECK"

    def name(self):
        return "checkservices"

    def displayName(self):
        return tr("Check services")

    def tags(self):
        return ["geocontext", "health", "monitoring", "services"]

    def shortDescription(self):
        return tr("Checks whether the services of a server answer.")

    def shortHelpString(self):
        return tr(
            "A table with the state of every service: ok, changed (its test point has another value than expected), failed, or"
            " untested (it has no test point), and what was found wrong with its settings."
            "\n\nWho may administer the server can have all of them checked now; others see what the last check found."
        )

    def initAlgorithm(self, configuration=None):
        self.addParameter(
            QgsProcessingParameterString(self.SERVICES, tr("Only these services (keys)"), optional=True)
        )
        self.addParameter(QgsProcessingParameterBoolean(self.CHECK, tr("Check now"), defaultValue=True))
        self.add_connection_parameters()
        self.addParameter(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("States"), QgsProcessing.TypeVector))
        for name, description in (
            ("OK", tr("Number of services that are ok")),
            ("CHANGED", tr("Number of services with another value than expected")),
            ("FAILED", tr("Number of failed services")),
            ("UNTESTED", tr("Number of untested services")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def run_with(self, connection, parameters, context, feedback):
        wanted = keys(self.parameterAsString(parameters, self.SERVICES, context))
        url = connection.address.rest("health")
        if self.parameterAsBool(parameters, self.CHECK, context):
            self._check(connection, wanted, feedback)
        health = connection.json(url)
        while health.get("checks", {}).get("running"):
            feedback.setProgressText(tr("The server is checking its services…"))
            connection.pause(_POLL_MS)
            health = connection.json(url)
        services = [each for each in health.get("services", []) if not wanted or each.get("key") in wanted]
        for key in wanted:
            if not any(each.get("key") == key for each in services):
                feedback.pushWarning(tr("{} is not among the services of the server").format(key))
        destination = self._write(services, parameters, context)
        states = [each.get("state") for each in services]
        for each in services:
            if each.get("state") in ("failed", "changed"):
                feedback.pushWarning(
                    "{} [{}]: {}".format(
                        each.get("name"), each.get("key"), each.get("message") or each.get("reason") or each["state"]
                    )
                )
        return {
            self.OUTPUT: destination,
            **{state.upper(): states.count(state) for state in ("ok", "changed", "failed", "untested")},
        }

    def _check(self, connection, wanted, feedback):
        document = json.dumps({"services": wanted} if wanted else {}).encode()
        reply = connection.send(Request(connection.address.rest("health", "checks"), document, "application/json"))
        if reply.status in (401, 403):
            feedback.pushWarning(tr("Only an administrator may have the services checked: this is what the last check found."))
        elif reply.status not in (200, 202):
            raise ServerError(complaint(reply.status, reply.body))

    def _write(self, services, parameters, context):
        fields = QgsFields()
        for name, kind in _FIELDS.items():
            fields.append(field(name, kind))
        sink, destination = self.parameterAsSink(
            parameters, self.OUTPUT, context, fields, QgsWkbTypes.NoGeometry, QgsCoordinateReferenceSystem()
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, self.OUTPUT))
        for service in services:
            row = QgsFeature(fields)
            values = {**service, "probes": probe_text(service.get("probes") or [])}
            row.setAttributes([field_value(kind, values.get(name)) for name, kind in _FIELDS.items()])
            sink.addFeature(row, QgsFeatureSink.FastInsert)
        return destination


def probe_text(probes):
    """What was found wrong with a service's settings, in one text; None for nothing."""
    return "; ".join(
        "{}: {}".format(probe.get("kind"), probe.get("message") or probe.get("state"))
        for probe in probes
        if probe.get("state") != "ok"
    ) or None
