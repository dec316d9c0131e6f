"""Which reports are about the same contested event."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np

from counterclaim.records.analyses import Analysis
from counterclaim.stories import group_reports, link_reports
from counterclaim.taggers import load_encoder
from counterclaim.taggers._encoder import DIMENSIONS, Vectors
from tests.factories import PUBLISHED, make_analysis, make_revision

BRIDGE = (
    "Front claims Orsk bridge\n\nThe Harrow Front said on Friday that its fighters had seized the railway bridge at "
    "Orsk from the army after a night of shelling.",
    "Army: Orsk bridge in our hands\n\nThe army rejected claims by the Harrow Front that the railway bridge at Orsk "
    "had fallen, and spoke of dead rebels after a night of shelling.",
    "Fight for bridge at Orsk\n\nResidents of Orsk heard shelling near the railway bridge all night. Both the army and "
    "the Harrow Front say they hold the bridge.",
)
DAM = (
    "Dam at Velka cracked, villagers say\n\nVillagers below the Velka dam reported water coming through a crack. The "
    "power company denied any leak at the reservoir.",
    "Velka dam is safe, says company\n\nThe power company that runs the Velka dam denied reports of a crack and a "
    "leak. Villagers fear for the reservoir.",
)


def reports(texts: tuple[str, ...], days: int = 0) -> list[Analysis]:
    return [
        make_analysis(
            make_revision(
                text, address=f"https://o{i}.example/{len(text)}", published=PUBLISHED + timedelta(days=days)
            ),
            (),
        )
        for i, text in enumerate(texts)
    ]


def test_reports_of_one_event_are_grouped() -> None:
    """Two events give two stories, in the order of the reports, whatever the order in which they are judged."""
    bridge, dam = reports(BRIDGE), reports(DAM)
    given = [*bridge, *dam]
    links = link_reports(given, (), load_encoder())
    ids = [analysis.revision.id for analysis in given]
    assert group_reports(ids, links) == [ids[:3], ids[3:]]
    assert link_reports(given[::-1], (), load_encoder()) == links
    assert group_reports(ids, links[::-1]) == [ids[:3], ids[3:]]


def test_known_reports_are_not_judged_again() -> None:
    """New reports give the judgements that include one of them, the same as if all had come at once."""
    encoder, bridge = load_encoder(), reports(BRIDGE)
    at_once = link_reports(bridge, (), encoder)
    first, then = link_reports(bridge[:2], (), encoder), link_reports(bridge[2:], bridge[:2], encoder)
    assert sorted((link.a, link.b) for link in (*first, *then)) == [(link.a, link.b) for link in at_once]
    assert set(first) | set(then) == set(at_once)


def test_a_link_says_why() -> None:
    """The reasons add up to the score's log-odds and name the telling words in common."""
    links = link_reports(reports(DAM), (), load_encoder())
    assert len(links) == 1
    assert links[0].a < links[0].b
    words = next(reason for reason in links[0].reasons if reason.name == "words")
    assert "velka" in words.detail
    assert (sum(reason.weight for reason in links[0].reasons) > 0) == (links[0].score > 0.5)


def test_names_tell_two_events_told_in_the_same_words_apart() -> None:
    """One template with other towns and parties is another event; with the same ones it is the same."""
    told = (
        "{a} denies attack in {town}\n\n{a} on Friday denied that its men had attacked the market in {town}. {b} said "
        "that at least 12 people were killed and 40 others injured. The roads into {town} have been closed since."
    )
    first = told.format(a="The Harrow Front", b="Velmont Mining", town="Orsk")
    other = told.format(a="The Kesten Militia", b="Tarna Shipping", town="Batumi")
    links = link_reports(reports((first, other, first.replace("12", "30"))), (), load_encoder())
    alike, apart = ([link for link in links if (round(link.score) == 1) is linked] for linked in (True, False))
    assert len(alike) == 1
    assert all("orsk" in reason.detail for link in apart for reason in link.reasons if reason.name == "names")


def test_a_thousand_reports_are_compared_in_seconds() -> None:
    """Reports with nothing telling in common are neither encoded nor judged one by one."""

    class NoEncoder:
        digests = ()

        def embed(self, texts: Sequence[str]) -> Vectors:
            assert not texts
            return np.zeros((0, DIMENSIONS), dtype=np.float32)

    words = [f"{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}" for i in range(3000)]
    given = reports(tuple(" ".join(f"Zu{word} xo{word}" for word in words[3 * i : 3 * i + 3]) for i in range(1000)))
    assert link_reports(given, (), NoEncoder()) == ()


def test_reports_far_apart_in_time_are_less_likely_one_story() -> None:
    """The same words a year apart are weaker evidence."""
    encoder = load_encoder()
    near = link_reports(reports(BRIDGE[:1]), reports(BRIDGE[1:2]), encoder)
    far = link_reports(reports(BRIDGE[:1], days=365), reports(BRIDGE[1:2]), encoder)
    assert far[0].score < near[0].score


def test_empty_reports_link_to_nothing() -> None:
    """A report without words is a story of its own."""
    empty = [make_analysis(make_revision(text, address=text or "-"), ()) for text in ("", "!", "?")]
    assert link_reports(empty, (), load_encoder()) == ()


def test_a_post_is_compared_by_who_posts_as_well() -> None:
    """A post need not name its own author, whom every report of the event names."""
    report = make_revision(BRIDGE[0], address="https://o1.example/1")
    words = "They hold nothing. We have the bridge and we keep it."
    post = make_revision(words, address="https://social.example/1")
    spoken = replace(post, channel="post", authors=("Harrow Front",))
    alone, told = (
        link_reports([make_analysis(report, ()), make_analysis(each, ())], (), load_encoder())
        for each in (post, spoken)
    )
    assert max((link.score for link in alone), default=0.0) < max(link.score for link in told)
