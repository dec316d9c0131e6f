"""Captures as one WACZ 1.1.1 file, which web-archive players open: a WARC, an index of it, a list of pages."""

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from counterclaim import __version__
from counterclaim.evidence._warc import WrittenRecord, target_of, warc_date, write_warc
from counterclaim.ledger import Checkpoint, HeldCapture, format_checkpoint
from counterclaim.records.ids import Json

WARC_NAME = "data.warc.gz"
_CHUNK = 1 << 20
#: Zip files have no zone, and ours no date: the same captures give the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_wacz(
    path: Path, captures: Iterable[HeldCapture], *, title: str, created: str, checkpoint: Checkpoint | None = None
) -> int:
    """Writes captures to a WACZ file; returns how many. `created` is the file's date, in ISO 8601."""
    pages: list[bytes] = []

    def noted() -> Iterator[HeldCapture]:
        for held in captures:
            pages.append(_page(held))
            yield held

    with tempfile.TemporaryFile(dir=path.parent) as warc, path.open("xb") as out, zipfile.ZipFile(out, "w") as archive:
        index = sorted(_index_line(record) for record in write_warc(warc, noted(), checkpoint=checkpoint))
        package = _Package(archive)
        package.add(f"archive/{WARC_NAME}", warc)
        package.add_text("indexes/index.cdx", b"".join(index))
        package.add_text("pages/pages.jsonl", b"".join([_json(_PAGES), *pages]))
        if checkpoint is not None:
            package.add_text("provenance/checkpoint.txt", format_checkpoint(checkpoint).encode())
        package.finish(title, created)
    return len(pages)


_PAGES: Json = {"format": "json-pages-1.0", "id": "pages", "title": "Reports"}


def _json(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode(errors="replace") + b"\n"


def _page(held: HeldCapture) -> bytes:
    exchanges = held.capture.exchanges
    return _json(
        {
            "id": held.revision.id,
            "url": target_of(held),
            "ts": warc_date(exchanges[-1].received_at if exchanges else held.capture.captured_at),
            "title": held.revision.title,
            "text": held.revision.text,
        }
    )


def _index_line(record: WrittenRecord) -> bytes:
    """A line of CDXJ: the key that sorts a site's pages together, the time, and where the record stands."""
    fields = {
        "url": record.url,
        "mime": record.mime,
        "status": str(record.status),
        "digest": record.digest,
        "length": str(record.length),
        "offset": str(record.offset),
        "filename": WARC_NAME,
    }
    moment = "".join(character for character in record.timestamp if character.isdigit())
    return f"{sort_key(record.url)} {moment} {json.dumps(fields)}\n".encode()


def sort_key(url: str) -> str:
    """The key of an address in an index of a web archive: the host's labels reversed, then path and query."""
    parts = urlsplit(url.lower())
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = "&".join(sorted(parts.query.split("&")))
    return f"{','.join(reversed(host.split('.')))}{port}){parts.path or '/'}" + (f"?{query}" if query else "")


class _Package:
    """A zip file that lists what is in it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._resources: list[Json] = []

    def add(self, path: str, stream: BinaryIO) -> None:
        """Adds a file that is compressed already, as it is, so that players can read parts of it."""
        info = zipfile.ZipInfo(path, _EPOCH)
        # Known beforehand, so that no room for a larger one is left in front of the data, where players count on none.
        info.file_size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        hasher = hashlib.sha256()
        with self._archive.open(info, "w") as member:
            while chunk := stream.read(_CHUNK):
                hasher.update(chunk)
                member.write(chunk)
        self._list(path, hasher.hexdigest(), info.file_size)

    def add_text(self, path: str, data: bytes) -> None:
        self._write(path, data)
        self._list(path, hashlib.sha256(data).hexdigest(), len(data))

    def _write(self, path: str, data: bytes) -> None:
        info = zipfile.ZipInfo(path, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        self._archive.writestr(info, data)

    def _list(self, path: str, sha256: str, size: int) -> None:
        name = path.rpartition("/")[2]
        self._resources.append({"name": name, "path": path, "hash": f"sha256:{sha256}", "bytes": size})

    def finish(self, title: str, created: str) -> None:
        """Writes the list, and its digest beside it."""
        described: Json = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": title,
            "created": created,
            "software": f"counterclaim/{__version__}",
            "resources": self._resources,
        }
        listed = json.dumps(described, indent=2, ensure_ascii=False).encode(errors="replace")
        self._write("datapackage.json", listed)
        digest: Json = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(listed).hexdigest()}"}
        self._write("datapackage-digest.json", json.dumps(digest, indent=2).encode())
