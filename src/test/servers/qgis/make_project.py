#!/usr/bin/python3
"""Writes the QGIS projects that QGIS Server publishes: make_project.py DATA_DIRECTORY PROJECT_DIRECTORY.

sample.qgs gives geometries in GetFeatureInfo (to clients that ask WITH_GEOMETRY=true), plain.qgs does not (QGIS's default).
"""
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsVectorLayer  # noqa: E402

ALIASES = {
    "districts": {"residents": "Residents (2011 census)"},
    "sites": {"site_ref": "Site reference", "depth_m": "Borehole depth (m)"},
}


def main(data, projects):
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    vector_ids = []
    for name in ("districts", "zones", "rivers", "sites"):
        layer = QgsVectorLayer(f"{data}/sample.gpkg|layername={name}", name, "ogr")
        assert layer.isValid(), name
        for field, alias in ALIASES.get(name, {}).items():
            layer.setFieldAlias(layer.fields().indexOf(field), alias)
        project.addMapLayer(layer)
        vector_ids.append(layer.id())
    for name in ("elevation", "landcover", "photo"):
        layer = QgsRasterLayer(f"{data}/{name}.tif", name)
        assert layer.isValid(), name
        project.addMapLayer(layer)

    project.writeEntryBool("WMSServiceCapabilities", "/", True)
    project.writeEntry("WMSServiceTitle", "/", "Sample QGIS Server")
    project.writeEntry("WMSCrsList", "/", ["EPSG:4326", "EPSG:3857", "EPSG:32735", "EPSG:4148"])
    project.writeEntry("WFSLayers", "/", vector_ids)
    for layer_id in vector_ids:
        project.writeEntry("WFSLayersPrecision", "/" + layer_id, 8)
    project.writeEntryBool("WMSAddWktGeometry", "/", True)
    assert project.write(f"{projects}/sample.qgs")
    project.writeEntryBool("WMSAddWktGeometry", "/", False)
    assert project.write(f"{projects}/plain.qgs")
    application.exitQgis()


if __name__ == "__main__":
    main(*sys.argv[1:3])
