"""Enrich layer: one column for each service, for all points of a layer."""

from qgis.core import (
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
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from .answers import DETAILS, Answers, cell_value, columns
from .asking import ByPortions, EnrichUnusable, PointByPoint, has_enrich
from .base import Aliases, AskingAlgorithm, field, field_value
from .network import Cancelled
from .points import LayerPoints
from .translation import tr

# Qt has at most six HTTP/1.1 connections to a server.
_MOST_AT_ONCE = 6
_ASKING_ENDS_AT = 95


class EnrichLayer(AskingAlgorithm):
    """The points of a layer with what the services of a collection know about them."""

    INPUT = "INPUT"
    DETAILS = "DETAILS"
    TEXTS_ONLY = "TEXTS_ONLY"
    AT_ONCE = "AT_ONCE"

    def name(self):
        return "enrichlayer"

    def displayName(self):
        return tr("Enrich layer")

    def tags(self):
        return ["geocontext", "wps", "wms", "wfs", "arcgis", "sample", "extract", "values", "context"]

    def shortDescription(self):
        return tr("Adds what the services of a collection know to the points of a layer.")

    def shortHelpString(self):
        return tr(
            "Asks every map service of a collection (or of groups, or single ones) about every point of a layer and adds one"
            " column for each service, named by its key. Columns of services that answer with numbers only are numbers."
            " Titles and units are the aliases of the columns."
            "\n\nPositions that occur several times are asked once. A multipoint becomes a feature for each of its points."
            " Features without a geometry stay, without values."
            "\n\nServices that fail are warnings, and by default there is a column with the status of each service: value,"
            " no_data, failed or skipped. More columns can be chosen among the advanced parameters."
        )

    def initAlgorithm(self, configuration=None):
        self.addParameter(
            QgsProcessingParameterFeatureSource(self.INPUT, tr("Points"), [QgsProcessing.TypeVectorPoint])
        )
        self.add_what_parameters()
        details = QgsProcessingParameterEnum(
            self.DETAILS,
            tr("Further columns of each service"),
            options=list(DETAILS),
            allowMultiple=True,
            defaultValue=[0],
            optional=True,
        )
        self.add_advanced(details)
        self.add_advanced(
            QgsProcessingParameterBoolean(
                self.TEXTS_ONLY, tr("All values as texts, with all their digits"), defaultValue=False
            ),
            tr("Column types then do not depend on what is answered."),
        )
        self.add_limit_parameters()
        self.add_advanced(
            QgsProcessingParameterNumber(
                self.AT_ONCE, tr("Requests at a time"), defaultValue=_MOST_AT_ONCE, minValue=1, maxValue=_MOST_AT_ONCE
            )
        )
        self.add_connection_parameters()
        self.addParameter(
            QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Enriched"), QgsProcessing.TypeVectorPoint)
        )
        self.addOutput(QgsProcessingOutputNumber("POINTS", tr("Number of points")))
        self.addOutput(QgsProcessingOutputNumber("ASKED", tr("Number of distinct positions")))
        self.addOutput(QgsProcessingOutputNumber("FAILED", tr("Number of values that failed")))

    def run_with(self, connection, parameters, context, feedback):
        source = self.parameterAsSource(parameters, self.INPUT, context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, self.INPUT))
        if not source.sourceCrs().isValid():
            raise QgsProcessingException(tr("The layer has no coordinate reference system: where its points are is unknown."))
        points = LayerPoints(source, context, feedback)
        feedback.pushInfo(tr("{} points at {} positions").format(points.points, len(points.positions)))

        details = [DETAILS[index] for index in self.parameterAsEnums(parameters, self.DETAILS, context)]
        answers = Answers(len(points.positions), details)
        if points.positions:
            self._ask(connection, points.positions, answers, parameters, context, feedback)
        if feedback.isCanceled():
            raise Cancelled
        for sentence in answers.failures():
            feedback.pushWarning(sentence)
        if points.without_geometry:
            feedback.pushWarning(tr("{} features without a geometry have no values").format(points.without_geometry))
        if points.nowhere:
            feedback.pushWarning(tr("{} points are nowhere on the earth and have no values").format(points.nowhere))

        texts_only = self.parameterAsBool(parameters, self.TEXTS_ONLY, context)
        added = columns(answers, source.fields().names(), texts_only)
        destination = self._write(source, points, answers, added, parameters, context, feedback)
        return {
            self.OUTPUT: destination,
            "POINTS": points.points,
            "ASKED": len(points.positions),
            "FAILED": answers.failed(),
        }

    def _ask(self, connection, positions, answers, parameters, context, feedback):
        what = self.what(parameters, context)
        limits = self.limits(parameters, context)
        progress = _Progress(len(positions), feedback)
        if has_enrich(connection):
            feedback.pushInfo(tr("Asking {} about many points at once").format(connection.address))
            try:
                ByPortions(connection, what, limits).ask(positions, answers, progress)
                return
            except EnrichUnusable as refusal:
                feedback.pushInfo(str(refusal))
        feedback.pushInfo(tr("Asking {} point by point").format(connection.address))
        at_once = self.parameterAsInt(parameters, self.AT_ONCE, context)
        PointByPoint(connection, what, limits, at_once).ask(positions, answers, progress)

    def _write(self, source, points, answers, added, parameters, context, feedback):
        fields = QgsFields(source.fields())
        for column in added:
            fields.append(field(column.name, column.kind, column.alias))
        sink, destination = self.parameterAsSink(
            parameters, self.OUTPUT, context, fields, QgsWkbTypes.singleType(source.wkbType()), source.sourceCrs()
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, self.OUTPUT))
        count = max(source.featureCount(), 1)
        for done, feature in enumerate(source.getFeatures()):
            if feedback.isCanceled():
                raise Cancelled
            for part, number in points.of(feature) or [(None, None)]:
                row = QgsFeature(fields)
                if part is not None:
                    row.setGeometry(QgsGeometry(part.clone()))
                row.setAttributes(feature.attributes() + _values(answers, added, number))
                sink.addFeature(row, QgsFeatureSink.FastInsert)
            feedback.setProgress(_ASKING_ENDS_AT + (100 - _ASKING_ENDS_AT) * done / count)
        Aliases.give({column.name: column.alias for column in added}, destination, context)
        return destination


def _values(answers, added, number):
    if number is None:
        return [None] * len(added)
    return [field_value(column.kind, cell_value(answers, column, number)) for column in added]


class _Progress:
    """Tells how many positions have been answered."""

    def __init__(self, total, feedback):
        self._total = total
        self._feedback = feedback

    def __call__(self, done):
        self._feedback.setProgress(_ASKING_ENDS_AT * done / self._total)
        if done % max(self._total // 20, 1) == 0 or done == self._total:
            self._feedback.setProgressText(tr("{} of {} positions answered").format(done, self._total))
