"""Requests through QGIS: its proxy, certificates and authentication configurations hold, and a cancelled run ends at once."""

from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QByteArray, QEventLoop, QTimer, QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from . import settings
from .address import ServerAddress
from .answers import ServerError, complaint, parsed_json

_TOKEN_HEADER = b"X-GeoContext-Token"
_CANCEL_POLL_MS = 100


class Cancelled(Exception):
    """The user stopped the run."""


class Reply:
    """What came back: the HTTP status (0 without a reply), the body, and what went wrong on the way or None."""

    def __init__(self, status, body, trouble):
        self.status = status
        self.body = body
        self.trouble = trouble


class Request:
    """A POST of a document, or a GET without one."""

    def __init__(self, url, document=None, content_type=None, accept="application/json"):
        self.url = url
        self.document = document
        self.content_type = content_type
        self.accept = accept


def connection_to(address, authentication, feedback):
    """The connection to a server. What is set in the options besides is sent to the server of the options only."""
    token = ""
    if str(address) == str(ServerAddress(settings.server())):
        authentication = authentication or settings.authentication()
        token = settings.token()
    return Connection(address, authentication, token, feedback)


class Connection:
    """The way to one server for one run, to be used in the thread of the run.

    authentication is the id of an authentication configuration or empty; so is the token of the standalone host.
    """

    def __init__(self, address, authentication, token, feedback):
        self.address = address
        self._authentication = authentication
        self._token = token
        self._feedback = feedback

    def send(self, request):
        """The reply to one request; raises ServerError without one, Cancelled if the user stops."""
        replies = []
        self.send_all([(None, request)], 1, lambda _, reply: replies.append(reply))
        if replies[0].trouble and not replies[0].status:
            raise ServerError(f"{self.address}: {replies[0].trouble}")
        return replies[0]

    def json(self, url):
        """The JSON object at a URL; raises ServerError for anything else."""
        reply = self.send(Request(url))
        document = parsed_json(reply.body)
        if reply.status != 200 or not isinstance(document, dict):
            raise ServerError(f"{url}: {complaint(reply.status, reply.body)}")
        return document

    def send_all(self, requests, at_once, take):
        """Sends requests, given as pairs of a tag and a Request, so many at once, and gives each to take(tag, reply).

        What take raises ends the run, and so does the user: then Cancelled is raised. Whatever is under way is aborted.
        """
        _Batch(self, iter(requests), at_once, take, self._feedback).run()

    def pause(self, milliseconds):
        """Waits; raises Cancelled if the user stops."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        if self._feedback.isCanceled():
            raise Cancelled

    def start(self, request):
        """A request under way, as a QNetworkReply."""
        network_request = QNetworkRequest(QUrl(request.url))
        network_request.setRawHeader(b"Accept", request.accept.encode())
        # A redirected POST would arrive as a GET, and the token at a stranger's.
        network_request.setAttribute(
            QNetworkRequest.Attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.ManualRedirectPolicy
        )
        network_request.setAttribute(
            QNetworkRequest.Attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork
        )
        network_request.setAttribute(QNetworkRequest.Attribute.CacheSaveControlAttribute, False)
        if self._token:
            network_request.setRawHeader(_TOKEN_HEADER, self._token.encode())
        if request.content_type:
            network_request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, request.content_type)
        if self._authentication:
            known, network_request = QgsApplication.authManager().updateNetworkRequest(
                network_request, self._authentication
            )
            if not known:
                raise ServerError(f"authentication: {self._authentication} cannot be used (is the master password set?)")
        manager = QgsNetworkAccessManager.instance()
        if request.document is None:
            return manager.get(network_request)
        return manager.post(network_request, QByteArray(request.document))


class _Batch:
    """One call of send_all: a local event loop that ends when everything has been answered."""

    def __init__(self, connection, requests, at_once, take, feedback):
        self._connection = connection
        self._requests = requests
        self._at_once = at_once
        self._take = take
        self._feedback = feedback
        self._loop = QEventLoop()
        self._under_way = {}
        self._exhausted = False
        self._error = None

    def run(self):
        poll = QTimer()
        poll.timeout.connect(self._look_for_cancel)
        poll.start(_CANCEL_POLL_MS)
        self._fill()
        if self._under_way:
            self._loop.exec()
        poll.stop()
        if self._error is not None:
            raise self._error

    def _fill(self):
        """Starts what there is room for. Whatever is raised in here would be lost between Qt's frames: it is kept."""
        try:
            while self._error is None and not self._exhausted and len(self._under_way) < self._at_once:
                if self._feedback.isCanceled():
                    raise Cancelled
                following = next(self._requests, None)
                if following is None:
                    self._exhausted = True
                    break
                tag, request = following
                reply = self._connection.start(request)
                self._under_way[reply] = tag
                reply.finished.connect(lambda reply=reply: self._finished(reply))
        except Exception as error:
            self._end(error)
        if not self._under_way:
            self._loop.quit()

    def _finished(self, reply):
        if reply not in self._under_way:
            return
        tag = self._under_way.pop(reply)
        try:
            self._take(tag, _read(reply))
        except Exception as error:
            self._end(error)
        reply.deleteLater()
        self._fill()

    def _look_for_cancel(self):
        if self._feedback.isCanceled():
            self._end(Cancelled())
            self._loop.quit()

    def _end(self, error):
        if self._error is None:
            self._error = error
        replies = list(self._under_way)
        self._under_way.clear()
        for reply in replies:
            if reply.isRunning():
                reply.abort()
            reply.deleteLater()


def _read(reply):
    status = int(reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute) or 0)
    body = bytes(reply.readAll())
    trouble = None
    if 300 <= status < 400:
        target = bytes(reply.rawHeader(b"Location")).decode(errors="replace")
        trouble = f"HTTP {status}: the server is now at {target}"
        status = 0
    elif reply.error() != QNetworkReply.NetworkError.NoError:
        trouble = reply.errorString() or "no reply"
    return Reply(status, body, trouble)
