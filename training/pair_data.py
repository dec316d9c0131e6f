"""Pairs of statements to train the pair reader on: same, contradicts or unrelated.

    python -m training.pair_data --data $DATA --out pairs.jsonl.gz

Runs in the project's own environment, because it parses. Takes `claims/` (contradict.train without SICK, fnc1.train,
ecb.train) and `polnear/train`; `claims/*.dev` and `stories/` only to leave out every FNC-1 story of which a body shares
a run of eight words with a development story or a row to be evaluated on. A third of the pairs are made: a clause with
a “not” more or less, an opposite, another figure, swapped roles, a wrapper that denies (“reports that … are false”),
names of others; and, so that none of these marks gives the label away, the same marks on both sides or on unrelated
clauses. Rows: `a, b, label, set`.
"""

import argparse
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.attribution import revision_of_lines
from counterclaim.lexicons.opposites import load_kindred, load_opposites
from counterclaim.parsing import load_parser
from counterclaim.records.parses import Parse
from counterclaim.taggers import load_encoder

SEED = 20261123
WORD = re.compile(r"[^\W_]+")
RUN = 8
#: A headline this near to one to be evaluated on tells the same story.
NEAR = 0.7
#: Headlines of reports that pass a claim on are of one matter where they are this near to each other.
CLOSE = 0.5
DENIED = re.compile(r"\b(?:den(?:y|ies|ied)|hoax|fake|not|no|false|debunk\w*|never|refut\w+|doubt\w*)\b|n['’]t\b", re.I)
SAME, CONTRADICTS, UNRELATED = "same", "contradicts", "unrelated"
OF = {"support": SAME, "contradict": CONTRADICTS, "neutral": UNRELATED}
NUMBERS = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty".split()
FRAMES = (
    "{} said that {}", "according to {}, {}", "{} claimed {}", "it was reported that {1}", "{} announced that {}",
    "{} confirmed that {}", "reports say {1}", "{1}, {0} said",
)  # fmt: skip
DENIALS = (
    "it is not true that {1}", "{} denied that {}", "reports that {1} are false", "{} rejected claims that {}",
    "there is no truth to reports that {1}", "the claim that {1} is a hoax", "{} dismissed the report that {}",
    "no, {1}? not true", "the story that {1} was fabricated", "{} has debunked the rumour that {}",
)  # fmt: skip
SPEAKERS = (
    "officials", "a spokesman", "the ministry", "the group", "police", "a witness", "the army", "local media",
    "the company", "a source", "activists", "the governor", "her family", "the rebels", "doctors",
)  # fmt: skip

Row = dict[str, str]


def read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def runs(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(text)]
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def told_runs(data: Path) -> set[tuple[str, ...]]:
    """The runs of words of the development stories."""
    paths = sorted((data / "stories").glob("*.texts.json"))
    return {run for path in paths for text in json.loads(path.read_text("utf-8")).values() for run in runs(text)}


def evaluated(data: Path) -> list[str]:
    """The texts of all rows to be evaluated on but FNC-1's own, which are of other stories."""
    paths = [path for path in sorted((data / "claims").glob("*.dev.jsonl.gz")) if not path.name.startswith("fnc1")]
    return [value for path in paths for row in read(path) for value in row.values() if isinstance(value, str)]


class Clause:
    """A clause as its tokens, with what can be changed in it."""

    def __init__(self, parse: Parse, tokens: Sequence[int]) -> None:
        self.parse, self.tokens = parse, list(tokens)
        inside = set(self.tokens)
        tops = [i for i in self.tokens if parse.heads[i] not in inside or parse.heads[i] == i]
        verbs = [i for i in tops if parse.pos[i] in ("VERB", "AUX")]
        self.verb = verbs[0] if verbs else None

    def words(self, changes: dict[int, str] | None = None, without: Iterable[int] = ()) -> str:
        left_out, parts = set(without), []
        for i in self.tokens:
            if i not in left_out:
                word = (changes or {}).get(i, self.parse.words[i])
                spaced = i + 1 < len(self.parse) and self.parse.starts[i + 1] > self.parse.ends[i]
                parts.append(word + (" " if spaced else ""))
        return re.sub(r"\s+", " ", "".join(parts)).strip(" ,;:.\n\"'“”‘’")

    def negated(self) -> str | None:
        """With a “not” more, or less where there is one."""
        p, verb = self.parse, self.verb
        if verb is None:
            return None
        below = [i for i in p.children[verb] if i in set(self.tokens)]
        nots = [i for i in below if p.deps[i] == "neg"]
        helpers = [i for i in below if p.deps[i] in ("aux", "auxpass")]
        if nots:
            changes = {i: "can" if p.words[i] == "ca" else "will" for i in helpers if p.words[i] in ("ca", "wo")}
            return self.words(changes, nots)
        first = helpers[0] if helpers else verb if p.pos[verb] == "AUX" else None
        if first is not None and p.tags[first] != "TO":
            return self.words({first: p.words[first] + " not"})
        if p.tags[verb] == "VBD":
            return self.words({verb: f"did not {p.lemmas[verb]}"})
        if p.tags[verb] in ("VBZ", "VBP"):
            return self.words({verb: f"{'does' if p.tags[verb] == 'VBZ' else 'do'} not {p.lemmas[verb]}"})
        return None

    def with_word(self, others: dict[str, frozenset[str]], forms: dict[Any, str], rng: random.Random) -> str | None:
        """With one word put in another's place, in the form that the other has there."""
        p = self.parse
        options = [
            (i, forms[other, p.tags[i]])
            for i in self.tokens
            if p.lemmas[i] in others and p.pos[i] in ("VERB", "ADJ", "NOUN")
            for other in sorted(others[p.lemmas[i]])
            if (other, p.tags[i]) in forms and other != p.lemmas[i]
        ]
        if not options:
            return None
        i, word = rng.choice(options)
        return self.words({i: word})

    def with_figure(self, rng: random.Random) -> str | None:
        p = self.parse
        numbers = [i for i in self.tokens if p.pos[i] == "NUM" and not re.fullmatch(r"(?:19|20)\d\d", p.words[i])]
        if not numbers:
            return None
        i = rng.choice(numbers)
        if re.fullmatch(r"\d{1,6}", p.words[i]):
            return self.words({i: str(max(2, int(int(p.words[i]) * rng.choice((0.2, 0.5, 1.5, 2, 3, 4, 10))) + 1))})
        if p.words[i].lower() in NUMBERS:
            return self.words({i: rng.choice([n for n in NUMBERS if n != p.words[i].lower()])})
        return None

    def with_roles_swapped(self) -> str | None:
        """The subject's words in the object's place, both being names or nouns."""
        p, inside = self.parse, set(self.tokens)
        if self.verb is None:
            return None
        found = {}
        for i in p.children[self.verb]:
            if p.deps[i] in ("nsubj", "dobj") and p.pos[i] in ("NOUN", "PROPN") and i in inside:
                found[p.deps[i]] = [t for t in p.subtree(i) if t in inside]
        if len(found) < 2 or p.tags[self.verb] == "VBN" or max(map(len, found.values())) > 6:
            return None
        one, other = found["nsubj"], found["dobj"]
        texts = [" ".join(p.words[t] for t in part) for part in (one, other)]
        changes = {one[0]: texts[1], other[0]: texts[0]}
        return self.words(changes, [*one[1:], *other[1:]])

    def shortened(self, rng: random.Random) -> str | None:
        """Without one of its minor parts: an adverb, a phrase of time or place, a relative clause, an appositive."""
        p, inside = self.parse, set(self.tokens)
        minor = ("advmod", "npadvmod", "appos", "relcl", "prep", "advcl", "amod", "acl")
        parts = [
            part
            for i in self.tokens
            if p.deps[i] in minor and i != self.verb and p.heads[i] in inside
            for part in [[t for t in p.subtree(i) if t in inside]]
            if 0 < len(part) <= 0.4 * len(self.tokens) and not any(p.deps[t] == "neg" for t in part)
            and p.lemmas[i] not in ("if", "unless", "no", "never", "hardly")
        ]  # fmt: skip
        return self.words(without=rng.choice(parts)) if parts else None

    def with_names(self, pool: Sequence[str], rng: random.Random) -> str | None:
        """With others' names."""
        p, inside = self.parse, set(self.tokens)
        names = [e for e in p.entities if e.label in ("PERSON", "ORG", "GPE", "NORP") and e.start in inside]
        if not names:
            return None
        changes, gone = {}, []
        for entity in names:
            changes[entity.start] = rng.choice(pool)
            gone += list(range(entity.start + 1, entity.end))
        return self.words(changes, gone)


def made(clauses: Sequence[tuple[str, Clause]], forms: dict[Any, str], rng: random.Random) -> Iterator[Row]:
    """Pairs from single clauses. The first of each pair in `clauses` names the article."""
    pool = sorted({c.parse.words[e.start] for _, c in clauses[::7] for e in c.parse.entities if e.label == "PERSON"})
    by_article = defaultdict(list)
    for article, clause in clauses:
        by_article[article].append(clause)

    def framed(frames: Sequence[str], words: str) -> str:
        return rng.choice(frames).format(rng.choice(SPEAKERS), words)

    for article, clause in clauses:
        plain = clause.words()
        other = rng.choice(by_article[article]).words()
        short = clause.shortened(rng)
        base = short if short and rng.random() < 0.5 else plain
        alike = rng.choice([short, framed(FRAMES, plain), clause.with_word(load_kindred(), forms, rng), short])
        against = [
            clause.negated(), clause.negated(), clause.with_word(load_opposites(), forms, rng),
            clause.with_figure(rng), clause.with_roles_swapped(), framed(DENIALS, plain),
        ]  # fmt: skip
        found = [x for x in against if x and x != plain]
        rows: list[tuple[str, str | None, str]] = [(plain, alike, SAME)]
        if found:
            one = rng.choice(found)
            rows.append((base, framed(FRAMES, one) if rng.random() < 0.2 else one, CONTRADICTS))
            if one == clause.negated():  # a “not” on both sides
                rows.append((framed(FRAMES, one), one, SAME))
                rows.append((framed(DENIALS, plain), one, SAME))
        if other != plain:
            rows.append((plain, other, UNRELATED))
            rows.append((base, framed(DENIALS, other), UNRELATED))
        rows.append((plain, clause.with_names(pool, rng), UNRELATED))
        for a, b, label in rng.sample(rows, min(3, len(rows))):
            if b and a != b:
                a, b = (b, a) if rng.random() < 0.5 else (a, b)
                yield {"a": a, "b": b, "label": label, "set": "made"}


def of_headlines(data: Path, rng: random.Random) -> Iterator[Row]:
    """Headlines that agree with one body or do not, and headlines with the sentence of a body nearest to them."""
    told, banned = told_runs(data), {run for text in evaluated(data) for run in runs(text)}
    bodies = {row["body_id"]: row["text"] for row in read(data / "claims/fnc1.bodies.jsonl.gz")}
    story_of = {row["id"]: row["cluster"] for row in read(data / "claims/fnc1_stories.dev.jsonl.gz")}
    rows = [row for row in read(data / "claims/fnc1.train.jsonl.gz") if row["label"] != "unrelated"]
    encoder = load_encoder()
    checked = sorted(
        {text for row in read(data / "claims/emergent.dev.jsonl.gz") for text in (row["claim"], row["headline"])}
    )
    near = encoder.embed(checked)
    heads = sorted({row["headline"] for row in rows})
    vectors = dict(zip(heads, encoder.embed(heads), strict=True))
    # Whole stories go where one is told in the development stories or in the headlines to be evaluated on.
    left_out = {story_of.get(body) for body, text in bodies.items() if not told.isdisjoint(runs(text))}
    left_out |= {
        story_of.get(row["body_id"])
        for row in rows
        if not banned.isdisjoint(runs(row["headline"])) or (near @ vectors[row["headline"]]).max() > NEAR
    }
    rows = [row for row in rows if story_of.get(row["body_id"]) not in left_out]
    print(f"{len(left_out)} stories left out, {len(rows)} headlines with a body kept")
    stands: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        stands[row["body_id"]][row["label"]].add(row["headline"])
    same, against, discussed, denied = set[Any](), set[Any](), set[Any](), set[Any]()
    for sides in stands.values():
        for side in ("agree", "disagree"):
            same |= {(a, b) for a in sides[side] for b in sides[side] if a < b}
        against |= {(min(a, b), max(a, b)) for a in sides["agree"] for b in sides["disagree"]}
    for sides in stands.values():  # a report that only passes a claim on is headed by that claim, if not by a denial
        passed = sorted(sides["discuss"] | sides["agree"])
        close = {(a, b) for a in passed for b in passed if a < b and vectors[a] @ vectors[b] > CLOSE}
        for pair in close:
            (discussed if bool(DENIED.search(pair[0])) == bool(DENIED.search(pair[1])) else denied).add(pair)
    for pairs, label in ((discussed - same - against, SAME), (denied - same - against, CONTRADICTS)):
        for a, b in sorted(pairs):
            yield {"a": a, "b": b, "label": label, "set": "discussed" if label == SAME else "denied"}
    for pairs, label in ((same - against, SAME), (against - same, CONTRADICTS)):
        for a, b in sorted(pairs):
            if label == CONTRADICTS or vectors[a] @ vectors[b] > 0.35:
                yield {"a": a, "b": b, "label": label, "set": "headlines"}
    stories = defaultdict(set)
    for row in rows:
        stories[story_of[row["body_id"]]].add(row["headline"])
    heads = [(story, head) for story, own in sorted(stories.items()) for head in sorted(own)]
    everything = np.stack([vectors[head] for _, head in heads])
    for i, (story, head) in enumerate(heads):  # the nearest of other stories
        near = [j for j in np.argsort(-(everything @ everything[i]))[:200].tolist() if heads[j][0] != story][:8]
        for j in rng.sample(near, 2):
            yield {"a": head, "b": heads[j][1], "label": UNRELATED, "set": "headlines"}
    for body, sides in sorted(stands.items()):
        if not banned.isdisjoint(runs(bodies[body])):
            continue
        sentences = [s.strip() for s in re.split(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+", bodies[body])[:25]]
        sentences = [s for s in sentences if 5 <= len(s.split()) <= 60]
        if not sentences:
            continue
        of_sentences = encoder.embed(sentences)
        for head in sorted(sides["agree"]):
            cosines = of_sentences @ vectors[head]
            order = np.argsort(-cosines)
            if cosines[order[0]] > 0.55:
                yield {"a": head, "b": sentences[order[0]], "label": SAME, "set": "bodies"}
            for k in order[-3:].tolist():
                if cosines[k] < 0.25 and rng.random() < 0.4:
                    yield {"a": head, "b": sentences[k], "label": UNRELATED, "set": "bodies"}


def of_events(data: Path, rng: random.Random) -> Iterator[Row]:
    """ECB+ sentences that tell of the same events (most of their mentions corefer) or of none in common."""
    topics: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for document in read(data / "claims/ecb.train.jsonl.gz"):
        mentions = defaultdict(set)
        for mention in document["mentions"]:
            if mention["tag"] not in ("ACTION_REPORTING", "NEG_ACTION_REPORTING", "ACTION_PERCEPTION"):
                mentions[mention["sent"]].add(mention["cluster"])
        for number, clusters in mentions.items():
            sentence = " ".join(document["sents"][number])
            topics[document["topic"]].append((sentence, frozenset(clusters)))
    encoder = load_encoder()
    for sentences in topics.values():
        vectors = encoder.embed([sentence for sentence, _ in sentences])
        same, none = [], []
        for i, (a, ones) in enumerate(sentences):
            for j in range(i + 1, len(sentences)):
                b, others = sentences[j]
                shared, cosine = len(ones & others), float(vectors[i] @ vectors[j])
                if a == b:
                    continue
                if shared >= 0.6 * max(len(ones), len(others)) and cosine > 0.3:
                    same.append((a, b))
                elif not shared and cosine > 0.4:
                    none.append((a, b))
        for pairs, label in ((same, SAME), (none, UNRELATED)):
            for a, b in rng.sample(pairs, min(len(pairs), 80)):
                yield {"a": a, "b": b, "label": label, "set": "events"}


def find_clauses(data: Path, articles: int, rng: random.Random) -> tuple[list[tuple[str, Clause]], dict[Any, str]]:
    """Contents of attributions in PolNeAR's training part, and which form each lemma takes under each tag."""
    parser, clauses, counts = load_parser(), [], Counter[Any]()
    rows = [row for row in read(data / "polnear/train.jsonl.gz") if row.get("annotators")]
    for row in rng.sample(rows, min(articles, len(rows))):
        parse = parser.parse(revision_of_lines(row["id"], row["text"]))
        counts.update((parse.lemmas[i], parse.tags[i], parse.words[i].lower()) for i in range(len(parse)))
        seen = set()
        for attribution in row["annotators"][0]["attributions"]:
            tokens = [
                i
                for start, end in attribution["content"]
                for i in range(len(parse))
                if parse.starts[i] >= start and parse.ends[i] <= end
            ]
            while tokens and parse.lemmas[tokens[0]] in ("that", "“", '"', "``", ","):
                tokens.pop(0)
            if 5 <= len(tokens) <= 35 and (clause := Clause(parse, tokens)).verb is not None:
                if clause.words() not in seen:
                    seen.add(clause.words())
                    clauses.append((row["id"], clause))
    forms: dict[Any, str] = {}
    for (lemma, tag, word), _ in sorted(counts.items(), key=lambda item: (item[1], item[0])):
        forms[lemma, tag] = word
    return clauses, forms


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--articles", type=int, default=400)
    asked = options.parse_args()
    rng = random.Random(SEED)
    rows: list[Row] = []
    for row in read(asked.data / "claims/contradict.train.jsonl.gz"):
        if row["set"] != "SICK":
            rows.append({"a": row["premise"], "b": row["hypothesis"], "label": OF[row["label"]], "set": row["set"]})
    rows += of_headlines(asked.data, rng)
    rows += of_events(asked.data, rng)
    clauses, forms = find_clauses(asked.data, asked.articles, rng)
    rows += made(clauses, forms, rng)
    with gzip.open(asked.out, "wt", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    for (name, label), count in sorted(Counter((row["set"], row["label"]) for row in rows).items()):
        print(f"{name:12} {label:12} {count:6}")


if __name__ == "__main__":
    main()
