"""Attribution cues: words that credit what is said, thought, wanted, denied or shown to somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counterclaim.records.claims import Kind, Stance

CUES_FILE = Path(__file__).with_name("cues.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One sense of a cue. The head of cues.tsv explains the columns.

    `family` is the column `class` (say, judge, denial, …); `stance` and `kind` are what the cue alone suggests:
    negation around it (“did not confirm”) is for the reader of the claim to add.
    """

    lemma: str
    pos: str
    family: str
    stance: Stance
    kind: Kind
    patterns: frozenset[str]


@cache
def load_cues() -> Mapping[tuple[str, str], tuple[Cue, ...]]:
    """The senses of each (lemma, pos), in the file's order. Lemmas with a particle are spelt “rule out”."""
    cues: dict[tuple[str, str], list[Cue]] = {}
    for line in CUES_FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        lemma, pos, family, stance, kind, patterns = line.split("\t")
        cue = Cue(
            lemma=lemma,
            pos=pos,
            family=family,
            stance=Stance(stance),
            kind=Kind(kind),
            patterns=frozenset(patterns.split()),
        )
        cues.setdefault((lemma, pos), []).append(cue)
    return {key: tuple(senses) for key, senses in cues.items()}
