"""The Processing provider."""

import os

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from . import settings
from .check_services import CheckServices
from .enrich_layer import EnrichLayer
from .list_collections import ListCollections
from .query_point import QueryPoint

ICON = os.path.join(os.path.dirname(__file__), "icon.svg")


class GeoContextProvider(QgsProcessingProvider):
    """The toolbox "GeoContext". Loading it asks no server anything."""

    def id(self):
        return "geocontext"

    def name(self):
        return "GeoContext"

    def icon(self):
        return QIcon(ICON)

    def svgIconPath(self):
        return ICON

    def load(self):
        settings.add(self.icon())
        self.refreshAlgorithms()
        return True

    def unload(self):
        settings.remove()

    def loadAlgorithms(self):
        for algorithm in (QueryPoint(), EnrichLayer(), ListCollections(), CheckServices()):
            self.addAlgorithm(algorithm)
