"""The word lists of this stage (`lexicons/claims_words.tsv`), and how they are matched."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from counterclaim.lexicons.cues import load_cues

Phrase = tuple[str, ...]


@cache
def words(group: str) -> frozenset[str]:
    """The single words of a group.

    Raises:
        KeyError: the lexicon has no such group.
    """
    return frozenset(phrase[0] for phrase in _groups()[group] if len(phrase) == 1)


@cache
def phrases(group: str) -> tuple[Phrase, ...]:
    """The phrases of two and more words of a group."""
    return tuple(sorted(phrase for phrase in _groups()[group] if len(phrase) > 1))


def has(group: str, lemmas: Sequence[str]) -> bool:
    """Whether a word or phrase of the group stands in `lemmas`."""
    return not words(group).isdisjoint(lemmas) or any(_stands_in(phrase, lemmas) for phrase in phrases(group))


@cache
def cue_lemmas(family: str) -> frozenset[str]:
    """The lemmas of the cue lexicon whose every sense is of `family`, particles aside."""
    found: dict[str, set[str]] = {}
    for (lemma, _), senses in load_cues().items():
        found.setdefault(lemma, set()).update(cue.family for cue in senses)
    return frozenset(lemma for lemma, families in found.items() if families == {family} and " " not in lemma)


@cache
def all_cues() -> frozenset[str]:
    """Every lemma that credits words to somebody in some sense, as whatever part of speech, particles aside."""
    own = (words(group) for group in ("deny", "confirm", "doubt", "request", "intention", "opinion", "purported"))
    return frozenset(lemma.split()[0] for lemma, _ in load_cues()).union(*own)


@cache
def speech_lemmas() -> frozenset[str]:
    """The verbs of the cue lexicon that say something in so many words: those that introduce a quotation."""
    return frozenset(
        lemma
        for (lemma, pos), senses in load_cues().items()
        if pos == "verb" and any(cue.family == "say" and "quote" in cue.patterns for cue in senses)
    )


@cache
def intends(lemma: str) -> bool:
    """Whether a verb with an infinitive tells what somebody agrees to or plans, and does not say it as “vow” does."""
    senses = (cue for cue in load_cues().get((lemma, "verb"), ()) if cue.family == "intention")
    return any("inf" in cue.patterns and "quote" not in cue.patterns for cue in senses)


def _stands_in(phrase: Phrase, lemmas: Sequence[str]) -> bool:
    return any(tuple(lemmas[i : i + len(phrase)]) == phrase for i in range(len(lemmas) - len(phrase) + 1))


@cache
def _groups() -> dict[str, frozenset[Phrase]]:
    found: dict[str, set[Phrase]] = {}
    lexicon = files("counterclaim").joinpath("lexicons", "claims_words.tsv").read_text(encoding="utf-8")
    for line in lexicon.splitlines():
        if line and not line.startswith("#"):
            group, entries = line.split("\t")
            found.setdefault(group, set()).update(tuple(entry.split()) for entry in entries.split("; "))
    return {group: frozenset(entries) for group, entries in found.items()}
