"""A live blog from its page to a desk: each claim with the time of its part, and no moment at which it was not held."""

import json
from pathlib import Path

from fastapi.testclient import TestClient

from counterclaim.desk import make_desk
from counterclaim.settings import Settings
from tests.e2e.conftest import Run
from tests.unit.articles.test_instalments import live_page


def test_the_time_of_a_part_is_shown_and_proves_nothing(run: Run) -> None:
    """In lists, in JSON, on the claim's page; as of a moment between two parts the text is not held."""
    Path("live.html").write_text(live_page("time"), encoding="utf-8")
    assert run("add", "live.html", "--profile", "rules").exit_code == 0
    claims = json.loads(run("claims", "--format", "json").stdout)
    times = {claim["words"][:30]: (claim["instalment"], claim["instalment_at"]) for claim in claims}
    seized = next(claim for claim in claims if "shortly before eight" in claim["words"])
    assert times[seized["words"][:30]] == ("09.02", "2026-03-02T09:02:00+03:00")
    assert {"09.02", "10.10", "11.32"} == {words for words, _ in times.values()}
    told = "under “09.02” = 2026-03-02 09:02 UTC+3"
    assert told in " ".join(run("claims").stdout.split())
    assert "“09.02” = 2026-03-02 09:02 UTC+3" in run("show", seized["id"]).stdout
    with TestClient(make_desk(Settings(ledger=Path("counterclaim.db"))), base_url="http://127.0.0.1") as client:
        page = client.get(f"/claim/{seized['id']}").text
    assert "under “09.02” = 2 Mar 2026, 09:02 UTC+3, published 2 Mar 2026, 08:30 UTC+3" in page
    early = run("claims", "--as-of", "2026-03-02T10:30:00+03:00", "--format", "json")
    assert json.loads(early.stdout) == []
    assert "that text is not held" in early.stderr
