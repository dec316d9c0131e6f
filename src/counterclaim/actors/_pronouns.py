"""Pronouns to parties."""

from counterclaim.actors import _words as words
from counterclaim.actors._mentions import Form, Mention
from counterclaim.actors._party import Party
from counterclaim.actors._sweep import FEMALE, FIRST, MALE, MANY, MUTE, PRONOUN_WINDOW, RELATIVE, THING, Sweep
from counterclaim.records.mentions import ActorKind


def resolve_pronoun(sweep: Sweep, mention: Mention) -> None:
    word = sweep.parse.words[mention.start].lower()
    if word in RELATIVE:
        _relative(sweep, mention)
        return
    if word in FIRST:
        return  # the speaker of the quotation: known after the sources are
    if word in THING and not _refers(sweep, mention):
        return
    excluded = sweep.excluded(mention, word.endswith(("self", "selves")))
    speaker = {sweep.party(m.party).number for m in sweep.speakers_of(mention.start) if m.party is not None}
    governor = sweep.governor(mention)
    weighed = []
    for weight, other in [*sweep.recent(mention, PRONOUN_WINDOW), *sweep.ahead(mention)]:
        party = sweep.party(other.party or 0)
        if party.number in excluded or not _agrees(sweep, word, party, other):
            continue
        said_by = party.number in speaker
        if said_by and sweep.quoted[mention.start]:
            continue  # quoted words call their speaker “I”; reported words, “he”
        if said_by:
            weight += 1.5
        if sweep.is_subject(mention) and sweep.parse.deps[other.head] in {"nsubj", "nsubjpass"}:
            weight += 0.5
        if mention.head in sweep.source_of and other.head in sweep.source_of:
            weight += 0.5
        if word in MANY and _named_beside(sweep, other):
            weight += 1.5  # “Xxx and Yyy … they”
        elif word in MANY and party.kind is ActorKind.PERSON:
            weight -= 3.0
        if other.label in MUTE and mention.head in sweep.source_of:
            weight -= 3.0
        if sweep.governs(other, mention):
            weight += 2.0 if other.head == governor else 1.5
        if word in MALE | FEMALE and party.kind is not ActorKind.PERSON and other.resolution != "spokesperson":
            weight -= 2.5  # taken for a body by the recogniser, without other evidence
        if word in MALE | FEMALE and party.gender is not None:
            weight += 0.7
        weighed.append((weight, other))
    if sweep.take_best(mention, weighed, "pronoun") and word in MANY and mention.antecedent is not None:
        mention.others = tuple(n for n in _named_beside(sweep, mention.antecedent) if n not in excluded)


def _named_beside(sweep: Sweep, other: Mention) -> tuple[int, ...]:
    """The named parties coordinated with a named one."""
    if other.others:
        return other.others
    if other.form is not Form.NAME:
        return ()
    found = []
    for child in sweep.parse.children[other.head]:
        if sweep.parse.deps[child] == "conj" and (beside := sweep.by_head.get(child)) is not None:
            if beside.form is Form.NAME and beside.party is not None and beside.party != other.party:
                found.append(sweep.party(beside.party).number)
    return tuple(found)


def _refers(sweep: Sweep, mention: Mention) -> bool:
    """Whether “it” can be a party here: possessive, or the subject of a verb that is not “be” or weather."""
    if mention.head in sweep.source_of or sweep.parse.tags[mention.head] == "PRP$":
        return True
    verb = sweep.parse.heads[mention.head]
    return sweep.is_subject(mention) and sweep.parse.lemmas[verb] not in {
        "be",
        "seem",
        "appear",
        "happen",
        "remain",
        "become",
        "take",
        "rain",
        "mean",
    }


def _relative(sweep: Sweep, mention: Mention) -> None:
    """“Xxx, who …”: the noun that the relative clause hangs on."""
    personal = sweep.parse.words[mention.start].lower() in {"who", "whom"}
    for above in sweep.parse.ancestors(mention.head):
        if sweep.parse.deps[above] == "relcl":
            noun = sweep.parse.heads[above]
            other = sweep.by_head.get(noun)
            thing = personal and other is not None and other.noun and words.noun_of(other.noun) is None
            if other is not None and other.party is not None and other.start < mention.start and not thing:
                sweep.take(mention, other, "pronoun")
                return
            break
    # The clause hangs on a thing, or on nothing: the party directly before it is meant.
    before = mention.start - 1 - (sweep.parse.words[mention.start - 1] == ",")
    if personal:
        for near in reversed(sweep.seen[-3:]):
            if near.end == before + 1 and near.party is not None:
                sweep.take(mention, near, "pronoun")
                return


def _agrees(sweep: Sweep, word: str, party: Party, mention: Mention) -> bool:
    kind = party.kind
    if word in MALE | FEMALE:
        if mention.resolution == "spokesperson" and not mention.plural:
            return True  # “a Xxx spokesman … he”
        person = kind is ActorKind.PERSON or (party.named and not party.body)
        if not person or mention.plural:
            return False
        return party.gender in {None, "m" if word in MALE else "f"}
    if word in THING:
        return kind in {ActorKind.ORGANISATION, ActorKind.GROUP} and not (mention.plural and not party.named)
    if word in MANY:
        if _named_beside(sweep, mention):
            return True
        return kind is not ActorKind.DESCRIPTION and (kind is not ActorKind.PERSON or party.gender is None)
    return False
