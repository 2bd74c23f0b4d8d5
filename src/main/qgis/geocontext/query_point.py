"""Query point: what the services of a collection know about one point."""

import json

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsJsonUtils,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
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
    FEATURES = "FEATURES"
    MATCHED = (
        ("MATCHED_POINTS", QgsWkbTypes.PointGeometry, QgsWkbTypes.MultiPoint, QgsProcessing.TypeVectorPoint),
        ("MATCHED_LINES", QgsWkbTypes.LineGeometry, QgsWkbTypes.MultiLineString, QgsProcessing.TypeVectorLine),
        ("MATCHED_POLYGONS", QgsWkbTypes.PolygonGeometry, QgsWkbTypes.MultiPolygon, QgsProcessing.TypeVectorPolygon),
    )
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
            " (status: value, no_data, failed, skipped), and where it comes from. The rows have the asked point as geometry;"
            " the points, lines and polygons that matched are layers of their own if wanted."
            "\n\nA service that fails is a warning and a row with the reason; the query does not fail because of it."
        )

    def initAlgorithm(self, configuration=None):
        self.addParameter(QgsProcessingParameterPoint(self.POINT, tr("Point")))
        self.add_what_parameters()
        self.add_limit_parameters()
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
        matched = (tr("Points that matched"), tr("Lines that matched"), tr("Polygons that matched"))
        for (name, _, _, source_type), description in zip(self.MATCHED, matched):
            self.addParameter(
                QgsProcessingParameterFeatureSink(name, description, source_type, optional=True, createByDefault=False)
            )
        self.addOutput(QgsProcessingOutputNumber("ROWS", tr("Number of rows")))
        self.addOutput(QgsProcessingOutputNumber("FAILED", tr("Number of failed services")))

    def run_with(self, connection, parameters, context, feedback):
        point = self.parameterAsPoint(parameters, self.POINT, context, QgsCoordinateReferenceSystem(WGS84))
        inputs = query_inputs(point.x(), point.y(), *self.what(parameters, context)) + self.limits(parameters, context)
        if self.parameterAsEnum(parameters, self.FEATURES, context) == 1:
            inputs.append(wps.Literal("features", "ALL"))
        if self.parameterAsBool(parameters, self.REFRESH, context):
            inputs.append(wps.Literal("refresh", "true"))
        wants_geometries = any(parameters.get(name) for name, *_ in self.MATCHED)
        inputs.append(wps.Literal("geometry", "SOURCE" if wants_geometries else "NONE"))

        feedback.pushInfo(tr("Asking {} about {}, {}").format(connection.address, point.x(), point.y()))
        reply = connection.send(Request(connection.address.ows, wps.execute(wps.QUERY, inputs), "text/xml"))
        found = features(reply.status, reply.body)
        rows = [feature["properties"] for feature in found]
        results = {self.OUTPUT: self._write(rows, point, parameters, context)}
        if wants_geometries:
            results.update(self._write_matched(found, parameters, context))

        failed = [row for row in rows if row.get("status") == FAILED]
        for row in failed:
            feedback.pushWarning(
                "{} [{}]: {} ({})".format(row.get("name"), row.get("service"), row.get("reason"), row.get("message"))
            )
        return {**results, "ROWS": len(rows), "FAILED": len({row.get("service") for row in failed})}

    def _write(self, rows, point, parameters, context):
        sink, destination = self._sink(self.OUTPUT, QgsWkbTypes.Point, parameters, context)
        geometry = QgsGeometry.fromPointXY(point)
        for row in rows:
            sink.addFeature(_feature(row, geometry), QgsFeatureSink.FastInsert)
        return destination

    def _write_matched(self, found, parameters, context):
        """The layers of matched features that are wanted, one for each kind of geometry."""
        geometries = [(feature["properties"], _geometry(feature)) for feature in found if feature.get("geometry")]
        results = {}
        for name, kind, wkb_type, _ in self.MATCHED:
            if not parameters.get(name):
                continue
            sink, results[name] = self._sink(name, wkb_type, parameters, context)
            for row, geometry in geometries:
                if geometry.type() == kind:
                    geometry.convertToMultiType()
                    sink.addFeature(_feature(row, geometry), QgsFeatureSink.FastInsert)
        return results

    def _sink(self, name, wkb_type, parameters, context):
        sink, destination = self.parameterAsSink(
            parameters, name, context, _fields(), wkb_type, QgsCoordinateReferenceSystem(WGS84)
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, name))
        return sink, destination


def _fields():
    fields = QgsFields()
    for name, kind in ATTRIBUTES.items():
        fields.append(field(name, kind))
    return fields


def _feature(row, geometry):
    feature = QgsFeature(_fields())
    feature.setGeometry(geometry)
    feature.setAttributes([field_value(kind, row.get(name)) for name, kind in ATTRIBUTES.items()])
    return feature


def _geometry(feature):
    """The geometry of a GeoJSON feature; an empty one of what QGIS cannot read."""
    read = QgsJsonUtils.stringToFeatureList(json.dumps({"type": "Feature", "properties": {}, "geometry": feature["geometry"]}))
    return read[0].geometry() if read else QgsGeometry()
