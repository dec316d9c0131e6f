"""The model's findings, mended where a rule is surer."""

from counterclaim.attributions._reconcile import reconcile
from counterclaim.records.attributions import Attribution
from counterclaim.records.ids import AttributionId
from counterclaim.records.spans import Spans, words_at
from tests.factories import span_of


def made(text: str, source: str, cue: str, *content: str, by: str = "model", parent: str | None = None) -> Attribution:
    """An attribution whose parts are the first places of these words; its id tells cue and finder."""
    return Attribution(
        id=AttributionId(f"{by} {cue}"),
        source=(span_of(text, source),) if source else (),
        cue=(span_of(text, cue),),
        content=tuple(span_of(text, part) for part in content),
        found_by=by,
        score=0.7 if by == "model" else 0.9,
        parent=AttributionId(parent) if parent else None,
    )


def words(text: str, spans: Spans) -> str:
    return words_at(text, spans)


def test_an_inner_party_keeps_its_words() -> None:
    """Where the model gives the inner cue to the outer party, the rule's inner attribution stands and the outer content
    holds it."""
    text = "Orsk Radio reported villagers denying the raid, saying nobody had come."
    inner = "villagers denying the raid, saying nobody had come"
    ruled = [
        made(text, "Orsk Radio", "reported", inner, by="verb.that"),
        made(text, "villagers", "saying", "nobody had come", by="verb.that", parent="verb.that reported"),
    ]
    marked = [
        made(text, "Orsk Radio", "reported", "villagers denying the raid"),
        made(text, "Orsk Radio", "saying", "nobody had come"),
    ]
    (found,) = reconcile(text, marked, ruled)
    assert words(text, found.content) == inner


def test_the_models_own_source_is_kept() -> None:
    """A rule that has the cue inside another's words changes nothing where both name the same speaker."""
    text = "The guild said it was ready, adding that the lock was shut."
    ruled = [
        made(text, "The guild", "said", "it was ready, adding that the lock was shut", by="verb.that"),
        made(text, "The guild", "adding", "that the lock was shut", by="verb.that", parent="verb.that said"),
    ]
    marked = [
        made(text, "The guild", "said", "it was ready"),
        made(text, "The guild", "adding", "that the lock was shut"),
    ]
    assert reconcile(text, marked, ruled) == marked


def test_a_quotation_that_nobody_claims_goes_to_its_speaker() -> None:
    """A rule's second quotation joins the first, unless the model gave it to somebody."""
    text = "“We are ready,” she said. “The lock is shut.” “It is not,” he replied."
    parts = ("“We are ready,”", "“The lock is shut.”")
    ruled = [made(text, "she", "said", *parts, by="quote.verb")]
    (found,) = reconcile(text, [made(text, "she", "said", parts[0])], ruled)
    assert words(text, found.content) == " … ".join(parts)
    other = made(text, "he", "replied", parts[1])
    assert reconcile(text, [made(text, "she", "said", parts[0]), other], ruled)[0].content == (span_of(text, parts[0]),)


def test_an_acronym_that_spells_a_word_is_a_source() -> None:
    """“US”, “IT” and the like at the head of a cue without a source are who speaks; a loud line is left alone."""
    text = "IT has not commented on the raid."
    (found,) = reconcile(text, [made(text, "", "IT has not commented on", "the raid")], [])
    assert (words(text, found.source), words(text, found.cue)) == ("IT", "has not commented on")
    loud = "IT IS SAID THAT THE LOCK IS SHUT."
    marked = [made(loud, "", "IT IS SAID", "THE LOCK IS SHUT")]
    assert reconcile(loud, marked, []) == marked


def test_what_its_speaker_goes_on_to_say_is_apart() -> None:
    """A content that runs into the same speaker's next statement ends before it; the rule's stands beside."""
    text = "The guild said the lock was shut, and denied that anybody had fled."
    denied = made(text, "The guild", "denied", "that anybody had fled", by="verb.that")
    marked = made(text, "The guild", "said", "the lock was shut, and denied that anybody had fled")
    first, second = reconcile(text, [marked], [denied])
    assert words(text, first.content) == "the lock was shut"
    assert second == denied


def test_a_sure_rule_names_the_speaker() -> None:
    """Where the model names nobody, or somebody whom the rule does not, a precise rule's subject is taken."""
    text = "Lock is shut, says Guild as mayor shows pictures."
    rule = made(text, "Guild", "says", "Lock is shut", by="verb.that")
    for source in ("mayor", ""):
        (found,) = reconcile(text, [made(text, source, "says", "Lock is shut")], [rule])
        assert words(text, found.source) == "Guild"


def test_rules_without_a_cue_change_nothing() -> None:
    """A quotation that stands alone has no cue to go by."""
    text = "“We are ready.” The guild said the lock was shut."
    alone = Attribution(
        id=AttributionId("alone"),
        source=(span_of(text, "The guild"),),
        cue=(),
        content=(span_of(text, "“We are ready.”"),),
        found_by="quote.alone",
        score=0.9,
    )
    marked = [made(text, "The guild", "said", "the lock was shut")]
    assert reconcile(text, marked, [alone]) == marked


def test_whom_a_party_speaks_of_is_not_the_party() -> None:
    """“The pilot, whom the militia claimed to have seized, wrote …”: two speakers, and what the first one spoke of."""
    text = "Mira Dahl, a pilot, whom the militia had claimed to have seized, wrote that she was well."
    whole = "Mira Dahl, a pilot, whom the militia"
    claimed, wrote = reconcile(
        text, [made(text, whole, "had claimed", "to have seized"), made(text, whole, "wrote", "that she was well")], []
    )
    assert words(text, claimed.source) == "the militia"
    assert [span.of(text) for span in claimed.content] == ["Mira Dahl, a pilot", "to have seized"]
    assert (words(text, wrote.source), words(text, wrote.content)) == ("Mira Dahl, a pilot", "that she was well")


def test_who_does_something_is_one_party() -> None:
    """“Dahl, who works with the Courier, said …” names one speaker."""
    text = "Dahl, who works with the Courier, said it was shut."
    (found,) = reconcile(text, [made(text, "Dahl, who works with the Courier", "said", "it was shut")], [])
    assert words(text, found.source) == "Dahl, who works with the Courier"


def test_whom_it_was_told_is_no_part_of_it() -> None:
    """“Denied to the Courier and others that …” ends its recipients at “that”; a noun told of keeps its clause."""
    text = "Sources denied to the Courier and others that the lock was shut."
    (found,) = reconcile(
        text, [made(text, "Sources", "denied to", "the Courier and others that the lock was shut")], []
    )
    assert words(text, found.content) == "that the lock was shut"
    text = "Sources pointed to the fact that the lock was shut."
    (found,) = reconcile(text, [made(text, "Sources", "pointed to", "the fact that the lock was shut")], [])
    assert words(text, found.content) == "the fact that the lock was shut"


def test_the_dummy_of_a_passive_is_no_content() -> None:
    text = "The road has been mined, it is feared."
    ruled = [made(text, "", "is feared", "The road has been mined", by="verb.passive")]
    (found,) = reconcile(text, [made(text, "", "is feared", "The road has been mined, it")], ruled)
    assert words(text, found.content) == "The road has been mined"


def test_a_dummy_alone_gives_way_to_the_rules_content() -> None:
    text = "The road has been mined, it has been feared."
    ruled = [made(text, "", "has been feared", "The road has been mined", by="verb.passive")]
    (found,) = reconcile(text, [made(text, "", "has been feared", "it")], ruled)
    assert words(text, found.content) == "The road has been mined"


def test_a_headline_that_ends_in_its_source_is_kept_where_the_model_saw_nothing() -> None:
    text = "Army shells market: monitor"
    ruled = [made(text, "monitor", ":", "Army shells market", by="line.ending")]
    assert reconcile(text, [], ruled) == ruled
    assert ruled[0] not in reconcile(text, [made(text, "", "shells", "market")], ruled)


def test_what_is_denied_is_the_doing() -> None:
    """The gerund behind a word of denial or admission is no part of the cue."""
    text = "The broker denied demanding a fee and admitted to nothing."
    (found,) = reconcile(text, [made(text, "The broker", "denied demanding", "a fee")], [])
    assert (words(text, found.cue), words(text, found.content)) == ("denied", "demanding a fee")


def test_to_show_is_how_it_is_told() -> None:
    text = "The film appears to show a wreck near the pier."
    (found,) = reconcile(text, [made(text, "The film", "appears", "to show a wreck near the pier")], [])
    assert (words(text, found.cue), words(text, found.content)) == ("appears to show", "a wreck near the pier")
    text = "The mayor appears to have left the town."
    whole = made(text, "The mayor", "appears", "to have left the town")
    assert reconcile(text, [whole], []) == [whole]


def test_a_count_that_the_model_gives_to_nobody_is_its_speakers() -> None:
    """Nor is it somebody else's, unless it stands in their words."""
    text = "The union, which spoke of nine ships, put the toll at twelve."
    count = made(text, "The union", "put", "the toll at twelve", by="verb.obj-at")
    spoke = made(text, "which", "spoke of", "nine ships", "the toll at twelve")
    found = reconcile(text, [spoke], [count])
    assert [words(text, a.content) for a in found] == ["nine ships", "the toll at twelve"]
    text = "The clerk said the union put the toll at twelve."
    count = made(text, "the union", "put", "the toll at twelve", by="verb.obj-at")
    said = made(text, "The clerk", "said", "the union put the toll at twelve")
    assert reconcile(text, [said], [count]) == [said]
