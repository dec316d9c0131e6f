"""Judgements of pairs: what relates the claims of two texts, and which texts were compared with all others."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, select

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import EntryKind
from counterclaim.ledger._index import owners_of_claims
from counterclaim.ledger._interface.session import Session
from counterclaim.ledger._views import revision_row
from counterclaim.ledger._writer import kept
from counterclaim.records.accounts import Judgements
from counterclaim.records.codec import to_json
from counterclaim.records.ids import Json, RevisionId


class Judging(Session):
    """The part of a `Ledger` that keeps judgements."""

    def add_judgements(self, judgements: Judgements, *, judged: Iterable[RevisionId] = ()) -> int:
        """Keeps pairwise judgements: one entry for each pair of revisions that they relate. Returns how many.

        What one call says of two revisions replaces what an earlier call said of them, which stays in the log;
        saying the same again of the same readings adds nothing. `judged` are the revisions that were compared with
        all others held: they get an entry of their own even where nothing relates them to anything, so that the
        method `judged` can tell.

        Raises:
            LedgerError: a judgement names a claim or a revision that the ledger does not hold.
        """
        j = t.judgements.c
        with self._writing() as writer, kept("judgements"):
            added = 0
            by_pair = {(revision, revision): Judgements(models=judgements.models) for revision in judged}
            by_pair |= _by_pair(writer.connection, judgements)
            for (a, b), own in sorted(by_pair.items()):
                earlier = select(t.judgements).where(j.a == a, j.b == b).order_by(j.seq.desc()).limit(1)
                last = writer.connection.execute(earlier).first()
                read = select(func.max(t.readings.c.seq)).where(t.readings.c.revision_id.in_((a, b)))
                said = None if last is None else writer.contents.record(Judgements, last.content)
                if last is not None and said == own and last.seq > (writer.connection.scalar(read) or 0):
                    continue
                ends: list[Json] = [revision_row(writer.connection, end).entry_id for end in (a, b)]
                writer.append(
                    EntryKind.JUDGEMENT,
                    {
                        "revisions": ends,
                        "content": writer.contents.put_record("judgement", own),
                        "models": [to_json(model) for model in own.models],
                    },
                    supersedes=None if last is None else last.entry_id,
                )
                added += 1
            return added

    def judged(self) -> frozenset[RevisionId]:
        """The revisions whose newest reading was compared with all others held at the time."""
        with self._database.reading() as connection:
            read = connection.scalars(select(t.readings.c.revision_id))
            return frozenset(map(RevisionId, read)) - set(connection.scalars(select(t.unjudged.c.revision_id)))

    def unjudged(self) -> tuple[RevisionId, ...]:
        """The revisions whose newest reading was not yet compared with all others, in the order of adding."""
        r = t.revisions.c
        ordered = select(r.id).join(t.unjudged, t.unjudged.c.revision_id == r.id).order_by(r.seq)
        with self._database.reading() as connection:
            return tuple(map(RevisionId, connection.scalars(ordered)))


def _by_pair(connection: Connection, judgements: Judgements) -> dict[tuple[RevisionId, RevisionId], Judgements]:
    """The judgements by the two revisions that they relate (a <= b by id), each group in a fixed order."""
    links: defaultdict[tuple[RevisionId, RevisionId], set[Any]] = defaultdict(set)
    matches: defaultdict[tuple[RevisionId, RevisionId], set[Any]] = defaultdict(set)
    owners = owners_of_claims(connection, {claim for match in judgements.matches for claim in (match.a, match.b)})
    for link in judgements.links:
        links[min(link.a, link.b), max(link.a, link.b)].add(link)
    for match in judgements.matches:
        for claim_id in (match.a, match.b):
            if claim_id not in owners:
                raise LedgerError(f"the ledger holds no claim {claim_id}: add its report before its judgements")
        a, b = sorted((owners[match.a], owners[match.b]))
        matches[a, b].add(match)
    return {
        pair: Judgements(
            links=tuple(sorted(links[pair], key=lambda link: link.score)),
            matches=tuple(sorted(matches[pair], key=lambda match: (match.a, match.b, match.label, match.score))),
            models=judgements.models,
        )
        for pair in {*links, *matches}
    }
