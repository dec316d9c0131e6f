"""One careful HTTP client: http and https to public addresses only, bounded in size, time and redirects.

The host of every hop is resolved here, every address of it is checked, and the connection goes to the address that was
checked, so that a name cannot change its mind between the check and the connection. Proxies of the environment are not
used, for they would resolve names themselves. Cookies and credentials are neither kept nor sent.
"""

import ssl
import zlib
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache

import httpcore2
import httpx2

from counterclaim import __version__
from counterclaim.collect._fetched import Fetched as Fetched
from counterclaim.collect._fetched import checked_url as checked_url
from counterclaim.collect._limits import Limits
from counterclaim.collect._network import Backend, Deadline, Refused, Resolve, Unknown, system_resolve
from counterclaim.errors import FetchError, UnreachableError
from counterclaim.records.revisions import Exchange

USER_AGENT = f"counterclaim/{__version__} (reads news reports for a person; one page at a time)"
ACCEPT = "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.8"
REDIRECTS = frozenset({301, 302, 303, 307, 308})

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def content_type(header: str) -> tuple[str, str | None]:
    media_type, _, parameters = header.partition(";")
    charset = None
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'") or None
    return media_type.strip().lower(), charset


def _body(response: httpcore2.Response, encoding: str, limits: Limits, subject: str) -> bytes:
    """The body, decompressed as it streams in: never more than `max_bytes` are held."""
    if encoding in ("", "identity"):
        inflate = None
    elif encoding in ("gzip", "x-gzip", "deflate"):
        inflate = zlib.decompressobj(zlib.MAX_WBITS | (16 if "gzip" in encoding else 0))
    else:
        raise FetchError(f"{subject}: compressed as “{encoding}”, which was not asked for", subject=subject)
    parts: list[bytes] = []
    size = 0
    for chunk in response.iter_stream():
        data = inflate.decompress(chunk, limits.max_bytes + 1 - size) if inflate else chunk
        size += len(data)
        if size > limits.max_bytes or (inflate and inflate.unconsumed_tail):
            raise FetchError(f"{subject}: larger than {limits.max_bytes:,} bytes", subject=subject)
        parts.append(data)
    return b"".join(parts)


def _named(headers: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    """Headers as text, as they were written."""
    return tuple((name.decode("latin-1"), value.decode("latin-1").strip()) for name, value in headers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of one request: how it went, where it redirects to, and of a good answer (200) the page."""

    exchange: Exchange
    location: str | None
    page: Fetched

    @property
    def status(self) -> int:
        return self.exchange.status

    def header(self, name: str) -> str | None:
        """The first header of that name (lower case)."""
        return next((value for key, value in self.exchange.response_headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """How requests are made. `exempt` holds network addresses that may be connected to although they are not public;
    `agent` is what the client says it is."""

    limits: Limits = field(default_factory=Limits)
    agent: str = USER_AGENT
    resolve: Resolve = system_resolve
    exempt: Container[str] = ()
    clock: Clock = utc_now

    def ask(self, address: str, *, accept: str = ACCEPT, headers: Sequence[tuple[str, str]] = ()) -> Answer:
        """One request; no redirect is followed, and every status is an answer.

        Raises:
            FetchError: the address is no public http(s) one, the server could not be understood, or a limit was passed.
        """
        with _explained(address, self.limits), self._pool() as pool:
            return self._hop(pool, checked_url(address), address, accept, headers)

    def fetch(self, address: str) -> Fetched:
        """The page at `address`, redirects followed.

        Raises:
            FetchError: as `ask`, at any redirect, or the server did not answer with a page.
        """
        exchanges: list[Exchange] = []
        with _explained(address, self.limits), self._pool() as pool:
            url = checked_url(address)
            for _ in range(self.limits.redirects + 1):
                answer = self._hop(pool, url, address)
                exchanges.append(answer.exchange)
                if answer.location is None:
                    if answer.status != 200:
                        message = f"{address}: the server answered with status {answer.status}"
                        raise FetchError(message, subject=address)
                    return replace(answer.page, exchanges=tuple(exchanges))
                url = checked_url(answer.location)
        raise FetchError(f"{address}: more than {self.limits.redirects} redirects", subject=address)

    def _pool(self) -> httpcore2.ConnectionPool:
        backend = Backend(Deadline(self.limits.timeout_s), self.resolve, self.exempt)
        return httpcore2.ConnectionPool(ssl_context=_certificates(), network_backend=backend, http2=False)

    def _hop(
        self,
        pool: httpcore2.ConnectionPool,
        url: httpx2.URL,
        subject: str,
        accept: str = ACCEPT,
        more: Sequence[tuple[str, str]] = (),
    ) -> Answer:
        headers = [
            (b"Host", url.netloc),
            (b"User-Agent", self.agent.encode()),
            (b"Accept", accept.encode()),
            (b"Accept-Encoding", b"gzip, deflate"),
            (b"Accept-Language", b"en"),
            *((name.encode(), value.encode("latin-1", "replace")) for name, value in more),
        ]
        target = str(url.copy_with(fragment=None))
        sent_at = self.clock()
        location, body, media_type, charset = None, b"", "", None
        with pool.stream("GET", target, headers=headers) as response:
            named = _named(response.headers)
            given = {name.lower(): value for name, value in named}
            if response.status in REDIRECTS and given.get("location"):
                location = str(url.join(given["location"]))
            elif response.status == 200:
                length = given.get("content-length", "")
                if length.isdigit() and int(length) > self.limits.max_bytes:
                    raise FetchError(f"{subject}: larger than {self.limits.max_bytes:,} bytes", subject=subject)
                media_type, charset = content_type(given.get("content-type", ""))
                body = _body(response, given.get("content-encoding", "").lower(), self.limits, subject)
            stream = response.extensions.get("network_stream")
            peer = stream.get_extra_info("server_addr") if stream is not None else None
            exchange = Exchange(
                url=target,
                method="GET",
                request_headers=_named(headers),
                sent_at=sent_at,
                received_at=self.clock(),
                status=response.status,
                reason=response.extensions.get("reason_phrase", b"").decode("latin-1"),
                response_headers=named,
                ip=str(peer[0]) if peer else None,
            )
        page = Fetched(address=target, media_type=media_type, charset=charset, body=body)
        return Answer(exchange=exchange, location=location, page=page)


@cache
def _certificates() -> ssl.SSLContext:
    """The authorities that are trusted, loaded once."""
    return httpx2.create_ssl_context(trust_env=False)


def fetch(
    address: str,
    limits: Limits,
    *,
    resolve: Resolve = system_resolve,
    exempt: Container[str] = (),
    clock: Clock = utc_now,
) -> Fetched:
    """The page at `address`, as `Client.fetch` gets it."""
    return Client(limits=limits, resolve=resolve, exempt=exempt, clock=clock).fetch(address)


def post(
    address: str,
    body: bytes,
    media_type: str,
    limits: Limits,
    *,
    resolve: Resolve = system_resolve,
    exempt: Container[str] = (),
) -> bytes:
    """What the server at `address` answers to `body`; no redirect is followed.

    Raises:
        FetchError: the address is no public http(s) one, the server gave no good answer, or a limit was passed.
    """
    with _explained(address, limits), Client(limits=limits, resolve=resolve, exempt=exempt)._pool() as pool:
        url = checked_url(address)
        headers = [(b"Host", url.netloc), (b"User-Agent", USER_AGENT.encode()), (b"Content-Type", media_type.encode())]
        headers.append((b"Content-Length", str(len(body)).encode()))
        with pool.stream("POST", str(url.copy_with(fragment=None)), headers=headers, content=body) as response:
            if response.status != 200:
                raise FetchError(f"{address}: the server answered with status {response.status}", subject=address)
            return _body(response, "", limits, address)


@contextmanager
def _explained(address: str, limits: Limits) -> Iterator[None]:
    """Turns what can go wrong into a FetchError that names the address."""
    try:
        yield
    except Refused as refused:
        raise FetchError(f"{address}: {refused}", subject=address) from refused
    except Unknown as unknown:
        raise UnreachableError(f"{address}: {unknown}", subject=address) from unknown
    except FetchError as error:
        # Of a redirect's address: name the input too.
        if error.subject != address:
            raise FetchError(f"{address}: redirected to {error}", subject=address) from error
        raise
    except httpcore2.TimeoutException as error:
        message = f"{address}: not fetched within {limits.timeout_s:g} seconds"
        raise UnreachableError(message, subject=address) from error
    except (
        httpcore2.NetworkError,
        httpcore2.ProtocolError,
        httpx2.InvalidURL,
        zlib.error,
        OSError,
        ValueError,
    ) as error:
        raise UnreachableError(
            f"{address}: could not be fetched ({error or type(error).__name__})", subject=address
        ) from error
