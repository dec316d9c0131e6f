"""Pages that stand between a reader and an article: none is read as a report, and no report is taken for one."""

import pickle

import pytest

from counterclaim.articles import read_article, stands_in
from counterclaim.errors import WallError
from counterclaim.lexicons.walls import Wall, leads_to_a_wall, wall_of
from counterclaim.records.revisions import Revision
from tests.unit.articles._captures import capture

CONSENT = """<h1>Your privacy matters to us</h1>
<p>We and our 842 partners store and/or access information on a device, such as cookies, and process personal data.</p>
<p>You may accept or manage your choices by clicking below, including your right to object where legitimate interest is
used. These choices will be signalled to our partners and will not affect browsing data.</p>
<p>With your consent we use precise geolocation data to show personalised advertising and content, advertising
measurement, audience research and services development.</p>
<button>Accept all</button><button>Reject all</button><button>Manage options</button>"""
CHALLENGE = """<h1>harbour-post.example</h1><p>Checking if the site connection is secure</p>
<noscript><p>Enable JavaScript and cookies to continue</p></noscript>
<p>harbour-post.example needs to review the security of your connection before proceeding.</p><p>Ray ID: 77af</p>"""
ROBOT = """<h1>Are you a robot?</h1><p>We have detected unusual activity from your computer network. To continue, please
click the box below to let us know you are not a robot.</p><p>Why did this happen? Please make sure your browser
supports JavaScript and cookies and that you are not blocking them from loading. For more you can review our Terms of
Service and Cookie Policy.</p><p>Need help? Please contact our support team and provide the reference ID below.</p>"""
SUBSCRIBE = """<main><h1>Subscribe to continue reading</h1><p>You have reached your limit of free articles.</p>
<p>Already a subscriber? Log in to read the full story.</p><p>Choose your plan: cancel any time.</p>
<p>Create a free account to keep reading three articles a month, and get our letter every morning.</p></main>"""
SCRIPTS = """<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>"""
DENIED = (
    """<h1>Access Denied</h1><p>You don't have permission to access "/mill" on this server.</p><p>Reference #18.2</p>"""
)
REGION = """<article><h1>Not here</h1><p>We recognise that you are attempting to access this website from a country
in which access cannot be granted at this time. This content is not available in your region.</p></article>"""
#: What stands around many articles.
BANNER = """<div><p>We and our 312 partners use cookies to store and access information on your device.</p>
<button>Accept all</button><button>Reject all</button></div>"""
OFFER = """<aside><h3>Subscribe now</h3><p>Already a subscriber? Log in. Cancel any time.</p></aside>
<noscript>Please enable JavaScript to see comments.</noscript>"""
MILL = """<p>The river council said on Monday that the mill at Orrin had been set on fire by raiders.</p>
<p>The raiders denied it, and said that lightning had struck the mill before dawn on Sunday.</p>"""
MORE = """<p>Two people died there, the council said, and the bridge over the Sarn was closed to carts until the smoke
had cleared. A carter who crossed it at noon said that he had seen nobody on the road to the mill.</p>
<p>“We do not know who held the torch,” the warden of the bridge told the paper, and named three men.</p>
<p>The council is to meet again on Thursday, and wants the miller and both of his sons to be heard there.</p>"""
ARTICLE = '<meta property="og:type" content="article">'


def read(body: str, head: str = "", title: str = "Harbour Post") -> Revision:
    page = f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'
    return read_article(capture(page, html=True, address="https://harbour-post.example/mill"))


def mill(*parts: str, head: str = ARTICLE) -> Revision:
    return read(f"<main><article><h1>Mill at Orrin burns</h1>{''.join(parts)}</article></main>", head)


@pytest.mark.parametrize("declared", ["", ARTICLE], ids=["silent", "declared"])
@pytest.mark.parametrize(
    ("body", "title", "said"),
    [
        (CONSENT, "Harbour Post", "a question for consent"),
        (CHALLENGE, "Just a moment...", "a check for robots"),
        (ROBOT, "Harbour Post", "a check for robots"),
        (SUBSCRIBE, "Harbour Post", "an invitation to subscribe"),
        (SCRIPTS, "Harbour Post", "a check for robots, or a request for scripts"),
        (DENIED, "Access Denied", "a check for robots"),
        (REGION, "451", "readers from here are not let in"),
    ],
    ids=["consent", "challenge", "robot", "subscribe", "scripts", "denied", "region"],
)  # fmt: skip
def test_a_wall_is_no_report(body: str, title: str, said: str, declared: str) -> None:
    """Whatever its metadata say; the error names what came."""
    with pytest.raises(WallError, match=said):
        read(body, declared, title)


@pytest.mark.parametrize(("before", "after"), [(BANNER, OFFER), (OFFER, BANNER), (BANNER + OFFER, "")])
@pytest.mark.parametrize("parts", [(MILL,), (MILL, MORE)], ids=["brief", "long"])
def test_what_stands_around_an_article_is_no_wall(before: str, after: str, parts: tuple[str, ...]) -> None:
    """A brief of two sentences is read under a longer banner, and without a note."""
    text = read(f"{before}<main><article><h1>Mill burns</h1>{''.join(parts)}</article></main>{after}", ARTICLE)
    assert text.text.startswith("Mill burns\n\nThe river council said")
    assert not any("cookies" in span.of(text.text) for span in text.read_spans)
    assert not [note for note in text.notes if note.code.startswith("page.")]


@pytest.mark.parametrize(
    "text",
    [
        "The regulator fined the firm for how it asks people to accept cookies. The firm said that it would appeal.",
        "Robots stopped the traffic at Orrin on Monday, police said. Nobody was hurt. The driver denied that he slept.",
        "Access to the harbour was denied to both ships, the council said. “We blocked them,” its spokesman said.",
        "Readers are leaving, the publisher said. Subscriptions fell by a third last year, and the paper is to close.",
    ],
)
def test_news_of_walls_is_no_wall(text: str) -> None:
    """What a report says of cookies, robots or subscribers is not said to its reader."""
    assert wall_of(["Harbour Post"], text) is None


def test_where_a_site_leads_those_whom_it_does_not_let_in() -> None:
    assert leads_to_a_wall("https://harbour-post.example/consent/form?to=mill") is Wall.CONSENT
    assert leads_to_a_wall("https://harbour-post.example/log-in") is Wall.SUBSCRIPTION
    assert leads_to_a_wall("https://harbour-post.example/2026/consent-to-the-treaty") is None


def test_the_start_of_an_article_is_noted_and_takes_no_place() -> None:
    """Only where hardly anything is new in it, much is missing, and the text that is held came without the offer."""
    offer = "<div><p>Subscribe to continue reading. Already a subscriber? Log in.</p></div>"
    whole, stub = mill(MILL, MORE), mill(MILL, offer)
    assert [note.code for note in stub.notes] == ["page.stub"]
    assert (
        stands_in(stub, whole)
        == "only the start of the text that is held came, with an invitation to subscribe or sign in"
    )
    assert stands_in(mill(MILL), whole) is None  # cut by its outlet: that is a revision
    assert stands_in(mill(MILL, MORE.replace("Two people", "Nine people"), offer), whole) is None
    assert stands_in(stub, mill(MILL, MORE.split("<p>“")[0], offer)) is None  # the offer always stood there
    closed = mill(
        MILL,
        head='<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>',
    )
    assert stands_in(closed, whole)


def test_a_page_without_any_mark_of_an_article_takes_no_place() -> None:
    """A note that the report was withdrawn, on a page that says what it is, does."""
    whole = mill(MILL, MORE)
    words = "Thank you for coming to our new house on the web, where you find the shop, the club, the tides of the week"
    body = (
        f"<main><p>{words} and all that we print, with the hours of the ferry from Orrin to Lumo and back.</p></main>"
    )
    odd = read(body, '<meta name="robots" content="noindex, nofollow">')
    assert [note.code for note in odd.notes] == ["page.doubt"]
    assert "it asks not to be found by search engines, it gives no date and no author" in odd.notes[0].message
    assert stands_in(odd, whole) is not None
    withdrawn = mill("<p>This report was withdrawn on Tuesday because it could not be confirmed.</p>")
    assert stands_in(withdrawn, whole) is None


def test_hostile_pages_cost_little() -> None:
    for text in ("we cookies " * 20_000, "your " * 3000, "a" * 200_000, "we " * 300 + "cookie", "(" * 5000):
        wall_of([text[:200]], text)


def test_the_error_crosses_processes() -> None:
    error = pickle.loads(pickle.dumps(WallError("a wall", subject="x")))
    assert (type(error), error.subject) == (WallError, "x")
