"""A web server of our own on loopback, that also answers as the proxy for any host, over http and https.

Demo and tests crawl it over real HTTP with `http_proxy` and `https_proxy` set to its address, so that the spiders run
unmodified. For https it answers a proxy's CONNECT itself, with a certificate that it signs when first asked; crawls
do not verify certificates (Scrapy's default), and nothing leaves this machine.
"""

import hashlib
import ssl
import sys
import tempfile
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import format_datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Answer = tuple[int, dict[str, str], bytes]


class LoopbackSite:
    """A running site: `with … as site:`, then `site.url` is its address and its proxy's. `asked` counts what it was
    asked for, `agents` holds who asked."""

    validators: tuple[str, ...] = ("ETag", "Last-Modified")
    """Which of them its answers have: then what has not changed is answered with 304."""

    def __init__(self) -> None:
        self.agents: set[str] = set()
        self.asked: Counter[str] = Counter()
        self.stopping = threading.Event()
        self.server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": self}))
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    def conditional(self, status: int, headers: dict[str, str], body: bytes, asked: Message) -> Answer:
        """The answer with the validators that the site gives; 304 without a body where who asks has it already."""
        if status != 200 or not self.validators:
            return status, headers, body
        mark = hashlib.sha256(body).hexdigest()[:16]
        seconds = int(mark[:6], 16)  # another body is another time
        last_modified = format_datetime(datetime(2022, 6, 14, tzinfo=UTC) + timedelta(seconds=seconds), usegmt=True)
        given = {"ETag": f'"{mark}"', "Last-Modified": last_modified}
        headers = {**headers, **{name: value for name, value in given.items() if name in self.validators}}
        has = asked["If-None-Match"] == headers.get("ETag", "") if asked["If-None-Match"] else False
        has = has or (not asked["If-None-Match"] and asked["If-Modified-Since"] == headers.get("Last-Modified", ""))
        return (304, headers, b"") if has else (status, headers, body)

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()

    def respond(self, host: str, path: str, query: dict[str, str], headers: dict[str, str]) -> Answer | None:
        """Status, headers and body for a request; None: the connection is closed without an answer. `host` is the one
        that was asked for, of the server itself where it was not asked as a proxy; names of `headers` are in lower
        case."""
        raise NotImplementedError


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up at the end of its crawl is no error; any other one is told."""
        if not isinstance(sys.exc_info()[1], ConnectionError | ssl.SSLEOFError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    site: LoopbackSite
    protocol_version = "HTTP/1.1"
    tunnel = ""  # the host that a CONNECT named

    def do_CONNECT(self) -> None:
        self.send_response(200, "Connection established")
        self.end_headers()
        self.tunnel = self.path.removesuffix(":443")
        self.connection = tls_context(self.tunnel).wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb", self.rbufsize)
        self.wfile = self.connection.makefile("wb", 0)
        self.close_connection = False

    def finish(self) -> None:
        try:
            super().finish()
        finally:
            if self.tunnel:  # the server closes the connection that it opened, not the one inside
                self.connection.close()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)  # a proxy is asked for the whole address, a server for its path
        path = unquote(parts.path)
        self.site.asked[path + (f"?{parts.query}" if parts.query else "")] += 1
        self.site.agents.add(self.headers.get("User-Agent", ""))
        host = parts.netloc or self.tunnel or self.headers.get("Host", "")
        query = dict(reversed(parse_qsl(parts.query, keep_blank_values=True)))  # the first of a name counts
        answer = self.site.respond(host, path, query, {name.lower(): value for name, value in self.headers.items()})
        if answer is None:
            self.close_connection = True
            return
        status, headers, body = self.site.conditional(*answer, self.headers)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The site counts what it is asked (`asked`); it prints nothing."""


@cache
def tls_context(host: str) -> ssl.SSLContext:
    """What the server shows as the host that was asked for: a certificate of a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "newscrawl fixture site")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    form = serialization.PrivateFormat.PKCS8
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "site.pem")
        file.write_bytes(key.private_bytes(pem, form, serialization.NoEncryption()) + certificate.public_bytes(pem))
        context.load_cert_chain(file)
    return context
