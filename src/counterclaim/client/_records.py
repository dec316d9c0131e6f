"""What is asked of an open ledger and answered, beside the views that `--format json` prints."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerState:
    """How much a ledger holds. `entries` is the size of its log; its accounts reflect the entries up to `followed`."""

    version: str
    entries: int
    followed: int
    reports: int
    stories: int
    propositions: int
    disputes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySummary:
    """A story in a list: how much it has of what, and when the first and the last of its reports were published."""

    id: str
    title: str
    reports: int
    origins: int
    disputes: int
    propositions: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """A text that a document has as of a moment. `held_from` is when it is proven to have said this."""

    revision: str
    document: str
    address: str
    title: str
    published: str | None
    updated: str | None
    captured_at: str
    recorded_at: str
    held_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorSummary:
    """A party by the name that its claims bear: in how many stories, and for and against how many propositions."""

    name: str
    stories: int
    asserts: int
    denies: int
    leaves_open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedReport:
    """What became of a report: `outcome` is new, revised or unchanged; `claims` is how many were read in it."""

    outcome: str
    document: str
    revision: str
    title: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDecision:
    """A person's decision with the entry that keeps it, and the one that undid it."""

    entry: str
    recorded_at: str
    author: str
    action: str
    revision: str
    claim: str | None
    reason: str
    value: str | None
    undone_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One entry of the log, without what it refers to."""

    seq: int
    id: str
    kind: str
    recorded_at: str
    recorded_by: str
    supersedes: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file in the format of another tool."""

    name: str
    media_type: str
    content: bytes
