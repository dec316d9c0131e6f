"""Posts from the exports of Telegram, Mastodon, Bluesky and the old Twitter: each a report of one author."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from counterclaim.collect._captures import PLAIN
from counterclaim.collect._fetched import checked_url
from counterclaim.collect.formats._opened import Opened
from counterclaim.collect.formats._rows import post_title, text_capture
from counterclaim.errors import FetchError, InputError
from counterclaim.records.revisions import Capture

_RETWEET = re.compile(r"RT @(\w{1,30}): ")
_BLOCKS = frozenset({"p", "br", "div", "li", "blockquote"})
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What an export says of one post. `account` is whose page it stands on, where that is another than its author."""

    author: str
    text: str
    published: str | None
    updated: str | None = None
    address: str | None = None
    account: str | None = None
    part: str = ""


def capture_post(post: Post, opened: Opened, number: int) -> Capture | None:
    """The post as a capture; None where it has no words, or not more than addresses."""
    subject = f"{opened.name}#{post.part or number}"
    if not any(not word.startswith(("http:", "https:")) for word in post.text.split()):
        return None
    if not post.author.strip():
        raise InputError(f"{subject}: a post without an author", subject=subject)
    address = f"{opened.where}#{post.part or number}"
    if post.address:
        try:
            checked_url(post.address)
            address = post.address
        except FetchError:
            pass
    author = " ".join(post.author.split())
    declared = [
        ("title", post_title(author, post.published)),
        *([("published", post.published)] if post.published else []),
        *([("updated", post.updated)] if post.updated else []),
        ("outlet", " ".join((post.account or author).split())),
        ("author", author),
        ("channel", "post"),
    ]
    return text_capture(address, PLAIN, post.text.strip() + "\n", declared, subject, opened.clock)


# Telegram: result.json of one chat, or of all


def telegram_post(message: Row, chat: Row) -> Post | None:
    """A message of a chat; None for what is none (“joined the group”)."""
    if message.get("type", "message") != "message":
        return None
    text = message.get("text", "")
    if isinstance(text, list):
        text = "".join(part if isinstance(part, str) else _words(part.get("text")) for part in text if _is_text(part))
    number, chat_id = message.get("id"), chat.get("id")
    is_public = "channel" in str(chat.get("type")) or "supergroup" in str(chat.get("type"))
    address = f"https://t.me/c/{chat_id}/{number}" if is_public and chat_id and number else None
    author = _words(message.get("forwarded_from")) or _words(message.get("from")) or _words(chat.get("name"))
    return Post(
        author=author,
        text=_words(text),
        published=_unix(message.get("date_unixtime")) or _words(message.get("date")) or None,
        updated=_unix(message.get("edited_unixtime")) or None,
        address=address,
        account=_words(chat.get("name")) or None,
        part=f"message{number}" if number else "",
    )


def _is_text(part: object) -> bool:
    return isinstance(part, str | dict)


# Mastodon: outbox.json, an ActivityPub collection


def mastodon_post(activity: Row, names: Mapping[str, str]) -> Post | None:
    """A note that was created; None for boosts, votes and the like. `names` are those of known actors."""
    note = activity.get("object")
    if activity.get("type") != "Create" or not isinstance(note, dict) or note.get("type") not in ("Note", "Article"):
        return None
    actor = _words(note.get("attributedTo")) or _words(activity.get("actor"))
    warning = _words(note.get("summary"))
    text = plain_words(_words(note.get("content")))
    return Post(
        author=names.get(actor) or _handle(actor),
        text=f"{warning}\n\n{text}" if warning else text,
        published=_words(note.get("published")) or _words(activity.get("published")) or None,
        updated=_words(note.get("updated")) or None,
        address=_words(note.get("url")) or _words(note.get("id")) or None,
    )


def mastodon_names(opened: Opened) -> dict[str, str]:
    """The name of the account, from the file that lies beside its posts."""
    actor = _json(opened.beside("actor.json"))
    if not isinstance(actor, dict):
        return {}
    name = _words(actor.get("name")) or _words(actor.get("preferredUsername"))
    return {_words(actor.get("id")): name} if name else {}


def _handle(actor: str) -> str:
    """`@name@host` from the address of an actor."""
    try:
        parts = urlsplit(actor)
    except ValueError:
        return ""
    name = parts.path.rstrip("/").rpartition("/")[2].lstrip("@")
    return f"@{name}@{parts.hostname}" if name and parts.hostname else ""


# Bluesky: posts as the API lists them


def bluesky_post(row: Row) -> Post | None:
    """A post of a list, of a feed or of a repository's records; None for reposts and other records."""
    post = row.get("post") if isinstance(row.get("post"), dict) else row
    assert isinstance(post, dict)
    record = next((post[key] for key in ("record", "value") if isinstance(post.get(key), dict)), post)
    if record.get("$type") not in (None, "app.bsky.feed.post") or not isinstance(record.get("text"), str):
        return None
    author = post.get("author") if isinstance(post.get("author"), dict) else {}
    assert isinstance(author, dict)
    did, _, key = _words(post.get("uri")).removeprefix("at://").partition("/app.bsky.feed.post/")
    handle = _words(author.get("handle")) or did
    return Post(
        author=_words(author.get("displayName")) or (f"@{handle}" if handle else ""),
        text=record["text"],
        published=_words(record.get("createdAt")) or None,
        address=f"https://bsky.app/profile/{handle}/post/{key}" if handle and key else None,
    )


# The old Twitter archive: tweets.js, JavaScript that sets an array


def twitter_post(row: Row, account: Row) -> Post | None:
    """A tweet; one that passes on another's is that other's."""
    tweet = row.get("tweet") if isinstance(row.get("tweet"), dict) else row
    assert isinstance(tweet, dict)
    text = html_unescape(_words(tweet.get("full_text")) or _words(tweet.get("text")))
    for link in _links(tweet):
        text = text.replace(_words(link.get("url")), _words(link.get("expanded_url")) or _words(link.get("url")))
    name, handle = _words(account.get("accountDisplayName")), _words(account.get("username"))
    owner = name or (f"@{handle}" if handle else "")
    author = owner
    if passed_on := _RETWEET.match(text):
        author, text = f"@{passed_on[1]}", text[passed_on.end() :]
    number = _words(tweet.get("id_str")) or _words(tweet.get("id"))
    place = f"https://twitter.com/{handle or 'i/web'}/status/{number}" if number else None
    return Post(
        author=author, text=text, published=_twitter_time(_words(tweet.get("created_at"))), address=place,
        account=owner or None, part=number,
    )  # fmt: skip


def twitter_account(opened: Opened) -> Row:
    """Whose archive it is, from the file beside the tweets."""
    words = opened.beside("account.js")
    rows = _json(words.partition(b"=")[2]) if words else None
    first = rows[0] if isinstance(rows, list) and rows else {}
    account = first.get("account") if isinstance(first, dict) else None
    return account if isinstance(account, dict) else {}


def _links(tweet: Row) -> Iterable[Row]:
    entities = tweet.get("entities")
    links = entities.get("urls") if isinstance(entities, dict) else None
    return [link for link in links if isinstance(link, dict) and link.get("url")] if isinstance(links, list) else []


def _twitter_time(words: str) -> str | None:
    """`Wed Oct 10 20:19:24 +0000 2018` as ISO 8601."""
    parts = words.split()
    if len(parts) == 6:
        try:
            return parsedate_to_datetime(
                f"{parts[0]}, {parts[2]} {parts[1]} {parts[5]} {parts[3]} {parts[4]}"
            ).isoformat()
        except (ValueError, TypeError, IndexError):
            return None
    return words or None


# Small things


def html_unescape(words: str) -> str:
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain_words(markup: str) -> str:
    """The words of a fragment of HTML, a line for each block."""
    if "<" not in markup:
        return html_unescape(markup)
    try:
        tree = html.fragment_fromstring(markup, create_parent="div", parser=html.HTMLParser(no_network=True))
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    return re.sub(r"\n{3,}", "\n\n", "".join(_pieces(tree))).strip()


def _pieces(tree: Any) -> Iterator[str]:
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            yield element.text or "" if isinstance(element.tag, str) else ""
        else:
            yield ("\n" if element.tag == "br" else "\n\n") if element.tag in _BLOCKS and element is not tree else ""
            yield (element.tail or "") if element is not tree else ""


def _words(value: object) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _unix(value: object) -> str:
    try:
        return datetime.fromtimestamp(int(str(value)), UTC).isoformat() if value is not None else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _json(words: bytes | None) -> Any:
    try:
        return json.loads(words) if words else None
    except (ValueError, RecursionError):
        return None
