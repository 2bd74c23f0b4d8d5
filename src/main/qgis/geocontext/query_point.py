"""Query point: what the services of a collection know about one point."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
    QgsWkbTypes,
)

from . import wps
from .answers import ATTRIBUTES, FAILED, features
from .base import AskingAlgorithm, field, field_value
from .network import Request
from .queries import query_inputs
from .translation import tr

WGS84 = "EPSG:4326"


class QueryPoint(AskingAlgorithm):
    """One row for every service asked, whatever became of it."""

    POINT = "POINT"
    TOLERANCE = "TOLERANCE"
    TIMEOUT = "TIMEOUT"
    FEATURES = "FEATURES"
    REFRESH = "REFRESH"

    def name(self):
        return "querypoint"

    def displayName(self):
        return tr("Query point")

    def tags(self):
        return ["geocontext", "wps", "wms", "wfs", "arcgis", "identify", "value", "context"]

    def shortDescription(self):
        return tr("Asks every service of a collection about one point.")

    def shortHelpString(self):
        return tr(
            "Asks every map service of a collection (or of groups, or single ones) what it knows about one point, all at the"
            " same time. The result has at least one row for every service: its value, number and unit, whether there was one"
            " (status: value, no_data, failed, skipped), and where it comes from. The rows have the asked point as geometry."
            "\n\nA service that fails is a warning and a row with the reason; the query does not fail because of it."
        )

    def initAlgorithm(self, configuration=None):
        self.addParameter(QgsProcessingParameterPoint(self.POINT, tr("Point")))
        self.add_what_parameters()
        self.add_advanced(tolerance_parameter(self.TOLERANCE))
        self.add_advanced(timeout_parameter(self.TIMEOUT))
        self.add_advanced(
            QgsProcessingParameterEnum(
                self.FEATURES,
                tr("Features of each service"),
                options=[tr("The nearest"), tr("All within the search radius")],
                defaultValue=0,
            )
        )
        self.add_advanced(
            QgsProcessingParameterBoolean(self.REFRESH, tr("Take nothing from the server's cache"), defaultValue=False)
        )
        self.add_connection_parameters()
        self.addParameter(
            QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Values"), QgsProcessing.TypeVectorPoint)
        )
        self.addOutput(QgsProcessingOutputNumber("ROWS", tr("Number of rows")))
        self.addOutput(QgsProcessingOutputNumber("FAILED", tr("Number of failed services")))

    def run_with(self, connection, parameters, context, feedback):
        wgs84 = QgsCoordinateReferenceSystem(WGS84)
        point = self.parameterAsPoint(parameters, self.POINT, context, wgs84)
        inputs = query_inputs(point.x(), point.y(), *self.what(parameters, context))
        tolerance = optional_number(self, parameters, self.TOLERANCE, context)
        timeout = optional_number(self, parameters, self.TIMEOUT, context)
        if tolerance is not None:
            inputs.append(wps.Literal("tolerance", tolerance))
        if timeout is not None:
            inputs.append(wps.Literal("timeout", timeout))
        if self.parameterAsEnum(parameters, self.FEATURES, context) == 1:
            inputs.append(wps.Literal("features", "ALL"))
        if self.parameterAsBool(parameters, self.REFRESH, context):
            inputs.append(wps.Literal("refresh", "true"))

        feedback.pushInfo(tr("Asking {} about {}, {}").format(connection.address, point.x(), point.y()))
        reply = connection.send(Request(connection.address.ows, wps.execute(wps.QUERY, inputs), "text/xml"))
        rows = [feature["properties"] for feature in features(reply.status, reply.body)]

        fields = QgsFields()
        for name, kind in ATTRIBUTES.items():
            fields.append(field(name, kind))
        sink, destination = self.parameterAsSink(
            parameters, self.OUTPUT, context, fields, QgsWkbTypes.Point, wgs84
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, self.OUTPUT))
        geometry = QgsGeometry.fromPointXY(point)
        for row in rows:
            feature = QgsFeature(fields)
            feature.setGeometry(geometry)
            feature.setAttributes([field_value(kind, row.get(name)) for name, kind in ATTRIBUTES.items()])
            sink.addFeature(feature, QgsFeatureSink.FastInsert)

        failed = [row for row in rows if row.get("status") == FAILED]
        for row in failed:
            feedback.pushWarning(
                "{} [{}]: {} ({})".format(row.get("name"), row.get("service"), row.get("reason"), row.get("message"))
            )
        return {self.OUTPUT: destination, "ROWS": len(rows), "FAILED": len({row.get("service") for row in failed})}


def tolerance_parameter(name):
    return QgsProcessingParameterNumber(
        name,
        tr("Search radius in metres (empty: each service's own)"),
        QgsProcessingParameterNumber.Double,
        optional=True,
        minValue=0,
        maxValue=100000,
    )


def timeout_parameter(name):
    return QgsProcessingParameterNumber(
        name,
        tr("Deadline of a query in seconds (empty: the server's)"),
        QgsProcessingParameterNumber.Double,
        optional=True,
        minValue=0.1,
        maxValue=300,
    )


def optional_number(algorithm, parameters, name, context):
    """The number of a parameter; None if it is not set."""
    if parameters.get(name) is None:
        return None
    return algorithm.parameterAsDouble(parameters, name, context)
