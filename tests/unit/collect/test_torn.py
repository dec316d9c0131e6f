"""Every form of input, torn and altered at random: errors, never an exception, and never long."""

import random
import time
from pathlib import Path

import pytest

from counterclaim.articles import TextLimits, read_article
from counterclaim.collect import Limits, open_inputs
from counterclaim.collect.following._listings import read_listing
from counterclaim.errors import FetchError, ItemError
from counterclaim.records.revisions import Capture
from tests.site import article, atom, rss, sitemap, zipped
from tests.unit.collect.make_examples import AT, FERRY, MILL, car, mail, pack, pdf, tar, wacz, warc

EXAMPLES = Path(__file__).parent / "examples"
LISTINGS = {
    "rss": rss([("https://news.example/1", "One & two", AT)] * 3),
    "atom": atom([("https://news.example/1", "One & two", AT)] * 3),
    "sitemap": sitemap([("https://news.example/1", AT)] * 3),
    "zipped": zipped(sitemap([("https://news.example/1", AT)] * 3)),
    "json": b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://a.example/1"}]}',
}
INPUTS = {
    **{path.name: path.read_bytes() for path in sorted(EXAMPLES.iterdir())},
    "a.warc.gz": warc({"https://a.example/1": article(FERRY), "https://a.example/2": article(MILL)}),
    "b.warc": warc({"https://a.example/1": article(FERRY)}, gzip=False),
    "c.wacz": wacz(),
    "repo.car": car(["The ferry was stopped at the mole.", "Nobody was detained."]),
    "d.zip": pack({"a.html": article(FERRY), "b.jsonl": b'{"text": "The mill burnt."}\n'}),
    "e.tar.gz": tar({"a.html": article(FERRY), "b.eml": mail("Mill", MILL, 1)}),
    "f.tar": tar({"a.html": article(FERRY)}, "w"),
    "g.pdf": pdf(FERRY.splitlines(), pages=3),
    "h.mbox": b"From a\n" + mail("Mill", MILL, 1) + b"\nFrom b\n" + mail("Ferry", FERRY, 2),
}
PIECES = (
    b"",
    b"\x00",
    b"\xff\xfe",
    b"[" * 400,
    b"{",
    b'"',
    b"\n",
    b"]]>",
    b"<!DOCTYPE x>",
    b"9" * 400,
    b"\\ud800",
    b"null",
)


def altered(body: bytes, chance: random.Random) -> bytes:
    """Bytes with pieces cut out, put in, doubled and turned."""
    for _ in range(chance.randrange(1, 6)):
        at, size = chance.randrange(len(body) + 1), chance.randrange(1, 40)
        kind = chance.randrange(4)
        if kind == 0:
            body = body[:at] + body[at + size :]
        elif kind == 1:
            body = body[:at] + chance.choice(PIECES) + body[at:]
        elif kind == 2:
            body = body[:at] + chance.randbytes(size) + body[at + size :]
        else:
            body = body[: max(1, at)]
    return body


def refuse(address: str, limits: Limits) -> object:
    raise FetchError(f"{address}: no network in this test", subject=address)


@pytest.mark.parametrize("name", INPUTS)
def test_inputs(name: str, tmp_path: Path) -> None:
    """Each item is a capture or an error of one line; what is a capture can be read or is refused."""
    chance = random.Random(name)
    path = tmp_path / name
    for number in range(60):
        path.write_bytes(altered(INPUTS[name], chance) if number else INPUTS[name])
        started = time.process_time()
        for item in open_inputs(
            [str(path)], limits=Limits(max_bytes=200_000), stdin=None, clock=lambda: AT, fetch_listed=refuse,  # type: ignore[arg-type]
        ):  # fmt: skip
            assert isinstance(item, Capture | ItemError)
            assert not isinstance(item, ItemError) or ("\n" not in str(item) and item.subject)
            if isinstance(item, Capture) and item.media_type == "application/pdf":
                try:
                    read_article(item, limits=TextLimits(max_chars=20_000))
                except ItemError:
                    pass
        assert time.process_time() - started < 5


@pytest.mark.parametrize("name", LISTINGS)
def test_listings(name: str) -> None:
    """A listing, or an error of one line, or nothing."""
    chance = random.Random(name)
    for _ in range(100):
        started = time.process_time()
        try:
            listing = read_listing(altered(LISTINGS[name], chance), "https://news.example/list")
        except ItemError as error:
            told = str(error)
        else:
            told = ""
            assert listing is None or all(item.address.startswith("http") for item in listing.items)
        assert "\n" not in told
        assert time.process_time() - started < 5
