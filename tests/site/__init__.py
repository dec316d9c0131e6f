"""A news site on this machine for tests: feeds, sitemaps, redirects, revisions, errors, slow and hostile answers.

Each path has answers that are given one after another, the last one for good. Every request is written down, with its
time and the host that it was for.
"""

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from xml.sax.saxutils import escape

LOCAL = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer. `etag` is compared with what the client sends; `play` takes the place of an orderly answer."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    modified: str | None = None
    wait_s: float = 0.0
    play: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request that was made."""

    host: str
    path: str
    headers: dict[str, str]
    began: float
    ended: float
    status: int


class Site:
    """The server. A name is as good as another: which host is asked for stands in the request."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.requests: list[Request] = []
        self._lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site._answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer((LOCAL, 0), Handler)
        self._http.daemon_threads = True
        self.port = int(self._http.server_address[1])
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()

    # What it plays

    def url(self, path: str, host: str = LOCAL) -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, *replies: Reply) -> str:
        """Answers `path` with the replies in turn; returns its address."""
        self.replies[path] = list(replies)
        return self.url(path)

    def page(self, path: str, *texts: str, etag: bool = False, head: str = "", **headers: str) -> str:
        """An article at `path`, one reply for each of its texts."""
        replies = [
            Reply(
                body=article(text, head=head),
                headers={"Content-Type": "text/html; charset=utf-8", **headers},
                etag=f'"{zlib.crc32(text.encode()):x}"' if etag else None,
            )
            for text in texts
        ]
        return self.put(path, *replies)

    def feed(self, path: str, items: Sequence[tuple[str, str, datetime]], **headers: str) -> str:
        """An RSS feed of (address, title, time)."""
        return self.put(path, Reply(body=rss(items), headers={"Content-Type": "application/rss+xml", **headers}))

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.put(path, Reply(status=status, headers={"Location": to}))

    # What it was asked

    def asked(self, path: str | None = None) -> list[Request]:
        """The requests, in the order in which they came."""
        came = sorted(self.requests, key=lambda request: request.began)
        return [request for request in came if path is None or request.path == path]

    def paths(self) -> list[str]:
        return [request.path for request in self.asked()]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        began = time.monotonic()
        headers = {key.lower(): value for key, value in handler.headers.items()}
        with self._lock:
            replies = self.replies.get(handler.path, [Reply(status=404)])
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
        if reply.wait_s:
            time.sleep(reply.wait_s)
        status = reply.status
        same = reply.etag is not None and headers.get("if-none-match") == reply.etag
        same = same or (reply.modified is not None and headers.get("if-modified-since") == reply.modified)
        if same:
            status = 304
        host = headers.get("host", "").partition(":")[0]
        asked = partial(Request, host=host, path=handler.path, headers=headers, began=began, status=status)
        try:
            if reply.play is not None:
                reply.play(handler)
                return
            handler.send_response(status)
            for name, value in reply.headers.items():
                handler.send_header(name, value)
            for name, validator in (("ETag", reply.etag), ("Last-Modified", reply.modified)):
                if validator is not None:
                    handler.send_header(name, validator)
            body = b"" if same else reply.body
            handler.send_header("Content-Length", str(len(body)))
            # Noted before its last bytes leave: whoever has the answer finds the request here.
            self.requests.append(asked(ended=time.monotonic()))
            handler.end_headers()
            handler.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            if reply.play is not None:
                self.requests.append(asked(ended=time.monotonic()))


def article(text: str, *, title: str = "", head: str = "") -> bytes:
    """The page of an article; the first line of its text is its headline."""
    headline, *paragraphs = text.strip().split("\n\n")
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    page = (
        f'<!doctype html><html lang="en"><head><title>{escape(headline)}</title>{head}'
        '<meta property="og:type" content="article"></head>'
        f"<body><main><article><h1>{escape(headline)}</h1>{body}</article></main></body></html>"
    )
    return page.encode()


def rss(items: Sequence[tuple[str, str, datetime]]) -> bytes:
    entries = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(address)}</link><pubDate>{format_datetime(at)}</pubDate></item>"
        for address, title, at in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'.encode()


def atom(items: Sequence[tuple[str, str, datetime]]) -> bytes:
    entries = "".join(
        f'<entry><title>{escape(title)}</title><link rel="alternate" href="{escape(address)}"/>'
        f"<updated>{at.isoformat()}</updated></entry>"
        for address, title, at in items
    )
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode()


def sitemap(items: Sequence[tuple[str, datetime]], *, news: bool = True) -> bytes:
    """A sitemap of (address, time); one of news says more of each."""

    def told(at: datetime) -> str:
        if not news:
            return f"<lastmod>{at.isoformat()}</lastmod>"
        date = f"<news:publication_date>{at.isoformat()}</news:publication_date><news:title>News</news:title>"
        return f"<news:news>{date}</news:news>"

    entries = "".join(f"<url><loc>{escape(address)}</loc>{told(at)}</url>" for address, at in items)
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return f'<?xml version="1.0"?><urlset {spaces}>{entries}</urlset>'.encode()


def sitemap_index(addresses: Sequence[str]) -> bytes:
    entries = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>" for address in addresses)
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return f'<?xml version="1.0"?><sitemapindex {space}>{entries}</sitemapindex>'.encode()


def zipped(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
