"""Quotations of one utterance that are aligned and whose words differ."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from counterclaim.disputes._sentences import Sentence, Word, join_texts, quoted_sentences
from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.records.accounts import QuotationDiffers
from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId, RevisionId, UtteranceId

#: Quotations of fewer words are fragments, and differ for want of context.
LEAST_WORDS = 6
#: Share of words in common, in order, that makes two quotations those of one statement (1 is the same words).
ALIKE = 0.6
#: The same where a run of at least so many words, two of them telling, stands in both.
RUN_WORDS, RUN_ALIKE = 4, 0.4
TELLING = 1.3

Difference = tuple[str, str]


def find_differing_quotations(
    claims: Sequence[Claim],
    texts: Mapping[RevisionId, str],
    names: Mapping[ClaimId, str],
    acts: Mapping[UtteranceId, UtteranceId],
) -> tuple[QuotationDiffers, ...]:
    """The pairs of quoted sentences of one party that seem to be of one utterance and differ in words. By ids.

    `acts` maps each utterance to the one that stands for all mentions of the act. Two wordings are shown once,
    whatever the number of reports that copy them.
    """
    quoted: dict[str, dict[tuple[str, ...], Sentence]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        for sentence in quoted_sentences(claim, texts[claim.revision_id]):
            if len(sentence.words) >= LEAST_WORDS:
                quoted.setdefault(names[claim.id], {}).setdefault(sentence.keys, sentence)
    found = []
    for wordings in quoted.values():
        for a, b in combinations(wordings.values(), 2):
            if a.claim.id == b.claim.id or _apart(a.claim, b.claim, acts):
                continue
            differences = differences_between(a, b)
            if differences:
                found.append(
                    QuotationDiffers(
                        a=a.claim.id,
                        b=b.claim.id,
                        a_words=a.text,
                        b_words=b.text,
                        differences=differences,
                        translated=a.claim.utterance.translated or b.claim.utterance.translated,
                    )
                )
    return tuple(sorted(found, key=lambda pair: (pair.a, pair.b, pair.a_words, pair.b_words)))


def _apart(a: Claim, b: Claim, acts: Mapping[UtteranceId, UtteranceId]) -> bool:
    """Whether the two were said on two occasions: what was said in an interview and what was tweeted may differ."""
    one, other = a.utterance, b.utterance
    if acts[one.id] == acts[other.id]:
        return False
    if one.channel and other.channel and one.channel != other.channel:
        return True
    times = (one.said_first, one.said_last, other.said_first, other.said_last)
    if None in times:
        return False
    return not (times[0] < times[3] and times[2] < times[1])  # type: ignore[operator]


def differences_between(a: Sentence, b: Sentence) -> tuple[Difference, ...]:
    """The words in which two quotations of one statement differ; empty where they do not, or where they are no two
    quotations of one statement.

    A quotation may stop short at either end, leave words out under an ellipsis, put words in brackets, and follow its
    house style: none of these is a difference.
    """
    shorter = min(a, b, key=lambda sentence: len(sentence.words))
    if len(set(a.keys) & set(b.keys)) < RUN_ALIKE * len(set(shorter.keys)):
        return ()
    matcher = SequenceMatcher(None, a.keys, b.keys, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    runs = (a.keys[block.a : block.a + block.size] for block in blocks)
    telling_run = any(len(run) >= RUN_WORDS and sum(word_weight(word) > TELLING for word in run) > 1 for run in runs)
    # What a report says in brackets is no part of the quotation: it shows nothing of one statement.
    shared = sum(
        not (a.words[block.a + i].loose or b.words[block.b + i].loose) for block in blocks for i in range(block.size)
    )
    if shared < (RUN_ALIKE if telling_run else ALIKE) * len(shorter.words):
        return ()
    return tuple(_differences(a, b, matcher.get_opcodes()))


def _differences(a: Sentence, b: Sentence, steps: Sequence[tuple[str, int, int, int, int]]) -> Iterator[Difference]:
    for step, i, j, k, m in steps:
        one, other = a.words[i:j], b.words[k:m]
        at_start, at_end = i == k == 0, j == len(a.words) and m == len(b.words)
        if step == "equal" or (not (one and other) and (at_start or at_end)):
            continue  # the same, or one quotes less
        if _tolerated(one, other) or _left_out(a, i, one, other) or _left_out(b, k, other, one):
            continue
        yield join_texts(one), join_texts(other)


def _tolerated(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether the words are the same but for spaces and hyphens, or those of one side are the report's in brackets."""
    if "".join(word.key for word in one) == "".join(word.key for word in other):
        return True
    return any(words and all(word.loose for word in words) for words in (one, other)) or any(
        words and any(word.loose for word in words) and _same_without_loose(words, rest)
        for words, rest in ((one, other), (other, one))
    )


def _same_without_loose(words: Sequence[Word], rest: Sequence[Word]) -> bool:
    kept = [word.key for word in words if not word.loose]
    return kept == [word.key for word in rest if not word.loose]


def _left_out(sentence: Sentence, at: int, own: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether `sentence` marks with an ellipsis, before or behind position `at`, that it leaves out `other`."""
    if own or not other:
        return False
    return sentence.words[at].gap_before if at < len(sentence.words) else sentence.gap_at_end
