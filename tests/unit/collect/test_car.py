"""Bluesky's own export of an account: the posts that stand, under its author; what is damaged costs itself."""

import io
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counterclaim.articles import read_article
from counterclaim.collect import Limits, open_inputs
from counterclaim.collect.formats import _car
from counterclaim.collect.formats._detect import detect
from counterclaim.errors import ItemError
from counterclaim.records.revisions import Capture
from tests.unit.collect.make_examples import (
    DID,
    Link,
    car,
    car_blocks,
    car_header,
    cbor,
    cid_of,
    commit,
    node,
    pack,
    post_record,
    section,
    varint,
)  # fmt: skip

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
TEXTS = [
    "The ferry Aurelia was stopped at the mole.",
    "Nobody was detained.",
    "https://lumo.example/picture",
    "The harbour council lies.",
]


def read(body: bytes, name: str = "-") -> tuple[list[Capture], list[str]]:
    items = list(
        open_inputs([name], limits=Limits(max_bytes=2_000_000), stdin=io.BytesIO(body), clock=lambda: NOON)
    )  # fmt: skip
    assert all(isinstance(item, Capture) or ("\n" not in str(item) and item.subject) for item in items)
    return [i for i in items if isinstance(i, Capture)], [str(i) for i in items if isinstance(i, ItemError)]


def texts(posts: list[Capture]) -> list[str]:
    return [post.body.decode().strip() for post in posts]


def joined(root: bytes, blocks: list[bytes]) -> bytes:
    return car_header(root) + b"".join(section(cid_of(block), block) for block in blocks)


def test_the_posts_that_stand(tmp_path: Path) -> None:
    """In the order of their keys, under the name of the profile, with time and address; not what was deleted."""
    path = tmp_path / "repo.car"
    path.write_bytes(car(TEXTS))
    posts, errors = read(b"", str(path))
    assert not errors
    assert texts(posts) == [TEXTS[0], TEXTS[1], TEXTS[3]]
    assert posts[0].address == f"https://bsky.app/profile/{DID}/post/3k0000"
    assert dict(posts[1].declared)["published"] == "2026-03-02T10:01:00.000Z"
    revision = read_article(posts[0])
    assert (revision.speaker, revision.channel, revision.title) == (
        "Lumo Coast Guard", "post", "Post by Lumo Coast Guard, 2026-03-02 10:00",
    )  # fmt: skip


def test_without_a_profile_the_account_is_named_by_its_identifier() -> None:
    posts, _ = read(car(TEXTS, named=False))
    assert {dict(post.declared)["author"] for post in posts} == {DID}


def test_blocks_in_any_order_and_in_an_archive(tmp_path: Path) -> None:
    root, blocks = car_blocks(TEXTS)
    assert texts(read(joined(root, blocks[::-1]))[0]) == [TEXTS[0], TEXTS[1], TEXTS[3]]
    path = tmp_path / "bluesky.zip"
    path.write_bytes(pack({"repo.car": car(TEXTS)}))
    assert len(read(b"", str(path))[0]) == 3


def test_it_is_told_by_its_bytes() -> None:
    assert detect(car(TEXTS), "download") == "car"
    assert detect(b"\x0a\xa1gversion\x02" + bytes(60), "x") == "car"


@pytest.mark.parametrize("cut", [70, 150, 400])
def test_a_file_that_ends_early_says_so(cut: int) -> None:
    body = car(TEXTS)
    posts, errors = read(body[:cut])
    assert errors
    assert len(posts) < 3
    posts, errors = read(body[:-20])
    assert texts(posts) == [TEXTS[0], TEXTS[1]]
    assert errors == [
        "-: ends in the middle of block 11: what follows is missing",
        "-#app.bsky.feed.post/3k0003: a post that is not in the file, or is damaged",
    ]


def test_a_block_that_is_not_what_its_name_says_is_no_evidence() -> None:
    """Words put into a file by somebody else do not become the account's."""
    posts, errors = read(car(TEXTS).replace(b"Nobody was detained", b"We detained nobody!"))
    assert texts(posts) == [TEXTS[0], TEXTS[3]]
    assert "its digest is another" in errors[0]
    assert errors[1].startswith("-#app.bsky.feed.post/3k0001")


def test_a_missing_part_of_the_tree_costs_its_posts() -> None:
    root, blocks = car_blocks(TEXTS)
    posts, errors = read(joined(root, [*blocks[:3], *blocks[4:]]))
    assert texts(posts) == TEXTS[:2]
    assert errors == [
        "-: a part of the list of its records missing or damaged; posts named there are not read",
    ]


def test_a_part_named_again_and_again_is_visited_once() -> None:
    """Forty parts that each name the next one twice would give 2^40 posts."""
    post = post_record("The mill burnt.", 1)
    part = node([("app.bsky.feed.post/3k", cid_of(post))])
    blocks = [post, part]
    for _ in range(40):
        key = "app.bsky.feed.post/3k"
        part = node([(key, cid_of(post))], left=cid_of(part), under={key: cid_of(part)})
        blocks.append(part)
    root = commit(cid_of(part))
    assert len(read(joined(cid_of(root), [root, *blocks]))[0]) == 1


def test_a_tree_as_deep_as_a_list() -> None:
    post = post_record("The mill burnt.", 1)
    part, blocks = b"", [post]
    for number in range(20_000):
        part = node([(f"app.bsky.feed.post/3k{number:06}", cid_of(post))], left=cid_of(part) if part else None)
        blocks.append(part)
    root = commit(cid_of(part))
    started = time.process_time()
    assert len(read(joined(cid_of(root), [root, *blocks]))[0]) == 20_000
    assert time.process_time() - started < 15


HOSTILE = {
    "no tree": (joined(cid_of(commit(cid_of(b"z"))), [commit(cid_of(b"z"))]), "list of its records missing"),
    "no commit": (car_header(cid_of(b"x")), "no account of Bluesky's network"),
    "another's name": (joined(cid_of(c := commit(cid_of(b"z"), "did:x:a b")), [c]), "no account"),
    "version 2": (b"\x0a\xa1gversion\x02" + bytes(60), "not a CAR file of version 1"),
    "header without end": (b"\xff\xff\xff\x7f" + b"\xa2eroots" + b"\x81" * 50_000, "not a CAR file"),
    "brackets": (car_header(cid_of(b := b"\x81" * 1_000_000)) + section(cid_of(b), b), "no account"),
    "length without end": (car(TEXTS) + b"\xff" * 20, "should be the length"),
    "empty block": (car(TEXTS) + b"\x00", "of a size that the network does not allow"),
    "huge block": (car(TEXTS) + varint(1 << 50) + b"x" * 100, "of a size that the network does not allow"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(name: str) -> None:
    body, message = HOSTILE[name]
    _, errors = read(body) if name != "header without end" else read_as_car(body)
    assert any(message in error for error in errors), errors


def read_as_car(body: bytes) -> tuple[list[Capture], list[str]]:
    items = list(
        open_inputs(["-"], limits=Limits(), stdin=io.BytesIO(body), clock=lambda: NOON, format_="car")
    )  # fmt: skip
    return [], [str(item) for item in items if isinstance(item, ItemError)]


def test_keys_that_grow_and_keys_that_lead_elsewhere() -> None:
    """A key is at most a kilobyte, and names a record of the network's form."""
    post = post_record("The mill burnt.", 1)
    for key in ("app.bsky.feed.post/" + "a" * 2_000, "app.bsky.feed.post/../../evil", "app.bsky.feed.post/a?b"):
        tree = node([(key, cid_of(post))])
        root = commit(cid_of(tree))
        posts, errors = read(joined(cid_of(root), [root, tree, post]))
        assert not posts
        assert len(errors) == 1
    odd = cbor({"l": None, "e": [{"p": 9, "k": b"x", "v": Link(cid_of(post)), "t": None}]})
    root = commit(cid_of(odd))
    assert "missing or damaged" in read(joined(cid_of(root), [root, odd, post]))[1][0]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no post needs is not kept; what posts need has a limit."""
    like = [cbor({"$type": "app.bsky.feed.like", "n": number, "x": "y" * 5_000}) for number in range(2_000)]
    root, blocks = car_blocks(TEXTS)
    body = joined(root, [*blocks, *like])
    tracemalloc.start()
    posts, _ = read(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(posts) == 3
    assert peak < 1_000_000
    monkeypatch.setattr(_car, "MOST_KEPT", 2_000)
    assert read(body) == ([], ["-: holds too many posts to be read at once; list the records as JSON instead"])
