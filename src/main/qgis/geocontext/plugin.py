"""The plugin: brings the Processing provider and takes it away."""

from qgis.core import QgsApplication

from .provider import GeoContextProvider


class GeoContextPlugin:
    """Started by QGIS, with windows (initGui) and without (initProcessing)."""

    def __init__(self):
        self._provider = None

    def initProcessing(self):
        self._provider = GeoContextProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self):
        self.initProcessing()

    def unload(self):
        QgsApplication.processingRegistry().removeProvider(self._provider)
