"""Number phrases that are no quantity: dates, clock times, ages, names, turns of speech."""

import re

from counterclaim.figures._numbers import MEASURES, NumberPhrase
from counterclaim.figures._roles import CONTAINERS, NUMBER_DEPS, PERSONS, role_of
from counterclaim.lexicons.calendar_names import MONTH_NUMBERS
from counterclaim.lexicons.party_nouns import load_person_nouns
from counterclaim.records.figure_relations import HOURS, KM, singular
from counterclaim.records.parses import Parse

#: Nouns whose number names them.
NAMED_BY_NUMBER = frozenset(
    "flight highway route article section chapter page room paragraph resolution phase brigade battalion division "
    "channel number no. no no.1 act rule gate platform level category class type model version volume part bus line "
    "regiment group unit area sector point day week year grade hour station camp base".split()
)
#: Nouns that “one” and “two” stand before without counting anything that matters to a report.
NO_COUNT = frozenset("thing way side hand point reason sort kind another other end moment".split())
YEAR_BEFORE = frozenset(
    "in since of by until till from to during before after late early mid summer spring winter".split()
)
CLOCK_AFTER = re.compile(r" ?(?:[ap]\.?m\b|o['’]clock|GMT|UTC|hrs|hours? (?:GMT|UTC|local)|BST|EST)", re.IGNORECASE)
AGE_AFTER = re.compile(
    r"[ -](?:years?|months?|weeks?|days?)(?:-| )olds?\b|[ -]year-old|(?:st|nd|rd|th)\b", re.IGNORECASE
)
AGO_AFTER = re.compile(r"[’']? (?:[a-z]+ )?(?:ago|earlier|later|hence|from now|old|time)\b", re.IGNORECASE)
LOCATED_AFTER = re.compile(
    r" (?:(?:north|south)?-?(?:east|west)?(?:ern|wards?)? of|from|away|outside|inside|inland|off|up|down)\b",
    re.IGNORECASE,
)
#: What a name is to the number that follows it as part of it: “Type 8”, “Route 66 and 67 buses”.
NAMING = frozenset({"compound", "nmod", "conj", "dobj", "attr", "appos"})
MULTIPLE_AFTER = re.compile(r" times (?:more|as|the|higher|larger|bigger|greater|less|over|its)\b", re.IGNORECASE)
OFFSET_AFTER = re.compile(r" (?:after|before)\b", re.IGNORECASE)
AGE_BEFORE = re.compile(r"\b(?:age|aged|ages)(?: of| between)? $", re.IGNORECASE)
STRETCH_BEFORE = re.compile(r"\b(?:past|last|previous|next|coming|first|final) $", re.IGNORECASE)


def is_no_quantity(parse: Parse, text: str, number: NumberPhrase, tokens: range, noun: int | None) -> bool:
    """Whether the number phrase is a date, a clock time, an age, a name or a turn of speech."""
    first, last = tokens[0], tokens[-1]
    words = text[number.number_start : number.end]
    bare = words.isdigit()
    before = parse.words[first - 1] if first else ""
    after = parse.words[last + 1] if last + 1 < len(parse) else ""
    lead = text[max(0, number.start - 16) : number.start]
    lemma = parse.lemmas[noun] if noun is not None else ""
    if CLOCK_AFTER.match(text, number.end) or AGE_AFTER.match(text, number.end) or AGE_BEFORE.search(lead):
        return True
    if before.lower().rstrip(".") in MONTH_NUMBERS and parse.pos[first - 1] == "PROPN":
        return True
    if after.rstrip(".").lower() in MONTH_NUMBERS and after[:1].isupper():
        return True
    if lemma in HOURS or after.lower().rstrip("s") in HOURS:
        noun_end = parse.ends[noun] if noun is not None else number.end
        long = lemma not in ("second", "minute", "hour")
        if AGO_AFTER.match(text, noun_end) or (long and OFFSET_AFTER.match(text, noun_end)):
            return True
        if STRETCH_BEFORE.search(lead):
            return True
    if bare and len(words) == 4 and 1400 <= int(words) <= 2100:
        counts = noun == last + 1 and parse.tags[last + 1] in ("NNS", "NNPS")
        if not number.hedge and (not counts or before.lower() in YEAR_BEFORE or before.lower() in ("the", "a")):
            return True
    if lemma in KM and LOCATED_AFTER.match(text, parse.ends[noun or last]) and lead.endswith(", "):
        return True  # “in Orsk, 25 km north of the town,” says where a place is
    if parse.text[number.end : number.end + 1] == "-" and lemma in HOURS and parse.deps[noun or last] in NUMBER_DEPS:
        return True  # “his 24-year rule”
    if (
        parse.text[number.end : number.end + 1] in ("/", ":", "-")
        and parse.text[number.end + 1 : number.end + 2].isalnum()
    ):
        return not (parse.text[number.end] == "-" and lemma in (*MEASURES, "member"))
    if bare and first and parse.pos[first - 1] == "PROPN" and not number.hedge:
        # “Type 8 rifles”, “Flight 12”
        if parse.heads[first] == first - 1 or parse.deps[first - 1] in NAMING:
            return True
    if bare and first > 1 and parse.deps[first] == "conj" and parse.pos[first - 3 if first > 2 else 0] == "PROPN":
        return True  # “Type 8 and 9 rifles”
    if MULTIPLE_AFTER.match(text, number.end):
        return True
    if bare or words.lower() in ("one", "two", "three"):
        named = before.lower() in NAMED_BY_NUMBER or (parse.pos[first - 1] == "PROPN" and first and noun is None)
        if named and not number.hedge and noun is None:
            return True
        # “Jane Roe, 31,”, “Jane Roe (31)” and “a baker, 31,”
        closes = after in (",", ")", ".", "") and before in (",", "(")
        if bare and closes and first > 1 and (parse.pos[first - 2] == "PROPN" or _one_person(parse, first - 2)):
            return True
    if words.lower() == "one":
        return _one(parse, first, noun, lemma)
    if words.lower() in ("first", "second", "zero"):
        return True
    return lemma in NO_COUNT and number.hedge is None and not bare


def _one_person(parse: Parse, token: int) -> bool:
    """Whether a noun names one person by what they are (“victim”, “baker”)."""
    lemma = parse.lemmas[token]
    person = lemma in PERSONS or lemma in load_person_nouns() or lemma.endswith(("er", "man", "woman", "ist"))
    return parse.tags[token] == "NN" and person and lemma not in CONTAINERS


def _one(parse: Parse, token: int, noun: int | None, lemma: str) -> bool:
    """“one” counts only before a noun of substance or in “one of her cousins”."""
    if noun is None or noun < token or lemma in NO_COUNT or lemma in HOURS:
        return True
    of_them = token + 1 < len(parse) and parse.lemmas[token + 1] == "of"
    taken = ("no", "this", "that", "the", "any", "every", "each", "which")
    if token and parse.words[token - 1].lower() in taken and not of_them:
        return True
    role = role_of(parse, token, noun, range(token, token + 1))
    if of_them and any(parse.tags[i] in ("JJS", "RBS") for i in range(token, noun)):
        return True
    if of_them:
        # “one of the most”, “one of the reasons” say little; “one of the miners was freed” counts
        return role is None and not (parse.tags[noun] == "NNS" and singular(lemma) in PERSONS)
    return parse.tags[noun] not in ("NN", "NNP") or role is None
