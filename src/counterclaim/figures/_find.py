"""Finds the figures of a text: number phrases that are quantities, with their bounds, role and counted phrase."""

import re
from dataclasses import dataclass

from counterclaim.figures._lexicon import hedges
from counterclaim.figures._patterns import CURRENCIES, NONE_WORDS, currency_of, number_phrase, vague_name
from counterclaim.figures._roles import NOUNS, NUMBER_DEPS, PERSONS, children, role_of, under
from counterclaim.lexicons.calendar_names import MONTH_NUMBERS
from counterclaim.lexicons.figures_numbers import read_number
from counterclaim.records.figure_relations import HOURS, KM, kind_of, singular
from counterclaim.records.mentions import Figure, FigureUnit
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span

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
AGO_AFTER = re.compile(r" (?:[a-z]+ )?(?:ago|earlier|later|hence|from now|old)\b", re.IGNORECASE)
MEASURES = frozenset((*KM, *HOURS))
MULTIPLE_AFTER = re.compile(r" times (?:more|as|the|higher|larger|bigger|greater|less|over|its)\b", re.IGNORECASE)
DASHES = frozenset("-–—")
AND_A_HALF = re.compile(r" ([a-z]{1,12}) and a half\b", re.IGNORECASE)
AREA_BEFORE = re.compile(r"\b(?:sq|square|cubic)\b", re.IGNORECASE)
OFFSET_AFTER = re.compile(r" (?:after|before)\b", re.IGNORECASE)
AGE_BEFORE = re.compile(r"\b(?:age|aged|ages)(?: of| between)? $", re.IGNORECASE)
STRETCH_BEFORE = re.compile(r"\b(?:past|last|previous|next|coming|first|final) $", re.IGNORECASE)
INCLUDING = re.compile(r"\b(?:including|among them|of whom|of them|of which|of those)\b[^.;]{0,12}$", re.IGNORECASE)
THEM_AFTER = re.compile(r" (?:of them|of whom|of those)\b", re.IGNORECASE)


#: What stands between a number and the words for what it counts.
SKIPPED = frozenset("of the these those its his her their our - and".split())
#: Nouns that count people by what befell them; others of another lot are not more of these.
EVENTS_COUNTED = frozenset("body death corpse fatality injury arrest casualty".split())
#: Small vague words say something only of people killed, hurt, held and the like.
SMALL_VAGUE = frozenset({"several", "a few", "a couple", "a handful"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """A number phrase before its surroundings are read; `number_start` to `number_end` leave the hedge out."""

    start: int
    end: int
    number_start: int
    number_end: int
    low: float | None
    high: float | None
    hedge: str | None
    vague: str | None = None
    percent: bool = False
    currency: str | None = None
    second_left: bool = False


def find_figures(revision: Revision, parse: Parse) -> tuple[Figure, ...]:
    """The figures in the read blocks of a revision, in text order."""
    del revision  # the parse holds the read blocks and their offsets
    return find_figures_in(parse)


def find_figures_in(parse: Parse) -> tuple[Figure, ...]:
    """The figures of a parsed text, in text order."""
    text = re.sub(r"\s", " ", parse.text)
    figures: list[Figure] = []
    for first, end in parse.sentences:
        here: list[Figure] = []
        for number in _numbers(text, parse.starts[first], parse.ends[end - 1]):
            figure = _read(parse, text, number, here)
            if figure:
                here.append(figure)
        here.extend(_none(parse, first, end))
        figures.extend(sorted(here, key=lambda f: f.span))
    return tuple(figures)


def _numbers(text: str, start: int, end: int) -> list[_Number]:
    """The number phrases between two offsets."""
    found = []
    while m := number_phrase().search(text, start, end):
        start = m.end()
        if m["vague"]:
            found.append(_vague(m))
            continue
        number = _counted_number(m, text)
        if number:
            found.append(number)
            if number.second_left:
                start = number.end  # the second number stands for itself: “eight soldiers” or “8 and 107”
    return found


def _vague(m: re.Match[str]) -> _Number:
    name = vague_name(m["vague"].lower())
    first = m.start("vague")
    return _Number(start=_phrase_start(m, first), end=m.end(), number_start=first, number_end=m.end(),
                   low=None, high=None, hedge=_hedge(m), vague=name)  # fmt: skip


def _counted_number(m: re.Match[str], text: str) -> _Number | None:
    """The number, range or bound that a match says; None for what only looks like one."""
    hedge = _hedge(m)
    single = m["a"].lower() in ("a", "an")
    if single and not hedge:
        return None  # “an hour” is a figure only with a bound
    a = 1.0 if single else read_number(m["a"])
    b = read_number(m["b"]) if m["b"] else None
    if a is None:
        return None
    first = m.start("cur") if m["cur"] else m.start("a")
    currency = currency_of(m["cur"])
    if b is not None:
        joiner, low = m["sep"].strip().lower(), _shared_scale(m["a"], m["b"], a)
        written_alike = m["a"][0].isdigit() == m["b"][0].isdigit()
        joins = joiner in ("to", "or") or (joiner == "and" and m["between"]) or (joiner in DASHES and written_alike)
        if low < b and joins:
            return _Number(start=m.start("between") if m["between"] else _phrase_start(m, first), end=m.end(),
                           number_end=m.end(), low=low, high=b, hedge=hedge if not m["between"] else None,
                           percent=bool(m["pct"] or m["pct2"]), number_start=first, currency=currency)  # fmt: skip
        if joiner in DASHES:
            return None  # a score, a telephone number, a compound
    end = (m.end("pct") if m["pct"] else m.end("a")) if b is not None else m.end()
    number_end, tail = end, "" if b is not None else (m["tail"] or "").strip(" -").lower()
    half = AND_A_HALF.match(text, end)
    if half and not tail and half[1].rstrip("s") in MEASURES:
        a, end = a + 0.5, half.end()
    if tail == "and a half":
        a += 0.5
    elif tail in ("or more", "plus", "+"):
        hedge = hedge or "or more"
    elif tail in ("or so", "odd"):
        hedge = hedge or "or so"
    sense = "low" if hedge == "or more" else hedges().get(hedge or "", "exact")
    low_high = {"low": (a, None), "high": (None, a), "near": (None, a)}.get(sense, (a, a))
    return _Number(start=_phrase_start(m, first), end=end, number_end=number_end, low=low_high[0], high=low_high[1],
                   hedge=hedge, percent=bool(m["pct"]) or (b is None and bool(m["pct2"])),
                   second_left=b is not None, number_start=first, currency=currency)  # fmt: skip


def _phrase_start(m: re.Match[str], number_start: int) -> int:
    return m.start("hedge") if m["hedge"] else m.start("hedge2") if m["hedge2"] else number_start


def _hedge(m: re.Match[str]) -> str | None:
    """The hedge that bounds the number: of two the one that is not only an addition (“more than a total of”)."""
    words = [m[name].lower() for name in ("hedge2", "hedge") if m[name]]
    bounding = [each for each in words if hedges()[each] != "exact"]
    return (bounding or words or [None])[0]


def _shared_scale(a: str, b: str, value: float) -> float:
    """“two to three million”: the scale of the second number holds for the first too."""
    scale = re.search(r"(hundred|thousand|million|billion|trillion)$", b, re.IGNORECASE)
    if scale and not re.search(r"[a-z]{6,}$|%$", a, re.IGNORECASE):
        return value * (read_number(f"1 {scale[1]}") or 1)
    return value


def _read(parse: Parse, text: str, number: _Number, before: list[Figure]) -> Figure | None:
    """The figure that a number phrase makes, None where it is no quantity."""
    tokens = parse.tokens_in(Span(number.number_start, number.number_end))
    if not tokens or parse.starts[tokens[0]] < number.number_start - 1:
        return None
    top = tokens[-1]
    for _ in range(6):
        if parse.heads[top] in tokens and parse.heads[top] != top:
            top = parse.heads[top]
    noun = _noun(parse, top, tokens)
    phrase = parse.tokens_in(Span(number.start, number.number_end))
    if _no_quantity(parse, text, number, tokens, noun):
        return None
    lemma = parse.lemmas[noun] if noun is not None else ""
    word = parse.words[noun].lower() if noun is not None else ""
    unit: FigureUnit | None
    currency = number.currency
    if number.percent or lemma in ("percent", "percentage") or word == "cent":
        unit = FigureUnit.SHARE
    elif currency or lemma in CURRENCIES:
        unit, currency = FigureUnit.MONEY, currency or CURRENCIES.get(lemma)
    elif (lemma in KM or word in KM) and not AREA_BEFORE.search(text[number.end : parse.ends[noun or top]]):
        unit = FigureUnit.DISTANCE
    elif lemma in HOURS:
        unit = FigureUnit.DURATION
    else:
        unit = role_of(parse, top, noun, phrase)
    if number.vague in SMALL_VAGUE and unit in (None, FigureUnit.COUNT, FigureUnit.DURATION, FigureUnit.DISTANCE):
        return None
    bare = unit in (FigureUnit.SHARE, FigureUnit.MONEY)
    counted_span = None if bare else _counted(parse, noun, tokens[-1], number.end)
    part_of = None
    lead = text[before[-1].span.end : number.start] if before else ""
    if before and (INCLUDING.search(lead) or THEM_AFTER.match(text, number.end)):
        total = before[-1]
        if unit is None or unit is FigureUnit.COUNT:
            unit = total.unit
        part_of = total.part_of or total.span
    if unit is None and noun is None and before and before[-1].counted is None and lead.endswith(" at "):
        unit = before[-1].unit  # “the ministry put the toll at 12, a hospital at 19”
    if before and unit and (noun is None or lemma in ("other", "more", "they")):
        counted_span = _antecedent(parse, noun, before[-1])
    counted = counted_span.of(parse.text) if counted_span else None
    if unit is None and noun is None and not number.vague:
        return None  # a bare number of which nothing is said
    return Figure(
        span=Span(number.start, number.end),
        words=parse.text[number.start : number.end],
        low=number.low,
        high=number.high,
        unit=unit or FigureUnit.COUNT,
        counted=" ".join(counted.split()) if counted else None,
        counted_span=counted_span,
        hedge=number.hedge,
        convention=number.vague,
        currency=currency if unit is FigureUnit.MONEY else None,
        part_of=part_of,
    )


def _noun(parse: Parse, top: int, tokens: range) -> int | None:
    """The noun that the number counts: the one it modifies, or the one after “of”."""
    last = tokens[-1]
    if parse.words[last].lower() in ("dollars",):
        return last
    for child in children(parse, top):
        if child > last and parse.deps[child] == "prep" and parse.lemmas[child] == "of":
            for inner in children(parse, child):
                if parse.deps[inner] == "pobj":
                    return inner
    head = parse.heads[top]
    for _ in range(3):
        if parse.deps[top] not in NUMBER_DEPS or head == top:
            break
        if head > last and (parse.pos[head] in NOUNS or parse.tags[head] in ("NNS", "NNP")):
            return head
        top, head = head, parse.heads[head]
    after = last + 1
    # The tagger errs most in headlines: a plural noun right behind the number is what it counts.
    for index in range(after, min(after + 3, len(parse))):
        if parse.sentence_index(index) != parse.sentence_index(last):
            break
        if parse.tags[index] in ("NNS", "NNPS") or parse.words[index].lower() == "people":
            return index
        if parse.pos[index] not in ("ADJ", "PROPN", "NOUN") and parse.tags[index] not in ("VBN", "VBG"):
            break
    return None


def _counted(parse: Parse, noun: int | None, last: int, end: int) -> Span | None:
    """The counted phrase behind the number: the noun with what stands before it and its of-phrase."""
    if noun is None or parse.ends[noun] <= end:
        return None
    close = noun
    for child in children(parse, noun):
        if child > noun and parse.deps[child] == "prep" and parse.lemmas[child] in ("of", "from"):
            clauses = {n for i in under(parse, child) if parse.deps[i] in ("relcl", "acl") for n in under(parse, i)}
            for inner in under(parse, child):
                if inner in clauses or parse.deps[inner] in ("cc", "punct") or inner > close + 1:
                    break
                close = max(close, inner)
    first = last + 1
    while first < noun and (parse.words[first].lower() in SKIPPED or parse.pos[first] == "NUM"):
        first += 1
    return Span(max(parse.starts[first], end), parse.ends[close]) if first <= noun else None


def _antecedent(parse: Parse, noun: int | None, before: Figure) -> Span | None:
    """What “20 others”, “30 injured” and “three of them children” count: the words right behind, or what the figure
    before counts."""
    if noun is not None and parse.tags[noun] == "PRP":
        after = noun + 1
        if after < len(parse) and parse.pos[after] == "NOUN":
            return parse.span(after, after + 1)
    return None if kind_of(before.counted) in EVENTS_COUNTED else before.counted_span


def _no_quantity(parse: Parse, text: str, number: _Number, tokens: range, noun: int | None) -> bool:
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
    if (
        parse.text[number.end : number.end + 1] in ("/", ":", "-")
        and parse.text[number.end + 1 : number.end + 2].isalnum()
    ):
        return not (parse.text[number.end] == "-" and lemma in (*KM, *HOURS, "member"))
    if bare and first and parse.pos[first - 1] == "PROPN" and not number.hedge:
        # “Type 8 rifles”, “Flight 12”
        if parse.heads[first] == first - 1 or parse.deps[first - 1] in ("compound", "nmod", "conj"):
            return True
    if bare and first > 1 and parse.deps[first] == "conj" and parse.pos[first - 3 if first > 2 else 0] == "PROPN":
        return True  # “Type 8 and 9 rifles”
    if MULTIPLE_AFTER.match(text, number.end):
        return True
    if bare or words.lower() in ("one", "two", "three"):
        named = before.lower() in NAMED_BY_NUMBER or (parse.pos[first - 1] == "PROPN" and first and noun is None)
        if named and not number.hedge and noun is None:
            return True
        # “Jane Roe, 31,” and “Jane Roe (31)”
        closes = after in (",", ")", ".", "") and before in (",", "(")
        if bare and closes and first > 1 and parse.pos[first - 2] == "PROPN":
            return True
    if words.lower() == "one":
        return _one(parse, first, noun, lemma)
    if words.lower() in ("first", "second", "zero"):
        return True
    return lemma in NO_COUNT and number.hedge is None and not bare


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


def _none(parse: Parse, first: int, end: int) -> list[Figure]:
    """“nobody was killed”, “no civilians were injured”, “no casualties”: a toll of nought."""
    found = []
    start, stop = parse.starts[first], parse.ends[end - 1]
    for m in NONE_WORDS.finditer(parse.text, start, stop):
        tokens = parse.tokens_in(Span(m.start(), m.end()))
        if not tokens:
            continue
        top = tokens[-1]
        noun: int | None = None
        if m[0].lower() == "no":
            noun = parse.heads[top]
            if parse.deps[top] != "det" or noun <= top or parse.pos[noun] not in NOUNS:
                continue
            if parse.words[top + 1].lower() in ("one", "-"):
                continue
        unit = role_of(parse, top, noun, range(tokens[0], tokens[-1] + 1))
        if unit is None:
            continue
        counted = Span(parse.starts[top + 1], parse.ends[noun]) if noun is not None else None
        found.append(
            Figure(
                span=Span(m.start(), m.end()),
                words=m[0],
                low=0.0,
                high=0.0,
                unit=unit,
                counted=counted.of(parse.text) if counted else None,
                counted_span=counted,
            )
        )
    return found
