"""Two quotations of one statement whose words differ."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.records.accounts import QuotationDiffers
from counterclaim.records.claims import Claim, Form
from counterclaim.records.ids import ClaimId, RevisionId
from counterclaim.records.spans import words_at

QUOTED = re.compile(r"“([^“”]{1,1000})”?|\"([^\"]{1,1000})\"?|''([^']{1,1000})''")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: Quotations of fewer words are fragments, and differ for want of context.
LEAST_WORDS = 6
#: Share of words in common, in order, that makes two quotations those of one statement (1 is the same words).
ALIKE = 0.6
#: The same where a run of at least so many words, two of them telling, stands in both.
RUN_WORDS, RUN_ALIKE = 4, 0.4
TELLING = 1.3


def find_differing_quotations(
    claims: Sequence[Claim], texts: Mapping[RevisionId, str], names: Mapping[ClaimId, str]
) -> tuple[QuotationDiffers, ...]:
    """The pairs of quotations of one party that seem to be of one statement and differ in words. By ids."""
    quoted: dict[str, list[tuple[Claim, str, list[str]]]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        words = words_at(texts[claim.revision_id], claim.content)
        # Inside a quotation of several sentences, a sentence has no marks of its own.
        words = _quoted(words) or (words if claim.form is Form.DIRECT else "")
        tokens = [word.lower().replace("’", "'") for word in WORD.findall(words)]
        if len(tokens) >= LEAST_WORDS:
            quoted.setdefault(names[claim.id], []).append((claim, words, tokens))
    found = []
    for group in quoted.values():
        for (a, a_words, a_tokens), (b, b_words, b_tokens) in combinations(group, 2):
            channels = {a.utterance.channel, b.utterance.channel} - {None}
            if a.utterance.id != b.utterance.id and len(channels) > 1:
                continue  # what was said in an interview and what was tweeted may differ
            if _differ(a_tokens, b_tokens):
                found.append(QuotationDiffers(a=a.id, b=b.id, a_words=a_words, b_words=b_words))
    return tuple(sorted(found, key=lambda pair: (pair.a, pair.b)))


def _differ(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two quotations seem to be of one statement and differ in words."""
    shorter, longer = sorted((a, b), key=len)
    if len(set(a) & set(b)) < RUN_ALIKE * len(set(shorter)):
        return False
    blocks = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
    shared = sum(block.size for block in blocks)
    runs = (shorter[block.a : block.a + block.size] for block in blocks)
    telling_run = any(len(run) >= RUN_WORDS and sum(word_weight(word) > TELLING for word in run) > 1 for run in runs)
    # One is not a mere part of the other: a report may quote less without changing a word.
    return (RUN_ALIKE if telling_run else ALIKE) * len(shorter) <= shared < len(shorter)


def _quoted(words: str) -> str:
    """What stands inside quotation marks, parts joined by ` … `."""
    return " … ".join(part for match in QUOTED.finditer(words) for part in match.groups() if part)
