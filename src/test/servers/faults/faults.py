#!/usr/bin/python3
"""A server that misbehaves on purpose: faults.py PORT BLACK_HOLE_PORT. Standard library only.

The path says how. A fault takes its arguments from the following path segments; segments after those are ignored, so that each
test may add its own and get its own count (/flaky/2/my-test). "OK" below is a FeatureCollection with one feature whose property
`value` is `ok`. Listens on 127.0.0.1 and on 127.0.1.1 to 127.0.1.40, so that a fault can be an origin of its own. BLACK_HOLE_PORT
of 127.0.0.1 never completes a connection. README.md lists the faults.
"""
import asyncio
import base64
import collections
import gzip
import json
import socket
import struct
import sys
import time
import urllib.parse
import zlib

OK = (b'{"type":"FeatureCollection","features":[{"type":"Feature","id":"fault.1","geometry":null,'
      b'"properties":{"value":"ok"}}]}\n')
JSON, XML, HTML, TEXT, PNG = "application/json", "text/xml", "text/html", "text/plain", "image/png"
HTML_LOGIN = (b'<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form action="/login" method="post">'
              b'<input name="user"><input type="password" name="password"></form></body></html>\n')
ONE_PIXEL_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
SERVICE_EXCEPTION = b"""<?xml version='1.0' encoding="UTF-8" standalone="no" ?>
<!DOCTYPE ServiceExceptionReport SYSTEM "http://127.0.0.1:9/wms/1.1.1/exception_1_1_1.dtd">
<ServiceExceptionReport version="1.1.1">
<ServiceException code="LayerNotDefined">
The fault server has no layer &lt;nowhere&gt;.
</ServiceException>
</ServiceExceptionReport>
"""
OWS_EXCEPTION = b"""<?xml version="1.0" encoding="UTF-8"?>
<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0" xml:lang="en-US">
  <ows:Exception exceptionCode="InvalidParameterValue" locator="typename">
    <ows:ExceptionText>The fault server has no type nowhere.</ows:ExceptionText>
  </ows:Exception>
</ows:ExceptionReport>
"""
XXE = b"""<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY file SYSTEM "file:///etc/hostname"><!ENTITY net SYSTEM "http://127.0.0.1:9/">]>
<FeatureInfoResponse xmlns="http://www.esri.com/wms"><FIELDS value="&file;&net;"/></FeatureInfoResponse>
"""
BILLION_LAUGHS = (b'<?xml version="1.0"?>\n<!DOCTYPE l [<!ENTITY l0 "lol">'
                  + b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
                  + b']>\n<l>&l9;</l>\n')
REASONS = {200: "OK", 204: "No Content", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
           307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
           404: "Not Found", 429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway",
           503: "Service Unavailable", 504: "Gateway Timeout"}

FAULTS = {}
counts = collections.Counter()
stats = {"requests": 0, "connections": 0, "waiting": 0, "most_waiting": 0, "paths": collections.Counter()}


def fault(function):
    FAULTS[function.__name__.strip("_").replace("_", "-")] = function
    return function


class Connection:
    """One client connection. A fault writes to it; what it does not close stays open for the next request."""

    def __init__(self, reader, writer):
        self.reader, self.writer, self.open = reader, writer, True

    async def read_request(self):
        head = await self.reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.method, self.target, self.version = lines[0].split(" ", 2)
        self.headers = [tuple(part.strip() for part in line.split(":", 1)) for line in lines[1:] if ":" in line]
        self.body = await self.reader.readexactly(int(self.header("content-length") or 0))
        parts = urllib.parse.urlsplit(self.target)
        self.path = urllib.parse.unquote(parts.path)
        self.query = dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name), None)

    async def raw(self, data):
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status=200, content_type=JSON, length=None, *extra):
        lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}"]
        if content_type:
            lines.append(f"Content-Type: {content_type}")
        if length is not None:
            lines.append(f"Content-Length: {length}")
        await self.raw("\r\n".join([*lines, *extra, "", ""]).encode("latin-1"))

    async def reply(self, status=200, body=OK, content_type=JSON, *extra):
        await self.head(status, content_type, len(body), *extra)
        if self.method != "HEAD":
            await self.raw(body)

    async def chunk(self, data):
        await self.raw(b"%x\r\n%s\r\n" % (len(data), data))

    async def close(self):
        self.open = False
        try:
            self.writer.close()
            await self.writer.wait_closed()
        except OSError:
            pass

    async def reset(self):
        """Closes with RST instead of FIN."""
        await asyncio.sleep(0.05)
        self.open = False
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


def seconds(text):
    return float(text) / 1000


def count(c):
    """How often this very path was asked before."""
    counts[c.path] += 1
    return counts[c.path] - 1


# --- good replies

@fault
async def ok(c):
    await c.reply()


@fault
async def sleep(c, milliseconds):
    await asyncio.sleep(seconds(milliseconds))
    await c.reply()


@fault
async def echo(c):
    """What arrived, as the properties of a feature and as it was."""
    properties = {"value": "ok", "method": c.method, "target": c.target, "headers": c.headers,
                  "query": c.query, "body": c.body.decode("latin-1")}
    await c.reply(200, json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": "echo.1", "geometry": None, "properties": properties}]}).encode())


@fault
async def stats_(c):
    await c.reply(200, json.dumps(stats).encode())


@fault
async def reset_stats(c):
    stats.update(requests=0, connections=0, most_waiting=stats["waiting"], paths=collections.Counter())
    counts.clear()
    await c.reply()


@fault
async def gzip_(c):
    await c.reply(200, gzip.compress(OK), JSON, "Content-Encoding: gzip")


@fault
async def deflate(c):
    await c.reply(200, zlib.compress(OK), JSON, "Content-Encoding: deflate")


@fault
async def chunked(c):
    await c.head(200, JSON, None, "Transfer-Encoding: chunked")
    for at in range(0, len(OK), 7):
        await c.chunk(OK[at:at + 7])
    await c.raw(b"0\r\n\r\n")


@fault
async def http10(c):
    """HTTP/1.0: no length, the end of the connection is the end of the body."""
    await c.raw(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + OK)
    await c.close()


@fault
async def bom(c):
    await c.reply(200, b"\xef\xbb\xbf" + OK)


@fault
async def utf16(c):
    await c.reply(200, OK.decode().encode("utf-16"), "application/json; charset=utf-16")


@fault
async def latin1_json(c):
    await c.reply(200, OK.replace(b"ok", b"S\xe3o"), "application/json; charset=ISO-8859-1")


@fault
async def latin1_xml(c):
    """ISO-8859-1 by the XML declaration only."""
    await c.reply(200, b'<?xml version="1.0" encoding="ISO-8859-1"?>\n'
                       b'<FeatureInfoResponse xmlns="http://www.esri.com/wms"><FIELDS value="S\xe3o"/></FeatureInfoResponse>\n', XML)


@fault
async def wrong_type(c):
    """JSON that says it is HTML."""
    await c.reply(200, OK, HTML)


@fault
async def keepalive_close(c, milliseconds):
    """OK, and the connection is closed some time later although it said keep-alive."""
    await c.reply(200, OK, JSON, "Connection: keep-alive")
    await asyncio.sleep(seconds(milliseconds))
    await c.close()


# --- broken connections

@fault
async def close(c):
    await c.close()


@fault
async def reset(c):
    await c.reset()


@fault
async def reset_body(c, size):
    await c.head(200, JSON, 5000)
    await c.raw(OK[:int(size)])
    await c.reset()


@fault
async def truncate(c, size):
    """Promises 5000 bytes, sends some of OK, ends."""
    await c.head(200, JSON, 5000)
    await c.raw(OK[:int(size)])
    await c.close()


@fault
async def chunk_truncate(c):
    """Chunked, complete JSON, the last chunk missing."""
    await c.head(200, JSON, None, "Transfer-Encoding: chunked")
    await c.chunk(OK)
    await c.close()


@fault
async def chunk_garbage(c):
    await c.head(200, JSON, None, "Transfer-Encoding: chunked")
    await c.raw(b"zz\r\nnot a chunk")
    await c.close()


@fault
async def half(c):
    """No length and never closed: OK, but its end cannot be known."""
    await c.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + OK)
    await asyncio.sleep(600)


@fault
async def surplus(c):
    """More bytes than Content-Length says."""
    await c.head(200, JSON, len(OK))
    await c.raw(OK + b'{"left":"over"}')
    await asyncio.sleep(0.2)
    await c.close()


@fault
async def garbage(c):
    await c.raw(b"THIS IS NOT HTTP\r\n\r\n")
    await c.close()


@fault
async def huge_headers(c, kilobytes):
    await c.reply(200, OK, JSON, *(f"X-Pad-{n}: {'x' * 1000}" for n in range(int(kilobytes))))


# --- slow

@fault
async def hang(c):
    await asyncio.sleep(600)


@fault
async def headers_then_hang(c):
    await c.head(200, JSON, len(OK))
    await asyncio.sleep(600)


@fault
async def body_then_hang(c, size):
    await c.head(200, JSON, len(OK))
    await c.raw(OK[:int(size)])
    await asyncio.sleep(600)


@fault
async def slow_head(c, milliseconds):
    """The head one byte at a time."""
    for byte in b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(OK):
        await c.raw(bytes([byte]))
        await asyncio.sleep(seconds(milliseconds))
    await c.raw(OK)


@fault
async def drip(c, size, milliseconds):
    """OK padded to some bytes, one byte at a time."""
    body = OK.rstrip(b"\n").ljust(int(size))
    await c.head(200, JSON, len(body))
    for byte in body:
        await c.raw(bytes([byte]))
        await asyncio.sleep(seconds(milliseconds))


# --- status, redirects, credentials

@fault
async def status(c, code):
    await c.reply(int(code), b"" if code in ("204", "304") else b"<html><body>status %s</body></html>\n" % code.encode(), HTML)


@fault
async def status_ok(c, code):
    """An error status over a good body."""
    await c.reply(int(code), OK)


@fault
async def retry_after(c, code, value):
    """value: seconds, or `date` for a date two seconds ahead, or `junk`."""
    if value == "date":
        value = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 2))
    await c.reply(int(code), b"busy\n", TEXT, f"Retry-After: {value}")


@fault
async def redirect(c, times):
    """/redirect/3 goes to /redirect/2 (absolute), and so on, then to /ok."""
    left = int(times)
    there = f"/redirect/{left - 1}" if left > 1 else "/ok"
    await c.reply(302, b"", TEXT, f"Location: http://{c.header('host')}{there}")


@fault
async def redirect_relative(c, code="302"):
    await c.reply(int(code), b"", TEXT, "Location: ../ok?from=relative")


@fault
async def redirect_loop(c):
    await c.reply(302, b"", TEXT, "Location: /redirect-loop")


@fault
async def redirect_to(c, code="302"):
    """Location is the parameter `to`, as it is; without it there is no Location."""
    await c.reply(int(code), b"", TEXT, *([f"Location: {c.query['to']}"] if "to" in c.query else []))


@fault
async def redirect_file(c):
    await c.reply(302, b"", TEXT, "Location: file:///etc/hostname")


@fault
async def redirect_host(c):
    """Another host (127.0.1.40), same port."""
    port = c.writer.get_extra_info("sockname")[1]
    await c.reply(302, b"", TEXT, f"Location: http://127.0.1.40:{port}/ok")


@fault
async def basic(c, user, password):
    token = base64.b64encode(f"{user}:{password}".encode()).decode()
    if c.header("authorization") == f"Basic {token}":
        return await c.reply()
    await c.reply(401, b"who are you?\n", TEXT, 'WWW-Authenticate: Basic realm="faults"')


@fault
async def bearer(c, token):
    await (c.reply() if c.header("authorization") == f"Bearer {token}" else c.reply(401, b"no\n", TEXT))


@fault
async def need_header(c, name, value):
    await (c.reply() if c.header(name.lower()) == value else c.reply(403, b"no\n", TEXT))


@fault
async def need_query(c, name, value):
    await (c.reply() if c.query.get(name) == value else c.reply(403, b"no\n", TEXT))


@fault
async def esri_token(c, token):
    """HTTP 200 whatever happens: 499 without, 498 with a wrong `token`."""
    given = c.query.get("token")
    if given == token:
        return await c.reply()
    code, message = (499, "Token Required") if given is None else (498, "Invalid Token")
    await c.reply(200, json.dumps({"error": {"code": code, "message": message, "details": []}}).encode())


# --- wrong bodies

@fault
async def esri_error(c, code):
    await c.reply(200, json.dumps({"error": {"code": int(code), "message": "Unable to complete operation.",
                                             "details": ["The fault server refuses."]}}).encode())


@fault
async def service_exception(c, code="200"):
    await c.reply(int(code), SERVICE_EXCEPTION, "application/vnd.ogc.se_xml")


@fault
async def ows_exception(c, code="200"):
    await c.reply(int(code), OWS_EXCEPTION, XML)


@fault
async def html_200(c):
    await c.reply(200, HTML_LOGIN, HTML)


@fault
async def image(c):
    await c.reply(200, ONE_PIXEL_PNG, PNG)


@fault
async def empty(c):
    await c.reply(200, b"")


@fault
async def empty_204(c):
    await c.reply(204, b"")


@fault
async def newline(c):
    await c.reply(200, b"\n", TEXT)


@fault
async def dup(c):
    await c.reply(200, OK + OK)


@fault
async def cut_json(c):
    """Complete by HTTP, cut as JSON."""
    await c.reply(200, OK[:60])


@fault
async def cut_xml(c):
    await c.reply(200, OWS_EXCEPTION[:180], XML)


@fault
async def deep_json(c, depth):
    await c.reply(200, b'{"type":"FeatureCollection","features":' + b"[" * int(depth) + b"]" * int(depth) + b"}")


@fault
async def deep_xml(c, depth):
    await c.reply(200, b"<a>" * int(depth) + b"</a>" * int(depth), XML)


@fault
async def xxe(c):
    await c.reply(200, XXE, XML)


@fault
async def billion_laughs(c):
    await c.reply(200, BILLION_LAUGHS, XML)


@fault
async def huge(c, megabytes):
    """Valid GeoJSON of that many MB, chunked."""
    one = b'{"type":"Feature","geometry":{"type":"Point","coordinates":[26.2,-29.1]},"properties":{"value":"' + b"x" * 900 + b'"}}'
    block = (one + b",") * 100
    await c.head(200, JSON, None, "Transfer-Encoding: chunked")
    await c.chunk(b'{"type":"FeatureCollection","features":[')
    for _ in range(int(float(megabytes) * 1_000_000 / len(block))):
        await c.chunk(block)
    await c.chunk(one + b"]}")
    await c.raw(b"0\r\n\r\n")


@fault
async def huge_length(c):
    """Announces 10 GB, sends a little, waits."""
    await c.head(200, JSON, 10_000_000_000)
    await c.raw(OK[:50])
    await asyncio.sleep(600)


@fault
async def gzip_bomb(c, megabytes="100"):
    """Valid gzip, about a thousandth of its size on the wire."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = packer.compress(b'{"type":"FeatureCollection","features":[],"pad":"')
    for _ in range(int(megabytes)):
        body += packer.compress(b"x" * 1_000_000)
        await asyncio.sleep(0)
    body += packer.compress(b'"}') + packer.flush()
    await c.reply(200, body, JSON, "Content-Encoding: gzip")


@fault
async def gzip_bad(c):
    await c.reply(200, b"not gzip at all", JSON, "Content-Encoding: gzip")


@fault
async def gzip_cut(c):
    await c.reply(200, gzip.compress(OK)[:-20], JSON, "Content-Encoding: gzip")


# --- sometimes

@fault
async def flaky(c, failures, code="503"):
    """Fails that often for one path, then works. code: a status, `close`, `reset` or `hang`."""
    if count(c) >= int(failures):
        return await c.reply()
    if code in ("close", "reset", "hang"):
        return await FAULTS[code](c)
    await c.reply(int(code) if code.isdigit() else 503, b"not yet\n", TEXT)


@fault
async def every(c, n):
    """Every n-th request for one path fails with 503."""
    await (c.reply(503, b"not now\n", TEXT) if count(c) % int(n) == int(n) - 1 else c.reply())


@fault
async def at_most(c, limit, milliseconds="200"):
    """503 while more than `limit` requests for this path are under way; each takes some time."""
    key = "waiting " + c.path
    counts[key] += 1
    try:
        if counts[key] > int(limit):
            return await c.reply(503, b"too many at once\n", TEXT)
        await asyncio.sleep(seconds(milliseconds))
        await c.reply()
    finally:
        counts[key] -= 1


async def serve(reader, writer):
    c = Connection(reader, writer)
    stats["connections"] += 1
    try:
        while c.open:
            await c.read_request()
            stats["requests"] += 1
            stats["paths"][c.path] += 1
            stats["waiting"] += 1
            stats["most_waiting"] = max(stats["most_waiting"], stats["waiting"])
            try:
                await answer(c)
            finally:
                stats["waiting"] -= 1
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, ValueError):
        pass
    finally:
        await c.close()


async def answer(c):
    name, *arguments = [segment for segment in c.path.split("/") if segment] or ["ok"]
    function = FAULTS.get(name)
    if function is None:
        return await c.reply(404, ("no such fault; there are: " + " ".join(sorted(FAULTS)) + "\n").encode(), TEXT)
    code = function.__code__
    most = code.co_argcount - 1
    if len(arguments) < most - len(function.__defaults__ or ()):
        return await c.reply(400, f"expected: /{name}/{'/'.join(code.co_varnames[1:most + 1])}\n".encode(), TEXT)
    await run_until_client_leaves(c, function(c, *arguments[:most]))


async def run_until_client_leaves(c, work):
    """So that a hanging fault does not count as waiting after its client gave up."""
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            await asyncio.wait([task], timeout=0.25)
            if c.reader.at_eof() or c.writer.is_closing():
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        if not task.cancelled():
            task.result()
    finally:
        task.cancel()


def black_hole(port):
    """A listening socket whose queue is full: connect() waits for ever."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(0)
    keep = [listener]
    for _ in range(4):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(("127.0.0.1", port))
        keep.append(filler)
    return keep


async def main(port, black_hole_port):
    kept = black_hole(black_hole_port)
    hosts = ["127.0.0.1"] + [f"127.0.1.{n}" for n in range(1, 41)]
    servers = [await asyncio.start_server(serve, host, port, backlog=4096, limit=1 << 20) for host in hosts]
    await asyncio.gather(*(server.serve_forever() for server in servers), return_exceptions=False)
    return kept


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
