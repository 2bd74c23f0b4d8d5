"""What the algorithms have in common."""

import os

from qgis.core import (
    QgsField,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterAuthConfig,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QDateTime, Qt, QVariant
from qgis.PyQt.QtGui import QIcon

from . import settings, wps
from .address import InvalidAddress, ServerAddress
from .answers import BOOLEAN, INTEGER, NUMBER, TEXT, TIME, ServerError, converted, keys
from .network import Cancelled, connection_to
from .translation import tr

try:
    from qgis.PyQt.QtCore import QMetaType

    QgsField("test", QMetaType.Type.QString)
    _FIELD_TYPES = {
        TEXT: QMetaType.Type.QString,
        NUMBER: QMetaType.Type.Double,
        INTEGER: QMetaType.Type.Int,
        BOOLEAN: QMetaType.Type.Bool,
        TIME: QMetaType.Type.QDateTime,
    }
except (AttributeError, TypeError):  # before QGIS 3.38
    _FIELD_TYPES = {
        TEXT: QVariant.String,
        NUMBER: QVariant.Double,
        INTEGER: QVariant.Int,
        BOOLEAN: QVariant.Bool,
        TIME: QVariant.DateTime,
    }

_DIRECTORY = os.path.dirname(__file__)


def field(name, kind, alias=""):
    """A field of one of the types of answers.ATTRIBUTES."""
    made = QgsField(name, _FIELD_TYPES[kind])
    made.setAlias(alias)
    return made


def field_value(kind, value):
    """A value as a feature's attribute; None for nothing. Times are UTC."""
    value = converted(kind, value)
    if kind != TIME or value is None:
        return value
    time = QDateTime.fromString(value, Qt.DateFormat.ISODateWithMs)
    return time.toUTC() if time.isValid() else None


class GeoContextAlgorithm(QgsProcessingAlgorithm):
    """An algorithm that asks a GeoContext server: where it is, who asks, and what becomes of errors."""

    SERVER = "SERVER"
    AUTHENTICATION = "AUTHENTICATION"
    OUTPUT = "OUTPUT"

    def createInstance(self):
        return type(self)()

    def group(self):
        return ""

    def groupId(self):
        return ""

    def icon(self):
        return QIcon(self.svgIconPath())

    def svgIconPath(self):
        return os.path.join(_DIRECTORY, "icon.svg")

    def add_connection_parameters(self):
        server = QgsProcessingParameterString(self.SERVER, tr("Server (empty: that of the options)"), optional=True)
        authentication = QgsProcessingParameterAuthConfig(
            self.AUTHENTICATION, tr("Authentication (empty: that of the options)"), optional=True
        )
        for parameter in (server, authentication):
            self.add_advanced(parameter)

    def add_advanced(self, parameter, help_text=""):
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
        if help_text:
            parameter.setHelp(help_text)
        self.addParameter(parameter)

    def connection(self, parameters, context, feedback):
        """The connection that the parameters name, else the options."""
        given = self.parameterAsString(parameters, self.SERVER, context).strip()
        authentication = self.parameterAsString(parameters, self.AUTHENTICATION, context).strip()
        return connection_to(ServerAddress(given or settings.server()), authentication, feedback)

    def checkParameterValues(self, parameters, context):
        try:
            ServerAddress(self.parameterAsString(parameters, self.SERVER, context).strip() or settings.server())
        except InvalidAddress as error:
            return False, str(error)
        return super().checkParameterValues(parameters, context)

    def processAlgorithm(self, parameters, context, feedback):
        try:
            return self.run_with(self.connection(parameters, context, feedback), parameters, context, feedback)
        except Cancelled:
            return {}
        except (ServerError, InvalidAddress) as error:
            raise QgsProcessingException(str(error)) from error


class AskingAlgorithm(GeoContextAlgorithm):
    """An algorithm that asks the services of a collection, of groups, or single ones."""

    COLLECTION = "COLLECTION"
    GROUPS = "GROUPS"
    SERVICES = "SERVICES"
    TOLERANCE = "TOLERANCE"
    TIMEOUT = "TIMEOUT"

    def add_what_parameters(self):
        collection = QgsProcessingParameterString(self.COLLECTION, tr("Collection (its key)"), optional=True)
        collection.setHelp(tr("The key of a collection; the list is fetched from the server when it is opened."))
        collection.setMetadata({"widget_wrapper": {"class": "geocontext.widgets.CollectionWidget"}})
        self.addParameter(collection)
        self.add_advanced(
            QgsProcessingParameterString(self.GROUPS, tr("Only these groups (keys)"), optional=True),
            tr("Keys, separated by commas. Without a collection: these groups on their own."),
        )
        self.add_advanced(
            QgsProcessingParameterString(self.SERVICES, tr("Only these services (keys)"), optional=True),
            tr("Keys, separated by commas. Without a collection or groups: these services on their own."),
        )

    def add_limit_parameters(self):
        for name, description, least, most in (
            (self.TOLERANCE, tr("Search radius in metres (empty: each service's own)"), 0, 100000),
            (self.TIMEOUT, tr("Deadline of a query in seconds (empty: the server's)"), 0.1, 300),
        ):
            self.add_advanced(
                QgsProcessingParameterNumber(
                    name,
                    description,
                    QgsProcessingParameterNumber.Double,
                    optional=True,
                    minValue=least,
                    maxValue=most,
                )
            )

    def limits(self, parameters, context):
        """The inputs that limit a query, of those that are set."""
        return [
            wps.Literal(identifier, self.parameterAsDouble(parameters, name, context))
            for identifier, name in (("tolerance", self.TOLERANCE), ("timeout", self.TIMEOUT))
            if parameters.get(name) is not None
        ]

    def what(self, parameters, context):
        """The collection's key or an empty text, and the keys of the groups and services."""
        return (
            self.parameterAsString(parameters, self.COLLECTION, context).strip(),
            keys(self.parameterAsString(parameters, self.GROUPS, context)),
            keys(self.parameterAsString(parameters, self.SERVICES, context)),
        )

    def checkParameterValues(self, parameters, context):
        if not any(self.what(parameters, context)):
            return False, tr("A collection, groups or services are needed: what is to be asked?")
        return super().checkParameterValues(parameters, context)


class Aliases(QgsProcessingLayerPostProcessorInterface):
    """Gives the fields of a loaded layer their aliases, which not every format keeps."""

    _alive = []

    def __init__(self, aliases):
        super().__init__()
        self._aliases = aliases

    def postProcessLayer(self, layer, context, feedback):
        for name, alias in self._aliases.items():
            index = layer.fields().lookupField(name)
            if index >= 0:
                layer.setFieldAlias(index, alias)
        self._alive.remove(self)

    @classmethod
    def give(cls, aliases, layer_id, context):
        """Has the aliases (name to alias) set when the layer is loaded. QGIS does not keep the Python object: this class does."""
        if context.willLoadLayerOnCompletion(layer_id):
            processor = cls(aliases)
            cls._alive.append(processor)
            context.layerToLoadOnCompletionDetails(layer_id).setPostProcessor(processor)
