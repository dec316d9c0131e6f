"""The client: public addresses only, at every hop, bounded in size, time and redirects."""

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from counterclaim.collect import Fetched, Limits, fetch
from counterclaim.collect._addresses import refusal
from counterclaim.errors import FetchError

LOCAL = "127.0.0.1"
PAGE = b"<html><body><p>The bridge is shut.</p></body></html>"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """A loopback server whose paths answer as a test says; it records what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                try:
                    server.answers[self.path](self)
                except (BrokenPipeError, ConnectionResetError):
                    pass

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer((LOCAL, 0), Handler)
        self.http.daemon_threads = True
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def url(self, path: str, host: str = "news.example.com") -> str:
        return f"http://{host}:{self.port}{path}"


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.http.shutdown()
    server.http.server_close()


def page(body: bytes = PAGE, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in {"Content-Type": "text/html; charset=UTF-8", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirect(location: str, status: int = 302) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Location", location)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def to_loopback(host: str, port: int) -> Sequence[str]:
    """A resolver of the tests: every name is this machine, save those that say what they are."""
    return {"private.example.com": ["10.0.0.8"], "both.example.com": ["93.184.216.34", "10.0.0.8"]}.get(host, [LOCAL])


def get(address: str, **limits: float) -> Fetched:
    bounds = Limits(**{"timeout_s": 5.0, **limits})  # type: ignore[arg-type]
    return fetch(address, bounds, resolve=to_loopback, exempt=[LOCAL])


def refused(address: str, **limits: float) -> str:
    with pytest.raises(FetchError) as caught:
        get(address, **limits)
    assert caught.value.subject == address
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1", "203.0.113.5", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::1",
        "2001:0:5db8:d822:0:0:80ff:fffe", "2001:db8::1", "fec0::1", "2607:f8b0::5efe:7f00:1", "nonsense", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    """Private, loopback, link-local, metadata, reserved, multicast, in IPv4 and in every IPv6 form that carries it."""
    assert refusal(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_public_addresses_are_let_through(address: str) -> None:
    """NAT64 of a public address is how some networks reach it."""
    assert refusal(address) is None


def test_a_page(server: Server) -> None:
    """Type, charset and bytes, asked for with an honest name and the right host."""
    server.answers["/a?b=1"] = page()
    fetched = get(server.url("/a?b=1#part"))
    assert (fetched.media_type, fetched.charset, fetched.body) == ("text/html", "UTF-8", PAGE)
    assert fetched.address == server.url("/a?b=1")
    ((_, headers),) = server.seen
    assert headers["host"] == f"news.example.com:{server.port}"
    assert headers["user-agent"].startswith("counterclaim/")
    assert "cookie" not in headers


def test_loopback_is_refused_without_the_allowance_of_tests(server: Server) -> None:
    """Nothing is sent."""
    server.answers["/"] = page()
    with pytest.raises(FetchError, match=r"127\.0\.0\.1 \(loopback\)"):
        fetch(server.url("/"), Limits(), resolve=to_loopback)
    with pytest.raises(FetchError, match="loopback"):
        fetch(server.url("/", host=LOCAL), Limits())
    with pytest.raises(FetchError, match="loopback"):
        fetch(server.url("/", host="2130706433"), Limits())
    assert not server.seen


@pytest.mark.parametrize("host", ["private.example.com", "both.example.com"])
def test_a_name_with_any_private_address_is_refused(host: str) -> None:
    """Also where another of its addresses is public."""
    assert "10.0.0.8 (private)" in refused(f"http://{host}/")


@pytest.mark.parametrize("location", ["http://private.example.com/x", "//private.example.com/x", "http://[::1]/x"])
def test_redirects_are_checked_like_first_addresses(server: Server, location: str) -> None:
    """A public page cannot send the client inside."""
    server.answers["/"] = redirect(location)
    server.answers["/x"] = page()
    with pytest.raises(FetchError, match="only public addresses"):
        fetch(
            server.url("/"),
            Limits(),
            resolve=lambda host, port: ["::1"] if host == "::1" else to_loopback(host, port),
            exempt=[LOCAL],
        )


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://a.example.com/", "http://u:p@a.example.com/"])
def test_redirects_to_other_schemes_are_refused(server: Server, location: str) -> None:
    """The message names the input and the target."""
    server.answers["/"] = redirect(location)
    assert "redirected to" in refused(server.url("/"))


def test_a_name_is_looked_up_once_a_connection_and_the_checked_address_is_used(server: Server) -> None:
    """A name that changes its mind after the check changes nothing."""
    server.answers["/"] = page()
    looked_up: list[str] = []

    def flips(host: str, port: int) -> Sequence[str]:
        looked_up.append(host)
        return [LOCAL] if len(looked_up) == 1 else ["10.0.0.8"]

    assert fetch(server.url("/"), Limits(), resolve=flips, exempt=[LOCAL]).body == PAGE
    assert looked_up == ["news.example.com"]


def test_redirects_are_followed_up_to_the_limit(server: Server) -> None:
    """Relative ones too; the last address names the page."""
    for i in range(4):
        server.answers[f"/{i}"] = redirect(f"/{i + 1}", status=(301, 302, 303, 308)[i])
    server.answers["/4"] = page()
    assert get(server.url("/0"), redirects=4).address == server.url("/4")
    assert "more than 3 redirects" in refused(server.url("/0"), redirects=3)


def test_every_request_is_on_record(server: Server) -> None:
    """Redirects and the page: what was sent, what came back, when, and which address answered."""
    moments = iter(datetime(2024, 5, 3, 12, 0, second, tzinfo=UTC) for second in range(60))
    server.answers["/old"] = redirect("/new#part", status=301)
    server.answers["/new"] = page(X_Two="a  b")
    fetched = fetch(server.url("/old"), Limits(), resolve=to_loopback, exempt=[LOCAL], clock=lambda: next(moments))
    moved, final = fetched.exchanges
    assert [(one.url, one.method, one.status, one.ip) for one in fetched.exchanges] == [
        (server.url("/old"), "GET", 301, LOCAL),
        (server.url("/new"), "GET", 200, LOCAL),
    ]
    assert ("Location", "/new#part") in moved.response_headers
    assert (final.reason, dict(final.response_headers)["X-Two"]) == ("OK", "a  b")
    assert dict(final.request_headers)["Host"] == f"news.example.com:{server.port}"
    assert [one.sent_at.second for one in fetched.exchanges] == [0, 2]
    assert [one.received_at.second for one in fetched.exchanges] == [1, 3]


def test_a_large_page_is_cut_off(server: Server) -> None:
    """By its stated length, or as it streams."""
    server.answers["/stated"] = page(Content_Length="50000000")
    server.answers["/streamed"] = page(b"x" * 3000)
    assert "larger than 2,000 bytes" in refused(server.url("/stated"), max_bytes=2000)
    assert "larger than 2,000 bytes" in refused(server.url("/streamed"), max_bytes=2000)


def test_a_compressed_page_is_bounded_after_decompression(server: Server) -> None:
    """A bomb is not inflated."""
    server.answers["/fine"] = page(gzip.compress(PAGE), Content_Encoding="gzip")
    server.answers["/deflate"] = page(zlib.compress(PAGE), Content_Encoding="deflate")
    server.answers["/bomb"] = page(gzip.compress(b"x" * 30_000_000), Content_Encoding="gzip")
    server.answers["/twice"] = page(gzip.compress(gzip.compress(PAGE)), Content_Encoding="gzip, gzip")
    server.answers["/broken"] = page(b"no gzip", Content_Encoding="gzip")
    assert get(server.url("/fine")).body == get(server.url("/deflate")).body == PAGE
    assert "larger than" in refused(server.url("/bomb"), max_bytes=1_000_000)
    assert "compressed as" in refused(server.url("/twice"))
    assert "could not be fetched" in refused(server.url("/broken"))


def test_a_dripping_server_is_left(server: Server) -> None:
    """The time limit is for the whole page, however many small pieces arrive in time."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    def drip_headers(handler: BaseHTTPRequestHandler) -> None:
        for i in range(100):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n" if i == 0 else b"X-A: b\r\n")
            handler.wfile.flush()
            time.sleep(0.05)

    server.answers.update({"/body": drip, "/headers": drip_headers})
    for path in ("/body", "/headers"):
        started = time.monotonic()
        assert "not fetched within 0.3 seconds" in refused(server.url(path), timeout_s=0.3)
        assert time.monotonic() - started < 4  # the whole answer takes five


def test_a_slow_resolver_is_left() -> None:
    """The look-up counts too."""

    def slow(host: str, port: int) -> Sequence[str]:
        time.sleep(1)
        return [LOCAL]

    with pytest.raises(FetchError, match="not fetched within"):
        fetch("http://news.example.com/", Limits(timeout_s=0.2), resolve=slow)


def test_an_unknown_host_is_an_error() -> None:
    """One line with its name."""

    def unknown(host: str, port: int) -> Sequence[str]:
        raise OSError("unknown")

    with pytest.raises(FetchError, match=r"the host nowhere\.example\.com is not known"):
        fetch("http://nowhere.example.com/", Limits(), resolve=unknown)


@pytest.mark.parametrize("status", [204, 304, 401, 403, 404, 500, 503])
def test_other_answers_are_errors(server: Server, status: int) -> None:
    """With their status."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.answers["/"] = answer
    assert f"status {status}" in refused(server.url("/"))


def test_a_server_that_speaks_something_else_is_an_error(server: Server) -> None:
    """No traceback."""

    def nonsense(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")
        handler.close_connection = True

    server.answers["/"] = nonsense
    assert "could not be fetched" in refused(server.url("/"))


def test_a_closed_port_is_an_error() -> None:
    """No traceback."""
    assert "could not be fetched" in refused("http://news.example.com:1/")


def test_the_environment_names_no_proxy(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would look names up itself, unchecked."""
    monkeypatch.setenv("HTTP_PROXY", "http://10.0.0.8:3128")
    server.answers["/"] = page()
    assert get(server.url("/")).body == PAGE


@pytest.mark.parametrize("bounds", [{"max_bytes": 0}, {"timeout_s": 0}, {"redirects": -1}])
def test_limits_are_positive(bounds: dict[str, int]) -> None:
    """A limit of nothing is a mistake."""
    with pytest.raises(ValueError, match="positive"):
        Limits(**bounds)  # type: ignore[arg-type]
