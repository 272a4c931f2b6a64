"""A folder behind an HTTP server on 127.0.0.1."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO

PACKED = {".css", ".html", ".js", ".svg", ".xml"}


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files over HTTP, text compressed with gzip as web hosts do, without a log."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the HTTP headers of a file, and return its body, compressed if it is text."""
        file = Path(self.translate_path(self.path))
        if file.suffix not in PACKED or not file.is_file():
            return super().send_head()
        body = gzip.compress(self.content(file), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def content(self, file: Path) -> bytes:
        """Return the content of a text file."""
        return file.read_bytes()

    def log_message(self, *_: object) -> None:
        """Print no line for each request."""


@contextmanager
def served(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """Serve a folder; yield its address, with a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
