"""The widget for a collection. Only QGIS' dialogs load this module."""

from processing.gui.wrappers import WidgetWrapper
from qgis.core import QgsProcessingFeedback
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QComboBox

from . import settings
from .address import InvalidAddress, ServerAddress
from .answers import ServerError
from .collections_of import NotListed, listed_collections
from .network import Cancelled, connection_to
from .translation import tr

_PATIENCE_MS = 10000


class CollectionBox(QComboBox):
    """A text field for a key, whose list is fetched when it is first opened. list_collections() fetches them."""

    def __init__(self, list_collections):
        super().__init__()
        self.setEditable(True)
        self._list_collections = list_collections
        self._fetched_from = None

    def showPopup(self):
        self.fetch()
        super().showPopup()

    def fetch(self):
        """Fetches the list, unless that of the same server is there already. What was typed stays."""
        typed = self.currentText()
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            server, collections = self._list_collections(self._fetched_from)
            if server != self._fetched_from:
                self.clear()
                for collection in collections:
                    self.addItem(f"{collection.key} – {collection.name}" if collection.name else collection.key, collection.key)
                self._fetched_from = server
                self.setToolTip("")
        except (ServerError, InvalidAddress, Cancelled) as error:
            self.clear()
            self._fetched_from = None
            self.setToolTip(str(error))
            self.lineEdit().setPlaceholderText(tr("The list could not be fetched: type the key"))
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.set_key(typed)

    def key(self):
        """The key that is chosen or typed."""
        index = self.findText(self.currentText())
        return self.itemData(index) if index >= 0 else self.currentText().strip()

    def set_key(self, key):
        index = max(self.findData(key), self.findText(key))
        if index >= 0:
            self.setCurrentIndex(index)
        else:
            self.setCurrentIndex(-1)
            self.setEditText(key)


class CollectionWidget:
    """What Processing makes for a collection's key.

    In the modeler that is QGIS' own widget for texts, which can also take the key from an input of the model.
    """

    def __new__(cls, parameter, dialog, row=0, column=0):
        if type(dialog).__name__ != "ModelerParametersDialog":
            return CollectionWrapper(parameter, dialog, row, column)
        widget = QgsGui.processingGuiRegistry().createModelerParameterWidget(
            dialog.model, dialog.childId, parameter, dialog.context
        )
        widget.setDialog(dialog)
        return widget


class CollectionWrapper(WidgetWrapper):
    """A collection's key in the dialog of an algorithm and in a batch."""

    def createWidget(self):
        self._others = {}
        box = CollectionBox(self._collections)
        box.currentTextChanged.connect(lambda _: self.widgetValueHasChanged.emit(self))
        return box

    def postInitialize(self, wrappers):
        self._others = {wrapper.parameterDefinition().name(): wrapper for wrapper in wrappers}

    def setValue(self, value):
        self.widget.set_key(str(value or ""))

    def value(self):
        return self.widget.key()

    def _collections(self, known):
        """The server and its collections; none if it is the known one."""
        address = ServerAddress(self._other("SERVER") or settings.server())
        if str(address) == known:
            return known, []
        feedback = QgsProcessingFeedback(False)
        QTimer.singleShot(_PATIENCE_MS, feedback.cancel)
        connection = connection_to(address, self._other("AUTHENTICATION"), feedback)
        try:
            return str(address), listed_collections(connection)
        except NotListed as error:
            if not error.guessed:
                raise ServerError(str(error)) from error
            return str(address), error.guessed

    def _other(self, name):
        """What another widget of the dialog says; empty without it."""
        wrapper = self._others.get(name)
        value = wrapper.parameterValue() if wrapper is not None else None
        return value.strip() if isinstance(value, str) else ""
