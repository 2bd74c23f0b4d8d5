"""GeoContext for QGIS: what configured map services know about points, as Processing algorithms."""


def classFactory(iface):
    from .plugin import GeoContextPlugin

    return GeoContextPlugin()
