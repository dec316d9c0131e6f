"""What people wrote about texts that are taken down, or kept with their words: which of it goes, and what is kept anew
of the rest.

A question about five reports outlives one of them, and so do the other rows of a file of context. Contents are never
changed: they go, and an entry behind the takedown keeps the rest, in the name of whoever wrote it (`again` in its body
names the entry whose place it takes).
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._context_rows import link_name
from counterclaim.ledger._entries import Contents, Entry
from counterclaim.ledger._index import owners_of_claims
from counterclaim.ledger._rows import rows_for
from counterclaim.ledger._writer import Writer
from counterclaim.records.context import ContextBatch
from counterclaim.records.enquiries import Enquiry, Reply
from counterclaim.records.ids import ClaimId, EntryId, Json, RevisionId
from counterclaim.records.revisions import Revision

#: Characters in a row that what people wrote must not share with what is removed.
SHORTEST_QUOTATION = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What is kept anew of an entry: its record without what goes."""

    of: Entry
    body: dict[str, Json]
    record: object


class OnlyThere:
    """Words that stand in texts that go and in none that stays: what people wrote with them goes too."""

    def __init__(self, connection: Connection, going: Collection[str]) -> None:
        self._connection = connection
        self._contents = Contents(connection)
        self._going = set(going)
        self._runs: set[str] | None = None
        self._only: set[str] | None = None

    def repeats(self, content: str) -> bool:
        """Whether some contents hold such words."""
        if self._runs is None:
            self._runs = {run for one in self._going for run in _runs(self._text(one))}
        data = self._contents.data(content) if self._runs else None
        if data is None:
            return False
        written = [plain(one) for one in _words_in(json.loads(data))]
        found = {run for words in written for run in _runs(words)} & self._runs
        return bool(found) and not found.isdisjoint(self._only_there())

    def _only_there(self) -> set[str]:
        """Most that is written shares some words with a text, so all texts that stay are read, once."""
        if self._only is None:
            self._only = set(self._runs or ())
            for row in self._connection.execute(select(t.revisions.c.content)):
                if row.content not in self._going:
                    self._only.difference_update(_runs(self._text(row.content)))
        return self._only

    def _text(self, content: str) -> str:
        revision: Revision | None = self._contents.record(Revision, content)
        self._contents.forget()
        if revision is None:
            return ""
        return plain("\n".join((revision.title, revision.text, revision.address, *revision.authors)))


def plain(words: str) -> str:
    """Words without what may differ between two that are the same."""
    return " ".join(words.casefold().split())


def _runs(words: str) -> Iterator[str]:
    return (words[i : i + SHORTEST_QUOTATION] for i in range(len(words) - SHORTEST_QUOTATION + 1))


def _words_in(value: Json) -> Iterator[str]:
    """Every string of a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _words_in(one)


def rest_of_enquiry(
    connection: Connection, entry: Entry, enquiry: Enquiry | None, taken: Collection[RevisionId]
) -> Again | None:
    """What is kept of a question of which some texts go; None where it was about these alone."""
    if enquiry is None:
        return None
    about = ClaimId(enquiry.about)  # or a proposition or a story, which no text owns
    owners = owners_of_claims(connection, {*enquiry.claims, about})
    claims = tuple(claim for claim in enquiry.claims if owners.get(claim) not in taken)
    revisions = tuple(revision for revision in enquiry.revisions if revision not in taken)
    if not revisions or (enquiry.claims and not claims) or owners.get(about) in taken:
        return None
    entries = {row.id: row.entry_id for row in rows_for(connection, select(t.revisions), t.revisions.c.id, revisions)}
    texts: list[Json] = [entries[one] for one in sorted(revisions) if one in entries]
    body = {**_without_content(entry), "revisions": texts}
    return Again(of=entry, body=body, record=replace(enquiry, claims=claims, revisions=revisions))


def rest_of_reply(entry: Entry, reply: Reply | None) -> Again | None:
    """The answer to a question that is kept anew."""
    return None if reply is None else Again(of=entry, body=_without_content(entry), record=reply)


def citing(connection: Connection, addresses: Collection[str]) -> set[int]:
    """The numbers of the entries of context with rows that name one of some addresses."""
    named = t.context_links.c
    return {row.seq for row in rows_for(connection, select(named.seq), named.url, set(map(link_name, addresses)))}


def rest_of_context(entry: Entry, batch: ContextBatch | None, addresses: Collection[str]) -> Again | None:
    """The rows of context that name none of some addresses."""
    records = () if batch is None else tuple(one for one in batch.records if not set(one.sources) & set(addresses))
    if batch is None or not records:
        return None
    return Again(
        of=entry, body={**_without_content(entry), "rows": len(records)}, record=replace(batch, records=records)
    )


def _without_content(entry: Entry) -> dict[str, Json]:
    return {**{name: value for name, value in entry.body.items() if name != "content"}, "again": entry.id}


def keep_again(writer: Writer, again: Collection[Again]) -> None:
    """Writes the entries that keep the rest, in the order of those whose place they take."""
    new: dict[str | None, EntryId] = {}
    for one in again:
        body = {**one.body, "content": writer.contents.put_record(one.of.kind.value, one.record)}
        supersedes = new.get(one.of.supersedes, one.of.supersedes)
        new[one.of.id] = writer.append(one.of.kind, body, recorded_by=one.of.recorded_by, supersedes=supersedes)
