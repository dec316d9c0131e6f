"""Actors by the form of their source mention: is who speaks right where the report gives no name?

    python -m benchmarks.mentions GOLD.json PRED.json TEXTS.json [GOLD PRED TEXTS ...] [--list]

Gold and prediction as for `stories`, with the texts both point into. A predicted claim is matched to a gold one by its
content (Dice of at least one half, one to one, best first). The form is read from the words of the gold source mention
and from word lists, never from the gold actor:

    name         a proper name, titles and all        metonym   a country, or a capital or seat, for who governs there
    pronoun      he, they, who, we                    none      no source in the words
    description  every other noun: “the ministry”, “two officials”, “the group's spokesman”

Prints for each form the matched claims, the share whose actor is right, and the share given to another named party of
the story, with 95 % intervals drawn by reports. `--list` names the matched claims that are wrong.
"""

import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterclaim.actors._words import DETERMINERS, countries, fold, nouns, seats, titles

WORD = re.compile(r"\w+")
FORMS = ("name", "pronoun", "description", "metonym", "none")
PRONOUNS = frozenset("i he she it we they you who which that these those him her them us me this one both".split())
#: Words behind which the head of a phrase does not stand.
BEHIND = re.compile(r"\s(?:of|for|from|in|at|with|who|which|that|on|to|close|and|linked|loyal)\b|[,(:;–—]")
IGNORED = frozenset("the a an mr mrs ms dr s of".split())


@dataclass(frozen=True, slots=True)
class Row:
    """One matched claim."""

    report: str
    form: str
    right: bool
    wrong_party: bool
    gold: str
    predicted: str
    source: str
    resolution: str = ""


def form_of(source: str) -> str:
    """The form of a source mention from its words alone."""
    words = [word for word in re.findall(r"[^\s“”\"]+", source) if any(c.isalnum() for c in word)]
    if not words:
        return "none"
    if len(words) == 1 and words[0].lower().strip(".,’'") in PRONOUNS:
        return "pronoun"
    while len(words) > 1 and words[0].lower() in DETERMINERS:
        words.pop(0)
    phrase = " ".join(words)
    if (bare := phrase.strip(".,’'")).lower() in countries() or fold(bare) in seats():
        return "metonym" if bare[0].isupper() else "description"
    front = BEHIND.split(phrase, maxsplit=1)[0].split() or words
    head = re.sub(r"['’]s$", "", front[-1]).strip(".,’'")
    known = head.lower() in nouns() or head.lower() in titles() or head.lower().removesuffix("s") in nouns()
    if len(front) == 1 and known and not head.isupper():
        return "description"
    return "name" if head[:1].isupper() or head[:1] == "@" else "description"


def rows_of(gold: Mapping[str, Any], predicted: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[Row]:
    """The matched claims of one story. Narration counts only where both sides call it so."""
    aliases: Mapping[str, Sequence[str]] = gold.get("actors", {})
    claims_of = {article["id"]: article.get("claims", []) for article in predicted["articles"]}
    for article in gold["articles"]:
        found = claims_of.get(article["id"], [])
        for claim, other in _matched(article["claims"], found):
            if claim["form"] == "narration" and other.get("form") != "narration":
                continue
            source = " ".join(texts[article["id"]][start:end] for start, end in claim.get("source") or [])
            right = _same(claim["actor"], other.get("actor"), aliases)
            party = not claim["actor"].startswith("(") and any(
                _same(name, other.get("actor"), aliases)
                for name in aliases
                if name != claim["actor"] and not name.startswith("(")
            )
            yield Row(
                report=article["id"],
                form=form_of(source),
                right=right,
                wrong_party=party and not right,
                gold=claim["actor"],
                predicted=other.get("actor") or "",
                source=source,
                resolution=other.get("resolution", ""),
            )


def _matched(
    gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Pairs of claims by overlap of content, best first, each claim once."""
    gold_at, predicted_at = ([_characters(c["content"]) for c in claims] for claims in (gold, predicted))
    pairs = []
    for i, a in enumerate(gold_at):
        for j, b in enumerate(predicted_at):
            if a and b and (dice := 2 * len(a & b) / (len(a) + len(b))) >= 0.5:
                alike = (gold[i]["form"] == "narration") == (predicted[j].get("form") == "narration")
                pairs.append((dice + 0.01 * alike, i, j))
    seen: set[tuple[str, int]] = set()
    for _, i, j in sorted(pairs, reverse=True):
        if seen.isdisjoint({("gold", i), ("predicted", j)}):
            seen |= {("gold", i), ("predicted", j)}
            yield gold[i], predicted[j]


def _characters(spans: Iterable[Sequence[int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _same(gold: str, predicted: str | None, aliases: Mapping[str, Sequence[str]]) -> bool:
    """Whether one name holds all words of the other, aliases included; no name at all equals none."""
    own = _key(predicted)
    for name in (gold, *aliases.get(gold, ())):
        other = _key(name)
        if own and other and (own <= other or other <= own):
            return True
    return not own and not _key(gold)


def _key(name: str | None) -> set[str]:
    return {word for word in WORD.findall((name or "").lower()) if word not in IGNORED}


def table(rows: Sequence[Row], *, draws: int = 1000) -> str:
    """One line a form, then those that are not names, then all."""
    groups = {form: [row for row in rows if row.form == form] for form in FORMS}
    groups["no name"] = [row for row in rows if row.form in {"pronoun", "description", "metonym"}]
    groups["all"] = list(rows)
    lines = ["form          claims  right                    other party"]
    for form, members in groups.items():
        if not members:
            continue
        right = sum(row.right for row in members) / len(members)
        party = sum(row.wrong_party for row in members) / len(members)
        low, high = _interval(members, draws)
        lines.append(f"{form:13} {len(members):6}  {right:.3f} ({low:.3f} to {high:.3f})  {party:.3f}")
    return "\n".join(lines)


def _interval(rows: Sequence[Row], draws: int) -> tuple[float, float]:
    """The 95 % interval of the share that is right, whole reports drawn with replacement."""
    reports: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        reports[row.report].append(row.right)
    groups, chance, shares = list(reports.values()), random.Random(1), []
    for _ in range(draws):
        drawn = [right for group in chance.choices(groups, k=len(groups)) for right in group]
        shares.append(sum(drawn) / len(drawn))
    shares.sort()
    return shares[int(0.025 * draws)], shares[int(0.975 * draws)]


def main() -> int:
    paths = [Path(argument) for argument in sys.argv[1:] if argument != "--list"]
    if not paths or len(paths) % 3:
        print(__doc__, file=sys.stderr)
        return 2
    rows: list[Row] = []
    for gold, predicted, texts in zip(paths[::3], paths[1::3], paths[2::3], strict=True):
        rows += rows_of(*(json.loads(path.read_text(encoding="utf-8")) for path in (gold, predicted, texts)))
    print(table(rows))
    if "--list" in sys.argv:
        for row in rows:
            if not row.right:
                mark = "!" if row.wrong_party else " "
                print(f"{mark} {row.report} {row.form} [{row.source}] gold {row.gold} predicted {row.predicted}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
