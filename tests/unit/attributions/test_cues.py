"""The lexicon of cues: every row can be read, and none contradicts another."""

import re
from collections import Counter

from counterclaim.lexicons import CUES_FILE, load_cues

PATTERN = re.compile(
    r"that|wh|inf|ing|obj|quote|clause|recipient|obj-(inf|ing|pred|as|at|of|for|on|with|to)|\+[a-z]+|not\+[a-z]+|not-(wh|that)"
)
FAMILIES = {
    "say", "cite", "topic", "judge", "evidence", "thought", "wish", "intention", "request", "refusal", "confirm",
    "denial", "doubt", "hearsay", "absence", "report",
}  # fmt: skip


def test_knows_every_family_and_pattern() -> None:
    """A misspelt class or pattern would silently never match."""
    cues = [cue for senses in load_cues().values() for cue in senses]
    assert {cue.family for cue in cues} <= FAMILIES
    assert [p for cue in cues for p in cue.patterns if not PATTERN.fullmatch(p)] == []
    assert {cue.pos for cue in cues} <= {"verb", "noun", "adj", "adv", "prep"}


def test_gives_each_pattern_of_a_lemma_one_sense() -> None:
    """Which sense a complement chooses must not depend on the order of rows."""
    for key, senses in load_cues().items():
        counts = Counter(p for cue in senses if cue.family != "absence" for p in cue.patterns)
        assert max(counts.values(), default=1) == 1, key


def test_is_sorted_without_doubles() -> None:
    """One row a sense, so that a diff shows what changed."""
    rows = [line.split("\t")[:3] for line in CUES_FILE.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert len({tuple(row) for row in rows}) == len(rows)


def test_tells_denial_from_assertion() -> None:
    """The stances that the reading of claims starts from."""
    stances = {lemma: load_cues()[lemma, "verb"][0].stance.value for lemma in ("say", "deny", "confirm", "doubt")}
    assert stances == {"say": "asserts", "deny": "denies", "confirm": "confirms", "doubt": "doubts"}
