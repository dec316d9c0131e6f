"""What people have already: each form gives its reports; what is broken in one costs that item alone."""

import gzip
import io
import json
import mailbox
import re
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from counterclaim.articles import read_article
from counterclaim.cli._options import INPUT_FORMATS
from counterclaim.collect import Client, Limits, open_inputs
from counterclaim.collect._polite import PoliteFetch
from counterclaim.collect.formats import _READERS
from counterclaim.collect.formats._detect import detect
from counterclaim.errors import ItemError
from counterclaim.records.revisions import Capture
from tests.site import LOCAL, Reply, Site, article
from tests.unit.collect.make_examples import FERRY, MILL, mail, pack, pdf, tar, wacz, warc

EXAMPLES = Path(__file__).parent / "examples"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOST = "https://coast.example"
Items = list[Capture | ItemError]


def read(*paths: Path | str, format_: str | None = None, max_bytes: int = 2_000_000, stdin: bytes = b"") -> Items:
    fetch = PoliteFetch(Client(limits=Limits(timeout_s=5), exempt=[LOCAL]), pause_s=0.0)
    return list(
        open_inputs(
            [str(path) for path in paths], limits=Limits(max_bytes=max_bytes), stdin=io.BytesIO(stdin),
            clock=lambda: NOON, fetch_listed=fetch, format_=format_,
        )
    )  # fmt: skip


def captures(items: Items) -> list[Capture]:
    assert not [str(item) for item in items if isinstance(item, ItemError)]
    return [item for item in items if isinstance(item, Capture)]


def split(items: Items) -> tuple[list[Capture], list[str]]:
    for item in items:
        assert isinstance(item, Capture) or ("\n" not in str(item) and item.subject)
    return [i for i in items if isinstance(i, Capture)], [str(i) for i in items if isinstance(i, ItemError)]


def file(folder: Path, name: str, body: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def said(capture: Capture) -> dict[str, str]:
    return dict(capture.declared)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.page("/ferry", FERRY)
        site.page("/mill", MILL)
        yield site


def example(folder: Path, name: str, site: Site) -> Path:
    """An example whose addresses are those of the local site."""
    return file(folder, name, (EXAMPLES / name).read_bytes().replace(b"SITE", site.url("").encode()))


def test_every_format_that_may_be_named_is_read() -> None:
    """By a reader, or as a page."""
    assert set(INPUT_FORMATS) == {*_READERS, "html", "text", "pdf"}


# Posts


def test_telegram() -> None:
    """The messages of a channel, under its name; what was passed on under whose words it is."""
    posts = captures(read(EXAMPLES / "telegram.json"))
    assert [post.body.decode() for post in posts] == [
        "Our fighters took the bridge at Sarn this morning. We did not shell the market.\n",
        "Nineteen wounded people were brought to our clinic.\n",
        "https://front.example/video The video shows the bridge.\n",
    ]
    assert [said(post)["author"] for post in posts] == ["Northern Front Press", "Orrin Clinic", "Northern Front Press"]
    assert {said(post)["outlet"] for post in posts} == {"Northern Front Press"}
    assert posts[0].address == "https://t.me/c/1555000111/2"
    assert said(posts[0])["published"] == "2026-03-02T10:00:00+00:00"
    assert said(posts[2])["updated"] == "2026-03-02T11:11:40+00:00"
    assert said(posts[0])["title"] == "Post by Northern Front Press, 2026-03-02 10:00"
    revision = read_article(posts[0])
    assert (revision.speaker, revision.channel, revision.published is not None) == (
        "Northern Front Press",
        "post",
        True,
    )


def test_telegram_of_all_chats(tmp_path: Path) -> None:
    """Each message is of its own chat."""
    chat = json.loads((EXAMPLES / "telegram.json").read_text())
    both = {"about": "x", "chats": {"list": [chat, {**chat, "name": "Second", "id": 7, "messages": [
        {"id": 1, "type": "message", "from": None, "text": "The bridge is held by nobody."}]}]}}  # fmt: skip
    posts = captures(read(file(tmp_path, "result.json", json.dumps(both).encode())))
    assert len(posts) == 4
    assert (said(posts[-1])["author"], posts[-1].address) == ("Second", "https://t.me/c/7/1")


def test_mastodon() -> None:
    """The notes of an outbox as text, under the name that lies beside it; boosts are another's."""
    posts = captures(read(EXAMPLES / "outbox.json"))
    assert [post.body.decode() for post in posts] == [
        "Coast guards seized the ferry Aurelia & detained nine of its crew.\n\nWe demand their release.\nNow.\n",
        "injury\n\nOne sailor broke an arm.\n",
    ]
    assert {said(post)["author"] for post in posts} == {"Lumo Harbour Council"}
    assert [post.address for post in posts] == [
        "https://social.example/@harbour/1", "https://social.example/users/harbour/statuses/2",
    ]  # fmt: skip


def test_mastodon_without_its_actor(tmp_path: Path) -> None:
    """The handle then."""
    path = file(tmp_path, "outbox.json", (EXAMPLES / "outbox.json").read_bytes())
    assert said(captures(read(path))[0])["author"] == "@harbour@social.example"


def test_bluesky() -> None:
    """Posts of a feed; likes are none."""
    (post,) = captures(read(EXAMPLES / "bluesky.json"))
    assert post.address == "https://bsky.app/profile/coastguard.example/post/3kaa"
    assert said(post)["author"] == "Lumo Coast Guard"
    assert said(post)["published"] == "2026-03-02T12:00:00.000Z"


def test_the_old_twitter_archive(tmp_path: Path) -> None:
    """As a file beside `account.js`, and as the archive that it came in."""
    in_folder = captures(read(EXAMPLES / "tweets.js"))
    held = {f"data/{name}": (EXAMPLES / name).read_bytes() for name in ("tweets.js", "account.js")}
    in_archive = captures(read(file(tmp_path, "twitter.zip", pack(held))))
    for posts in (in_folder, in_archive):
        assert [post.body.decode() for post in posts] == [
            "The mill at Orrin was set on fire by raiders & two people died. https://council.example/mill\n",
            "Two dead and five wounded were brought to us.\n",
        ]
        assert [said(post)["author"] for post in posts] == ["River Council of Orrin", "@orrin_clinic"]
        assert posts[0].address == "https://twitter.com/rivercouncil/status/101"
        assert said(posts[0])["published"] == "2026-03-02T10:00:00+00:00"


# Articles


def test_news_please() -> None:
    """Text and what was said of it."""
    (capture,) = captures(read(EXAMPLES / "newsplease.json"))
    revision = read_article(capture)
    assert revision.title == "Harbour council says ferry was held at Lumo"
    assert (capture.address, revision.outlet) == (f"{HOST}/ferry", "coast.example")
    assert revision.authors == ("Mara Ilves",)
    assert revision.published is not None


def test_fundus() -> None:
    """The paragraphs of its sections; an article that it could not read is an error."""
    found, errors = split(read(EXAMPLES / "fundus.json"))
    (capture,) = found
    assert capture.address == "https://river.example/mill"
    assert capture.body.decode().split("\n\n")[0] == "The council blames raiders."
    assert "Lightning" in capture.body.decode()
    assert read_article(capture).authors == ("Odo Brand",)
    assert errors == [f"{EXAMPLES / 'fundus.json'}#2: the row has no text and no html"]


def test_rows_of_other_tools(tmp_path: Path) -> None:
    """JSON Lines may hold articles of news-please and Fundus as well as our own."""
    rows = [
        json.loads((EXAMPLES / "newsplease.json").read_text()),
        *json.loads((EXAMPLES / "fundus.json").read_text())[:1],
    ]
    rows.append({"url": "https://a.example/1", "text": MILL})
    lines = "\n".join(map(json.dumps, rows)).encode()
    assert len(captures(read(file(tmp_path, "a.jsonl", lines)))) == 3
    assert len(captures(read(file(tmp_path, "a.jsonl.gz", gzip.compress(lines))))) == 3
    assert len(captures(read("-", stdin=lines))) == 3
    assert len(captures(read(file(tmp_path, "array.json", json.dumps(rows).encode())))) == 3


def test_a_row_that_is_a_post_is_not_titled_by_its_words(tmp_path: Path) -> None:
    """Unless it says how, it is titled as posts of the exports are: by its author and time."""
    row = {"url": "https://a.example/p", "author": "Northern  Front", "channel": "post", "text": "We took the bridge."}
    titles = []
    for more in ({}, {"published": "2026-03-02T10:00:00Z"}, {"title": "Statement 4"}):
        (capture,) = captures(read(file(tmp_path, "a.jsonl", json.dumps(row | more).encode())))
        titles.append(read_article(capture).title)
    assert titles == ["Post by Northern Front", "Post by Northern Front, 2026-03-02 10:00", "Statement 4"]


# Web archives


def test_warc(tmp_path: Path) -> None:
    """Pages with the time at which they were captured, and the head of the answer."""
    body = warc({f"{HOST}/ferry": article(FERRY), f"{HOST}/mill": article(MILL)})
    for name in ("a.warc.gz", "unnamed"):
        found = captures(read(file(tmp_path, name, body)))
        assert [capture.address for capture in found] == [f"{HOST}/ferry", f"{HOST}/mill"]
        assert found[0].captured_at == datetime(2026, 3, 2, 10, tzinfo=UTC)
        assert found[0].exchanges[0].status == 200
    plain = warc({f"{HOST}/ferry": article(FERRY)}, gzip=False)
    assert len(captures(read("-", stdin=plain))) == 1


def test_wacz(tmp_path: Path) -> None:
    """The pages that it lists; what they embed is none."""
    (capture,) = captures(read(file(tmp_path, "site.wacz", wacz())))
    assert capture.address == f"{HOST}/ferry"
    assert read_article(capture).title == "Harbour council says ferry was held at Lumo"


def test_a_large_warc_is_not_held_in_memory(tmp_path: Path) -> None:
    """One page after another."""
    one = warc({f"{HOST}/ferry": article(FERRY + " x" * 200_000)}, gzip=False)
    path = tmp_path / "large.warc"
    with path.open("wb") as out:
        for _ in range(100):
            out.write(one)
    assert path.stat().st_size > 40_000_000
    tracemalloc.start()
    n = 0
    for item in open_inputs([str(path)], stdin=None, clock=lambda: NOON):
        assert isinstance(item, Capture)
        n += 1
        del item
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert n == 100
    assert peak < 8_000_000


# Documents and mail


def test_pdf(tmp_path: Path) -> None:
    """Its bytes are kept; its lines become paragraphs, without what heads each page."""
    lines = [
        "Coast Wire, page 1", "Harbour council says ferry was held at Lumo", "",
        "The Lumo harbour council said on Monday that coast guards had seized the ferry",
        "Aurelia and detained nine of its crew near the northern break-",
        "water before dawn.", "",
        "The coast guard denied that it had seized the ferry (its spokesman spoke to us).",
    ]  # fmt: skip
    body = pdf(lines)
    (capture,) = captures(read(file(tmp_path, "report.pdf", body)))
    assert (capture.media_type, capture.body) == ("application/pdf", body)
    revision = read_article(capture)
    assert (
        "seized the ferry Aurelia and detained nine of its crew near the northern breakwater before dawn."
        in revision.text
    )
    assert "Harbour council says ferry was held at Lumo\n\nThe Lumo" in revision.text
    assert revision.extractor.startswith("pypdf ")
    headed = read_article(captures(read(file(tmp_path, "headed.pdf", pdf(lines, pages=4))))[0])
    assert "Coast Wire" not in headed.text
    assert [note.code for note in headed.notes if note.code.startswith("page.")] == ["page.running"]


def test_a_pdf_of_pictures_is_named(tmp_path: Path) -> None:
    """And what to do with it."""
    (capture,) = captures(read(file(tmp_path, "scan.pdf", pdf([]))))
    with pytest.raises(ItemError, match="OCR"):
        read_article(capture)


@pytest.mark.parametrize(
    "body",
    [pdf(["x"])[:200], b"%PDF-1.4\n" + b"\x00" * 500, b"%PDF-1.4\n" + b"<<" * 20_000,
     pdf(["x"]).replace(b"/Kids", b"/Kods"),
     pdf(["x"]).replace(b"/Pages 2", b"/Pages 1"), b"%PDF-"],
)  # fmt: skip
def test_a_broken_pdf_is_one_error(tmp_path: Path, body: bytes) -> None:
    """Whatever is wrong with it."""
    (capture,) = captures(read(file(tmp_path, "broken.pdf", body)))
    with pytest.raises(ItemError, match="PDF"):
        read_article(capture)


def test_mail(tmp_path: Path) -> None:
    """A message by itself, a mailbox in one file, a folder of messages: the same report, once."""
    first, second = (
        mail("Ferry held at Lumo", FERRY + "\n\nFrom Lumo, Mara Ilves.", 1),
        mail("Mill “burns”", MILL, 2, "cp1252"),
    )
    single = captures(read(file(tmp_path, "one.eml", first)))
    box = mailbox.mbox(tmp_path / "wire.mbox")
    folder = mailbox.Maildir(tmp_path / "Mail")
    for message in (first, second):
        box.add(message)
        folder.add(message)
    box.close()
    for found in (captures(read(tmp_path / "wire.mbox")), captures(read(tmp_path / "Mail"))):
        assert {capture.address for capture in found} == {"mid:1@wire.example", "mid:2@wire.example"}
        one = next(capture for capture in found if capture.address == "mid:1@wire.example")
        assert one.id == single[0].id
        assert (said(one)["title"], said(one)["outlet"]) == ("Ferry held at Lumo", "Coast Wire")
        assert said(one)["published"] == "2026-03-02T10:00:00+00:00"
        assert b"\nFrom Lumo, Mara Ilves." in one.body
        assert "“Nobody was detained,”" in read_article(one).text
        other = next(capture for capture in found if capture.address == "mid:2@wire.example")
        assert said(other)["charset"] == "windows-1252" or said(other)["charset"] == "cp1252"
        assert read_article(other).title.startswith("Mill")


def test_mail_of_several_parts(tmp_path: Path) -> None:
    """Its plain text, else its HTML; never an attachment."""
    html = article(FERRY).decode()
    head = b"From: a@b.example\nTo: c@d.example\nSubject: Ferry\nMIME-Version: 1.0\n"
    parts = 'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/html; charset=utf-8\n\n' + html
    parts += '\n--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\nsecret\n--x--\n'
    (capture,) = captures(read(file(tmp_path, "a.eml", head + parts.encode())))
    assert capture.media_type == "text/html"
    assert b"secret" not in capture.body


def sent(head: str, text: str) -> bytes:
    return f"{head}\nDate: Mon, 02 Mar 2026 10:00:00 +0000\nMIME-Version: 1.0\n\n{text}\n".encode()


STATEMENT = (
    "FOR IMMEDIATE RELEASE\n\nThere was no fire at our mill on Sunday. The sirens were tested that morning.\n\n"
    "We will not speak of single workers.\n\nThis e-mail and any attachments are confidential."
)
LETTER = (
    "Dear editor,\n\nYour report says that nine flats stood empty. We never gave such a number. Our count was four.\n\n"
    "Ada Quill\nChair, League of Tenants\n\n> On 1 Mar 2026, Coast Wire letters wrote:\n> Thank you for your note. We "
    "will look into it."
)


def test_a_statement_and_a_letter_are_said_by_their_sender(tmp_path: Path) -> None:
    """By the body whose press office sends it; what they answer, greet and end with is not read."""
    release = sent("From: Moss Mill Press Office <p@mill.example>\nSubject: The events of Sunday", STATEMENT)
    letter = sent("From: Ada Quill <ada@tenants.example>\nSubject: Your report", LETTER)
    first, second = captures(read(file(tmp_path, "a.eml", release), file(tmp_path, "b.eml", letter)))
    statement, answer = read_article(first), read_article(second)
    assert (statement.speaker, statement.channel) == ("Moss Mill", "statement")
    assert (answer.speaker, answer.channel) == ("Ada Quill", "letter")
    spoken = "\n".join(span.of(r.text) for r in (statement, answer) for span in r.read_spans)
    assert "There was no fire" in spoken
    assert "Our count was four." in spoken
    for words in ("confidential", "Dear", "wrote", "Thank you", "RELEASE"):
        assert words not in spoken


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("From: Coast Wire <d@wire.example>\nSubject: Ferry", FERRY),
        ("From: Coast Wire <d@wire.example>\nSubject: Mill", "“We saw it. Our boat was near,” Mara Ilves said of it."),
        ("From: Coast Week <d@week.example>\nList-Id: <week.example>\nSubject: x", "Dear reader,\n\nWe have news.\n"),
        ("From: d@wire.example\nSubject: x", LETTER),
    ],
    ids=["a report", "others' words", "a mailing", "a sender without a name"],
)
def test_other_mail_is_a_report(tmp_path: Path, head: str, text: str) -> None:
    """The copy of a newswire, a newsletter, and what nobody signs is no one party's word."""
    (capture,) = captures(read(file(tmp_path, "a.eml", sent(head, text))))
    assert "channel" not in said(capture)


def test_a_statement_as_a_document(tmp_path: Path) -> None:
    """Numbers of paragraphs are no part of them, a title goes on where its line ends, a place and a day date it, and
    the body that its title names says it."""
    lines = [
        "Lumo, 2 March 2026", "Preliminary Statement of the Coastal Waters Observer", "Mission",
        "1. The Mission sent nine observers, who went to 40 harbours on the day of the vote along the coast.",
        "2. Voting was calm in the harbours that were visited by it.",
        "3. In 2 harbours observers saw boxes that were open.", "Contact: press office, Lumo",
    ]  # fmt: skip
    (capture,) = captures(read(file(tmp_path, "report.pdf", pdf(lines))))
    revision = read_article(capture)
    assert revision.title == "Preliminary Statement of the Coastal Waters Observer Mission"
    assert (revision.speaker, revision.channel) == ("Coastal Waters Observer Mission", "statement")
    assert revision.published is not None
    assert revision.published.words == "2 March 2026"
    spoken = [span.of(revision.text) for span in revision.read_spans]
    assert spoken[1:] == [
        "The Mission sent nine observers, who went to 40 harbours on the day of the vote along the coast.",
        "Voting was calm in the harbours that were visited by it.",
        "In 2 harbours observers saw boxes that were open.",
    ]


# Lists


@pytest.mark.parametrize(
    "name", ["mediacloud.csv", "gdelt.json", "urls.txt", "gdelt.csv", "semicolons.csv", "bare.tsv"]
)  # fmt: skip
def test_lists_are_fetched(tmp_path: Path, site: Site, name: str) -> None:
    """Of Media Cloud, of GDELT's DOC API, of anybody: politely, and what they say goes with the page."""
    made = {
        "urls.txt": "SITE/ferry\n\n# no address\nSITE/mill\n",
        "gdelt.csv": '\ufeffURL,MobileURL,Date,Title\nSITE/ferry,,2026-03-02 10:00:00,"Ferry, held"\n',
        "semicolons.csv": "Nr;Link;Headline\n1;SITE/ferry;x\n2;SITE/mill;y\n",
        "bare.tsv": "1\tSITE/ferry\n2\tSITE/mill\n",
    }
    if name in made:
        path = file(tmp_path, name, made[name].replace("SITE", site.url("")).encode())
    else:
        path = example(tmp_path, name, site)
    found, errors = split(read(path))
    assert found[0].address == site.url("/ferry")
    assert site.paths()[:2] == ["/robots.txt", "/ferry"]
    assert len(found) == (1 if name.startswith("gdelt") else 2)
    assert len(errors) == (1 if name == "gdelt.json" else 0)
    if name in ("mediacloud.csv", "gdelt.json"):
        assert said(found[0])["listed-title"].startswith("Ferry")
        assert said(found[0])["listed-outlet"] == "coast.example"


def test_a_list_obeys_robots_txt(tmp_path: Path, site: Site) -> None:
    """One error for what may not be fetched."""
    site.put("/robots.txt", Reply(body=b"User-agent: *\nDisallow: /ferry\n"))
    found, errors = split(read(example(tmp_path, "mediacloud.csv", site)))
    assert [capture.address for capture in found] == [site.url("/mill")]
    assert "robots.txt does not allow it" in errors[0]
    assert "/ferry" not in site.paths()


# Folders and archives of files


def test_a_folder_of_everything(tmp_path: Path) -> None:
    """Each file by what it is; what is none of these is left alone."""
    for name in (
        "telegram.json",
        "outbox.json",
        "actor.json",
        "tweets.js",
        "account.js",
        "bluesky.json",
        "newsplease.json",
    ):
        file(tmp_path, name, (EXAMPLES / name).read_bytes())
    file(tmp_path, "settings.json", b'{"color": "red"}')
    file(tmp_path, "a/one.html", article(FERRY))
    file(tmp_path, "a/two.eml", mail("Mill", MILL, 3))
    file(tmp_path, "b/three.warc.gz", warc({f"{HOST}/mill": article(MILL)}))
    file(tmp_path, "b/photo.jpg", b"\xff\xd8\xff")
    assert len(captures(read(tmp_path))) == 3 + 2 + 2 + 1 + 1 + 3


def test_archives_of_files(tmp_path: Path) -> None:
    """ZIP and tar, with addresses that tell the file in them."""
    held = {"x/ferry.html": article(FERRY), "x/mill.txt": MILL.encode(), "x/.hidden.txt": b"x", "x/photo.jpg": b"x"}
    for path in (
        file(tmp_path, "a.zip", pack(held)),
        file(tmp_path, "a.tar.gz", tar(held)),
        file(tmp_path, "a.tar", tar(held, "w")),
    ):
        found = captures(read(path))
        assert sorted(capture.address.rpartition("#")[2] for capture in found) == ["x/ferry.html", "x/mill.txt"]
        assert found[0].body in (article(FERRY), MILL.encode())


# What is hostile, torn or wrong


TORN_TAR = tar({"a.html": article(FERRY), "b.html": article(MILL) + Random(1).randbytes(30_000)})[:-9_000]
OUTSIDE = ("../../etc/x.html", "/abs.html", "C:/x.html", "a\\..\\..\\x.html")
LINE = MILL.encode().replace(b"\n", b" ")
SECOND = b"\nFrom b\n" + mail("Mill", MILL, 2)


def endless(inner: bytes) -> bytes:
    return gzip.compress(inner + b" " * 50_000_000, mtime=0)


@pytest.mark.parametrize(
    ("name", "body", "good", "why"),
    [
        ("torn.warc.gz", warc({f"{HOST}/1": article(FERRY), f"{HOST}/2": article(MILL)})[:-200], 1, "torn"),
        ("torn.zip", pack({"a.html": article(FERRY)})[:-60], 0, "broken ZIP"),
        ("torn.tar.gz", TORN_TAR, 1, "broken|cannot"),
        ("torn.json", (EXAMPLES / "telegram.json").read_bytes()[:600], 1, "broken behind item"),
        ("torn.js", b"window.YTD.tweets.part0 = [ {", 0, "broken"),
        ("outside.zip", pack(dict.fromkeys(OUTSIDE, b"x") | {"good.html": article(MILL)}), 1, "leads out"),
        ("outside.tar.gz", tar({"../../etc/x.html": article(FERRY), "good.html": article(MILL)}), 1, "leads out"),
        ("bomb.zip", pack({"bomb.html": b"x" * 30_000_000, "good.html": article(MILL)}), 1, "expands"),
        ("nested.zip", pack({"inner.zip": pack({"a.html": b"x"}), "good.html": article(MILL)}), 1, "within an archive"),
        ("bomb.jsonl.gz", endless(b'{"text": "'), 0, "larger than"),
        ("bomb.json.gz", endless(b'[{"maintext": "' + b"x" * 70_000), 0, "larger than"),
        ("bomb.html.gz", endless(article(FERRY)), 0, "larger than"),
        ("deep.json", b'{"type": "x", "id": 1, "messages": ' + b"[" * 200_000, 0, "broken|nothing"),
        ("rows.json", b'[{"text": "x", "url": 3}, 7, {"text": "' + LINE + b'"}]', 1, "not a string|object"),
        ("charset.jsonl", b'{"text": "caf\xe9"}\n{"text": "' + LINE + b'"}\n', 1, "not JSON"),
        ("half.jsonl", b'{"text": "x \\ud800 y"}\n', 0, "surrogate"),
        ("large.mbox", b"From a\n" + mail("x", "x" * 3_000_000, 1) + SECOND, 1, "larger than"),
        ("empty.mbox", b"From a\n" + mail("x", " ", 1) + SECOND, 1, "without text"),
        ("unknown.json", b'{"color": "red"}', 0, "no known kind"),
        ("empty.csv", b"url,title\n", 0, None),
        ("none.csv", b"name,title\nx,y\n", 0, "no column of addresses"),
        ("null.csv", b"url\n\x00\x00\nx\x00y\n", 0, "not a web address|only http|names no host"),
        ("twice.gz", gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), 0, "compressed twice"),
        ("broken.gz", b"\x1f\x8b\x08\x00garbage", 0, "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_wrong_costs_one_line_and_the_rest_goes_on(
    tmp_path: Path, name: str, body: bytes, good: int, why: str | None
) -> None:
    """Truncated, huge, bombs, names that lead out, wrong charsets."""
    found, errors = split(read(file(tmp_path, name, body)))
    assert len(found) == good
    assert bool(errors) == (why is not None)
    assert all(why is None or re.search(why, error) for error in errors), errors
    assert all(name in error or "example/" in error for error in errors)


def test_nothing_of_an_archive_is_written(tmp_path: Path) -> None:
    """Not even what is good in it."""
    path = file(tmp_path, "a.zip", pack({"x/good.html": article(FERRY), "../evil.html": article(MILL)}))
    before = sorted(tmp_path.rglob("*"))
    read(path)
    assert sorted(tmp_path.rglob("*")) == before
    assert not (tmp_path.parent / "evil.html").exists()


@pytest.mark.parametrize(
    ("head", "name", "format_"),
    [
        (b"", "x", "text"), (b"hello", "x.unknown", "text"), (b"<!doctype html>", "x", "text"), (b"x", "x.htm", "html"),
        (b"From here on the road is shut.\n\nIt is.", "x.txt", "text"),
        (b"https://a.example/ is shut today", "x.txt", "text"),
        (b"Date: today\nFrom here\n\nx", "x.txt", "text"), (b"PK\x03\x04", "x", "zip"), (b"[]", "x.jsonl", "jsonl"),
        (b'{"a":1}\n{"b":2}\n', "x", "jsonl"), (b"Title: x\nFrom: y\nA paragraph that says things.\n", "x", "text"),
    ],
)  # fmt: skip
def test_what_an_input_is(head: bytes, name: str, format_: str) -> None:
    """By its bytes, and plain text stays plain text."""
    assert detect(head, name) == format_


def test_a_format_may_be_named(tmp_path: Path) -> None:
    """Where the bytes do not tell."""
    path = file(tmp_path, "x.txt", b"https://a.example/ is shut.\n\nThe council said so on Monday.")
    assert captures(read(path, format_="text"))[0].media_type == "text/plain"
    rows = file(tmp_path, "rows", b'{"text": "' + MILL.replace("\n", " ").encode() + b'"}')
    assert len(captures(read(rows, format_="jsonl"))) == 1
