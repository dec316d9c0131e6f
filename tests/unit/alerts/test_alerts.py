"""Alerts: signed, at least once, never lost, never to where they must not go, in words that may leave."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

import pytest

from counterclaim import collect
from counterclaim.alerts import (
    MOST_ATTEMPTS,
    Channels,
    PostOffice,
    Sent,
    _sending,
    fill_queue,
    read_secrets,
    send_due,
    sign,
    wait_before,
)
from counterclaim.collect import Client, Limits, Private
from counterclaim.disputes import build_accounts
from counterclaim.errors import SettingsError
from counterclaim.ledger import Ledger, delivery_id
from counterclaim.locations import Location
from counterclaim.records.claims import Stance
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.turns import TurnKind
from counterclaim.records.watches import Digest, Query, Watch
from tests.unit.alerts.servers import Hook, Mailbox, hook, mailbox
from tests.unit.ledger.conftest import Clock
from tests.watching import add, make_report

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
HOLDS = ("Harrow Front", "it holds the bridge at Orsk", Stance.ASSERTS, "bridge")
FELL = ("Interior Ministry", "that the bridge at Orsk had fallen", Stance.DENIES, "bridge")
LOST = ("Port Authority", "that it was ever lost", Stance.DENIES, "bridge")


@pytest.fixture
def receiver() -> Iterator[Hook]:
    with hook() as found:
        yield found


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as found:
        yield found


def channels(box: Mailbox | None = None, *, private: bool = True) -> Channels:
    office = PostOffice(host=box.address, sender="Desk <desk@example.org>", security="none") if box else None
    return Channels(
        client=Client(limits=Limits(timeout_s=5), exempt=Private() if private else ()),
        secrets=read_secrets(SECRET),
        post_office=office,
        url="https://desk.example/",
    )


def watch(ledger: Ledger, *, name: str = "all", query: Query | None = None, **sent: Any) -> str:
    return ledger.add_watch(Watch(name=name, query=query or Query(), author="R. Desk", **sent))


def send(ledger: Ledger, clock: Clock, box: Mailbox | None = None, **options: Any) -> Sent:
    fill_queue(ledger, now=clock())
    return send_due(ledger, channels(box, **options), clock=clock)


def test_signatures_are_those_of_the_standards_published_example() -> None:
    body = b'{"event_type":"ping","data":{"success":true}}'
    example = base64.b64decode("plJ3nmyCDGBKInavdOK15jsl")  # shorter than what is taken here
    signed = sign([example], "msg_loFOjxBNrRLzqYUf", 1731705121, body)
    assert signed == "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="


@pytest.mark.parametrize("secret", ["whsec_short", "whsec_AAAA", "not base64 at all!"])
def test_a_secret_that_is_none_is_refused_and_not_repeated(secret: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_secrets(secret)
    assert secret not in str(refused.value)
    other = "whsec_" + base64.b64encode(bytes(32)).decode()
    assert len(sign(read_secrets(f"{SECRET} {other}"), "msg_1", 1, b"").split()) == 2


def test_a_turn_is_called_out_signed_once_and_recorded(ledger: Ledger, clock: Clock, receiver: Hook) -> None:
    kept = watch(ledger, webhook=receiver.url)
    add(ledger, make_report("wire", [HOLDS]))
    add(ledger, make_report("radio", [FELL], hours=1))
    assert send(ledger, clock).sent == 1
    ((headers, body),) = receiver.got
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    secret = base64.b64decode(SECRET.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    told = json.loads(body)
    assert told["type"] == "turn.claim_denied"
    assert told["data"]["title"].startswith("Interior Ministry denies")
    assert told["data"]["feed"] == f"https://desk.example/feeds/watch/{kept}.atom"
    assert send(ledger, clock).sent == 0
    assert len(receiver.got) == 1
    (export,) = ledger.exports()
    assert export.format == "alert by webhook"
    assert len(export.revisions or ()) == 2


def test_a_watch_is_told_of_nothing_from_before_it_and_of_nothing_it_did_not_ask_for(
    ledger: Ledger, clock: Clock, receiver: Hook
) -> None:
    add(ledger, make_report("wire", [HOLDS, FELL]))
    watch(ledger, webhook=receiver.url, query=Query(kinds=(TurnKind.DENIED,), actor="port"))
    add(ledger, make_report("radio", [("Police", "that it fell", Stance.DENIES, "bridge")], hours=1))
    add(ledger, make_report("courier", [LOST], hours=2))
    assert send(ledger, clock).sent == 1
    assert "Port Authority" in json.loads(receiver.got[0][1])["data"]["title"]


def test_what_fails_is_tried_again_later_and_later_and_never_lost(ledger: Ledger, clock: Clock, receiver: Hook) -> None:
    watch(ledger, webhook=receiver.url)
    add(ledger, make_report("wire", [HOLDS, FELL]))
    receiver.answers = [500, 503, 200]
    assert send(ledger, clock).failed == 1
    assert send(ledger, clock) == Sent()  # not due yet
    clock.now += timedelta(seconds=31)
    assert send(ledger, clock).failed == 1
    clock.now += timedelta(seconds=121)
    assert send(ledger, clock).sent == 1
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1  # one delivery, known by its id
    (done,) = ledger.deliveries()
    assert (done.state, done.attempts) == ("done", 3)
    assert len(ledger.exports()) == 1


def test_waits_grow_with_jitter_up_to_a_day() -> None:
    waits = [[wait_before(f"msg_{i}", n) for i in range(50)] for n in range(1, MOST_ATTEMPTS)]
    for n, some in enumerate(waits):
        full = min(86_400, 30 * 4**n)
        assert all(full / 2 <= wait <= full for wait in some)
        assert len(set(some)) == 50
    assert wait_before("msg_1", 3) == wait_before("msg_1", 3)


def test_what_fails_too_often_is_kept_as_dead_until_somebody_asks(ledger: Ledger, clock: Clock, receiver: Hook) -> None:
    watch(ledger, webhook=receiver.url)
    add(ledger, make_report("wire", [HOLDS, FELL]))
    receiver.answers = [500]
    for _ in range(MOST_ATTEMPTS):
        last = send(ledger, clock)
        clock.now += timedelta(days=1)
    assert last.dead == 1
    assert send(ledger, clock) == Sent()
    assert [one.state for one in ledger.deliveries()] == ["dead"]
    receiver.answers = [200]
    assert ledger.retry_dead(clock()) == 1
    assert send(ledger, clock).sent == 1


def test_a_receiver_that_is_gone_for_good_is_not_called_again(ledger: Ledger, clock: Clock, receiver: Hook) -> None:
    watch(ledger, webhook=receiver.url)
    add(ledger, make_report("wire", [HOLDS, FELL]))
    receiver.answers = [410]
    assert send(ledger, clock).dead == 1


def test_who_is_killed_while_sending_leaves_it_due_under_the_same_id(
    path: Location, ledger: Ledger, clock: Clock, receiver: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At least once: the receiver got it, the sender did not live to know. Nobody else sends it meanwhile."""
    watch(ledger, webhook=receiver.url)
    add(ledger, make_report("wire", [HOLDS, FELL]))
    real = collect.send

    def killed(*given: Any, **named: Any) -> int:
        real(*given, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr(_sending, "send_body", killed)
    with pytest.raises(KeyboardInterrupt):
        send(ledger, clock)
    monkeypatch.undo()
    with Ledger.open(path, clock=clock) as other:
        assert send(other, clock) == Sent()
        clock.now += timedelta(minutes=11)
        assert send(other, clock).sent == 1
        assert send(other, clock) == Sent()
    first, second = (headers["webhook-id"] for headers, _ in receiver.got)
    assert first == second


def test_two_senders_never_take_the_same(path: Location, ledger: Ledger, clock: Clock, receiver: Hook) -> None:
    watch(ledger, webhook=receiver.url)
    add(ledger, make_report("wire", [HOLDS, FELL]), make_report("radio", [LOST], hours=1))
    fill_queue(ledger, now=clock())
    fill_queue(ledger, now=clock())  # filling twice adds nothing
    assert len(ledger.deliveries()) == 2
    now = clock()
    with Ledger.open(path, clock=clock) as other:
        one = ledger.take_due(now, now + timedelta(minutes=1), most=1)
        two = other.take_due(now, now + timedelta(minutes=1), most=5)
    assert len({d.id for d in (*one, *two)}) == 2


def test_no_private_address_is_called_unless_that_is_allowed(ledger: Ledger, clock: Clock, receiver: Hook) -> None:
    watch(ledger, webhook=receiver.url)
    watch(ledger, name="file", webhook="file:///etc/passwd")
    add(ledger, make_report("wire", [HOLDS, FELL]))
    done = send(ledger, clock, private=False)
    assert (done.dead, done.sent, receiver.got) == (2, 0, [])
    assert any("loopback" in failure for failure in done.failures)


def test_webhooks_without_a_secret_and_letters_without_a_server_are_refused_before_anything_leaves(
    ledger: Ledger, clock: Clock, receiver: Hook
) -> None:
    watch(ledger, webhook=receiver.url)
    add(ledger, make_report("wire", [HOLDS, FELL]))
    fill_queue(ledger, now=clock())
    with pytest.raises(SettingsError, match="COUNTERCLAIM_WEBHOOK_SECRET"):
        send_due(ledger, Channels(client=Client()), clock=clock)
    assert receiver.got == []
    assert send(ledger, clock).sent == 1


def test_what_may_not_leave_waits_and_goes_when_a_person_has_looked(
    ledger: Ledger, clock: Clock, receiver: Hook
) -> None:
    watch(ledger, webhook=receiver.url)
    case = ("Army", "that a 9-year-old boy named Timo Varga was at the bridge", Stance.DENIES, "bridge")
    add(ledger, make_report("wire", [HOLDS]))
    report = make_report("radio", [case], hours=1)
    add(ledger, report)
    assert send(ledger, clock).held == 1
    assert receiver.got == []
    text = report.revision.text
    start = text.index("Timo Varga")
    ledger.add_decision(
        Decision(
            action=DecisionAction.PROTECT,
            revision_id=report.revision.id,
            spans=(type(report.claims[0].content[0])(start, start + len("Timo Varga")),),
            author="R. Desk",
            reason="a child",
            value="minor",
        )
    )
    clock.now += timedelta(hours=2)
    assert send(ledger, clock).sent == 1
    assert b"Varga" not in receiver.got[0][1]


def test_what_was_taken_down_is_not_sent_any_more(ledger: Ledger, clock: Clock, receiver: Hook) -> None:
    watch(ledger, webhook=receiver.url)
    add(ledger, make_report("wire", [HOLDS]))
    report = make_report("radio", [FELL], hours=1)
    add(ledger, report)
    fill_queue(ledger, now=clock())
    ledger.take_down([report.revision.id], author="R. Desk", reason="by order of a court")
    ledger.follow(build_accounts)
    clock.now += timedelta(hours=2)
    done = send(ledger, clock)
    assert (done.sent, receiver.got) == (0, [])
    assert ledger.deliveries() == ()


def test_a_letter_that_waits_goes_without_what_was_taken_down(ledger: Ledger, clock: Clock, box: Mailbox) -> None:
    watch(ledger, mail="r.desk@example.org")
    add(ledger, make_report("wire", [HOLDS, FELL]))
    report = make_report("radio", [LOST], hours=1)
    add(ledger, report)
    clock.now += timedelta(days=1)
    fill_queue(ledger, now=clock())
    (before,) = ledger.deliveries()
    ledger.take_down([report.revision.id], author="R. Desk", reason="by order of a court")
    ledger.follow(build_accounts)
    (after,) = ledger.deliveries()
    assert set(after.turns) < set(before.turns)
    assert after.id == delivery_id(after.watch, after.channel, after.turns) != before.id
    assert send(ledger, clock, box).sent == 1
    assert "1 turn " in letter(box)["Subject"]


def test_what_was_sent_of_a_text_is_forgotten_with_it_and_stays_on_record_as_an_export(
    ledger: Ledger, clock: Clock, receiver: Hook
) -> None:
    watch(ledger, webhook=receiver.url)
    add(ledger, make_report("wire", [HOLDS]))
    first, second = make_report("radio", [FELL], hours=1), make_report("courier", [LOST], hours=2)
    add(ledger, first)
    add(ledger, second)
    assert send(ledger, clock).sent == 2
    done = ledger.take_down([first.revision.id], author="R. Desk", reason="by order of a court")
    assert [export.format for export in done.recalls] == ["alert by webhook"]
    assert len(ledger.deliveries()) == 1
    ledger.take_down([second.revision.id], author="R. Desk", reason="by order of a court")  # before anybody looked
    assert ledger.deliveries() == ()


def test_what_is_queued_of_a_turn_that_is_no_more_is_withdrawn(ledger: Ledger, clock: Clock, receiver: Hook) -> None:
    """Two removals in a row: of the second it is not known which turns rested on it until they are looked for."""
    watch(ledger, webhook=receiver.url)
    add(ledger, make_report("wire", [HOLDS]))
    first, second = make_report("radio", [FELL], hours=1), make_report("courier", [LOST], hours=2)
    add(ledger, first)
    add(ledger, second)
    fill_queue(ledger, now=clock())
    ledger.take_down([first.revision.id], author="R. Desk", reason="by order of a court")
    ledger.take_down([second.revision.id], author="R. Desk", reason="by order of a court")
    ledger.follow(build_accounts)
    assert send(ledger, clock) == Sent(withdrawn=1)
    assert receiver.got == []


def test_what_was_settled_is_forgotten_in_the_end_and_never_sent_again(
    ledger: Ledger, clock: Clock, receiver: Hook
) -> None:
    """Not what still waits, however old it is."""
    watch(ledger, webhook=receiver.url)
    add(ledger, make_report("wire", [HOLDS, FELL]))
    assert send(ledger, clock).sent == 1
    clock.now += timedelta(days=89)
    add(ledger, make_report("radio", [LOST], hours=1))
    receiver.answers = [500]
    assert send(ledger, clock).failed == 1
    assert {one.state for one in ledger.deliveries()} == {"done", "pending"}
    clock.now += timedelta(days=2)
    assert fill_queue(ledger, now=clock()) == 0
    assert [one.state for one in ledger.deliveries()] == ["pending"]
    clock.now += timedelta(days=200)
    assert fill_queue(ledger, now=clock(), remember=timedelta(days=1)) == 0
    assert [one.state for one in ledger.deliveries()] == ["pending"]
    receiver.answers = [204]
    assert send(ledger, clock).sent == 1
    assert len(receiver.got) == 3
    assert [export.format for export in ledger.exports()] == ["alert by webhook"] * 2


def test_a_watch_that_was_ended_gets_nothing_more(ledger: Ledger, clock: Clock, receiver: Hook) -> None:
    kept = watch(ledger, webhook=receiver.url)
    add(ledger, make_report("wire", [HOLDS, FELL]))
    fill_queue(ledger, now=clock())
    ledger.remove_watch(kept, author="R. Desk")
    assert send(ledger, clock).withdrawn == 1


def letter(box: Mailbox) -> EmailMessage:
    return message_from_bytes(box.got[-1][2], policy=policy.default)


def test_a_letter_gathers_a_day_in_text_and_html(ledger: Ledger, clock: Clock, box: Mailbox) -> None:
    watch(ledger, name="Bridge <x>\nBcc: all@example.net", mail="r.desk@example.org")
    add(ledger, make_report("wire", [HOLDS, FELL]))
    add(ledger, make_report("radio", [("<b>Police</b>", "that it fell", Stance.DENIES, "bridge")], hours=1))
    assert send(ledger, clock, box) == Sent()  # the day is not over
    clock.now += timedelta(days=1)
    assert send(ledger, clock, box).sent == 1
    sender, to, _ = box.got[0]
    assert (sender, to) == ("desk@example.org", ["r.desk@example.org"])
    found = letter(box)
    assert found["Subject"] == "Counterclaim: 2 turns for the watch Bridge <x> Bcc: all@example.net"
    assert found["Bcc"] is None
    assert found["Message-ID"].endswith("@example.org>")
    plain, html = (cast(EmailMessage, found.get_body((kind,))).get_content() for kind in ("plain", "html"))
    assert "Interior Ministry denies" in plain
    assert "never what is true" in plain
    assert "<b>Police" not in html
    assert "&lt;b&gt;Police" in html
    clock.now += timedelta(days=1)
    assert send(ledger, clock, box) == Sent()  # nothing new: no letter
    assert len(box.got) == 1


def test_a_weekly_letter_waits_for_its_week_and_loses_nothing(ledger: Ledger, clock: Clock, box: Mailbox) -> None:
    watch(ledger, mail="r.desk@example.org", digest=Digest.WEEKLY)
    add(ledger, make_report("wire", [HOLDS, FELL]))
    clock.now += timedelta(days=6)
    assert send(ledger, clock, box) == Sent()
    add(ledger, make_report("radio", [LOST], hours=1))
    clock.now += timedelta(days=2)
    add(ledger, make_report("courier", [("Police", "that it fell", Stance.DENIES, "bridge")], hours=2))  # next week's
    assert send(ledger, clock, box).sent == 1
    assert "2 turns" in letter(box)["Subject"]
    clock.now += timedelta(days=7)
    assert send(ledger, clock, box).sent == 1
    assert "1 turn " in letter(box)["Subject"]


def test_a_mailbox_that_is_refused_for_good_is_not_tried_again(ledger: Ledger, clock: Clock, box: Mailbox) -> None:
    watch(ledger, mail="nobody@example.org")
    watch(ledger, mail="full@example.org")
    add(ledger, make_report("wire", [HOLDS, FELL]))
    clock.now += timedelta(days=1)
    box.refuses = b"550 no such mailbox"
    assert send(ledger, clock, box).dead == 2
    ledger.retry_dead(clock())
    box.refuses = b"452 full"
    assert send(ledger, clock, box).failed == 2


def test_the_queue_holds_no_words(ledger: Ledger, clock: Clock, receiver: Hook) -> None:
    watch(ledger, webhook=receiver.url)
    add(ledger, make_report("wire", [HOLDS, FELL]))
    receiver.answers = [500]
    send(ledger, clock)
    said = repr(ledger.deliveries())
    assert not any(word in said for word in ("Harrow", "Ministry", "bridge", "127.0.0.1"))
    assert SECRET not in repr(channels())
