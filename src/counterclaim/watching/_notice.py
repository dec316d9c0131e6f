"""Turns of a ledger: between any two moments of recording, and kept step by step for feeds and alerts."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from counterclaim.disputes import build_accounts
from counterclaim.ledger import NOW, AsOf, Ledger
from counterclaim.presentation import DocumentView, build_document
from counterclaim.protection import HeldBack, ReleaseRules, alleges_crime, protect_for_release
from counterclaim.records.accounts import Accounts, Judgements
from counterclaim.records.analyses import Analysis
from counterclaim.records.decisions import DecisionAction
from counterclaim.records.ids import RevisionId
from counterclaim.records.turns import Told, Turn
from counterclaim.review import Protected, find_protected
from counterclaim.views import find_differences_of
from counterclaim.watching._tell import desk_sayings, release_sayings, tell
from counterclaim.watching.finding import Span, find_turns

_NOTHING = Accounts(stories=(), propositions=(), disputes=(), answers=(), origins=())


#: What one story held as of a moment, by the moment and the texts that were recorded by then.
_Views = dict[tuple[datetime, frozenset[RevisionId]], DocumentView]


def turns_between(
    ledger: Ledger, since: datetime | None, at: datetime, *, only: Collection[str] | None = None
) -> tuple[Told, ...]:
    """What changed between two moments of recording (`since` None: the beginning) that is worth a person's time, in the
    words of the desk; `only` in what these texts are tied to. As it stood: nothing recorded behind `at` counts."""
    return _look(ledger, since, at, only, {})


def _look(
    ledger: Ledger, since: datetime | None, at: datetime, only: Collection[str] | None, views: _Views
) -> tuple[Told, ...]:
    """The turns; `views` holds those of the moment `since` that are known, and those of `at` afterwards."""
    known = dict(views)
    views.clear()
    with ledger.snapshot() as held:
        fresh, decided = held.news(since, at)
        gone = frozenset(one.revision_id for one in held.absences(AsOf(recorded=at), after=since))
        touched = fresh | decided | gone
        if only is not None:
            touched &= {revision for group in held.groups_of(only) for revision in group} | _texts_with(held, only)
        found: dict[str, Told] = {}
        for group in held.groups_of(touched):
            before = _at(held, group, since, known)
            after = _at(held, group, at, views)
            for told in _turns_of(
                held, group, before, after, fresh, Span(since=since, at=at, decided=decided, gone=gone)
            ):
                found.setdefault(told.turn.id, told)
    return tuple(found.values())


def _texts_with(ledger: Ledger, revisions: Collection[str]) -> set[RevisionId]:
    """All texts of the stories that some texts stand in."""
    stories = ledger.accounts(build_accounts, only=revisions).stories
    current = {revision for story in stories for revision in story.revisions} | set(revisions)
    return {text.id for text in ledger.revisions(only=current)}


def _turns_of(
    ledger: Ledger,
    group: Sequence[RevisionId],
    before: DocumentView,
    after: DocumentView,
    fresh: Collection[RevisionId],
    span: Span,
) -> Iterable[Told]:
    now = AsOf(recorded=span.at)
    new = [revision for revision in group if revision in fresh]
    texts = ledger.revisions(now, only=new) if new else ()
    read = {a.revision.id: a for a in ledger.analyses(now, current=False, only={text.id for text in texts})}
    differences = [d for d in find_differences_of(texts, read) if d.after in fresh]
    shown = {report.revision for view in (before, after) for report in view.reports}
    passing = build_document([a for r, a in read.items() if r in fresh and r not in shown], _NOTHING)
    sayings = desk_sayings([passing, before, after])
    turns = find_turns(before, after, span, differences=differences, passing=passing.reports)
    return [told for turn in turns if (told := tell(turn, sayings)) is not None]


def _at(ledger: Ledger, group: Collection[RevisionId], moment: datetime | None, views: _Views) -> DocumentView:
    """The stories that a group of texts stood in as of a moment of recording (None: before the first)."""
    if moment is None:
        return build_document((), _NOTHING)
    there = frozenset(text.id for text in ledger.tied_texts(group) if text.recorded_at <= moment)
    if (moment, there) not in views:
        views[moment, there] = _view(ledger, group, NOW if _is_now(ledger, moment) else AsOf(recorded=moment))
    return views[moment, there]


def _is_now(ledger: Ledger, moment: datetime) -> bool:
    """Whether the accounts of now, which are kept, are those of a settled moment: nothing came since that they tell."""
    return ledger.is_followed() and not ledger.unjudged() and not ledger.settled(moment)


def _view(ledger: Ledger, group: Collection[RevisionId], moment: AsOf) -> DocumentView:
    """The stories that a group of texts stood in as of a moment."""
    accounts = ledger.accounts(build_accounts, moment, only=group)
    analyses = ledger.analyses(moment, only={revision for story in accounts.stories for revision in story.revisions})
    return build_document(analyses, accounts)


def follow_and_notice(ledger: Ledger) -> int:
    """Brings the accounts up to date, and then does what `notice` does. How a story stood before is taken from the
    accounts that are kept, as long as they tell it: to compute those of a moment takes as long as to follow."""
    seen = ledger.size()
    before = _standing(ledger)
    ledger.follow(build_accounts)
    return _notice(ledger, before, seen)


def _standing(ledger: Ledger) -> _Views:
    """The stories that were touched since turns were last looked for, as they stood then; none where the accounts that
    are kept are of another moment."""
    views: _Views = {}
    last = ledger.noticed()
    with Ledger.open(ledger.location, create=False, behind=True) as behind, behind.snapshot() as held:
        reflected = next(held.entries(after=held.reflected() - 1), None)
        if last is None or reflected is None or reflected.recorded_at != last:
            return views
        fresh, decided = held.news(last, None)
        gone = {one.revision_id for one in held.absences(after=last)}
        for group in held.groups_of(fresh | decided | gone):
            there = frozenset(text.id for text in held.tied_texts(group) if text.recorded_at <= last)
            views[last, there] = _view(held, group, NOW)
    return views


def notice(ledger: Ledger) -> int:
    """Looks for turns in what was recorded since it was last done, and keeps them; returns how many were new.

    It goes from one moment at which all texts were compared to the next, so that what is found depends on the log alone
    and not on when somebody looked.
    """
    return _notice(ledger, {}, ledger.size())


def _notice(ledger: Ledger, before: _Views, seen: int) -> int:
    """What `notice` does. `before` are the touched stories as they stood when it was last done, if known; `seen` is the
    last entry when they were read. What was found before something was taken down is not kept, but looked for anew."""
    new = 0
    for at, told in _steps(ledger, ledger.noticed(), before):
        added = ledger.add_turns(told, at, seen=seen)
        if added is None:
            return notice(ledger)
        new += added
    return new


def find_again(ledger: Ledger) -> Iterator[tuple[datetime, tuple[Told, ...]]]:
    """What `notice` finds from the beginning, moment by moment; nothing is kept."""
    return _steps(ledger, None, {})


def _steps(ledger: Ledger, last: datetime | None, views: _Views) -> Iterator[tuple[datetime, tuple[Told, ...]]]:
    """The settled moments behind `last`, each with what turned since the one before. `views` goes from step to step:
    what one ends with is what the next begins with."""
    for at in ledger.settled(last):
        yield at, _look(ledger, last, at, None, views)
        last = at


# What may leave


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedTurns:
    """Turns as they may leave, in the order given, and what was held back with the reason (for the desk alone)."""

    turns: tuple[Told, ...]
    held_back: tuple[HeldBack, ...]


def release_turns(
    ledger: Ledger, turns: Sequence[Turn], *, now: datetime, rules: ReleaseRules | None = None
) -> ReleasedTurns:
    """Turns in the words that may leave at the moment `now`, by today's readings, decisions and protections, whatever
    was said of them when they were found."""
    if not turns:
        return ReleasedTurns(turns=(), held_back=())
    with ledger.snapshot() as held:
        texts = _texts_with(held, {revision for turn in turns for revision in turn.revisions})
        analyses = held.analyses(current=False, only=texts)
        document = _document(analyses, held.judgements(current=False, only=texts))
        protected = protected_in(held)
    release = protect_for_release(document, now=now, protected=protected, rules=rules or ReleaseRules())
    accusing = {c.id for r in document.reports for c in r.claims if c.proposition is None and alleges_crime([c])}
    sayings = release_sayings(release, accusing)
    why = {one.id: one.why for one in release.held_back}
    told: list[Told] = []
    back: list[HeldBack] = []
    for turn in turns:
        one = tell(turn, sayings)
        if one is not None:
            told.append(one)
        else:
            reason = next((why[c] for c in (*turn.claims, *turn.earlier) if c in why), "its words are read otherwise")
            back.append(HeldBack(kind="turn", id=turn.id, why=reason))
    return ReleasedTurns(turns=tuple(told), held_back=tuple(back))


def _document(analyses: Sequence[Analysis], judgements: Judgements) -> DocumentView:
    """The view over all texts, earlier ones too, so that what they claim has a matter as well."""
    return build_document(analyses, build_accounts(analyses, judgements))


def protected_in(ledger: Ledger) -> tuple[Protected, ...]:
    """Whom people flagged anywhere in a ledger."""
    decisions = [held.decision for held in ledger.decisions() if held.decision.action is DecisionAction.PROTECT]
    analyses = ledger.analyses(current=False, only={decision.revision_id for decision in decisions})
    return find_protected(analyses, decisions)
