"""Finds the figures of a text: number phrases that are quantities, with their bounds, role and counted phrase."""

import re
from collections.abc import Sequence

from counterclaim.figures._changes import change_of, counted_in, is_told
from counterclaim.figures._counted import antecedent, counted_span, noun_of
from counterclaim.figures._deeds import deeds_of
from counterclaim.figures._exclusions import is_no_quantity
from counterclaim.figures._numbers import NumberPhrase, find_numbers
from counterclaim.figures._patterns import CURRENCIES, NONE_WORDS
from counterclaim.figures._roles import NOUNS, role_of
from counterclaim.records.figure_relations import HOURS, KM
from counterclaim.records.mentions import Figure, FigureUnit
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span

AREA_BEFORE = re.compile(r"\b(?:sq|square|cubic)\b", re.IGNORECASE)
INCLUDING = re.compile(r"\b(?:including|among them|of whom|of them|of which|of those)\b[^.;]{0,12}$", re.IGNORECASE)
THEM_AFTER = re.compile(r" (?:of them|of whom|of those)\b", re.IGNORECASE)
OF_THE_BEFORE = re.compile(r"\b(?:of|among) (?:the|those|these|its|their) $", re.IGNORECASE)
#: Small vague words say something only of people killed, hurt, held and the like.
SMALL_VAGUE = frozenset({"several", "a few", "a couple", "a handful"})
#: Units of measure: nothing is counted and nothing befalls it.
MEASURED = frozenset({FigureUnit.DISTANCE, FigureUnit.DURATION, FigureUnit.MONEY, FigureUnit.SHARE})


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
        for number in find_numbers(text, parse.starts[first], parse.ends[end - 1]):
            figure = _read(parse, text, number, here)
            if figure:
                here.append(figure)
        here.extend(_none(parse, first, end))
        figures.extend(sorted(here, key=lambda f: f.span))
    return tuple(figures)


def _read(parse: Parse, text: str, number: NumberPhrase, earlier: Sequence[Figure]) -> Figure | None:
    """The figure that a number phrase makes, None where it is no quantity; `earlier` are those of its sentence."""
    tokens = parse.tokens_in(Span(number.number_start, number.number_end))
    if not tokens or parse.starts[tokens[0]] < number.number_start - 1:
        return None
    top = tokens[-1]
    for _ in range(6):
        if parse.heads[top] in tokens and parse.heads[top] != top:
            top = parse.heads[top]
    noun = noun_of(parse, top, tokens)
    phrase = parse.tokens_in(Span(number.start, number.number_end))
    if is_no_quantity(parse, text, number, tokens, noun):
        return None
    lemma = parse.lemmas[noun] if noun is not None else ""
    unit, currency = _unit_of(parse, text, number, noun)
    unit = unit or role_of(parse, top, noun, phrase)
    if number.vague in SMALL_VAGUE and unit in (None, FigureUnit.COUNT, FigureUnit.DURATION, FigureUnit.DISTANCE):
        return None
    bare = unit in (FigureUnit.SHARE, FigureUnit.MONEY)
    counted_at = None if bare else counted_span(parse, noun, tokens[-1], number.end)
    part_of: Span | None = None
    shared: tuple[str, ...] = ()
    if earlier:
        before = earlier[-1]
        if _is_part(parse, text, number, noun, before):
            unit = before.unit if unit in (None, FigureUnit.COUNT) else unit
            part_of, shared = before.part_of or before.span, before.deeds  # what befell all befell some
        lead = text[before.span.end : number.start]
        if unit is None and noun is None and before.counted is None and lead.endswith(" at "):
            unit = before.unit  # “the ministry put the toll at 12, a hospital at 19”
        if unit and (noun is None or lemma in ("other", "more", "they")):
            counted_at = antecedent(parse, noun, earlier)
    if noun is None and counted_at is None and not bare and (of := counted_in(parse, top)) is not None:
        counted_at = parse.span(of, of + 1)
    subject = number.hedge is not None and parse.deps[top] in ("nsubj", "nsubjpass")  # “more than 150 fell ill”
    if unit is None and noun is None and not number.vague and not subject and not is_told(parse, top):
        return None  # a bare number of which nothing is said
    counted = counted_at.of(parse.text) if counted_at else None
    return Figure(
        span=Span(number.start, number.end),
        words=parse.text[number.start : number.end],
        low=number.low,
        high=number.high,
        unit=unit or FigureUnit.COUNT,
        counted=" ".join(counted.split()) if counted else None,
        counted_span=counted_at,
        hedge=number.hedge,
        convention=number.vague,
        currency=currency if unit is FigureUnit.MONEY else None,
        part_of=part_of,
        deeds=()
        if unit in MEASURED
        else tuple(dict.fromkeys((*deeds_of(parse, top, noun, phrase, counted_at), *shared))),
        change=change_of(parse, text, number, top),
    )


def _unit_of(parse: Parse, text: str, number: NumberPhrase, noun: int | None) -> tuple[FigureUnit | None, str | None]:
    """The unit of measure and the currency that the number or its noun names, if any."""
    lemma = parse.lemmas[noun] if noun is not None else ""
    word = parse.words[noun].lower() if noun is not None else ""
    if number.percent or lemma in ("percent", "percentage") or word == "cent":
        return FigureUnit.SHARE, None
    if number.currency or lemma in CURRENCIES:
        return FigureUnit.MONEY, number.currency or CURRENCIES.get(lemma)
    if noun is not None and (lemma in KM or word in KM) and not AREA_BEFORE.search(text[number.end : parse.ends[noun]]):
        return FigureUnit.DISTANCE, None
    return (FigureUnit.DURATION if lemma in HOURS else None), None


def _is_part(parse: Parse, text: str, number: NumberPhrase, noun: int | None, before: Figure) -> bool:
    """Whether the number counts some of those that the figure before counts: “including 12 children and two nurses”,
    “three of them”, “of the 19 dead, seven …”."""
    lead = text[before.span.end : number.start]
    if INCLUDING.search(lead) or THEM_AFTER.match(text, number.end):
        return True
    if OF_THE_BEFORE.search(text[max(0, before.span.start - 16) : before.span.start]) and lead.endswith(", "):
        return True
    joined = noun is not None and parse.deps[noun] == "conj" and before.part_of is not None
    at = before.counted_span
    return joined and at is not None and parse.heads[noun or 0] in parse.tokens_in(at)


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
