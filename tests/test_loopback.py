"""The server under the fixture sites."""

import socket
import struct
import time
from urllib.parse import urlsplit

from newscrawl.loopback.fixturesite import FixtureSite


def test_a_client_that_hangs_up_is_no_error(capfd):
    with FixtureSite([]) as site:
        for _ in range(5):
            client = socket.create_connection(("127.0.0.1", urlsplit(site.url).port), timeout=5)
            client.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n")
            client.recv(10)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close with a reset
            client.close()
        time.sleep(0.2)  # for the server's threads to meet it
    assert capfd.readouterr().err == ""
