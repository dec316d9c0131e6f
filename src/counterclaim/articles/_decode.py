"""Bytes to text, strictly: a charset that somebody declared, or UTF-8; never a guess."""

import codecs
import re

from counterclaim.errors import InputError
from counterclaim.records.notes import Note

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:\-]{1,40})", re.I)
XML_ENCODING = re.compile(rb"^\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}[\"']([\w.:\-]{1,40})", re.I)
#: What browsers take these labels for. Source: WHATWG Encoding Standard.
LABELS = {
    "iso-8859-1": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252", "ascii": "windows-1252",
    "us-ascii": "windows-1252", "iso8859-1": "windows-1252", "gb2312": "gb18030", "gbk": "gb18030",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "x-sjis": "cp932", "iso-8859-9": "cp1254",
}  # fmt: skip
MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text file"),
    (b"RIFF", "a sound, video or image file"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"BM\x00", "a bitmap image"),
    (b"\x00\x00\x01\x00", "an icon"),
)


def _codec(label: str) -> str | None:
    name = LABELS.get(label.strip().lower(), label.strip())
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # “rot13”, “base64” and their like are codecs to Python, but no charsets.
    return codec.name if getattr(codec, "_is_text_encoding", True) else None


def refuse_binary(body: bytes, subject: str, *, html: bool = False) -> None:
    """Raises InputError for bytes that are empty or no text at all. Stray zero bytes in a page are let through."""
    if not body.strip():
        raise InputError(f"{subject}: empty", subject=subject)
    for start, what in MAGIC:
        if body.startswith(start):
            raise InputError(f"{subject}: {what}, not text or HTML; save or export it as text", subject=subject)
    stray = html and body.count(b"\x00") * 100 < len(body)
    if b"\x00" in body and not stray and not body.startswith(tuple(bom for bom, _ in BOMS)):
        at = body.index(b"\x00")
        raise InputError(f"{subject}: binary data (a zero byte at offset {at}), not text or HTML", subject=subject)


def decode(body: bytes, *, declared: str | None, html: bool, subject: str) -> tuple[str, tuple[Note, ...]]:
    """The text of `body`: by its byte-order mark, the sender's charset, the page's own, or UTF-8, whichever first
    decodes every byte.

    Raises:
        InputError: the bytes are empty, binary, or valid in none of these; the message says where and what to try.
    """
    refuse_binary(body, subject, html=html)
    for bom, codec in BOMS:
        if body.startswith(bom):
            labels = [codec]
            break
    else:
        labels = [declared] if declared else []
        if html and (match := XML_ENCODING.search(body[:1024]) or META_CHARSET.search(body[:4096])):
            label = match[1].decode("ascii", "replace")
            # A page that could be searched for its label as ASCII is not UTF-16, whatever it says.
            labels.append("utf-8" if label.lower().startswith("utf-16") else label)
        labels.append("utf-8")
    failed: list[str] = []
    where = 0
    for label in dict.fromkeys(label.lower() for label in labels):
        name = _codec(label)
        if name is None:
            failed.append(f"{label} (unknown)")
            continue
        try:
            text = body.decode(name)
        except UnicodeDecodeError as error:
            failed.append(label)
            where = error.start
            continue
        notes: tuple[Note, ...] = ()
        if failed:
            message = f"declared as {', '.join(failed)}, which it is not; read as {label}"
            notes = (Note(code="charset.wrong", message=message),)
        return text, notes
    raise InputError(
        f"{subject}: not valid {' or '.join(failed)} (byte 0x{body[where]:02x} at offset {where}); "
        "convert it first, for example: iconv -f WINDOWS-1252 -t UTF-8",
        subject=subject,
    )
