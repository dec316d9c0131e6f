"""Web archives to captures."""

import gzip
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from counterclaim.collect._limits import Limits
from counterclaim.collect._warc import read_warc
from counterclaim.errors import InputError
from counterclaim.records.revisions import Capture

PAGE = b"<html><p>The harbour council denied it.</p></html>"


def archive(*pages: tuple[str, bytes, str, str], zipped: bool = True, extra: tuple[tuple[str, str], ...] = ()) -> bytes:
    """A WARC file of responses: address, body, status, content type."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=zipped)
    for address, body, status, content_type in pages:
        http = StatusAndHeaders(status, [("Content-Type", content_type), *extra], protocol="HTTP/1.1")
        dated = {"WARC-Date": "2026-03-01T10:00:00Z"}
        record = writer.create_warc_record(
            address, "response", payload=BytesIO(body), http_headers=http, warc_headers_dict=dated
        )
        writer.write_record(record)
    return out.getvalue()


def test_a_page_has_the_address_time_and_head_of_its_record() -> None:
    data = archive(("https://o.example/1", gzip.compress(PAGE), "200 OK", "text/html; charset=utf-8"),
                   extra=(("Content-Encoding", "gzip"),))  # fmt: skip
    (page,) = read_warc(BytesIO(data), "a.warc.gz", Limits())
    assert isinstance(page, Capture)
    assert (page.address, page.media_type, page.body) == ("https://o.example/1", "text/html", PAGE)
    assert page.captured_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert page.declared == (("charset", "utf-8"),)
    assert (page.exchanges[0].status, page.exchanges[0].reason) == (200, "OK")


def test_what_is_no_page_is_counted() -> None:
    data = archive(
        ("https://o.example/1", PAGE, "200 OK", "text/html"),
        ("https://o.example/2", PAGE, "404 Not Found", "text/html"),
        ("https://o.example/3", b"...", "200 OK", "image/png"),
        ("https://p.example/4", PAGE, "200 OK", "text/html"),
    )
    passed: Counter[str] = Counter()
    wanted = read_warc(BytesIO(data), "a", Limits(), want=lambda address, _: "//o." in address, passed=passed)
    assert [page.address for page in wanted if isinstance(page, Capture)] == ["https://o.example/1"]
    assert passed == {"status 404": 1, "image/png": 1, "not wanted": 1}


def test_what_is_damaged_is_an_error_in_its_place() -> None:
    """A changed byte, a file that ends within a record, a file that is something else: never a page of other words."""
    pages = [(f"https://o.example/{n}", PAGE, "200 OK", "text/html") for n in (1, 2)]
    whole = archive(*pages, zipped=False)
    for data in (whole.replace(b"denied", b"denies", 1), whole[:-30]):
        found = list(read_warc(BytesIO(data), "a", Limits()))
        assert sum(isinstance(item, InputError) for item in found) == 1
        assert all(item.body == PAGE for item in found if isinstance(item, Capture))
    for data in (b"", b"no archive", archive(*pages)[:40]):
        (error,) = read_warc(BytesIO(data), "a", Limits())
        assert isinstance(error, InputError)


def test_a_page_over_the_limit_is_refused_by_name() -> None:
    data = archive(("https://o.example/1", PAGE * 10, "200 OK", "text/html"))
    (error,) = read_warc(BytesIO(data), "a", Limits(max_bytes=100))
    assert isinstance(error, InputError)
    assert "https://o.example/1: larger than 100 bytes" in str(error)
