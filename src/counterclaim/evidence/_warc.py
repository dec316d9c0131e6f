"""Captures as WARC 1.1, the format in which web archives keep and exchange what they captured (ISO 28500)."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, BinaryIO
from urllib.parse import quote, unquote, urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from counterclaim import __version__
from counterclaim.ledger import Checkpoint, HeldCapture, format_checkpoint
from counterclaim.records.ids import digest
from counterclaim.records.revisions import Exchange

#: Names of record ids are made under this one, so that exporting the same capture twice gives the same record.
_NAMES = uuid.UUID("6d1f5a0e-0f3c-5f52-9a7e-3c1c7a1a52b1")
#: Bodies are kept as they are after decompression: these headers say no longer what the record holds.
_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRecord:
    """Where a record that holds a page stands in the file, for an index of it."""

    url: str
    timestamp: str  # ISO 8601 to the second
    mime: str
    status: int
    digest: str
    offset: int
    length: int


class _Writer(WARCWriter):  # type: ignore[misc]
    """warcio's writer with SHA-256 where it has SHA-1."""

    @staticmethod
    def _create_digester() -> Any:
        return Digester("sha256")


def warc_date(moment: datetime) -> str:
    """A moment as WARC writes it: UTC to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def target_of(held: HeldCapture) -> str:
    """The URI under which a capture is archived.

    That of a local file is made up, under a top-level domain that can never exist: a web-archive player shows nothing
    else, and the path would tell an outsider whose folder it was.
    """
    if held.capture.address.lower().startswith(("http:", "https:")):
        return _uri(held.capture.address)
    path, _, line = held.capture.address.partition("#")
    name = unquote(path.rpartition("/")[2]) or "input"
    row = f"/{line}" if line else ""
    return f"https://local-file.invalid/{held.capture_entry[:16]}/{quote(name if name != '-' else 'stdin')}{row}"


def _uri(address: str) -> str:
    """A web address without its fragment, in ASCII."""
    return quote(address.partition("#")[0], safe="%/:=&?~+!$,;'@()*[]", errors="replace")


def write_warc(
    out: BinaryIO, captures: Iterable[HeldCapture], *, checkpoint: Checkpoint | None = None
) -> Iterator[WrittenRecord]:
    """Writes captures to `out` as they are asked for: each request and response or, where there was none, the bytes
    as a resource, and what the ledger knows of them; yields the records that hold pages.

    The same captures and checkpoint give the same bytes.
    """
    writer = _Writer(out, gzip=True, warc_version="WARC/1.1")
    started = False
    for held in captures:
        if not started:
            writer.write_record(_warcinfo(writer, held, checkpoint))
            started = True
        main = ""
        for number, exchange in enumerate(held.capture.exchanges):
            last = number == len(held.capture.exchanges) - 1
            response = _response(writer, held, exchange, number, held.capture.body if last else b"")
            yield _write(out, writer, response, exchange.status)
            main = response.rec_headers.get_header("WARC-Record-ID")
            writer.write_record(_request(writer, held, exchange, number, main))
        if not held.capture.exchanges:
            resource = _resource(writer, held)
            yield _write(out, writer, resource, 200)
            main = resource.rec_headers.get_header("WARC-Record-ID")
        writer.write_record(_metadata(writer, held, main))


def _write(out: BinaryIO, writer: _Writer, record: Any, status: int) -> WrittenRecord:
    offset = out.tell()
    writer.write_record(record)
    headers = record.rec_headers
    typed = record.http_headers.get_header("Content-Type", "") if record.http_headers else headers["Content-Type"]
    return WrittenRecord(
        url=headers["WARC-Target-URI"],
        timestamp=headers["WARC-Date"],
        mime=(typed or "application/octet-stream").partition(";")[0].strip().lower(),
        status=status,
        digest=headers["WARC-Payload-Digest"],
        offset=offset,
        length=out.tell() - offset,
    )


def _record_id(held: HeldCapture, part: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_NAMES, f'{held.capture_entry} {part}')}>"


def _record(
    writer: _Writer, held: HeldCapture, kind: str, uri: str, payload: bytes, http: Any = None, **headers: str | None
) -> Any:
    """A record; `headers` are named with underscores, and those that are None are left out."""
    part = headers.pop("part", None) or kind
    named = {
        "WARC-Record-ID": _record_id(held, part),
        **{name.replace("_", "-"): value for name, value in headers.items() if value is not None},
    }
    named.setdefault("WARC-Date", warc_date(held.capture.captured_at))
    return writer.create_warc_record(
        uri, kind, payload=BytesIO(payload), length=len(payload), http_headers=http, warc_headers_dict=named
    )


def _fields(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Pairs as `application/warc-fields`; line breaks in a value become spaces."""
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in pairs if value).encode(errors="replace")


def _warcinfo(writer: _Writer, first: HeldCapture, checkpoint: Checkpoint | None) -> Any:
    fields = [
        ("software", f"counterclaim/{__version__}"),
        ("format", "WARC file version 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ("isPartOf", checkpoint.origin if checkpoint else ""),
        ("counterclaim-checkpoint", format_checkpoint(checkpoint) if checkpoint else ""),
    ]
    return _record(writer, first, "warcinfo", "", _fields(fields), Content_Type="application/warc-fields")


def _kept(headers: Iterable[tuple[str, str]], length: int) -> list[tuple[str, str]]:
    """The headers of a response; those that speak of its form on the wire are kept under another name."""
    kept = [(f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_WIRE else name, value) for name, value in headers]
    return [*_clean(kept), ("Content-Length", str(length))]


def _clean(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Headers none of which can end its line and begin another."""
    return [("".join(name.split()), " ".join(value.split())) for name, value in headers]


def _response(writer: _Writer, held: HeldCapture, exchange: Exchange, number: int, body: bytes) -> Any:
    status = f"{exchange.status} {exchange.reason}".strip()
    http = StatusAndHeaders(status, _kept(exchange.response_headers, len(body)), protocol="HTTP/1.1")
    return _record(
        writer,
        held,
        "response",
        _uri(exchange.url),
        body,
        http,
        part=f"response {number}",
        WARC_Date=warc_date(exchange.received_at),
        WARC_IP_Address=exchange.ip,
    )


def _request(writer: _Writer, held: HeldCapture, exchange: Exchange, number: int, response: str) -> Any:
    parts = urlsplit(_uri(exchange.url))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    http = StatusAndHeaders(
        f"{exchange.method} {target} HTTP/1.1", _clean(exchange.request_headers), is_http_request=True
    )
    return _record(
        writer,
        held,
        "request",
        _uri(exchange.url),
        b"",
        http,
        part=f"request {number}",
        WARC_Date=warc_date(exchange.sent_at),
        WARC_Concurrent_To=response,
        WARC_IP_Address=exchange.ip,
    )


def _resource(writer: _Writer, held: HeldCapture) -> Any:
    return _record(writer, held, "resource", target_of(held), held.capture.body, Content_Type=_media_type(held))


def _media_type(held: HeldCapture) -> str:
    charset = dict(held.capture.declared).get("charset")
    return f"{held.capture.media_type}; charset={charset}" if charset else held.capture.media_type


def _metadata(writer: _Writer, held: HeldCapture, main: str) -> Any:
    """What the ledger knows of the capture: entries to ask a proof for, and how its text was made."""
    fields = [
        ("counterclaim-capture-entry", held.capture_entry),
        ("counterclaim-revision-entry", held.revision_entry),
        ("counterclaim-revision", held.revision.id),
        ("counterclaim-captured-at", held.capture.captured_at.isoformat()),
        ("counterclaim-recorded-at", held.recorded_at.isoformat()),
        ("counterclaim-body-sha256", digest(held.capture.body)),
        ("counterclaim-text-sha256", digest(held.revision.text.encode(errors="surrogatepass"))),
        ("counterclaim-extractor", held.revision.extractor),
        *((f"counterclaim-declared-{name}", value) for name, value in held.capture.declared if name != "requested"),
    ]
    return _record(
        writer, held, "metadata", target_of(held), _fields(fields),
        Content_Type="application/warc-fields", WARC_Refers_To=main,
    )  # fmt: skip
