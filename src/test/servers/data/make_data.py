#!/usr/bin/python3
"""Writes the sample data of the test servers, always the same bytes of meaning: make_data.py DIRECTORY.

Everything lies around A = lon 26.2, lat -29.1 (README.md lists the test points and what each server says there).
Needs the system's Python with GDAL: apt install python3-gdal.
"""
import os
import sys

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()
osr.UseExceptions()

A = (26.2, -29.1)
STRING, INTEGER, REAL, DATE, DATETIME = ogr.OFTString, ogr.OFTInteger, ogr.OFTReal, ogr.OFTDate, ogr.OFTDateTime


def crs(code):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(code)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


def project(lon, lat, code):
    x, y, _ = osr.CoordinateTransformation(crs(4326), crs(code)).TransformPoint(lon, lat)
    return x, y


def ring(x0, y0, x1, y1):
    return f"({x0} {y0},{x1} {y0},{x1} {y1},{x0} {y1},{x0} {y0})"


def layer(source, name, code, geometry_type, fields, rows):
    table = source.CreateLayer(name, crs(code), geometry_type, ["GEOMETRY_NAME=shape"])
    for field, field_type in fields:
        table.CreateField(ogr.FieldDefn(field, field_type))
    for wkt, values in rows:
        feature = ogr.Feature(table.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        for (field, _), value in zip(fields, values):
            if value is not None:
                feature.SetField(field, value)
        table.CreateFeature(feature)


def vectors(path):
    source = ogr.GetDriverByName("GPKG").CreateDataSource(path)

    layer(source, "districts", 4326, ogr.wkbMultiPolygon,
          [("district", STRING), ("district_code", STRING), ("residents", INTEGER), ("extent_km2", REAL),
           ("proclaimed", DATE), ("remark", STRING)],
          [
              (f"MULTIPOLYGON(({ring(25.6, -29.6, 26.4, -28.8)}))",
               ["Łódź – Egoli", "0042", 556000, 6284.125, "1994-04-27", "R&D <north> \"quoted\""]),
              (f"MULTIPOLYGON(({ring(26.4, -29.6, 27.0, -28.8)},{ring(26.6, -29.3, 26.8, -29.1)}))",
               ["Ring Municipality", "0043", 81000, 4250.5, "2000-12-05", ""]),
              (f"MULTIPOLYGON(({ring(25.6, -30.0, 26.4, -29.6)}))",
               ["Nameless South", None, None, None, None, None]),
              (f"MULTIPOLYGON(({ring(26.68, -29.22, 26.72, -29.18)}),({ring(26.5, -30.0, 27.0, -29.7)}))",
               ["Twin Parts", "0045", 0, 1800.0, "2011-05-18", "null"]),
          ])

    x, y = (round(c) for c in project(*A, 3857))
    layer(source, "zones", 3857, ogr.wkbPolygon,
          [("zone_code", STRING), ("zone_title", STRING), ("floor_ratio", REAL)],
          [
              (f"POLYGON({ring(x - 2000, y - 2000, x + 2000, y + 2000)})", ["R1", "Residential 1", 0.8]),
              (f"POLYGON({ring(x + 500, y - 500, x + 1500, y + 500)})", ["H", "Heritage overlay", None]),
              (f"POLYGON({ring(x + 2000, y - 2000, x + 6000, y + 2000)})", ["I2", "Industrial 2", 2.5]),
          ])

    x, y = project(*A, 32735)
    layer(source, "rivers", 32735, ogr.wkbLineString,
          [("river", STRING), ("strahler", INTEGER), ("perennial", STRING)],
          [
              # vertices close to A, so that the line is the same to the decimetre in every CRS
              (f"LINESTRING({','.join(f'{x + e:.2f} {y + 40:.2f}' for e in (-20000, -1000, -200, 200, 1000, 20000))})",
               ["Modder", 5, "yes"]),
              (f"LINESTRING({x - 15000:.2f} {y - 15000:.2f},{x + 1000:.2f} {y - 1000:.2f},{x + 9000:.2f} {y - 12000:.2f})",
               ["Kaalspruit", None, None]),
          ])

    # Hartebeesthoek94 equals WGS 84 here; the offsets are metres in UTM 35S, good to 0.04 % on the ground.
    back = osr.CoordinateTransformation(crs(32735), crs(4148))

    def near_a(east, north):
        lon, lat, _ = back.TransformPoint(x + east, y + north)
        return f"POINT({lon:.8f} {lat:.8f})"

    layer(source, "sites", 4148, ogr.wkbPoint,
          [("site_ref", STRING), ("depth_m", REAL), ("visits", INTEGER), ("state", STRING), ("visited_at", DATETIME)],
          [
              (near_a(3, 0), ["S-001", 118.25, 7, "active", "2021/03/04 05:06:07+00"]),
              (near_a(0, 300), ["S-002", 64.0, 0, "dry", "2019/12/31 23:59:59+00"]),
              ("POINT(26.3 -29.2)", ["S-003", None, None, None, None]),
              ("POINT(26.9 -29.9)", ["S-004", -9999.0, 1, "unknown", "1969/07/20 20:17:40+00"]),
          ])


def raster(path, code, transform, bands, nodata, names):
    rows, columns = bands[0].shape
    kind = {"float32": gdal.GDT_Float32, "uint8": gdal.GDT_Byte}[bands[0].dtype.name]
    dataset = gdal.GetDriverByName("GTiff").Create(path, columns, rows, len(bands), kind, ["COMPRESS=DEFLATE"])
    dataset.SetProjection(crs(code).ExportToWkt())
    dataset.SetGeoTransform(transform)
    for index, (band, name) in enumerate(zip(bands, names), start=1):
        dataset.GetRasterBand(index).WriteArray(band)
        dataset.GetRasterBand(index).SetDescription(name)
        if nodata is not None:
            dataset.GetRasterBand(index).SetNoDataValue(nodata)


def rasters(directory):
    # elevation: 100 m pixels, every pixel has a value of its own, A lies 20 m east and 30 m south of its pixel's centre
    x, y = project(*A, 32735)
    left, top = x - 200 * 100 - 70, y + 200 * 100 + 80
    heights = np.fromfunction(lambda row, column: 1100.5 + row * 1.25 + column * 0.0078125, (400, 400)).astype("float32")
    heights[250:270, 250:270] = -9999
    raster(f"{directory}/elevation.tif", 32735, [left, 100, 0, top, 0, -100], [heights], -9999, ["height"])

    # pixels of 0.01 degree, A lies in the upper left part of one
    origin = [25.497, 0.01, 0, -28.396, 0, -0.01]

    # landcover: classes, 0 is no data
    classes = np.full((160, 150), 40, "uint8")
    classes[:, :60] = 10
    classes[60:90, 60:90] = 50
    classes[140:, :] = 0
    raster(f"{directory}/landcover.tif", 4326, origin, [classes], 0, ["class"])

    bands = [np.fromfunction(lambda row, column: (row * 3 + column * n + 20 * n) % 256, (160, 150)).astype("uint8")
             for n in (1, 2, 3)]
    raster(f"{directory}/photo.tif", 4326, origin, bands, None, ["red", "green", "blue"])


def main(directory):
    os.makedirs(directory, exist_ok=True)
    for name in os.listdir(directory):
        if name.endswith((".gpkg", ".tif", ".xml", ".geojson", ".stamp")):
            os.remove(f"{directory}/{name}")
    vectors(f"{directory}/sample.gpkg")
    rasters(directory)
    for name in ("districts", "zones", "rivers", "sites"):
        gdal.VectorTranslate(f"{directory}/{name}.geojson", f"{directory}/sample.gpkg", format="GeoJSON", layers=[name],
                             dstSRS="EPSG:4326", reproject=True, layerCreationOptions=["COORDINATE_PRECISION=8"])


if __name__ == "__main__":
    main(sys.argv[1])
