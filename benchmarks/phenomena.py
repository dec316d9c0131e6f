"""Recall and precision of attributions by what they look like.

    python -m benchmarks attribution --in GOLD --out PRED
    python -m benchmarks.phenomena GOLD PRED [--json FILE] [--parses FILE]

GOLD and PRED are those of the scorer of attributions (see `benchmarks.relations`). A class is decided from the words of
an attribution, our parse and the lexicon of cues alone, so that a prediction has classes too. Recall is the share of
the gold attributions of a class that are softly matched, precision the share of the predictions of that class that are
softly matched (whatever the class of their gold); `exact` is the share of the gold whose source, cue and content are
all predicted to the word. Brackets hold Wilson's interval at 95 %. `--parses` keeps the parses for the next run.

The classes, in families; within the first three an attribution has exactly one, so that they add up to all.

cue   no cue              nobody's words or acts point to it
      say and tell        the verbs “say” and “tell”
      other speech verbs  verbs of the class say, cite, topic, report, request, confirm, denial or refusal
      thought and wish verbs  else of thought, wish, intention or doubt
      judging verbs       else of judge (“criticise”, “support”)
      evidence verbs      else of evidence (“show”)
      verbs not in the lexicon
      nominal cues        “its claim that”; also where a verb without a class carries the noun (“made the claim”)
      adjectival cues     “is sure that”
      according to        with “as per” and the like
      other cues          adverbs (“reportedly”), marks (a transcript's colon), anything else
form  direct, mixed, indirect, embedded        as `benchmarks.relations.Form` says
source  no source, pronoun source (one word of a closed list), other source
other   denials           “denial words” or “negated cues”
        denial words      the cue is of the class denial (“deny”, “reject”, “refute”, “dispute”, “its denial”)
        negated cues      “not”, “never”, “no” and the like in the cue, or hanging on its head
        passives          a verb with a passive auxiliary, subject or agent, or a bare participle after a noun
        split content     two parts or more with words between them
        multi-paragraph content   words on two lines or more
        headline lines    content that begins in the first line of the text
"""

import argparse
import json
import math
import pickle
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.relations import Article, Relation, exact_matches, read_articles, soft_matches
from counterclaim.lexicons import load_cues
from counterclaim.parsing import load_parser
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span

ALL = "all"
#: Row of a verb by the class of its senses in the lexicon: the first that any of its senses has.
_VERB_ROWS = (
    ("other speech verbs", frozenset("say cite topic report request confirm denial refusal".split())),
    ("thought and wish verbs", frozenset("thought wish intention doubt".split())),
    ("judging verbs", frozenset({"judge"})),
    ("evidence verbs", frozenset({"evidence"})),
)
_OTHER_VERBS = "verbs not in the lexicon"
CLASSES = (
    "say and tell", *(row for row, _ in _VERB_ROWS), _OTHER_VERBS, "nominal cues", "adjectival cues", "according to",
    "other cues", "no cue",
    "direct", "mixed", "indirect", "embedded",
    "no source", "pronoun source", "other source",
    "denials", "denial words", "negated cues", "passives", "split content", "multi-paragraph content", "headline lines",
)  # fmt: skip
_SAY = frozenset({"say", "tell"})
#: Lemmas that the parser's lemmatiser gets wrong, or verbs that it takes for names.
_SLIPS = {"hop": "hope", "retweete": "retweet", "said": "say", "says": "say"}
_NEGATIONS = frozenset("not n't n’t no never none neither nor nobody nothing".split())
_PRONOUNS = frozenset(
    "i he she they we you it who that which this these those one someone anyone everyone everybody nobody somebody his "
    "her their our my your its him them us me himself herself themselves whom whose what all many some few others "
    "most".split()
)
_Z = 1.959964


def classes_of(relation: Relation, article: Article, parse: Parse) -> frozenset[str]:
    """The rows of the table that an attribution of the article counts in."""
    text = article.text
    tokens = sorted({t for start, end in relation.spans[1] for t in parse.tokens_in(Span(start, end))})
    kind, head = _cue_class(parse, tokens)
    found = {ALL, kind, relation.form.value, _source_class(relation, article)}
    if head is not None:
        if _is_denial(parse, head, kind):
            found |= {"denials", "denial words"}
        if _is_negated(parse, head, tokens):
            found |= {"denials", "negated cues"}
        if parse.pos[head] in {"VERB", "AUX"} and _is_passive(parse, head):
            found.add("passives")
    content = relation.edges[2]
    if len(content) > 1:
        found.add("split content")
    if content and "\n" in text[content[0][0] : content[-1][1]]:
        found.add("multi-paragraph content")
    if content and content[0][0] < _end_of_first_line(text):
        found.add("headline lines")
    return frozenset(found)


def _end_of_first_line(text: str) -> int:
    start = len(text) - len(text.lstrip())
    return max(text.find("\n", start), 0)  # a single line is no headline


def _source_class(relation: Relation, article: Article) -> str:
    if not relation.source:
        return "no source"
    start, end = article.words[min(relation.source)]
    one = len(relation.source) == 1 and article.text[start:end].lower() in _PRONOUNS
    return "pronoun source" if one else "other source"


def _cue_class(parse: Parse, tokens: list[int]) -> tuple[str, int | None]:
    """The row of a cue and its main token: the highest in the tree that the lexicon knows, else the highest."""
    worded = [t for t in tokens if any(c.isalnum() for c in parse.words[t])]
    if not tokens:
        return "no cue", None
    if not worded:
        return "other cues", tokens[0]
    cues = load_cues()
    if "according" in (parse.words[t].lower() for t in worded) or (
        (" ".join(parse.words[t].lower() for t in worded), "prep") in cues
    ):
        return "according to", worded[0]
    ordered = sorted(worded, key=lambda t: (sum(1 for _ in parse.ancestors(t)), t))
    rows = {t: row for t in ordered if (row := _row_of(parse, t)) is not None}
    for token in ordered:
        if token in rows:
            return rows[token], token
    head = next((t for t in ordered if parse.pos[t] == "VERB"), ordered[0])
    by_pos = {"VERB": _OTHER_VERBS, "AUX": _OTHER_VERBS, "NOUN": "nominal cues", "PROPN": "nominal cues",
              "ADJ": "adjectival cues"}  # fmt: skip
    return by_pos.get(parse.pos[head], "other cues"), head


def _row_of(parse: Parse, token: int) -> str | None:
    """The row that the lexicon gives a token."""
    cues, pos, lemma, word = load_cues(), parse.pos[token], _lemma(parse, token), parse.words[token].lower()
    if (word, "adj") in cues and (pos == "ADJ" or parse.deps[token] == "acomp"):
        return "adjectival cues"
    if pos in {"NOUN", "PROPN"} and (lemma, "noun") in cues:
        return "nominal cues"
    if pos not in {"VERB", "NOUN", "PROPN"}:
        return "other cues" if (word, "adv") in cues else None
    if lemma in _SAY:
        return "say and tell"
    families = _families(parse, token)  # a noun without a sense of its own is a verb mistagged: “Mayor slams plan”
    return next((row for row, classes in _VERB_ROWS if families & classes), None)


def _lemma(parse: Parse, token: int) -> str:
    return _SLIPS.get(parse.lemmas[token], parse.lemmas[token])


def _families(parse: Parse, token: int) -> frozenset[str]:
    """The classes of a verb, alone and with the particle after it."""
    cues, lemma = load_cues(), _lemma(parse, token)
    names = [lemma]
    if token + 1 < len(parse) and parse.heads[token + 1] == token:
        names.append(f"{lemma} {parse.lemmas[token + 1]}")
    return frozenset(sense.family for name in names for sense in cues.get((name, "verb"), ()))


def _is_denial(parse: Parse, head: int, kind: str) -> bool:
    if kind == "nominal cues":
        return any(sense.family == "denial" for sense in load_cues().get((parse.lemmas[head], "noun"), ()))
    return parse.pos[head] not in {"ADJ", "ADP"} and "denial" in _families(parse, head)


def _is_negated(parse: Parse, head: int, tokens: Iterable[int]) -> bool:
    return any(parse.deps[t] == "neg" for t in parse.children[head]) or any(
        parse.words[t].lower() in _NEGATIONS for t in tokens
    )


def _is_passive(parse: Parse, verb: int) -> bool:
    deps = {parse.deps[child] for child in parse.children[verb]}
    if deps & {"auxpass", "nsubjpass", "agent"}:
        return True
    return parse.tags[verb] == "VBN" and parse.deps[verb] == "acl" and not deps & {"nsubj", "aux"}


def count(articles: Iterable[tuple[Article, Parse]]) -> dict[str, Counter[str]]:
    """For each class `gold`, `recalled`, `exact`, `predicted` and `right`."""
    table = {name: Counter[str]() for name in (ALL, *CLASSES)}
    for article, parse in articles:
        matches = soft_matches(article.gold, article.found)
        recalled, right = {i for i, _ in matches}, {j for _, j in matches}
        exact = exact_matches(article.gold, article.found)
        for i, relation in enumerate(article.gold):
            for name in classes_of(relation, article, parse):
                table[name].update(gold=1, recalled=i in recalled, exact=i in exact)
        for j, relation in enumerate(article.found):
            for name in classes_of(relation, article, parse):
                table[name].update(predicted=1, right=j in right)
    return table


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Wilson's interval at 95 % of a share; (0, 1) where nothing was tried."""
    if not trials:
        return 0.0, 1.0
    share, z2 = successes / trials, _Z * _Z
    middle = share + z2 / (2 * trials)
    margin = _Z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    return (
        max(0.0, (middle - margin) / (1 + z2 / trials)),
        min(1.0, (middle + margin) / (1 + z2 / trials)),
    )


def summary(table: Mapping[str, Counter[str]]) -> dict[str, dict[str, float | list[float] | None]]:
    """The table as shares with their intervals; a share of nothing is None."""
    return {
        name: {
            **{key: row[key] for key in ("gold", "recalled", "exact", "predicted", "right")},
            "recall": _share(row["recalled"], row["gold"]),
            "recall_95": list(wilson(row["recalled"], row["gold"])),
            "exact_recall": _share(row["exact"], row["gold"]),
            "precision": _share(row["right"], row["predicted"]),
            "precision_95": list(wilson(row["right"], row["predicted"])),
        }
        for name, row in table.items()
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def shown(table: Mapping[str, Counter[str]]) -> str:
    """The table as text."""
    lines = [f"{'':26}{'gold':>6}  {'recall':<20}{'exact':>6}{'predicted':>11}  precision"]
    for name, row in table.items():
        exact = f"{100 * row['exact'] / row['gold']:6.1f}" if row["gold"] else f"{'–':>6}"
        lines.append(
            f"{name:26}{row['gold']:>6}  {_with_interval(row['recalled'], row['gold']):<20}{exact}"
            f"{row['predicted']:>11}  {_with_interval(row['right'], row['predicted'])}".rstrip()
        )
    return "\n".join(lines)


def _with_interval(part: int, whole: int) -> str:
    if not whole:
        return "–"
    low, high = wilson(part, whole)
    return f"{100 * part / whole:5.1f} [{100 * low:.1f}, {100 * high:.1f}]"


def parsed(articles: Iterable[Article], kept: Path | None) -> Iterable[tuple[Article, Parse]]:
    """Each article with its parse, its lines as paragraphs. Parses in the file `kept` are used where their text is the
    article's; what was missing is written there. The file is pickled: read none but your own."""
    parses: dict[str, Parse] = {}
    if kept is not None and kept.exists():
        parses = pickle.loads(kept.read_bytes())
    known = len(parses)
    for article in articles:
        parse = parses.get(article.id)
        if parse is None or parse.text != article.text:
            known = -1
            parse = parses[article.id] = load_parser().parse_text(article.text)
        yield article, parse
    if kept is not None and known != len(parses):
        kept.write_bytes(pickle.dumps(parses))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.phenomena", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--parses", type=Path)
    options = parser.parse_args(arguments)
    table = count(parsed(read_articles(options.gold, options.predicted), options.parses))
    print(shown(table))
    if options.json is not None:
        options.json.write_text(json.dumps(summary(table), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
