"""Descriptions (“the group”, “the self-proclaimed leader”) to parties, or to parties of their own."""

from collections.abc import Iterator

from counterclaim.actors import _words as words
from counterclaim.actors._mentions import Form, Mention, lemma_of
from counterclaim.actors._parties import age_words
from counterclaim.actors._party import Party, Role, written
from counterclaim.actors._sweep import CLASS_WINDOW, MUTE, SPOKESPERSON_WINDOW, WIDEST, Sweep
from counterclaim.records.mentions import ActorKind
from counterclaim.records.parses import Parse

_NAMING = frozenset({"called", "named", "dubbed"})
#: Words of a sentence whose source a report does not name: nobody named elsewhere is taken for it.
UNNAMED_BY = frozenset("anonymity anonymous anonymously unnamed unidentified undisclosed identified named name".split())


def resolve_description(sweep: Sweep, mention: Mention) -> None:
    noun = words.noun_of(mention.noun)
    if _by_apposition(sweep, mention, noun) or _by_owner(sweep, mention, noun) or _by_noun(sweep, mention, noun):
        _called(sweep, mention)
        return
    if _by_class(sweep, mention, noun) or _by_body_before(sweep, mention):
        _called(sweep, mention)
        return
    _new(sweep, mention, noun)


def _called(sweep: Sweep, mention: Mention) -> None:
    """Notes that the party of `mention` is called so, for later mentions by the same noun."""
    if mention.party is not None:
        sweep.by_noun.setdefault(words.alike(mention.noun), []).append(mention)


def _by_apposition(sweep: Sweep, mention: Mention, noun: words.Noun | None) -> bool:
    """“the minister, Xxx”, “Xxx, the minister”, “Xxx is the minister”."""
    if noun is not None and noun.kind in {"document", "nobody"}:
        return False
    head = mention.head
    beside = sweep.by_head.get(sweep.parse.heads[head])
    if beside is not None and beside.form is Form.NAME and beside.start == mention.end:
        return sweep.take(mention, beside, "apposition")  # “the Xxx-ish group Xxx”
    near = [c for c in sweep.parse.children[head] if sweep.parse.deps[c] == "appos"]
    above = sweep.parse.heads[head]
    if sweep.parse.deps[head] == "appos":
        near.append(above)
    elif sweep.parse.deps[head] == "attr" and sweep.parse.lemmas[above] == "be":
        near.extend(c for c in sweep.parse.children[above] if sweep.parse.deps[c] == "nsubj")
    near.extend(_called_by(sweep.parse, head))
    for token in near:
        other = sweep.by_head.get(token)
        if other is None or other is mention or other.form is Form.DESCRIPTION or other.party is None:
            continue
        party = sweep.party(other.party)
        if noun is None or (noun.kind == "person") == (party.kind is ActorKind.PERSON):
            role: Role = (mention.noun, mention.modifiers)
            if role not in party.roles:
                party.roles.append(role)
            _was_described(sweep, mention, party)
            return sweep.take(mention, other, "apposition")
    return False


def _called_by(parse: Parse, head: int) -> Iterator[int]:
    """The name in “an account called Xxx”."""
    for token in parse.children[head]:
        if parse.deps[token] == "acl" and parse.words[token].lower() in _NAMING:
            yield from (
                c for c in parse.children[token] if parse.deps[c] in {"oprd", "dobj"} and parse.pos[c] == "PROPN"
            )


def _was_described(sweep: Sweep, mention: Mention, party: Party) -> None:
    """“A doctor said … The doctor, Xxx, said”: whom the report described before it names them is the named party, where
    it has described one such alone."""
    if sweep.parse.words[mention.start].lower() != "the" or mention.plural:
        return
    called = sweep.by_noun.get(words.alike(mention.noun), [])[-12:]
    found = {sweep.party(m.party).number: sweep.party(m.party) for m in called if m.party is not None}
    if len(found) != 1:
        return
    (described,) = found.values()
    modified = frozenset[str]().union(*(modifiers for _, modifiers in described.roles))
    if described.named or described.plural or not mention.modifiers <= modified or described is party:
        return
    if any(_asks_not_to_be_named(sweep, earlier) for earlier in described.mentions):
        return
    for earlier in described.mentions:
        earlier.antecedent = earlier.antecedent or mention
    described.same_as = party.number
    party.mentions.extend(described.mentions)


def _asks_not_to_be_named(sweep: Sweep, mention: Mention) -> bool:
    first, last = sweep.parse.sentence_of(mention.start)
    return not UNNAMED_BY.isdisjoint(word.lower() for word in sweep.parse.words[first:last])


def _by_owner(sweep: Sweep, mention: Mention, noun: words.Noun | None) -> bool:
    """“Xxx leaders”, “members of the Xxx”, “the Xxx group”, “a spokesman for Xxx”, “the statement by Xxx”."""
    owner = owner_of(sweep, mention)
    if noun is None:  # a thing of somebody's speaks for its owner: “its website”, “his account”
        owned = owner is not None and sweep.parse.deps[owner.head] == "poss" and owner.form is not Form.DESCRIPTION
        return owned and owner is not None and sweep.take(mention, owner, "description")
    spokesperson = mention.noun in words.SPOKESPERSONS
    if owner is None:
        return False
    party = sweep.party(owner.party or 0)
    body = party.kind is not ActorKind.PERSON
    if spokesperson:
        return body and sweep.take(mention, owner, "spokesperson")
    if noun.kind == "document":
        return sweep.take(mention, owner, "description")
    if mention.noun in words.MEMBERS and mention.plural:
        return body and not party.place and sweep.take(mention, owner, "description")
    if noun.kind == "organisation" and mention.noun in words.GENERAL_BODIES:
        name = sweep.parse.deps[owner.head] in {"compound", "nmod"} and not party.place
        return name and body and sweep.take(mention, owner, "description")
    return False


def owner_of(sweep: Sweep, mention: Mention) -> Mention | None:
    """The party in front of the noun or in its of-, for-, by- or from-phrase."""
    best = None
    for child in sweep.parse.children[mention.head]:
        if child < mention.head and sweep.parse.deps[child] in {"compound", "nmod", "poss", "amod"}:
            other = sweep.by_head.get(child)
            if other is not None and other.party is not None:
                best = other
        elif child > mention.head and best is None:
            for token in _behind(sweep, child):
                other = sweep.by_head.get(token)
                if other is None or other.form is Form.PRONOUN:
                    continue
                if other.party is None and other.form is Form.DESCRIPTION:
                    resolve_description(sweep, other)
                if other.party is not None:
                    return other
    return best


def _behind(sweep: Sweep, child: int) -> list[int]:
    """Nouns that a phrase behind a noun ties to it: “for the Xxx”, “at the Xxx desk”, “attributed to the Xxx”."""
    if sweep.parse.deps[child] == "acl":
        wanted = {"attribute": "to", "post": "by", "issue": "by", "release": "by", "send": "by", "publish": "by"}
        carrier = wanted.get(sweep.parse.lemmas[child])
        phrases = [c for c in sweep.parse.children[child] if sweep.parse.lemmas[c] == carrier]
    else:
        # A report of something is not by it.
        document = (words.noun_of(lemma_of(sweep.parse, sweep.parse.heads[child])) or words.OTHER).kind == "document"
        ties = {"by", "from"} if document else {"of", "for", "by", "from", "at"}
        if document and sweep.parse.lemmas[sweep.parse.heads[child]] in PRINTED and _in_paper(sweep, child):
            ties.add("in")
        phrases = [child] if sweep.parse.lemmas[child] in ties else []
    found = []
    for phrase in phrases:
        for noun in sweep.parse.children[phrase]:
            if sweep.parse.deps[noun] == "pobj":
                found.append(noun)
                found.extend(c for c in sweep.parse.children[noun] if sweep.parse.deps[c] in {"compound", "poss"})
    return found


#: Documents that stand in a paper: “a report in the Xxx” is that paper's.
PRINTED = frozenset({"report", "article", "story", "editorial", "item"})


def _in_paper(sweep: Sweep, preposition: int) -> bool:
    """Whether the noun behind a preposition names a body, not a place."""
    nouns = (c for c in sweep.parse.children[preposition] if sweep.parse.deps[c] == "pobj")
    mentions = (sweep.by_head.get(noun) for noun in nouns)
    parties = [sweep.party(m.party) for m in mentions if m is not None and m.form is Form.NAME and m.party is not None]
    return any(not party.place and party.kind is ActorKind.ORGANISATION for party in parties)


def _by_noun(sweep: Sweep, mention: Mention, noun: words.Noun | None) -> bool:
    """An earlier party called by the same noun, with no modifier that the report has not given it."""
    if not mention.definite or mention.noun == "year-old":  # the number tells who, not the noun
        return False
    # “leaders said” may go on about leaders met before, but not about a party that was called so once.
    bare = mention.plural and sweep.parse.words[mention.start].lower() not in words.DEFINITE
    if bare and noun is not None and noun.kind == "nobody":
        return False
    weighed: list[tuple[float, Mention]] = []
    excluded = sweep.excluded(mention, False)
    here = sweep.sentence(mention)
    known = sweep.by_noun.get(words.alike(mention.noun), [])[-12:]
    for other in known:
        if other.party is None or other.plural != mention.plural:
            continue
        party = sweep.party(other.party)
        if party.number in excluded:
            continue
        own = other.modifiers | (frozenset(w for key in party.keys for w in key))
        if mention.modifiers <= own or (mention.modifiers == other.modifiers):
            weighed.append((2.0 + len(mention.modifiers & own) - 0.2 * (here - sweep.sentence(other)), other))
    for other in sweep.seen[-WIDEST:]:
        party = sweep.party(other.party or 0)
        if not party.named or party.number in excluded or bare:
            continue
        if mention.plural and party.kind is ActorKind.PERSON:
            continue
        for role, modifiers in party.roles[:24]:
            if words.alike(role) != words.alike(mention.noun):
                continue
            own = modifiers | frozenset(w for key in party.keys for w in key)
            own = own | {words.country_of(w) for w in own}
            if mention.modifiers <= own:
                distance = here - sweep.sentence(other)
                weighed.append((2.0 + len(mention.modifiers) - 0.2 * distance + 0.2 * other.salience, other))
                break
    if noun is not None and noun.kind == "document" and not weighed:
        return False
    if not weighed:
        return False
    if sweep.take_best(mention, weighed, "description"):
        if mention.noun in words.SPOKESPERSONS and sweep.party(mention.party or 0).kind is not ActorKind.PERSON:
            mention.resolution = "spokesperson"
        party = sweep.party(mention.party or 0)
        if not party.named and noun is not None and noun.subclass is not None:
            _named_after_all(sweep, mention, party, noun)
        return True
    return False


def _named_after_all(sweep: Sweep, mention: Mention, party: Party, noun: words.Noun) -> None:
    """A party so far only described may now stand for the prominent named one: it is looked up again."""
    trial = Mention(
        start=mention.start,
        end=mention.end,
        head=mention.head,
        form=mention.form,
        noun=mention.noun,
        modifiers=mention.modifiers,
        definite=mention.definite,
        plural=mention.plural,
    )
    if _by_class(sweep, trial, noun) and trial.party is not None:
        target = sweep.parties[trial.party]
        if any(_clash(sweep, m, target) for m in party.mentions):
            target.mentions.remove(trial)
            return
        target.mentions.remove(trial)
        party.same_as = target.number
        mention.party, mention.antecedent = target.number, trial.antecedent
        mention.candidates, mention.score = trial.candidates, trial.score
        target.mentions.extend(party.mentions)


def _clash(sweep: Sweep, mention: Mention, party: Party) -> bool:
    return party.number in sweep.excluded(mention, False)


def _by_class(sweep: Sweep, mention: Mention, noun: words.Noun | None) -> bool:
    """“the group”, “the leader”: the most prominent named party of that class, unless the clause rules it out."""
    if noun is None or mention.plural or sweep.parse.words[mention.start].lower() not in {"the", "this"}:
        return False
    people = mention.noun in words.GENERAL_PEOPLE
    bodies = mention.noun in words.GENERAL_BODIES
    firms = mention.noun in words.FIRMS
    if not people and not bodies and not firms:
        return False
    age = age_words(sweep.parse, mention.head) if mention.noun == "year-old" else ""
    if any(
        sweep.parse.deps[c] in {"prep", "relcl", "acl"} and c > mention.head for c in sweep.parse.children[mention.head]
    ):
        return False  # “the group that …”, “the leader of …” says itself which one
    excluded = sweep.excluded(mention, False) | _opponents(sweep, mention)
    weighed = []
    for weight, other in sweep.recent(mention, CLASS_WINDOW):
        party = sweep.party(other.party or 0)
        if not party.named or party.number in excluded or party.place:
            continue
        if people:
            if party.kind is not ActorKind.PERSON or (noun.gender and party.gender not in {None, noun.gender}):
                continue
            if age.isdecimal() and party.ages and int(age) not in party.ages:
                continue
            weight += 4.0 * (age.isdecimal() and int(age) in party.ages)
        elif firms:
            if party.kind is not ActorKind.ORGANISATION or other.label in MUTE or party.subclasses - {"civil"}:
                continue
        else:
            if party.kind is ActorKind.PERSON or not _same_class(noun, party):
                continue
            if mention.modifiers & {words.country_of(w) for k in party.keys for w in k}:
                weight += 1.0
        weighed.append((weight, other))
    alone = len({sweep.party(other.party or 0).number for _, other in weighed}) == 1
    if people and not age and not alone:
        return False
    return sweep.take_best(mention, weighed, "description", margin=0.8 if firms else 0.3, floor=-0.5)


def _by_body_before(sweep: Sweep, mention: Mention) -> bool:
    """“A spokesman said”: the body named before it in the paragraph, if one stands out."""
    if mention.noun not in words.SPOKESPERSONS or mention.plural or mention.end - mention.start > 2:
        return False
    telling = {sweep.party(m.party).number for m in sweep.speakers_of(mention.start) if m.party is not None}
    weighed = []
    for weight, other in sweep.recent(mention, SPOKESPERSON_WINDOW):
        party = sweep.party(other.party or 0)
        if party.kind is ActorKind.PERSON or party.place or party.number in telling or other.label in MUTE:
            continue
        if (
            not party.named
            or party.subclasses & {"media"}
            or sweep.paragraphs[other.start] < sweep.paragraphs[mention.start] - 1
        ):
            continue
        weighed.append((weight, other))
    return sweep.take_best(mention, weighed, "spokesperson", margin=0.5, floor=0.0)


def _opponents(sweep: Sweep, mention: Mention) -> set[int]:
    """Parties that the clause sets against the subject: named among what the subject is said to do."""
    if not sweep.is_subject(mention):
        return set()
    verb = sweep.parse.heads[mention.head]
    return {
        sweep.party(other.party).number
        for token in sweep.parse.subtree(verb)[:60]
        if token > mention.end
        and (other := sweep.by_head.get(token)) is not None
        and other.form is Form.NAME
        and other.party is not None
    }


def _new(sweep: Sweep, mention: Mention, noun: words.Noun | None) -> None:
    """A party of its own, known by its description."""
    kinds = {"person": ActorKind.PERSON, "organisation": ActorKind.ORGANISATION, "group": ActorKind.GROUP}
    kind = kinds.get(noun.kind) if noun is not None else None
    party = Party(number=len(sweep.parties), named=False, plural=mention.plural)
    party.text_kind = ActorKind.DESCRIPTION if kind is None else ActorKind.GROUP if mention.plural else kind
    if noun is not None and noun.gender:
        party.genders[noun.gender] += 2
    party.roles.append((mention.noun, mention.modifiers))
    party.forms[_without_determiner(sweep.parse, mention)] += 1
    party.mentions.append(mention)
    sweep.parties.append(party)
    mention.party = party.number
    mention.resolution = "description"
    sweep.by_noun.setdefault(words.alike(mention.noun), []).append(mention)


def _same_class(noun: words.Noun, party: Party) -> bool:
    classes = party.subclasses
    if noun.subclass is None:
        return not classes & {"state", "media"} or bool(classes & {"armed"})
    return not classes or noun.subclass in classes


def _without_determiner(parse: Parse, mention: Mention) -> str:
    start = mention.start
    while start < mention.head and parse.words[start].lower() in words.DETERMINERS | {"two", "one"}:
        start += 1
    return written(parse, start, mention.end)
