"""Review on the desk: what waits, what a person says of it, and that nothing of it is lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from counterclaim.desk import make_desk
from counterclaim.desk._access import make_access
from counterclaim.desk._adding import Adder
from counterclaim.desk.people import People, Role, people_file
from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.records.mentions import Place, PlacePrecision
from counterclaim.settings import Settings
from tests.factories import make_analysis, make_capture, make_claim, make_revision, span_of
from tests.unit.desk.disputed import disputed_ledger

PASSWORD = "four words long enough"
SCRIPT = "<script>window.broken=1</script>"


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is compared in the background needs models, and no test here waits for it."""
    monkeypatch.setattr(Adder, "follow", lambda self: None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return disputed_ledger(tmp_path / "desk.db")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    app = make_desk(Settings(ledger=path, author="Rita Desk"))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture
def two(path: Path) -> Iterator[tuple[TestClient, TestClient]]:
    """Two reviewers at one desk."""
    people = People(people_file(path))
    for name in ("Ann", "Rob"):
        people.add(name, Role.REVIEWER, password=PASSWORD)
    people.add("Rea", Role.READER, password=PASSWORD)
    settings = Settings(ledger=path)
    app = make_desk(settings, access=make_access(settings, sign_in=True))
    with TestClient(app, base_url="http://127.0.0.1") as ann:
        rob = TestClient(app, base_url="http://127.0.0.1")
        sign_in(ann, "Ann")
        sign_in(rob, "Rob")
        yield ann, rob


def sign_in(client: TestClient, name: str) -> None:
    token = token_of(client.get("/sign-in").text)
    answer = client.post("/sign-in", data={"name": name, "password": PASSWORD, "form_token": token})
    assert answer.status_code == 200


def token_of(page: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def read(client: TestClient, path: str = "/review") -> Any:
    where, _, query = path.partition("?")
    answer = client.get(f"{where}.json{'?' + query if query else ''}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def first_disputed(client: TestClient, stance: str = "denies") -> str:
    return next(
        str(line["saying"]["id"])
        for line in read(client)["lines"]
        if line["kind"] == "in dispute" and line["saying"]["stance"] == stance
    )


def send(client: TestClient, path: str, *, at: str | None = None, **fields: Any) -> Any:
    """Sends a form as the page `at` has it (the claim's own if none is named)."""
    page = client.get(at or path.rpartition("/")[0])
    seen = re.search(r'name="seen" value="(\d+)"', page.text)
    form = {"form_token": token_of(page.text), **({"seen": seen[1]} if seen else {}), **fields}
    return client.post(path, data=form)


def test_disputed_claims_wait_first_and_the_least_sure_before_the_surer(client: TestClient) -> None:
    shown = read(client)
    kinds = [line["kind"] for line in shown["lines"] if line["kind"] in ("in dispute", "not reviewed")]
    assert kinds == sorted(kinds)
    assert {"in dispute", "not reviewed"} <= set(kinds)
    assert (shown["reviewed"], shown["claims"]) == (0, len(kinds))
    assert "0</span> of" in client.get("/review").text


def test_what_is_asked_for_stays_in_the_address(client: TestClient) -> None:
    lines = read(client, "/review?what=in+dispute&stance=denies")["lines"]
    assert lines
    assert {(line["kind"], line["saying"]["stance"]) for line in lines} == {("in dispute", "denies")}
    story = lines[0]["story"]
    assert read(client, f"/review?story={story}&actor=interior+ministry")["total"] == len(lines)
    assert client.get("/review?what=nothing").status_code == 422
    page = client.get("/review?what=in+dispute&stance=denies").text
    assert f"/review/claim/{lines[0]['saying']['id']}?what=in+dispute&amp;stance=denies" in page.replace("%20", "+")


def test_every_page_has_a_twin_and_carries_whether(client: TestClient) -> None:
    claim = first_disputed(client)
    line = next(line for line in read(client)["lines"] if line["saying"] and line["saying"]["id"] == claim)
    pages = ["/review", f"/review/claim/{claim}", f"/review/matter/{line['matter']}", f"/review/sides/{line['story']}"]
    for path in (*pages, "/review/log"):
        page = client.get(path)
        assert page.status_code == 200, path
        assert f'href="{path}.json"' in page.text
        read(client, path)
    assert "Whether</span>" in client.get(f"/review/matter/{line['matter']}").text


def test_a_claim_is_accepted_and_its_entry_is_shown_with_a_way_back(client: TestClient) -> None:
    claim = first_disputed(client)
    page = send(client, f"/review/claim/{claim}/accept")
    assert page.status_code == 200
    (entry,) = read(client, "/review/log")["lines"]
    assert (entry["author"], entry["action"], entry["claim"]) == ("Rita Desk", "accept", claim)
    assert f"entry {entry['number']}</a>" in page.text
    assert f'action="/review/undo/{entry["entry"]}"' in page.text
    assert read(client, f"/review/claim/{claim}")["reviewed"] is True
    assert read(client)["reviewed"] == 1
    assert claim not in {line["saying"]["id"] for line in read(client)["lines"] if line["saying"]}
    send(client, f"/review/undo/{entry['entry']}", at=f"/review/claim/{claim}")
    newest, oldest = read(client, "/review/log")["lines"]
    assert (newest["action"], newest["undoes"], oldest["undone_by"]) == ("undo", entry["entry"], newest["entry"])
    assert read(client, f"/review/claim/{claim}")["reviewed"] is False


def test_what_was_taken_back_is_not_taken_back_again(client: TestClient) -> None:
    claim = first_disputed(client)
    send(client, f"/review/claim/{claim}/accept")
    entry = read(client, "/review/log")["lines"][0]["entry"]
    for _ in range(2):
        send(client, f"/review/undo/{entry}", at=f"/review/claim/{claim}")
    assert [line["action"] for line in read(client, "/review/log")["lines"]] == ["undo", "accept"]


def test_a_decision_has_a_reason_and_what_was_typed_is_not_lost(client: TestClient) -> None:
    claim = first_disputed(client)
    refused = send(client, f"/review/claim/{claim}/correct", actor="somebody else", stance="doubts")
    assert refused.status_code == 422
    assert "say why" in refused.text
    assert 'value="somebody else"' in refused.text
    assert 'value="doubts" checked' in refused.text
    assert read(client, "/review/log")["total"] == 0
    wrong = send(client, f"/review/claim/{claim}/correct", content="words that stand nowhere", reason="because")
    assert "does not stand in this report" in wrong.text
    assert "words that stand nowhere" in wrong.text
    same = send(client, f"/review/claim/{claim}/correct", reason="because", stance="denies")
    assert "nothing in this form differs" in same.text


def test_a_correction_stands_beside_the_machines_reading(client: TestClient) -> None:
    claim = first_disputed(client)
    before = read(client, f"/review/claim/{claim}")
    page = send(
        client,
        f"/review/claim/{claim}/correct",
        stance="doubts",
        actor="interior minister",
        content="the bridge had fallen",
        source=next(w for w in before["words"] if w["role"] == "source")["chosen"][0]["words"],
        cue="",
        reason="a doubt, not a denial",
    )
    assert page.status_code == 200
    fields = {f["name"]: (f["machine"], f["in_force"]) for f in read(client, f"/review/claim/{claim}")["fields"]}
    assert fields["stance"] == ("denies", "doubts")
    assert fields["actor"] == ("interior ministry", "interior minister")
    assert fields["content"] == ("“that the bridge had fallen”", "“the bridge had fallen”")
    assert fields["cue"] == ("“denied”", "")
    assert fields["source"][0] == fields["source"][1]
    changes = read(client, f"/review/claim/{claim}")["decisions"][0]["changes"]
    assert {"field": "stance", "before": "denies", "after": "doubts"} in changes
    assert {"field": "cue", "before": "“denied”", "after": None} in changes
    assert "source" not in {change["field"] for change in changes}  # what was not touched is not told
    send(client, f"/review/claim/{claim}/correct", stance="denies", reason="a denial after all")
    last, first = read(client, "/review/log")["lines"]
    assert last["changes"] == [{"field": "stance", "before": "doubts", "after": "denies"}]
    assert first["changes"] == changes
    page = client.get("/review/log").text
    assert "<del><bdi>doubts</bdi></del>" in page


def test_offsets_count_code_points(tmp_path: Path) -> None:
    """Beyond an emoji the browser's units run ahead; what a form sends and the page tells are code points."""
    text = "Bridge 🌉 falls\n\nThe 🪖 Harrow Front said it had 🚩 seized the bridge at Orsk on Friday."
    revision = make_revision(text)
    claim = make_claim(revision, "it had 🚩 seized the bridge at Orsk", source="The 🪖 Harrow Front", cue="said")
    with Ledger.open(tmp_path / "emoji.db") as ledger:
        ledger.add(make_capture(text), make_analysis(revision, (claim,)))
        ledger.follow(build_accounts)
    with TestClient(make_desk(Settings(ledger=tmp_path / "emoji.db")), base_url="http://127.0.0.1") as client:
        shown = read(client, f"/review/claim/{claim.id}")
        runs = [run for block in shown["blocks"] for run in block["runs"]]
        assert all(text[run["start"] :].startswith(run["words"]) for run in runs)
        assert "".join(run["words"] for run in runs).replace("\n", "") == text.replace("\n", "")
        start = text.index("seized")
        send(
            client,
            f"/review/claim/{claim.id}/correct",
            content=f"{start}:{start + len('seized the bridge at Orsk')}",
            time=f"{text.index('Friday')}:{text.index('Friday') + 6}=2024-05-03",
            reason="without the flag",
        )
        fields = {f["name"]: f["in_force"] for f in read(client, f"/review/claim/{claim.id}")["fields"]}
        assert fields["content"] == "“seized the bridge at Orsk”"
        assert fields["time"] == "“Friday” = 2024-05-03"


def test_figures_that_are_not_touched_keep_what_is_known_of_them(client: TestClient) -> None:
    lines = read(client)["lines"]
    claim = next(x["saying"]["id"] for x in lines if x["saying"] and x["saying"]["words"].startswith("killed"))
    held = {w["role"]: w["chosen"] for w in read(client, f"/review/claim/{claim}")["words"]}
    (figure,) = held["figure"]
    line = f"{figure['start']}:{figure['end']}={figure['value']}"
    send(client, f"/review/claim/{claim}/correct", figure=f"{line}\nsoldiers=3 injured", reason="two figures")
    card = read(client, f"/claim/{claim}")["card"]
    told = next(fact["value"] for fact in card["facts"] if fact["name"] == "figures")
    assert "at least 12 soldiers: 12 or more" in told
    assert "3 injured" in told


def test_withdrawn_and_split_claims_say_what_became_of_them(client: TestClient) -> None:
    claim = first_disputed(client)
    send(client, f"/review/claim/{claim}/withdraw", reason="a caption")
    page = client.get(f"/review/claim/{claim}").text
    assert "Withdrawn" in page
    assert "no longer a claim" in page
    other = first_disputed(client, "asserts")
    send(client, f"/review/claim/{other}/split", into="it had\ndenies: seized the bridge", reason="two")
    shown = read(client, f"/review/claim/{other}")
    assert [part["name"] for part in shown["parts"]] == ["it had", "seized the bridge"]
    assert shown["heading"].endswith("asserts “it had seized the bridge at Orsk”"), (
        "a claim that is gone keeps its words"
    )
    assert read(client, f"/review/claim/{shown['parts'][1]['id']}")["stance"] == "denies"


def test_two_who_decide_on_one_claim_lose_nothing(two: tuple[TestClient, TestClient]) -> None:
    """Both opened the same page. Both decisions are kept, the second person is told of the first, and an acceptance
    means what its author saw."""
    ann, rob = two
    claim = first_disputed(ann)
    path = f"/review/claim/{claim}"
    opened = rob.get(path).text
    send(ann, f"{path}/correct", stance="doubts", reason="only a doubt")
    seen = re.search(r'name="seen" value="(\d+)"', opened)
    assert seen is not None
    page = rob.post(f"{path}/accept", data={"form_token": token_of(opened), "seen": seen[1]})
    assert "Decided on meanwhile" in page.text
    assert "only a doubt" in page.text
    assert [line["author"] for line in read(rob, "/review/log")["lines"]] == ["Rob", "Ann"]
    shown = read(rob, path)
    assert shown["stance"] == "denies"  # what Rob accepted is what he saw, not what Ann made of it
    (conflict,) = shown["conflicts"]
    assert (conflict["overruled"]["author"], conflict["in_force"]["author"]) == ("Ann", "Rob")
    assert conflict["overruled"]["changes"] == [{"field": "stance", "before": "denies", "after": "doubts"}]
    assert "Two people decided otherwise" in ann.get(path).text
    line = read(ann)["lines"][0]
    assert (line["kind"], line["said"]["author"], line["in_force"]["author"]) == ("conflict", "Ann", "Rob")


def test_the_log_tells_who_did_what_by_person_and_kind(two: tuple[TestClient, TestClient]) -> None:
    ann, rob = two
    claim = first_disputed(ann)
    send(ann, f"/review/claim/{claim}/comment", reason="look at this again")
    send(rob, f"/review/claim/{claim}/withdraw", reason="no claim")
    assert [d["author"] for d in read(ann, "/review/log?person=Ann")["lines"]] == ["Ann"]
    assert [d["author"] for d in read(ann, "/review/log?action=withdraw")["lines"]] == ["Rob"]
    entry = read(ann, "/review/log?action=withdraw")["lines"][0]["entry"]
    assert read(ann, f"/review/log?entry={entry}")["total"] == 1
    assert ann.get("/review/log?action=think").status_code == 422


def test_a_reader_sees_all_and_decides_nothing(two: tuple[TestClient, TestClient]) -> None:
    ann, _ = two
    claim = first_disputed(ann)
    rea = TestClient(ann.app, base_url="http://127.0.0.1")
    sign_in(rea, "Rea")
    page = rea.get(f"/review/claim/{claim}")
    assert page.status_code == 200
    assert '<form method="post"' not in page.text
    token = token_of(ann.get("/review").text)
    assert rea.post(f"/review/claim/{claim}/accept", data={"form_token": token}).status_code == 403
    assert read(ann, "/review/log")["total"] == 0


def test_a_form_of_nobodys_session_decides_nothing(client: TestClient) -> None:
    claim = first_disputed(client)
    for data in ({}, {"form_token": "x" * 80}):
        assert client.post(f"/review/claim/{claim}/accept", data=data).status_code == 403
    assert read(client, "/review/log")["total"] == 0


@pytest.mark.parametrize("field", ["reason", "actor", "side", "rating"])
def test_what_a_person_types_stays_text(client: TestClient, field: str) -> None:
    claim = first_disputed(client)
    path = f"/review/claim/{claim}"
    action = {"reason": "comment", "actor": "correct", "side": "side", "rating": "verdict"}[field]
    send(client, f"{path}/{action}", **{"reason": "because", field: f"{SCRIPT}\"'>{{{{ 7*7 }}}}"})
    assert read(client, "/review/log")["total"] > 0
    for page in ("/review", path, "/review/log", f"/claim/{claim}"):
        text = client.get(page).text
        assert SCRIPT not in text, page
        assert "&gt;49" not in text, page  # what `>{{ 7*7 }}` would come to
    assert "&lt;script&gt;" in client.get(path).text


def test_a_way_back_leads_nowhere_else(client: TestClient) -> None:
    claim = first_disputed(client)
    page = send(client, f"/review/claim/{claim}/accept", next="//evil.example/x")
    assert page.url.host == "127.0.0.1"


def test_matters_are_taken_apart_and_put_together(client: TestClient) -> None:
    line = next(line for line in read(client)["lines"] if line["kind"] == "in dispute")
    matter, story = line["matter"], line["story"]
    claims = [saying["id"] for saying in read(client, f"/review/matter/{matter}")["claims"]]
    form = f"/review/matter/{matter}"
    assert send(client, f"{form}/part", reason="elsewhere").status_code == 422  # none is chosen
    assert send(client, f"{form}/part", claims=claims[:1], reason="another bridge").status_code == 200
    after = read(client, f"/review/claim/{claims[0]}")
    now = read(client, f"/review/claim/{claims[1]}")
    assert after["matter"]["id"] != now["matter"]["id"]
    send(client, f"/review/claim/{claims[0]}/merge", other=now["matter"]["id"], reason="the same bridge after all")
    assert read(client, f"/review/claim/{claims[0]}")["matter"] == read(client, f"/review/claim/{claims[1]}")["matter"]
    assert {d["action"] for d in read(client, "/review/log")["lines"]} == {"part", "merge"}
    assert read(client, f"/review?story={story}")["claims"] == read(client)["claims"]


def test_a_dispute_that_is_none_leaves(client: TestClient) -> None:
    line = next(line for line in read(client)["lines"] if line["kind"] == "in dispute")
    shown = read(client, f"/review/matter/{line['matter']}")
    (dispute,) = shown["disputes"]
    form = f"/review/dispute/{dispute['id']}/none"
    assert send(client, form, at=f"/review/matter/{line['matter']}", reason="of another day").status_code == 200
    assert not [one for one in read(client)["lines"] if one["kind"] == "in dispute"]


def test_people_say_who_stands_where(client: TestClient) -> None:
    story = read(client)["lines"][-1]["story"]
    shown = read(client, f"/review/sides/{story}")
    names = [party["name"] for side in shown["sides"] for party in side]
    assert sorted(names) == ["Harrow Front", "interior ministry"]
    assert [line["kind"] for line in read(client)["lines"]].count("sides suggested") == 1
    for number, side in enumerate(shown["sides"]):
        claims = [party["claim"] for party in side]
        path = f"/review/sides/{story}"
        assert (
            send(client, path, at=path, claims=claims, side=f"side {number}", reason="as they say").status_code == 200
        )
    stands = {p["name"]: p["stands"] for side in read(client, f"/review/sides/{story}")["sides"] for p in side}
    assert set(stands.values()) == {"side 0", "side 1"}
    assert "sides suggested" not in {line["kind"] for line in read(client)["lines"]}


def test_names_that_are_held_back_wait_until_somebody_looked(tmp_path: Path) -> None:
    text = "Clinic hit\n\nThe Harrow Front said the boy Ilan Verro was being treated for burns."
    revision = make_revision(text)
    claim = make_claim(
        revision, "the boy Ilan Verro was being treated for burns", source="The Harrow Front", cue="said"
    )
    with Ledger.open(tmp_path / "held.db") as ledger:
        ledger.add(make_capture(text), make_analysis(revision, (claim,)))
        ledger.follow(build_accounts)
    with TestClient(make_desk(Settings(ledger=tmp_path / "held.db")), base_url="http://127.0.0.1") as client:
        (line,) = [line for line in read(client)["lines"] if line["kind"] == "to be protected?"]
        assert line["name"] == "Ilan Verro"
        form = f"/review/protect/{revision.id}"
        send(client, form, at="/review", words=line["name"], why="minor", reason="a child")
        assert "to be protected?" not in {line["kind"] for line in read(client)["lines"]}
        (kept,) = read(client, "/review/log")["lines"]
        assert (kept["action"], kept["value"]) == ("protect", "minor")


def test_rows_of_event_data_and_verdicts_are_a_persons(tmp_path: Path) -> None:
    """A claim without a date becomes no row; with the date that a person puts in it does."""
    text = "Bridge falls\n\nThe Harrow Front said it had seized the bridge at Orsk on Friday."
    revision = make_revision(text)
    orsk = Place(span=span_of(text, "Orsk"), name="Orsk", precision=PlacePrecision.TOWN, lat=51.2, lon=58.6)
    claim = make_claim(
        revision, "it had seized the bridge at Orsk on Friday", source="The Harrow Front", places=(orsk,)
    )
    with Ledger.open(tmp_path / "rows.db") as ledger:
        ledger.add(make_capture(text), make_analysis(revision, (claim,)))
        ledger.follow(build_accounts)
    with TestClient(make_desk(Settings(ledger=tmp_path / "rows.db")), base_url="http://127.0.0.1") as client:
        path = f"/review/claim/{claim.id}"
        assert read(client, path)["why_no_row"] == "it has no date"
        send(client, f"{path}/correct", time="Friday=2024-05-03", reason="the report says Friday")
        assert read(client, path)["why_no_row"] is None
        place = next(
            words for words in read(client, f"/claim/{claim.id}")["card"]["facts"] if words["name"] == "places"
        )
        assert "town" in place["value"]  # what was not touched keeps what is known of it
        assert send(client, f"{path}/event", into="best=12\nevent_clarity=1", reason="a row").status_code == 200
        assert send(client, f"{path}/event", into="best=many", reason="x").status_code == 422
        verdict = {"rating": "Unproven", "scale": "3/5", "reason": "see our report"}
        assert send(client, f"{path}/verdict", **verdict).status_code == 200
        assert {"event", "verdict"} <= {line["action"] for line in read(client, "/review/log")["lines"]}


def test_with_htmx_the_line_alone_is_answered(client: TestClient) -> None:
    claim = first_disputed(client)
    page = client.get("/review").text
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    form = {"form_token": token_of(page), "seen": seen[1]}
    line = client.post(f"/review/claim/{claim}/accept", data=form, headers={"HX-Request": "true"})
    assert line.status_code == 200
    assert line.text.lstrip().startswith("<li")
    assert "data-undo" in line.text


def test_a_claim_that_no_machine_read_is_added_from_the_words_of_its_report(path: Path, client: TestClient) -> None:
    with Ledger.open(path) as ledger:
        report = next(iter(ledger.analyses())).revision
    shown = client.get(f"/review/add/{report.id}.json").json()
    runs = [run for block in shown["blocks"] for run in block["runs"]]
    assert all(report.text[run["start"] :].startswith(run["words"]) for run in runs)
    assert {run["role"] for run in runs} == {"content", None}  # what is read already is marked
    words = report.text.split("\n")[-1][:20].strip()
    given = {"actor": "Harbour Board", "stance": "doubts", "content": words, "reason": "it was not read"}
    answered = send(client, f"/review/add/{report.id}", at=f"/review/add/{report.id}", **given)
    claim = read(client, answered.url.path)
    assert (claim["actor"], claim["stance"], claim["reviewed"], claim["stands"]) == (
        "Harbour Board",
        "doubts",
        True,
        True,
    )
    assert claim["fields"][0] == {"name": "actor", "machine": None, "in_force": "Harbour Board"}
    assert claim["decisions"][0]["action"] == "add"


def test_words_that_are_read_can_be_credited_to_another_speaker_too(path: Path, client: TestClient) -> None:
    """A joint statement has several speakers. Both claims stand, each with decisions of its own; the same speaker's is
    corrected instead."""
    held = first_disputed(client)
    shown = read(client, f"/review/claim/{held}")
    where = f"/review/add/{shown['report']}"
    words = next(w for w in shown["words"] if w["role"] == "content")["chosen"][0]["words"]
    given = {"content": words, "stance": "denies", "reason": "they said so together"}
    added = read(client, send(client, where, at=where, actor="Harbour Board", **given).url.path)
    assert (added["actor"], added["stands"]) == ("Harbour Board", True)
    assert [one["id"] for one in added["beside"]] == [held]
    again = read(client, f"/review/claim/{held}")
    assert (again["actor"], again["stands"], again["reviewed"]) == (shown["actor"], True, False)
    assert [one["id"] for one in again["beside"]] == [added["id"]]
    send(client, f"/review/claim/{held}/correct", stance="doubts", reason="only a doubt")
    assert read(client, f"/review/claim/{added['id']}")["stance"] == "denies"
    answered = send(client, where, at=where, actor=shown["actor"], **given)
    assert answered.status_code == 422
    assert "read already" in answered.text
    assert f'<a href="/review/claim/{held}">Open it</a>' in answered.text
    gone = send(client, f"/review/claim/{added['id']}/withdraw", reason="it did not")
    assert gone.url.path == "/review/log"  # what nobody reads any more has no page
    assert read(client, f"/review/claim/{held}")["stands"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"reason": "it was not read"}, "a claim has words"),
        ({"content": "words that stand nowhere", "reason": "it was not read"}, "words that stand nowhere"),
        ({"content": "1:9"}, "say why"),
    ],
)
def test_a_claim_without_words_or_reason_is_not_added(
    path: Path, client: TestClient, given: dict[str, str], why: str
) -> None:
    """What was typed is there again, with why it could not be kept."""
    with Ledger.open(path) as ledger:
        report = next(iter(ledger.analyses())).revision
    where = f"/review/add/{report.id}"
    answered = send(client, where, at=where, actor="Harbour Board", **given)
    assert answered.status_code == 422
    assert why in answered.text
    assert 'value="Harbour Board"' in answered.text
    with Ledger.open(path) as ledger:
        assert ledger.decisions() == ()
