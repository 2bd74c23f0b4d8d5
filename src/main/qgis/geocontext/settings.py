"""What is set under Settings ▸ Options ▸ Processing ▸ Providers ▸ GeoContext."""

from qgis.core import QgsSettings

from .address import DEFAULT_SERVER
from .translation import tr

SERVER = "GEOCONTEXT_SERVER"
AUTHENTICATION = "GEOCONTEXT_AUTHENTICATION"
TOKEN = "GEOCONTEXT_TOKEN"

_GROUP = "GeoContext"
_PREFIX = "Processing/Configuration/"


def server():
    return _value(SERVER) or DEFAULT_SERVER


def authentication():
    return _value(AUTHENTICATION)


def token():
    return _value(TOKEN)


def _value(name):
    return str(QgsSettings().value(_PREFIX + name, "") or "").strip()


def add(icon):
    """Puts the settings among those of Processing, with their page's icon."""
    from processing.core.ProcessingConfig import ProcessingConfig, Setting

    ProcessingConfig.settingIcons[_GROUP] = icon
    for name, description, default in (
        (SERVER, tr("Server (GeoServer or standalone host)"), DEFAULT_SERVER),
        (AUTHENTICATION, tr("Authentication configuration (its id)"), ""),
        (TOKEN, tr("Token of the standalone host (kept in plain text: an authentication configuration is safer)"), ""),
    ):
        ProcessingConfig.addSetting(Setting(_GROUP, name, description, default, valuetype=Setting.STRING))
    ProcessingConfig.readSettings()


def remove():
    from processing.core.ProcessingConfig import ProcessingConfig

    for name in (SERVER, AUTHENTICATION, TOKEN):
        ProcessingConfig.removeSetting(name)
