"""The words that name a proposition. All parties are invented."""

from dataclasses import replace

import pytest

from counterclaim.disputes._words import choose_title, choose_wording, plain, states
from counterclaim.records.claims import Frame
from tests.factories import make_analysis, make_claim, make_revision


@pytest.mark.parametrize(
    ("words", "frame", "stated"),
    [
        ("the militia seized the port of Varn", Frame(subject="militia", object="port"), True),
        ("capture of the Varn airstrip", Frame(object="Varn airstrip"), True),
        ("Anton Eric Dalgaard", Frame(predicate="dalgaard"), False),
        ("what the mayor's stated position might have been", Frame(subject="mayor's stated position"), False),
        ("which stories are true and which are fiction", Frame(predicate="true"), False),
        ("What people smelled was a routine cleaning of pipes", Frame(subject="What people smelled"), True),
        ("which were taken at the bridge of Orsk", Frame(object="photographs"), True),
        ("the same", Frame(), False),
    ],
)
def test_only_what_states_a_matter_names_a_proposition(words: str, frame: Frame, stated: bool) -> None:
    """A question, a bare name and a pointer are no title, and no proposition of their own."""
    claim = make_claim(make_revision(f"The mayor said {words}."), words, frame=frame)
    assert states(claim, words) is stated


def test_a_wording_stands_by_itself() -> None:
    """No “yes” of an interview, no “which” without what it is about."""
    revision = make_revision("He said “Yes, that the port had fallen.” The photographs which were taken at the bridge.")
    yes = make_claim(revision, "“Yes, that the port had fallen.”", frame=Frame(subject="port"))
    which = make_claim(revision, "which were taken at the bridge", frame=Frame(object="photographs"))
    assert plain(yes, "“Yes, that the port had fallen.”") == "the port had fallen"
    assert plain(yes, 'that "a small part" of it had fallen') == '"a small part" of it had fallen'
    assert plain(yes, '"The port had fallen."') == "The port had fallen"
    assert plain(yes, "“No – we held it”") == "we held it"
    assert plain(yes, "No, we held it") == "we held it"
    for said in ("no such convoy had left", "No-one was hurt", "No. 5 company had left", "well known men had left"):
        assert plain(yes, said) == said  # the “no” is what is said
    assert plain(which, "which … were taken at the bridge") == "photographs were taken at the bridge"


def test_a_name_is_not_chosen_where_a_sentence_is_there() -> None:
    """Of a matter's claims one that states it gives the words, however near the others stand to each other."""
    revision = make_revision("Officials named Anton Dalgaard. A nurse said Dalgaard had touched the patient.")
    name = make_claim(revision, "Anton Dalgaard", frame=Frame(predicate="dalgaard"))
    told = make_claim(
        revision, "Dalgaard had touched the patient", frame=Frame(subject="Dalgaard", object="patient"), actor="Nurse"
    )
    assert choose_wording([name, told], {revision.id: revision.text}, {name.id: 3.0}) == told


def test_a_full_statement_is_chosen_before_whom_somebody_accuses() -> None:
    """“The harbour company” says nothing of what it is accused of, though that is what the company denies."""
    revision = make_revision("Fishers blamed the big harbour company. A clerk said the company had drained the lake.")
    blamed = make_claim(revision, "the big harbour company", actor="Fishers", cue="blamed")
    told = make_claim(revision, "the company had drained the lake", actor="Clerk", cue="said")
    texts = {revision.id: revision.text}
    assert choose_wording([blamed, told], texts, {blamed.id: 3.0}, {blamed.id}) == told


def test_a_story_is_not_named_after_a_day_nor_left_without_a_name() -> None:
    """Names that stay whole, no “Monday”; a post that names nobody goes by who says it."""
    revision = make_revision("On Monday the Fishermen's League denied Sunday's report of the Varn Guild.")
    assert choose_title([make_analysis(revision, ())]) == "Fishermen's League, Varn Guild"
    quoted = make_revision("They spoke. “Nobody fired,” said the Harrow Party's Anna Lund of the People's Guild.")
    assert choose_title([make_analysis(quoted, ())]) == "People's Guild, Harrow Party, Anna Lund"
    post = replace(make_revision("It did not. We all have clocks."), channel="post", authors=("Varn Guild",))
    assert choose_title([make_analysis(post, ())]) == "Varn Guild"
    assert choose_title([make_analysis(make_revision("It did not."), ())]) == "Untitled story"
