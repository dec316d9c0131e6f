"""The words that name a story and a proposition, and those that a denial leaves unanswered."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from counterclaim.lexicons.calendar_names import MONTH_NUMBERS, WEEKDAYS
from counterclaim.lexicons.opposites import load_anaphors
from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.records.accounts import Match, MatchLabel
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Form, Polarity
from counterclaim.records.ids import ClaimId, RevisionId
from counterclaim.records.spans import words_at

NAME = re.compile(r"(?<![.!?“\"]\s)(?<![“\"‘])(?<!^)\b[A-Z][\w'’-]*[a-z](?:['’]?\s[A-Z][\w'’-]*[a-z])*", re.MULTILINE)
#: Whose something is stands before it with a name of its own; the “People's Party” is one.
OWNER = re.compile(r"(?<!people)(?<!women)(?<!children)(?<!men)['’]s(?:\s|\Z)", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: Words of blaming somebody, and what follows whom they put it on: “of stealing boxes”, “for the fire”.
ACCUSING = re.compile(r"\b(?:blam|accus|implicat)", re.IGNORECASE)
OF_WHAT = re.compile(r"\b(?:of|for|over|that)\b", re.IGNORECASE)
TITLE_NAMES = 4
#: Characters of a report that are read for its title.
READ_CHARS = 5_000
#: A wording of this many characters reads well on one line or two.
WORDING_CHARS = 160
TELLING = 1.3
#: A content with fewer telling words names no proposition.
LEAST_TELLING = 2
#: Quotation marks and “that” before a content, quotation marks and a full stop behind it. The “no” of “no, we left” is
#: an answer; those of “no man left” and “no-one left” are what is said.
LEADING = re.compile(
    r"\A[\s\"'“”‘]*(?:(?:yes|no(?!\.\s*\d)|yeah|well|ok|okay)(?:\s*[,.;:…—–]+|\s+-+)[\s\"'“”‘]+)?(?:that\s[\s\"'“”‘]*)?",
    re.IGNORECASE,
)
#: A question, or a clause about what stands outside it, states nothing by itself.
ASKING = re.compile(r"[\s\"'“”‘]*(?:what|which|who|whom|whose|why|how|when|where)\b", re.IGNORECASE)
#: Such a clause with the noun that it is about.
RELATIVE = re.compile(r"\A[\s\"'“”‘]*(?:which|who)\b[\s…,]*", re.IGNORECASE)
#: Words in lower case that may stand in a name.
IN_NAMES = frozenset("a al an and at bin by de del der di du el for from in la of on the van von".split())
DOUBLE = frozenset('"“”')
UNWRAPPED = re.compile(r"[\s\"“”’',.]+\Z")
#: First words that lean on what stands before them.
LEANING = re.compile(
    r"\W*(?:that\s)?(?:to|he|she|it|they|we|i|his|her|its|their|our|this|these|those|and|also)\b", re.IGNORECASE
)


def choose_title(members: Sequence[Analysis]) -> str:
    """The names that most of the story's reports have in common, else who says it in a post: what asserts nothing."""
    held: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for analysis in members:
        revision = analysis.revision
        text = "\n".join(span.of(revision.text) for span in revision.read_spans)[:READ_CHARS]
        written = (name for words in NAME.findall(text) for name in OWNER.split(words) if name)
        names = Counter(name for name in written if _weight(name) > TELLING and not _is_date(name))
        total.update(names)
        held.update(names.keys())
    ranked = sorted(held, key=lambda name: (-held[name], -total[name] * _weight(name), name))
    chosen: list[str] = []
    for name in ranked:
        if len(chosen) < TITLE_NAMES and not any(name in other or other in name for other in chosen):
            chosen.append(name)
    speakers = dict.fromkeys(analysis.revision.speaker for analysis in members if analysis.revision.speaker)
    return ", ".join(chosen or list(speakers)[:TITLE_NAMES]) or "Untitled story"


def _is_date(name: str) -> bool:
    """Whether a name is that of a day or a month: “Monday”, “Sunday's”, “Nov”."""
    return all(word in WEEKDAYS or word in MONTH_NUMBERS for word in name.lower().split())


def _weight(name: str) -> float:
    return max(word_weight(word) for word in name.lower().split())


def measure_nearness(groups: Iterable[Sequence[Claim]], matches: Sequence[Match]) -> dict[ClaimId, float]:
    """For each claim how near it stands to the others of its proposition: the sum of the scores of sameness."""
    home = {claim.id: number for number, group in enumerate(groups) for claim in group}
    nearness: dict[ClaimId, float] = defaultdict(float)
    for match in matches:
        if match.label is MatchLabel.SAME and match.a in home and home[match.a] == home.get(match.b):
            nearness[match.a] += match.score
            nearness[match.b] += match.score
    return nearness


def choose_wording(
    claims: Sequence[Claim],
    texts: Mapping[RevisionId, str],
    nearness: Mapping[ClaimId, float],
    disputed: Collection[ClaimId] = (),
) -> Claim:
    """The claim whose words stand for the proposition: one that asserts it, without a “not”, in its own words and
    nearest to the others; the shorter of equals. One that only says whom somebody accuses
    stands for it where no other does. Where most depend on a condition, the wording holds one too. Of what
    is in dispute it is a claim that others deny, `disputed`."""
    conditional = 2 * sum(bool(claim.conditions) for claim in claims) > len(claims)

    def rank(claim: Claim) -> tuple[bool, bool, bool, bool, bool, bool, bool, bool, float, int, str]:
        words = words_at(texts[claim.revision_id], claim.content)
        # “He has left” and “to have left” say less on their own than “the mayor has left”.
        whole = claim.frame.subject is not None and LEANING.match(words) is None
        return (
            not states(claim, words) or claim.refers_to is not None,
            claim.polarity is not Polarity.FOR,
            _only_accuses(claim, words, texts[claim.revision_id]),
            claim.id not in disputed,
            bool(claim.conditions) is not conditional,
            claim.frame.negated,
            len(words) > WORDING_CHARS or claim.form is Form.DIRECT,
            not whole,
            -round(nearness.get(claim.id, 0.0), 1),
            len(words),
            claim.id,
        )

    return min(claims, key=rank)


def _only_accuses(claim: Claim, words: str, text: str) -> bool:
    """Whether it is whom somebody accuses, and not of what: “the harbour company”."""
    return ACCUSING.search(words_at(text, claim.cue)) is not None and OF_WHAT.search(words) is None


def tells(words: str) -> bool:
    """Whether the words tell of a matter; “the same” and “these reports” only point to one."""
    return len(telling_words(words)) >= LEAST_TELLING


def states(claim: Claim, words: str) -> bool:
    """Whether the words state a matter by themselves: no question (“what became of it”), no bare name."""
    about = claim.frame.subject or claim.frame.object
    asking = ASKING.match(words) and not (ASKING.match(claim.frame.subject or "") or (about and RELATIVE.match(words)))
    if asking or not (claim.figures or tells(words)):
        return False
    named = all(word[0].isupper() or word in IN_NAMES for word in WORD.findall(words))
    return not named or claim.frame.subject is not None or claim.frame.object is not None


def telling_words(words: str) -> frozenset[str]:
    """The words, lower case, that tell of a matter."""
    found = {word for word in WORD.findall(words.lower()) if word_weight(word) > TELLING}
    return frozenset(word for word in found - load_anaphors() if word.removesuffix("s") not in load_anaphors())


def plain(claim: Claim, words: str) -> str:
    """A content's words as they name a proposition: without quotation marks around them and “that” before them, and
    with the noun in place of a “which” that stands for it."""
    about = claim.frame.subject or claim.frame.object
    if about and not ASKING.match(about):
        words = RELATIVE.sub(lambda _: f"{about} ", words)
    bare = LEADING.sub("", words)
    left = UNWRAPPED.sub("", bare).strip()
    mark = words[: len(words) - len(bare)].rstrip()[-1:]
    if mark in DOUBLE and _marks(left) % 2:  # a quotation at the start that ends inside: “a ‘small’ leak”
        return f"{mark}{left}"
    return left or words


def _marks(words: str) -> int:
    return sum(letter in DOUBLE for letter in words)


def find_unanswered(denial: Claim, claim: Claim, texts: Mapping[RevisionId, str]) -> str:
    """The words of the claim that the denial does not take up, in the claim's order."""
    said = set(denial.frame.terms) | {
        w.lower() for w in WORD.findall(words_at(texts[denial.revision_id], denial.content))
    }
    words = WORD.findall(words_at(texts[claim.revision_id], claim.content))
    left = [word for word in words if word.lower() not in said and word_weight(word.lower()) > TELLING]
    return " ".join(left)
