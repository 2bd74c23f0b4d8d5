"""List collections: what can be asked."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)

from .answers import TEXT, ServerError
from .base import GeoContextAlgorithm, field
from .collections_of import NotListed, listed_collections
from .translation import tr


class ListCollections(GeoContextAlgorithm):
    """One row for each collection."""

    def name(self):
        return "listcollections"

    def displayName(self):
        return tr("List collections")

    def tags(self):
        return ["geocontext", "catalogue", "collections"]

    def shortDescription(self):
        return tr("Lists the collections of a server.")

    def shortHelpString(self):
        return tr(
            "A table of the collections that a GeoContext server lets you ask: key, name, and the keys of their groups."
            "\n\nA GeoServer lists them for administrators only, unless its REST security says otherwise. For others there are"
            " the keys that it names when it is asked for one that it does not know: three at most."
        )

    def initAlgorithm(self, configuration=None):
        self.add_connection_parameters()
        self.addParameter(QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Collections"), QgsProcessing.TypeVector))
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of collections")))

    def run_with(self, connection, parameters, context, feedback):
        try:
            collections = listed_collections(connection)
        except NotListed as error:
            if not error.guessed:
                raise ServerError(str(error)) from error
            feedback.pushWarning(str(error))
            collections = error.guessed
        fields = QgsFields()
        for name in ("key", "name", "description", "group_keys"):
            fields.append(field(name, TEXT))
        sink, destination = self.parameterAsSink(
            parameters, self.OUTPUT, context, fields, QgsWkbTypes.NoGeometry, QgsCoordinateReferenceSystem()
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, self.OUTPUT))
        for collection in collections:
            row = QgsFeature(fields)
            row.setAttributes(list(collection))
            sink.addFeature(row, QgsFeatureSink.FastInsert)
            feedback.pushInfo(": ".join(filter(None, [collection.key, collection.name])))
        return {self.OUTPUT: destination, "COUNT": len(collections)}
