"""What people have already, in the form in which they have it: one open file to the reports in it.

An item that cannot be read is an error in its place; the rest goes on. Nothing larger than one item is held in memory.
"""

import gzip
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO, cast

from counterclaim.collect._captures import HTML, PDF, make_capture, sniffed
from counterclaim.collect._warc import read_warc
from counterclaim.collect.formats._car import read_car
from counterclaim.collect.formats._detect import ABOUT, detect, is_report_name
from counterclaim.collect.formats._json import (
    read_articles,
    read_bluesky,
    read_gdelt,
    read_gdelt_addresses,
    read_mastodon,
    read_telegram,
    read_twitter,
)
from counterclaim.collect.formats._lists import read_addresses, read_list
from counterclaim.collect.formats._mail import read_mbox, read_message
from counterclaim.collect.formats._opened import Fetch, Items, Opened, read_whole, with_head
from counterclaim.collect.formats._packs import read_tar, read_zip
from counterclaim.collect.formats._rows import read_rows
from counterclaim.errors import InputError, ItemError
from counterclaim.records.revisions import Capture

__all__ = [
    "ABOUT",
    "Fetch",
    "Items",
    "Opened",
    "detect",
    "is_report_name",
    "read_addresses",
    "read_gdelt_addresses",
    "read_opened",
    "read_whole",
    "with_head",
]


def read_opened(opened: Opened, format_: str | None = None) -> Items:
    """The reports in an open input, as `format_` says or as its bytes tell."""
    found = format_ or detect(opened.head, opened.name)
    if opened.within and found in ("zip", "tar"):
        yield InputError(f"{opened.name}: an archive within an archive is not opened", subject=opened.name)
        return
    try:
        if found is None or (opened.head.startswith(b"\x1f\x8b") and found not in ("warc", "tar")):
            yield from _unzipped(opened, format_)
        elif found in _READERS:
            yield from _READERS[found](opened)
        elif found == "json":
            if opened.named:
                what = "JSON of no known kind" if len(opened.head.strip()) > 2 else "JSON without anything in it"
                message = f"{opened.name}: {what}; say which with --from, or write it as JSON Lines"
                yield InputError(message, subject=opened.name)
        else:
            yield _page(opened, found)
    except ItemError as error:
        yield error
    except (OSError, EOFError, ValueError, zlib.error) as error:
        yield InputError(f"{opened.name}: cannot be read ({error})", subject=opened.name)


def _page(opened: Opened, format_: str) -> Capture:
    """The one report that an input is."""
    body = opened.whole()
    media_type = {"html": HTML, "text": "", "pdf": PDF}[format_]
    return make_capture(opened.where, sniffed(body, media_type), body, opened.clock)


def _unzipped(opened: Opened, format_: str | None) -> Items:
    """What a compressed file holds."""
    with gzip.GzipFile(fileobj=opened.stream) as inner:
        stream, head = with_head(cast(BinaryIO, inner))
        if head.startswith(b"\x1f\x8b"):
            raise InputError(f"{opened.name}: compressed twice", subject=opened.name)
        found = format_ or detect(head, opened.name.removesuffix(".gz"))
        yield from read_opened(replace(opened, stream=stream, head=head, within=True), found)


_READERS: dict[str, Callable[[Opened], Items]] = {
    "jsonl": read_rows,
    "articles": read_articles,
    "urls": read_list,
    "warc": lambda opened: read_warc(opened.stream, opened.name, opened.limits),
    "zip": lambda opened: read_zip(opened, read_opened),
    "tar": lambda opened: read_tar(opened, read_opened),
    "eml": read_message,
    "mbox": read_mbox,
    "telegram": read_telegram,
    "mastodon": read_mastodon,
    "bluesky": read_bluesky,
    "car": read_car,
    "twitter": read_twitter,
    "gdelt": read_gdelt,
}
