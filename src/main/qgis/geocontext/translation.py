"""Texts in the user's language, straight from Qt's translation sources: no compiled file has to be built or kept in step."""

import os
import xml.etree.ElementTree as ElementTree
from functools import lru_cache

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QLocale

_DIRECTORY = os.path.join(os.path.dirname(__file__), "i18n")


def tr(text):
    """The text in the language of QGIS, itself where there is no translation."""
    return _texts(_language()).get(text, text)


@lru_cache(maxsize=1)
def _language():
    """The language that QGIS was started in, as de."""
    own = QgsSettings().value("locale/overrideFlag", False, type=bool)
    name = QgsSettings().value("locale/userLocale", "") if own else ""
    return (name or QLocale.system().name())[:2]


@lru_cache(maxsize=2)
def _texts(language):
    path = os.path.join(_DIRECTORY, f"geocontext_{language}.ts")
    if not os.path.exists(path):
        return {}
    return {
        message.findtext("source"): message.findtext("translation")
        for message in ElementTree.parse(path).iter("message")
        if message.findtext("translation") and message.find("translation").get("type") is None
    }
