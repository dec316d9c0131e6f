"""Captures as WARC and WACZ: what readers of these formats find in them."""

import gzip
import hashlib
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from counterclaim.evidence import write_wacz, write_warc
from counterclaim.evidence._wacz import sort_key
from counterclaim.ledger import Ledger, format_checkpoint
from counterclaim.records.revisions import Exchange
from tests.factories import CAPTURED, make_analysis, make_capture, make_revision
from tests.unit.ledger.conftest import Clock

PAGE = b"<html><body><h1>Front claims bridge</h1><p>The Harrow Front said it had seized the bridge.</p></body></html>"
WEB = "https://outlet.example/front-claims-bridge"


def exchange(url: str, status: int, *headers: tuple[str, str], second: int) -> Exchange:
    return Exchange(
        url=url,
        method="GET",
        request_headers=(("Host", "outlet.example"), ("User-Agent", "reader")),
        sent_at=CAPTURED + timedelta(seconds=second),
        received_at=CAPTURED + timedelta(seconds=second + 1),
        status=status,
        reason={200: "OK", 301: "Moved Permanently"}[status],
        response_headers=headers,
        ip="93.184.216.34",
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    """A page that was fetched through a redirect, a local file, and a row that names an address."""
    with Ledger.open(tmp_path / "war.db", clock=Clock()) as opened:
        fetched = replace(
            make_capture(),
            body=PAGE,
            media_type="text/html",
            exchanges=(
                exchange("https://outlet.example/old?a=ü", 301, ("Location", "/front-claims-bridge"), second=0),
                exchange(
                    f"{WEB}#top",
                    200,
                    ("Content-Type", "text/html; charset=utf-8"),
                    ("Content-Encoding", "gzip"),
                    ("Content-Length", "7"),
                    ("X-Odd", "two\r\nInjected: lines"),
                    second=2,
                ),
            ),
        )
        opened.add(fetched, make_analysis())
        addresses = ("file:///home/ada/secret%20folder/caf%C3%A9.txt", "https://other.example/a?b=1&a=2#L3")
        for number, address in enumerate(addresses):
            revision = make_revision(f"Report {number}\n\nThe council said nothing.", address=address)
            opened.add(make_capture(revision.text, address=address), make_analysis(revision, ()))
        yield opened


def records(data: bytes) -> list[tuple[Any, bytes]]:
    return [
        (record, record.content_stream().read()) for record in ArchiveIterator(BytesIO(data), check_digests="raise")
    ]


def warc_of(ledger: Ledger) -> bytes:
    out = BytesIO()
    list(write_warc(out, ledger.captures(), checkpoint=ledger.checkpoint()))
    return out.getvalue()


def test_the_records_of_a_fetch(ledger: Ledger) -> None:
    """Both requests with their answers, dated, with the address that answered, the body as kept and its digest."""
    found = records(warc_of(ledger))
    assert [record.rec_type for record, _ in found] == [
        "warcinfo",
        *("response", "request", "response", "request", "metadata"),
        *("resource", "metadata", "resource", "metadata"),
    ]
    (_, told), (moved, nothing), (asked, _), (page, body), *_ = found
    assert "counterclaim-checkpoint: counterclaim-ledger/" in told.decode()
    assert moved.rec_headers["WARC-Target-URI"] == "https://outlet.example/old?a=%C3%BC"
    assert (moved.http_headers.get_statuscode(), moved.http_headers["Location"], nothing) == (
        "301",
        "/front-claims-bridge",
        b"",
    )
    assert moved.rec_headers["WARC-Date"] == "2024-05-03T12:00:01Z"
    assert asked.rec_headers["WARC-Concurrent-To"] == moved.rec_headers["WARC-Record-ID"]
    assert (asked.http_headers.protocol, asked.http_headers["Host"]) == ("GET", "outlet.example")
    assert body == PAGE
    assert page.rec_headers["WARC-IP-Address"] == "93.184.216.34"
    assert page.rec_headers["WARC-Payload-Digest"].startswith("sha256:")


def test_headers_of_the_wire_are_kept_under_another_name_and_end_where_they_end(ledger: Ledger) -> None:
    """The body is kept decompressed: a header that says otherwise would keep readers from reading it."""
    page = records(warc_of(ledger))[3][0].http_headers
    assert page["Content-Encoding"] is None
    assert page["X-Archive-Orig-Content-Encoding"] == "gzip"
    assert (page["Content-Length"], page["X-Archive-Orig-Content-Length"]) == (str(len(PAGE)), "7")
    assert page["X-Odd"] == "two Injected: lines"
    assert page["Injected"] is None


def test_a_local_file_is_a_resource_whose_folder_nobody_learns(ledger: Ledger) -> None:
    data = warc_of(ledger)
    resource, body = records(data)[6]
    assert resource.rec_headers["WARC-Target-URI"].startswith("https://local-file.invalid/")
    assert resource.rec_headers["WARC-Target-URI"].endswith("/caf%C3%A9.txt")
    assert resource.rec_headers["Content-Type"] == "text/plain; charset=utf-8"
    assert body.startswith(b"Report 0")
    assert b"secret" not in gzip.decompress(data)


def test_metadata_name_the_entries_to_ask_a_proof_for(ledger: Ledger) -> None:
    first = next(ledger.captures())
    found = records(warc_of(ledger))
    main, (metadata, words) = found[3][0], found[5]
    assert metadata.rec_headers["WARC-Refers-To"] == main.rec_headers["WARC-Record-ID"]
    fields = dict(line.split(": ", 1) for line in words.decode().splitlines())
    assert fields["counterclaim-capture-entry"] == first.capture_entry
    assert fields["counterclaim-body-sha256"] == hashlib.sha256(PAGE).hexdigest()
    assert fields["counterclaim-extractor"] == "plain 1"
    proof: Any = ledger.prove_inclusion(fields["counterclaim-capture-entry"], ledger.checkpoint())
    assert proof["entry"]["seq"] == 1


def test_the_same_captures_give_the_same_bytes(ledger: Ledger, tmp_path: Path) -> None:
    assert warc_of(ledger) == warc_of(ledger)
    for name in ("a.wacz", "b.wacz"):
        write_wacz(tmp_path / name, ledger.captures(), title="T", created="2024-05-05T00:00:00Z")
    assert (tmp_path / "a.wacz").read_bytes() == (tmp_path / "b.wacz").read_bytes()


def test_a_package_is_what_the_standard_asks_for(ledger: Ledger, tmp_path: Path) -> None:
    """WACZ 1.1.1: the files, each listed with size and digest, the manifest's own digest, and the WARC uncompressed."""
    path = tmp_path / "evidence.wacz"
    taken = ledger.checkpoint()
    number = write_wacz(path, ledger.captures(), title="Bridge", created="2024-05-05T00:00:00Z", checkpoint=taken)
    assert number == 3
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        package = json.loads(archive.read("datapackage.json"))
        assert (package["profile"], package["wacz_version"], package["title"]) == ("data-package", "1.1.1", "Bridge")
        listed = {resource["path"]: resource for resource in package["resources"]}
        assert set(names) == {*listed, "datapackage.json", "datapackage-digest.json"}
        for name, resource in listed.items():
            data = archive.read(name)
            assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
            assert resource["name"] == name.rpartition("/")[2]
        own = json.loads(archive.read("datapackage-digest.json"))
        digest = hashlib.sha256(archive.read("datapackage.json")).hexdigest()
        assert own == {"path": "datapackage.json", "hash": f"sha256:{digest}"}
        stored = archive.getinfo("archive/data.warc.gz")
        assert stored.compress_type == zipfile.ZIP_STORED
        # A player reads at the place that header and name leave, whatever else stands in front of the data.
        start = stored.header_offset + 30 + len(stored.filename)
        assert path.read_bytes()[start : start + stored.file_size] == archive.read("archive/data.warc.gz")
        assert archive.read("provenance/checkpoint.txt").decode() == format_checkpoint(taken)


def test_the_index_leads_to_the_records_and_pages_to_the_index(ledger: Ledger, tmp_path: Path) -> None:
    """As a player does it: a page's address and time, its line in the sorted index, the bytes at its offset."""
    path = tmp_path / "evidence.wacz"
    write_wacz(path, ledger.captures(), title="T", created="2024-05-05T00:00:00Z")
    with zipfile.ZipFile(path) as archive:
        warc = archive.read("archive/data.warc.gz")
        lines = archive.read("indexes/index.cdx").decode().splitlines()
        header, *pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").decode().splitlines()]
    assert header["format"] == "json-pages-1.0"
    assert lines == sorted(lines)
    index = {}
    for line in lines:
        key, moment, fields = line.split(" ", 2)
        entry = json.loads(fields)
        assert key == sort_key(entry["url"])
        index[entry["url"], moment] = entry
        start = int(entry["offset"])
        ((record, _),) = records(warc[start : start + int(entry["length"])])
        assert record.rec_headers["WARC-Target-URI"] == entry["url"]
        assert record.rec_headers["WARC-Payload-Digest"] == entry["digest"]
    assert len(pages) == 3
    for page in pages:
        assert (page["url"], "".join(filter(str.isdigit, page["ts"]))) in index
        assert page["title"]
        assert page["text"]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Outlet.example/A?b=2&a=1", "example,outlet)/a?a=1&b=2"),
        ("http://outlet.example:8080", "example,outlet:8080)/"),
        ("https://outlet.example/", "example,outlet)/"),
    ],
)
def test_keys_sort_a_sites_pages_together(url: str, key: str) -> None:
    assert sort_key(url) == key


def test_equal_bytes_of_two_addresses_are_kept_once(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "war.db") as ledger:
        for address in ("https://a.example/1", "https://b.example/1"):
            revision = make_revision(address=address)
            ledger.add(make_capture(address=address), make_analysis(revision))
        captured = [entry.body for entry in ledger.entries() if entry.kind == "capture"]
        assert captured[0]["bytes"] == captured[1]["bytes"]
        assert captured[0]["content"] != captured[1]["content"]
        assert [held.capture.body for held in ledger.captures()] == [make_capture().body] * 2
        assert ledger.verify().ok
