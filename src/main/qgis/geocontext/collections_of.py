"""The collections of a server."""

import re
from collections import namedtuple

from . import wps
from .answers import complaint, parsed_json
from .network import Request
from .queries import query_inputs
from .translation import tr

#: key, name and description of a collection, and the keys of its groups in one text.
Collection = namedtuple("Collection", "key name description group_keys")

# No collection of this key is likely; a server names the keys that are the closest to it.
_UNLIKELY_KEY = "a_collection_that_nobody_has"
_CLOSEST = re.compile(r"\(closest: ([^)]*)\)")


class NotListed(Exception):
    """The server does not list its collections for this user. guessed: some of them."""

    def __init__(self, message, guessed):
        super().__init__(message)
        self.guessed = guessed


def listed_collections(connection):
    """All collections that the user may see; raises NotListed where the server does not list them."""
    reply = connection.send(Request(connection.address.rest("collections")))
    document = parsed_json(reply.body) if reply.status == 200 else None
    if isinstance(document, dict) and isinstance(document.get("collections"), list):
        return [_collection(entry) for entry in document["collections"]]
    guessed = _closest(connection)
    trouble = complaint(reply.status, reply.body)
    if not guessed:
        raise NotListed(tr("The server does not list its collections: {}").format(trouble), [])
    raise NotListed(
        tr("The server does not list its collections ({}); it named these, there may be more.").format(trouble), guessed
    )


def _collection(entry):
    groups = entry.get("group_keys") or []
    return Collection(entry["key"], entry.get("name"), entry.get("description"), ", ".join(groups))


def _closest(connection):
    inputs = query_inputs(0.0, 0.0, _UNLIKELY_KEY, [], [])
    reply = connection.send(Request(connection.address.ows, wps.execute(wps.QUERY, inputs), "text/xml"))
    return [Collection(key, None, None, None) for key in closest_keys(wps.exception_text(reply.body) or "")]


def closest_keys(text):
    """The keys that a server names in place of one that it does not know."""
    found = _CLOSEST.search(text)
    return [key.strip() for key in found.group(1).split(",") if key.strip()] if found else []
