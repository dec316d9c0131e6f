"""JSON documents that hold many reports, read one after another: the document may be larger than memory."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import Any, BinaryIO

from counterclaim.collect.formats._lists import capture_listed
from counterclaim.collect.formats._opened import Items, Opened
from counterclaim.collect.formats._posts import (
    Post,
    bluesky_post,
    capture_post,
    mastodon_names,
    mastodon_post,
    telegram_post,
    twitter_account,
    twitter_post,
)
from counterclaim.collect.formats._rows import capture_row, require_object
from counterclaim.errors import InputError, ItemError
from counterclaim.records.revisions import Capture

#: Of arrays and objects within one another.
DEEPEST = 100

Take = Callable[[Any, int], Capture | ItemError | None]
#: Where the rows of each kind of document stand: the paths are tried in this order.
_ROWS = {
    "telegram": ("messages.item", "chats.list.item.messages.item"),
    "mastodon": ("orderedItems.item",),
    "bluesky": ("feed.item", "records.item", "posts.item", "item"),
    "gdelt": ("articles.item",),
    "articles": ("item", "articles.item", ""),
}


def read_telegram(opened: Opened) -> Items:
    """The messages of an export of Telegram Desktop (machine-readable JSON): of one chat, or of all."""
    chat: dict[str, Any] = {}

    def notice(prefix: str, value: Any) -> None:
        chat[prefix.rpartition(".")[2]] = value

    def take(row: Any, number: int) -> Capture | ItemError | None:
        return _post(telegram_post(require_object(row, f"{opened.name}#{number}"), chat), opened, number)

    names = ("name", "type", "id")
    yield from _read(
        opened, _ROWS["telegram"], take, {f"{at}{name}": notice for at in ("", "chats.list.item.") for name in names}
    )


def read_mastodon(opened: Opened) -> Items:
    """The posts in an outbox."""
    names = mastodon_names(opened)

    def take(row: Any, number: int) -> Capture | ItemError | None:
        # What is boosted is an address alone.
        return _post(mastodon_post(row, names), opened, number) if isinstance(row, dict) else None

    yield from _read(opened, _ROWS["mastodon"], take)


def read_bluesky(opened: Opened) -> Items:
    """The posts of a list as the network's API gives it."""

    def take(row: Any, number: int) -> Capture | ItemError | None:
        return _post(bluesky_post(require_object(row, f"{opened.name}#{number}")), opened, number)

    yield from _read(opened, _ROWS["bluesky"], take)


def read_twitter(opened: Opened) -> Items:
    """The tweets of an archive."""
    account = twitter_account(opened)

    def take(row: Any, number: int) -> Capture | ItemError | None:
        return _post(twitter_post(require_object(row, f"{opened.name}#{number}"), account), opened, number)

    skip = opened.head.find(b"=") + 1
    opened.stream.read(skip)
    yield from _read(opened, ("item",), take)


def read_gdelt(opened: Opened) -> Items:
    """The pages that an answer of GDELT's DOC API lists, fetched."""

    def take(row: tuple[str, str, Mapping[str, Any]]) -> Capture | ItemError:
        subject, address, listed = row
        return capture_listed(address, listed, subject, opened)

    yield from _read(opened, _ROWS["gdelt"], lambda row, number: take(_listed(opened, row, number)))


def read_gdelt_addresses(opened: Opened) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """For each row of such an answer where it stands, its address, and what the list says of it.

    Raises:
        InputError: it is broken, or lists nothing.
    """
    rows: list[tuple[str, str, Mapping[str, Any]]] = []
    for item in _read(opened, _ROWS["gdelt"], lambda row, number: rows.append(_listed(opened, row, number))):
        if isinstance(item, ItemError):
            raise item
    yield from rows


def _listed(opened: Opened, row: Any, number: int) -> tuple[str, str, Mapping[str, Any]]:
    row = require_object(row, f"{opened.name}#{number}")
    listed = {"title": row.get("title"), "published": row.get("seendate"), "outlet": row.get("domain")}
    return f"{opened.name}#{number}", str(row.get("url") or ""), listed


def read_articles(opened: Opened) -> Items:
    """The articles of an array, or the one article that the document is."""

    def take(row: Any, number: int) -> Capture | ItemError | None:
        subject = f"{opened.name}#{number}"
        return capture_row(require_object(row, subject), subject, f"{opened.where}#{number}", opened.clock)

    yield from _read(opened, _ROWS["articles"], take)


def _post(post: Post | None, opened: Opened, number: int) -> Capture | None:
    return None if post is None else capture_post(post, opened, number)


def _read(
    opened: Opened, paths: tuple[str, ...], take: Take, notices: Mapping[str, Callable[[str, Any], None]] | None = None
) -> Items:
    """What `take` makes of each row; an error where the document ends or breaks before its end."""
    import ijson

    number = 0
    try:
        for number, row in zip(count(1), _rows(opened, paths, notices or {}), strict=False):
            try:
                item = take(row, number)
            except ItemError as error:
                yield error
            else:
                if item is not None:
                    yield item
    except (ijson.JSONError, ValueError, RecursionError, OSError, EOFError, zlib.error) as error:
        reason = " ".join(str(error).split())[:200]
        yield InputError(f"{opened.name}: broken behind item {number} ({reason})", subject=opened.name)
        return
    if not number:
        yield InputError(f"{opened.name}: nothing in it to read", subject=opened.name)


def _rows(opened: Opened, paths: tuple[str, ...], notices: Mapping[str, Callable[[str, Any], None]]) -> Iterator[Any]:
    """The values that stand at the first of `paths` that holds any, and on the way what `notices` want to know."""
    import ijson

    stream = _Bounded(opened.stream, opened.limits.max_bytes)
    builder: Any = None
    wanted: str | None = None
    holds_rows = _has_rows(opened, paths)
    for prefix, event, value in _placed(ijson.basic_parse(stream, use_float=True)):
        if builder is None:
            if prefix in notices and event in ("string", "number"):
                notices[prefix](prefix, value)
            around = prefix == "" and holds_rows
            if around or prefix not in paths or prefix != (wanted or prefix) or event in _ENDS:
                continue
            wanted = prefix
            if event not in ("start_map", "start_array"):
                yield value
                continue
            builder = ijson.ObjectBuilder()
        builder.event(event, value)
        if prefix == wanted and event in ("end_map", "end_array"):
            yield builder.value
            builder = None
            stream.count = 0


def _placed(events: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str, Any]]:
    """Events with the path at which each stands: keys, and `item` for what is in an array. (The library's own paths
    cost the square of the depth.)"""
    path: list[str] = []
    for event, value in events:
        if event in ("end_map", "end_array"):
            path.pop()
        if event == "map_key":
            path[-1] = value
        yield ".".join(path[:-1] if event == "map_key" else path), event, value
        if event in ("start_map", "start_array"):
            path.append("item")
        if len(path) > DEEPEST:
            raise ValueError(f"nested deeper than {DEEPEST}")


_ENDS = frozenset({"end_map", "end_array", "map_key"})


def _has_rows(opened: Opened, paths: tuple[str, ...]) -> bool:
    """Whether a document holds rows, rather than being one: an array does, and an object with such a key."""
    start = opened.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"["):
        return True
    keys = [path.partition(".")[0] for path in paths if "." in path]
    return any(f'"{key}"'.encode() in opened.head for key in keys)


class _Bounded:
    """A stream of which no more than a limit may pass between two rows."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream, self._limit, self.count = stream, limit, 0
        self._first = True

    def read(self, size: int = -1) -> bytes:
        if size == 0:  # the parser asks so whether it gets bytes
            return b""
        data = self._stream.read(size if size > 0 else 1 << 16)
        if self._first:
            data, self._first = data.removeprefix(b"\xef\xbb\xbf"), False
        self.count += len(data)
        if self.count > self._limit + (1 << 17):
            raise ValueError(f"an item larger than {self._limit:,} bytes")
        return data
