"""The inputs of the server's processes. Needs no QGIS."""

from . import wps


def query_inputs(x, y, collection, groups, services):
    """The inputs of geocontext:Query that say where, in lon/lat, and what."""
    return [wps.Complex("point", f"POINT({x!r} {y!r})", "application/wkt"), *what_inputs(collection, groups, services)]


def what_inputs(collection, groups, services):
    """The inputs that say what is asked: a collection's key or nothing, keys of groups and of services."""
    inputs = [wps.Literal("collection", collection)] if collection else []
    inputs += [wps.Literal("group", key) for key in groups]
    inputs += [wps.Literal("service", key) for key in services]
    return inputs
