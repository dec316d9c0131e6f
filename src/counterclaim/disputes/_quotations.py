"""Two quotations of one statement whose words differ."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from counterclaim.records.accounts import QuotationDiffers
from counterclaim.records.claims import Claim
from counterclaim.records.ids import RevisionId
from counterclaim.records.spans import words_at

QUOTED = re.compile(r"“([^“”]{1,1000})”?|\"([^\"]{1,1000})\"?|''([^']{1,1000})''")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: Quotations of fewer words are fragments, and differ for want of context.
LEAST_WORDS = 6
#: Share of words in common, in order, that makes two quotations those of one statement (1 is the same words).
ALIKE = 0.6


def find_differing_quotations(
    claims: Sequence[Claim], texts: Mapping[RevisionId, str], names: Mapping[str, str]
) -> tuple[QuotationDiffers, ...]:
    """The pairs of quotations of one party that seem to be of one statement and differ in words. By ids."""
    quoted: dict[str, list[tuple[Claim, str, list[str]]]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        words = _quoted(words_at(texts[claim.revision_id], claim.content))
        tokens = [word.lower().replace("’", "'") for word in WORD.findall(words)]
        if len(tokens) >= LEAST_WORDS:
            quoted.setdefault(names[claim.actor.name], []).append((claim, words, tokens))
    found = []
    for group in quoted.values():
        for (a, a_words, a_tokens), (b, b_words, b_tokens) in combinations(group, 2):
            if len(set(a_tokens) & set(b_tokens)) < ALIKE * min(len(set(a_tokens)), len(set(b_tokens))):
                continue
            shorter, longer = sorted((a_tokens, b_tokens), key=len)
            blocks = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
            shared = sum(block.size for block in blocks)
            # One is not a mere part of the other: a report may quote less without changing a word.
            if ALIKE * len(shorter) <= shared < len(shorter):
                found.append(QuotationDiffers(a=a.id, b=b.id, a_words=a_words, b_words=b_words))
    return tuple(sorted(found, key=lambda pair: (pair.a, pair.b)))


def _quoted(words: str) -> str:
    """What stands inside quotation marks, parts joined by ` … `."""
    return " … ".join(part for match in QUOTED.finditer(words) for part in match.groups() if part)
