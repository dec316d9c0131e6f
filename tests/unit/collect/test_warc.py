"""Web archives to captures."""

import gzip
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO

import pytest

from counterclaim.collect._limits import Limits
from counterclaim.collect._warc import read_warc
from counterclaim.errors import InputError
from counterclaim.records.revisions import Capture
from tests.warcs import warc_gz, warc_record

PAGE = b"<html><p>The harbour council denied it.</p></html>"


def test_a_page_has_the_address_time_and_head_of_its_record() -> None:
    data = warc_gz([warc_record("https://o.example/1", gzip.compress(PAGE), headers=[("Content-Encoding", "gzip")])])
    (page,) = read_warc(BytesIO(data), "a.warc.gz", Limits())
    assert isinstance(page, Capture)
    assert (page.address, page.media_type, page.body) == ("https://o.example/1", "text/html", PAGE)
    assert page.captured_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert page.declared == (("charset", "utf-8"),)
    assert (page.exchanges[0].status, page.exchanges[0].reason) == (200, "OK")


def test_what_is_no_page_is_counted() -> None:
    data = warc_gz(
        [
            warc_record("https://o.example/1", PAGE),
            warc_record("https://o.example/2", PAGE, status="404 Not Found"),
            warc_record("https://o.example/3", b"...", content_type="image/png"),
            warc_record("https://p.example/4", PAGE),
            warc_record("https://o.example/5", b"", kind="revisit"),
            warc_record("https://o.example/6", PAGE, kind="resource", content_type="text/html"),
        ]
    )
    passed: Counter[str] = Counter()
    wanted = read_warc(BytesIO(data), "a", Limits(), want=lambda address, _: "//o." in address, passed=passed)
    pages = [page.address for page in wanted if isinstance(page, Capture)]
    assert pages == ["https://o.example/1", "https://o.example/6"]
    assert passed == {"status 404": 1, "image/png": 1, "not wanted": 1, "revisit record": 1}


def test_what_is_damaged_is_an_error_in_its_place() -> None:
    """A changed byte, a file that ends within a record, a file that is something else: never a page of other words."""
    whole = b"".join(warc_record(f"https://o.example/{n}", PAGE) for n in (1, 2))
    for data in (whole.replace(b"denied", b"denies", 1), whole[:-30]):
        found = list(read_warc(BytesIO(data), "a", Limits()))
        assert sum(isinstance(item, InputError) for item in found) == 1
        assert all(item.body == PAGE for item in found if isinstance(item, Capture))
    for data in (b"", b"no archive", gzip.compress(whole)[:40]):
        (error,) = read_warc(BytesIO(data), "a", Limits())
        assert isinstance(error, InputError)


def test_a_page_over_the_limit_is_refused_by_name() -> None:
    (error,) = read_warc(BytesIO(warc_record("https://o.example/1", PAGE * 3)), "a", Limits(max_bytes=100))
    assert isinstance(error, InputError)
    assert "https://o.example/1: larger than 100 bytes" in str(error)


@pytest.mark.parametrize(
    "answer",
    [
        b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n0\r\n\r\n",
        b"Content-Encoding: br\r\n\r\n" + b"\xff" * 80,
        b"Content-Encoding: gzip\r\n\r\n" + b"\x1f\x8b\xff" * 80,
        b"Content-Encoding: deflate, zstd\r\n\r\n" + b"\x1f\x8b\xff" * 80,
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_a_page_that_cannot_be_decoded_costs_itself_alone(answer: bytes, packed: bool) -> None:
    """The pages behind it are read."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + answer
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://o.example/bad\r\nWARC-Date: 2026-03-01T10:00:00Z"
        f"\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    records = [warc_record("https://o.example/1", PAGE), head.encode() + block + b"\r\n\r\n"]
    records.append(warc_record("https://o.example/2", PAGE))
    found = list(read_warc(BytesIO(warc_gz(records) if packed else b"".join(records)), "a", Limits()))
    assert [item.address if isinstance(item, Capture) else item.subject for item in found] == [
        "https://o.example/1", "a#2", "https://o.example/2",
    ]  # fmt: skip


class _Greedy(BytesIO):
    """A stream that gives more than it is asked for."""

    def read(self, size: int | None = -1) -> bytes:
        return b"x" * 3 * abs(size or 1) if self.tell() > 200 else super().read(min(size or 1, 100))


def test_a_panic_of_the_reader_is_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    """What its authors did not foresee ends the file, not the run."""
    *_, error = read_warc(_Greedy(warc_record("https://o.example/1", PAGE * 300)), "a.warc", Limits())
    assert isinstance(error, InputError)
    assert "its reader gave up" in str(error)
    capfd.readouterr()  # Rust has told of it at length
