r"""Disputes raised on stories that nobody annotated, drawn by seed for readers to judge; and false alarms.

    python -m benchmarks.disputes_sample drawn --data DIR --leave-out DIR \
        [--stories 25] [--count 50] [--seed 7] [--blind]
    python -m benchmarks.disputes_sample apart --data DIR --leave-out DIR [--reports 300] [--seed 7]

DIR of --data holds `fnc1_stories.dev.jsonl.gz` (id, cluster) and `fnc1.bodies.jsonl.gz` (body_id, text). Clusters that
hold a text of an annotated story (`*.texts.json` below --leave-out) are left out.

`drawn` reads stories of three to six reports and prints COUNT of the disputes raised on them: the two sides with who
says what, in their words. A reader judges each: real where a careful editor would say that the two sides cannot both be
right. With --blind neither scores nor stances are shown, and the words stand in what is said around them. `apart` reads
one report of each story, annotated ones too, and while that gives fewer than --reports a second one of the stories that
stand furthest from all others; it counts the disputes raised across stories: none is real.
"""

import argparse
import gzip
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.stories import capture_of
from counterclaim.articles import read_article
from counterclaim.errors import InputError
from counterclaim.pipeline import Models, compare, load_models, read_revision
from counterclaim.records.accounts import Accounts, Dispute
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId
from counterclaim.records.spans import words_at

#: Characters of a body, without spaces, by which a text is known.
KNOWN_BY = 200
#: Characters that a blind reader sees before and behind the words of a claim.
AROUND = 200
STORY_SIZES = range(3, 7)
WORD = re.compile(r"[^\W\d_]{3,}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.disputes_sample", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("what", choices=("drawn", "apart"))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--leave-out", type=Path, required=True)
    parser.add_argument("--stories", type=int, default=25)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--blind", action="store_true")
    options = parser.parse_args()
    models = load_models()
    if options.what == "drawn":
        stories = load_stories(options.data, options.leave_out)
        drawn = draw_stories(stories, options.stories, options.seed)
        read = [read_texts(texts, models) for texts in drawn]
        print_drawn(
            [(analyses, compare(analyses, models.encoder, models.reader)) for analyses in read],
            options.count,
            options.seed,
            blind=options.blind,
        )
    else:
        stories = load_stories(options.data)
        analyses = read_texts(draw_apart(stories, options.reports), models)
        print_apart(analyses, compare(analyses, models.encoder, models.reader), stories)


def load_stories(data: Path, left_out: Path | None = None) -> dict[str, dict[str, str]]:
    """The texts of each story by name; annotated stories in the folder `left_out` are left out."""
    annotated = {
        _key(text)
        for path in (sorted(left_out.glob("*.texts.json")) if left_out else ())
        for text in json.loads(path.read_text(encoding="utf-8")).values()
    }
    texts = {str(row["body_id"]): row["text"] for row in _rows(data / "fnc1.bodies.jsonl.gz")}
    stories: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows(data / "fnc1_stories.dev.jsonl.gz"):
        stories[row["cluster"]][row["id"]] = texts[row["id"]]
    return {name: story for name, story in stories.items() if annotated.isdisjoint(map(_key, story.values()))}


def draw_stories(stories: Mapping[str, Mapping[str, str]], count: int, seed: int) -> list[Mapping[str, str]]:
    """`count` stories of a few reports each."""
    fitting = sorted(name for name, texts in stories.items() if len(texts) in STORY_SIZES)
    return [stories[name] for name in random.Random(seed).sample(fitting, min(count, len(fitting)))]


def draw_apart(stories: Mapping[str, Mapping[str, str]], count: int) -> dict[str, str]:
    """The first report of each story; then a second one, of the stories first that are least like any other."""
    ordered = sorted(stories, key=_likeness(stories).__getitem__)
    firsts = [min(stories[name].items()) for name in ordered]
    seconds = [sorted(stories[name].items())[1] for name in ordered if len(stories[name]) > 1]
    return dict([*firsts, *seconds][:count])


def _likeness(stories: Mapping[str, Mapping[str, str]]) -> dict[str, float]:
    """How like a story's first report is to that of the story nearest to it: cosine over words by how rare they are."""
    counts = {name: Counter(WORD.findall(min(texts.items())[1].lower())) for name, texts in stories.items()}
    found = Counter(word for words in counts.values() for word in words)
    vectors = {}
    for name, words in counts.items():
        vector = {word: n * math.log(len(stories) / found[word]) for word, n in words.items()}
        length = math.hypot(*vector.values()) or 1.0
        vectors[name] = {word: weight / length for word, weight in vector.items()}
    return {
        name: max(
            sum(weight * vectors[other].get(word, 0.0) for word, weight in vector.items())
            for other in vectors
            if other != name
        )
        for name, vector in vectors.items()
    }


def read_texts(texts: Mapping[str, str], models: Models) -> list[Analysis]:
    """The readings of the texts that can be read as reports."""
    found = []
    for name, text in texts.items():
        try:
            found.append(read_revision(read_article(capture_of(name, text)), models))
        except InputError:
            continue
    return found


def print_drawn(
    read: Sequence[tuple[Sequence[Analysis], Accounts]], count: int, seed: int, *, blind: bool = False
) -> None:
    """COUNT of the disputes of all stories, drawn by seed."""
    raised = [(analyses, accounts, dispute) for analyses, accounts in read for dispute in accounts.disputes]
    print(f"{len(raised)} disputes raised on {len(read)} stories")
    drawn = random.Random(seed).sample(raised, min(count, len(raised)))
    for number, (analyses, accounts, dispute) in enumerate(drawn, start=1):
        words = {proposition.id: proposition.words for proposition in accounts.propositions}
        other = f"  <>  {words[dispute.b]}" if dispute.b else ""
        how = dispute.kind.value if blind else f"{dispute.kind.value} {dispute.score:.2f}"
        print(f"\n#{number} {how}: {words[dispute.a]}{other}")
        for sign, side in (("+", dispute.sides_for), ("-", dispute.sides_against)):
            for line in _told_around(side, analyses) if blind else _told(side, analyses):
                print(f"  {sign} {line}")


def print_apart(analyses: Sequence[Analysis], accounts: Accounts, stories: Mapping[str, Mapping[str, str]]) -> None:
    """How many disputes were raised between stories that have nothing to do with each other."""
    story_of = {text: name for name, texts in stories.items() for text in texts}
    home = {claim.id: story_of[analysis.revision.capture_id] for analysis in analyses for claim in analysis.claims}
    across = [d for d in accounts.disputes if len({home[c] for c in (*d.sides_for, *d.sides_against)}) > 1]
    print(f"{len(analyses)} reports of {len(set(home.values()))} stories, {len(across)} disputes across stories, "
          f"{100 * len(across) / max(1, len(analyses)):.2f} a hundred reports")  # fmt: skip
    for dispute in across:
        print_drawn([(analyses, _only(accounts, dispute))], 1, 0)


def _only(accounts: Accounts, dispute: Dispute) -> Accounts:
    return Accounts(
        stories=(), propositions=accounts.propositions, disputes=(dispute,), answers=(), origins=accounts.origins
    )


def _told(side: Iterable[ClaimId], analyses: Sequence[Analysis]) -> list[str]:
    claims: dict[ClaimId, tuple[Claim, str]] = {
        claim.id: (claim, analysis.revision.text) for analysis in analyses for claim in analysis.claims
    }
    return [
        f"[{claim.stance.value}] {claim.actor.name}: {' '.join(words_at(text, claim.content).split())[:240]}"
        for claim, text in (claims[identity] for identity in side)
    ]


def _told_around(side: Iterable[ClaimId], analyses: Sequence[Analysis]) -> list[str]:
    """Each claim of a side once, in brackets within the words around it."""
    texts = {claim.id: (claim, analysis.revision) for analysis in analyses for claim in analysis.claims}
    lines = []
    for claim, revision in (texts[identity] for identity in side):
        start, end = min(s.start for s in claim.content), max(s.end for s in claim.content)
        parts = (revision.text[max(0, start - AROUND) : start], revision.text[start:end], revision.text[end:][:AROUND])
        before, words, after = (" ".join(part.split()) for part in parts)
        lines.append(f"report {revision.capture_id}, {claim.actor.name}: … {before} [[ {words} ]] {after} …")
    return list(dict.fromkeys(lines))


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _key(text: str) -> str:
    return "".join(text.split())[:KNOWN_BY]


if __name__ == "__main__":
    main()
