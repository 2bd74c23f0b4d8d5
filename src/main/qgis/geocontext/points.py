"""The points of a layer, each position once."""

from math import isfinite

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsFeatureRequest

_NOWHERE = -1


class LayerPoints:
    """Where the features of a source are, in lon/lat.

    positions: the distinct positions as (lon, lat). A feature has a point for each part of a multipoint, none without a
    geometry; points that have no position on the earth count as nowhere.
    """

    def __init__(self, source, context, feedback):
        self.positions = []
        self.without_geometry = 0
        self.nowhere = 0
        self.points = 0
        self._numbers = {}
        self._of_feature = {}
        self._transform = QgsCoordinateTransform(
            source.sourceCrs(), QgsCoordinateReferenceSystem("EPSG:4326"), context.transformContext()
        )
        request = QgsFeatureRequest().setSubsetOfAttributes([])
        for feature in source.getFeatures(request):
            if feedback.isCanceled():
                break
            self._add(feature)

    def of(self, feature):
        """The parts of a feature's geometry, each with the number of its position, None for nowhere."""
        numbers = self._of_feature.get(feature.id(), ())
        return [
            (part, None if number == _NOWHERE else number)
            for part, number in zip(_parts(feature), numbers)
        ]

    def _add(self, feature):
        numbers = []
        for part in _parts(feature):
            self.points += 1
            position = self._lon_lat(part)
            if position is None:
                self.nowhere += 1
                numbers.append(_NOWHERE)
                continue
            number = self._numbers.setdefault(position, len(self.positions))
            if number == len(self.positions):
                self.positions.append(position)
            numbers.append(number)
        self.without_geometry += not numbers
        self._of_feature[feature.id()] = tuple(numbers)

    def _lon_lat(self, point):
        try:
            place = self._transform.transform(point.x(), point.y())
        except QgsCsException:
            return None
        if not (isfinite(place.x()) and isfinite(place.y()) and abs(place.x()) <= 180 and abs(place.y()) <= 90):
            return None
        return place.x(), place.y()


def _parts(feature):
    """The points of a feature's geometry, of which a point has one."""
    if not feature.hasGeometry():
        return []
    return [part for part in feature.geometry().constParts() if not part.isEmpty()]
