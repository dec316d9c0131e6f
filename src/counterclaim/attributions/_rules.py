"""The rules: from a cue in its sentence to source, cue and content. Each construction has a module of its own.

Each rule has a stable name, which `found_by` shows (docs/decisions/0007 describes them):

    verb.PATTERN      a cue verb and its complement; PATTERN as in lexicons/cues.tsv (verb.that, verb.obj-as, …)
    verb.count        “raised its estimate to ninety”
    verb.tally        “counted 12 dead”, “lowered its count from 14 to nine”
    verb.passive      “X is believed to …”, “was accused of …”, “could not be verified”, “it was reported that …”
    verb.aside        “X, he said, …”: the clause around a verb of saying set off by commas
    noun.PATTERN      “its claim that …”, “the denial of …”, “reports of …”
    noun.absent       “no official confirmation of …”, “no word on …”
    adj.PATTERN       “is sure that …”, “it is unclear whether …”
    adj.open          “it is too early to say who …”
    according         “according to …”
    adverb            “reportedly …”, “allegedly …”
    quote.verb        a quotation with its verb of saying beside it
    quote.colon       a quotation after “NAME:” or a clause that ends with a colon
    quote.according   a quotation followed by “according to …”
    quote.dash        a quotation signed after a dash: “…” — NAME
    quote.again       a whole-sentence quotation after a statement: its speaker goes on
    quote.block       a paragraph set off as a quotation: its speaker is the last of the paragraph before
    line.colon        a transcript's or a headline's “NAME: …”
    line.post         a post signed with a handle: … — NAME (@handle)
    line.ending       a headline's “…: police”
    quote.alone       a whole-sentence quotation without anybody who says it
"""

from collections.abc import Iterator

from counterclaim.attributions._adjectives import read_adjective, read_open_question
from counterclaim.attributions._adverbials import read_according, read_adverb
from counterclaim.attributions._counts import read_count
from counterclaim.attributions._cues import Cues, Found
from counterclaim.attributions._nouns import read_noun
from counterclaim.attributions._tree import Tree
from counterclaim.attributions._verbs import read_verb


def read_cues(tree: Tree, cues: Cues, skip: set[int]) -> Iterator[Found]:
    """All attributions found by their cue, but for the cues in `skip` (already linked to quotations)."""
    skip = set(skip)
    for token in range(len(tree.parse)):
        if token in skip:
            continue
        pos = tree.parse.pos[token]
        found = None
        if pos in {"VERB", "AUX"}:
            found = read_verb(tree, cues, token) or read_adjective(tree, cues, token)
            found = found or read_according(tree, token) or read_count(tree, token)
        elif pos == "NOUN":
            found = read_noun(tree, cues, token)
        elif pos == "ADJ":
            found = read_adjective(tree, cues, token) or read_open_question(tree, token)
        elif pos == "ADV":
            found = read_adverb(tree, cues, token) or read_open_question(tree, token)
        elif pos in {"ADP", "SCONJ"}:
            found = read_according(tree, token)
        if found is not None:
            if found.rule == "adj.open":
                skip.add(found.cue[0][1] - 1)  # “to say” is no cue of its own
            yield found
