"""The example files of test_formats: small, in our own words, about invented parties; binary ones are made here."""

import hashlib
import io
import json
import tarfile
import zipfile
from datetime import UTC, datetime

import libipld

from tests.site import article
from tests.warcs import warc_gz, warc_record

FERRY = """Harbour council says ferry was held at Lumo

The Lumo harbour council said on Monday that coast guards had seized the ferry Aurelia and detained nine of its crew.

The coast guard denied that it had seized the ferry. “Nobody was detained,” its spokesman Teo Varnas said."""
MILL = """Mill at Orrin burns

The river council said on Monday that the mill at Orrin had been set on fire by raiders, and that two people died there.

The raiders denied that they had set the mill on fire, and said that lightning had struck it before dawn."""
AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def warc(pages: dict[str, bytes], *, gzip: bool = True) -> bytes:
    records = [warc_record(url, body, date="2026-03-02T10:00:00Z") for url, body in pages.items()]
    return warc_gz(records) if gzip else b"".join(records)


def pack(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in files.items():
            made.writestr(name, body)
    return out.getvalue()


def tar(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as made:  # type: ignore[call-overload]
        for name, body in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            made.addfile(info, io.BytesIO(body))
        link = tarfile.TarInfo("link.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(link)
    return out.getvalue()


def wacz() -> bytes:
    listed = {"url": "https://coast.example/ferry", "ts": "2026-03-02T10:00:00Z"}
    pages = '{"format": "json-pages-1.0"}\n' + json.dumps(listed)
    held = {"https://coast.example/ferry": article(FERRY), "https://ads.example/frame": article(MILL)}
    package = b'{"profile": "data-package", "wacz_version": "1.1.1"}'
    return pack({
        "datapackage.json": package, "pages/pages.jsonl": pages.encode(), "archive/data.warc.gz": warc(held),
        "indexes/index.cdx": b"",
    })  # fmt: skip


def pdf(lines: list[str], pages: int = 1) -> bytes:
    """A PDF with lines of Helvetica."""
    shown = "".join(f"({line.translate(_ESCAPED)}) Tj T*\n" for line in lines)
    drawn = f"BT /F1 11 Tf 14 TL 60 780 Td\n{shown}ET".encode("cp1252", "replace")
    kids = " ".join(f"{4 + i} 0 R" for i in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {4 + pages} 0 R >>".encode()
            for _ in range(pages)
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


_ESCAPED = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\"})


def mail(subject: str, text: str, number: int, charset: str = "utf-8") -> bytes:
    head = (
        f"From: Coast Wire <desk@wire.example>\nTo: subscribers@news.example\nSubject: {subject}\n"
        f"Date: Mon, 02 Mar 2026 10:00:00 +0000\nMessage-ID: <{number}@wire.example>\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return head.encode() + text.encode(charset) + b"\n"


# Bluesky's export: blocks by their digests, and a tree over their keys

DID = "did:plc:lumocoastguard"


class Link(bytes):
    """The identifier of a block, as a value in another block."""


def cid_of(block: bytes) -> bytes:
    return b"\x01\x71\x12\x20" + hashlib.sha256(block).digest()


def cbor(value: object) -> bytes:
    """DAG-CBOR of a value; the package at hand writes links and bytes alike, so links are written here."""
    if isinstance(value, Link):
        return b"\xd8\x2a\x58" + bytes([len(value) + 1]) + b"\x00" + value
    if isinstance(value, list):
        return _long(4, len(value)) + b"".join(map(cbor, value))
    if isinstance(value, dict):
        pairs = sorted(value.items(), key=lambda pair: (len(pair[0].encode()), pair[0].encode()))
        return _long(5, len(pairs)) + b"".join(cbor(key) + cbor(held) for key, held in pairs)
    if isinstance(value, bytes):
        return _long(2, len(value)) + value
    return libipld.encode_dag_cbor(value)  # type: ignore[arg-type]


def _long(major: int, size: int) -> bytes:
    head = major << 5
    return bytes([head | size]) if size < 24 else bytes([head | 25]) + size.to_bytes(2, "big")


def varint(size: int) -> bytes:
    out = b""
    while size > 0x7F:
        out, size = out + bytes([size & 0x7F | 0x80]), size >> 7
    return out + bytes([size])


def section(cid: bytes, block: bytes) -> bytes:
    return varint(len(cid) + len(block)) + cid + block


def car_header(root: bytes, version: int = 1) -> bytes:
    header = cbor({"roots": [Link(root)], "version": version})
    return varint(len(header)) + header


def node(entries: list[tuple[str, bytes]], left: bytes | None = None, under: dict[str, bytes] | None = None) -> bytes:
    """A part of a tree. `under` gives the parts that follow a key."""
    rows, last = [], b""
    for name, cid in entries:
        key = name.encode()
        shared = next((i for i, (a, b) in enumerate(zip(key, last, strict=False)) if a != b), min(len(key), len(last)))
        below = (under or {}).get(name)
        rows.append({"p": shared, "k": key[shared:], "v": Link(cid), "t": Link(below) if below else None})
        last = key
    return cbor({"e": rows, "l": Link(left) if left else None})


def commit(tree: bytes, did: str = DID) -> bytes:
    return cbor({"did": did, "version": 3, "data": Link(tree), "rev": "3kz", "prev": None, "sig": b"\x01" * 64})


def post_record(text: str, minute: int) -> bytes:
    at = f"2026-03-02T10:{minute:02}:00.000Z"
    return cbor({"$type": "app.bsky.feed.post", "text": text, "createdAt": at, "langs": ["en"]})


def car_blocks(texts: list[str], *, named: bool = True) -> tuple[bytes, list[bytes]]:
    """The identifier of the commit and all blocks of an account that posted some texts: a tree of three parts, a like,
    a profile, and a post that was deleted."""
    posts = [(f"app.bsky.feed.post/3k{number:04}", post_record(text, number)) for number, text in enumerate(texts)]
    profile = cbor({"$type": "app.bsky.actor.profile", "displayName": "Lumo Coast Guard"})
    like = cbor({"$type": "app.bsky.feed.like", "createdAt": "2026-03-02T10:00:00Z"})
    deleted = post_record("This was never said.", 59)
    half = len(posts) // 2
    first = node([("app.bsky.actor.profile/self", cid_of(profile))] if named else [])
    last = node([(key, cid_of(block)) for key, block in posts[half:]])
    middle = [("app.bsky.feed.like/3k1", cid_of(like)), *[(key, cid_of(block)) for key, block in posts[:half]]]
    top = node(middle, left=cid_of(first), under={middle[-1][0]: cid_of(last)})
    root = commit(cid_of(top))
    blocks = [root, top, first, last, profile, like, deleted, *[block for _, block in posts]]
    return cid_of(root), blocks


def car(texts: list[str], *, named: bool = True) -> bytes:
    """`repo.car` as the network gives it."""
    root, blocks = car_blocks(texts, named=named)
    return car_header(root) + b"".join(section(cid_of(block), block) for block in blocks)
