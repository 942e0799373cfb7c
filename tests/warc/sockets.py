"""A server that answers byte for byte what it is told, to see what is recorded of it."""

import socketserver
import threading


class RawServer:
    """`with RawServer({"/a": b"HTTP/1.1 200 OK…"}) as server:`, then `server.url`; after each answer it hangs up."""

    def __init__(self, answers):
        self.answers, self.asked = answers, []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                asked = b""
                while (line := self.rfile.readline()).strip():
                    asked += line
                outer.asked.append(asked)
                self.wfile.write(outer.answers.get(asked.split(b" ")[1].decode(), b"HTTP/1.1 404 No\r\n\r\n"))

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
