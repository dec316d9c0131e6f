"""What an input is, by how its bytes begin; by the ending of its name where the bytes leave it open."""

import re
import zlib

from counterclaim.collect.formats._car import is_car
from counterclaim.collect.formats._opened import HEAD

#: Files of a folder whose names end so are looked at.
_ENDINGS = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".txt": "text", ".text": "text", ".md": "text",
    ".pdf": "pdf", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "", ".csv": "urls", ".tsv": "urls", ".warc": "warc",
    ".warc.gz": "warc", ".warc.zst": "warc", ".wacz": "zip", ".zip": "zip", ".tar": "tar", ".tar.gz": "tar",
    ".tgz": "tar", ".eml": "eml", ".mbox": "mbox", ".jsonl.gz": "jsonl", ".json.gz": "", ".car": "car",
}  # fmt: skip
#: Files that speak about a folder are no reports, nor are those of a platform's export that hold no posts.
ABOUT = re.compile(
    r"(?:readme|licen[cs]e|notice|changelog)\b|(?:actor|likes|bookmarks|manifest|account|profile)\.json", re.I
)
_TWEETS = re.compile(r"tweets?(?:-part\d{1,4})?\.js", re.I)
_MAIL = re.compile(
    rb"(?:received|from|to|date|subject|message-id|mime-version|return-path|delivered-to|x-[\w-]{1,40}):", re.I
)
#: An answer of GDELT's DOC API that found nothing.
_NO_ARTICLES = re.compile(rb"\{\s{0,99}\"articles\"\s{0,99}:\s{0,99}\[\s{0,99}\]")
_HEADER = re.compile(rb"[!-9;-~]{1,76}:")


def ending_of(name: str) -> str | None:
    """The format that the ending of a name stands for: empty where its bytes must tell; None where it is unknown."""
    name = name.lower()
    if _TWEETS.fullmatch(name.rpartition("/")[2]):
        return "twitter"
    return next((_ENDINGS[end] for end in sorted(_ENDINGS, key=len, reverse=True) if name.endswith(end)), None)


def is_report_name(name: str) -> bool:
    """Whether a file of a folder is looked at."""
    return ending_of(name) is not None


def detect(head: bytes, name: str) -> str | None:
    """The format of an input; None where it is compressed and what is in it must be looked at. What nothing tells is
    text, or HTML if it looks so; JSON of no known kind is “json”."""
    ending = ending_of(name)
    for start, format_ in ((b"PK\x03\x04", "zip"), (b"%PDF-", "pdf"), (b"WARC/", "warc"), (b"From ", "mbox")):
        if head.startswith(start) and (start != b"From " or _is_mail(head.partition(b"\n")[2])):
            return format_
    if head.startswith(b"\x1f\x8b"):
        inner = _inflated(head)
        return "warc" if inner.startswith(b"WARC/") else "tar" if _is_tar(inner) else None
    if head.startswith(b"\x28\xb5\x2f\xfd") and ending == "warc":
        return "warc"
    if _is_tar(head):
        return "tar"
    if is_car(head):
        return "car"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"window.YTD."):
        return "twitter"
    if start[:1] in (b"{", b"["):
        return _json(start, ending)
    if ending in ("jsonl", "eml", "mbox", "urls", "car"):
        return ending
    if ending != "html" and _is_mail(head):
        return "eml"
    if ending != "html" and _is_list(start):
        return "urls"
    return ending or "text"


def _inflated(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, HEAD)
    except zlib.error:
        return b""


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _is_mail(head: bytes) -> bool:
    """Whether the first lines are headers of a message, three of the usual ones at least."""
    lines = head.split(b"\n\n")[0].split(b"\r\n\r\n")[0].splitlines()[:60]
    if not lines or not all(line[:1] in (b" ", b"\t") or _HEADER.match(line) for line in lines[:-1]):
        return False
    return sum(1 for line in lines if _MAIL.match(line)) >= 3


def _is_list(start: bytes) -> bool:
    """Whether the first lines are addresses, one a line."""
    lines = [line.strip() for line in start.splitlines()[:10] if line.strip() and not line.startswith(b"#")]
    return bool(lines) and all(line.startswith((b"http://", b"https://")) and b" " not in line for line in lines)


def _json(start: bytes, ending: str | None) -> str:
    def has(*keys: str) -> bool:
        return all(f'"{key}"'.encode() in start for key in keys)

    lines = start.splitlines()
    if ending == "jsonl" or (len(lines) > 1 and lines[0].endswith(b"}") and lines[1][:1] == b"{"):
        return "jsonl"
    if has("orderedItems"):
        return "mastodon"
    if (has("messages", "type") and has("id")) or has("chats", "list"):
        return "telegram"
    if has("articles", "seendate") or _NO_ARTICLES.match(start):
        return "gdelt"
    if b"app.bsky.feed.post" in start:
        return "bluesky"
    if has("tweet", "full_text"):
        return "twitter"
    if has("maintext") or has("publishing_date") or (has("url") and (has("text") or has("html"))):
        return "articles"
    return "json"
