"""Every way on which something is shown or leaves, and what holds there. A test walks the commands and writers and
fails on one that is not listed, or does not do what is said of it here."""

from enum import StrEnum


class Audience(StrEnum):
    """For whom something is made."""

    DESK = "desk"  # the analyst who may see the reports themselves: words as they stand, marked, attributed
    RELEASE = "release"  # anybody: takes a `Release` and nothing else
    EVIDENCE = "evidence"  # reports unaltered, for who is entitled to them: recorded, and held back by `held_reports`
    NOTHING = "nothing"  # no words of reports: counts, ids, schemas, help


#: The commands, by their words.
WAYS: dict[str, Audience] = dict.fromkeys(
    (
        "sample",
        "read",
        "stories",
        "claims",
        "disputes",
        "check",
        "show",
        "sides",
        "timeline",
        "since",
        "explain",
        "watch list",
        "watch show",
        "enquiry list",
        "review queue",
        "review log",
        "review show",
        "review accept",
        "review correct",
        "review add",
        "review split",
        "review withdraw",
        "review comment",
        "review undo",
        "review merge",
        "review part",
        "review actors",
        "review origins",
        "review dispute",
        "review no-dispute",
        "review side",
        "review observer",
        "review protect",
        "review sides",
        "review import",
        "desk",
        "review event",
        "review verdict",
        "import",
        "context",
        "archive",
    ),
    Audience.DESK,
)
WAYS |= dict.fromkeys(
    (
        "add",
        "collect",
        "watch add",
        "watch remove",
        "alerts list",
        "alerts retry",
        "enquiry ask",
        "enquiry answer",
        "reread",
        "evaluate",
        "schema",
        "gazetteer add",
        "gazetteer list",
        "gazetteer remove",
        "ledger verify",
        "ledger checkpoint",
        "ledger prove consistency",
        "ledger log",
        "ledger takedown",
        "ledger exports",
        "ledger restore",
        "ledger stats",
        "ledger rebuild",
        "ledger load",
        "doctor",
        "completion",
        "people add",
        "people change",
        "people remove",
        "people list",
        "people token",
        "people log",
    ),
    Audience.NOTHING,
)
WAYS |= dict.fromkeys(
    (
        "export dossier",
        "export schema-org",
        "export claimreview",
        "export web-annotation",
        "export prov",
        "export followthemoney",
        "export ucdp",
        "export acled",
        "export geojson",
        "export parquet",
        "export sqlite",
        "watch feed",
        "alerts send",
    ),
    Audience.RELEASE,
)
#: Each records what it gave away, so that it can be called back.
WAYS |= dict.fromkeys(
    (
        "export wacz",
        "export warc",
        "review export",
        "review sample",
        "ledger prove inclusion",
        "ledger capture",
        "ledger backup",
        "ledger copy",
    ),
    Audience.EVIDENCE,
)
#: Of those, the ones that are made for others: they leave out what `held_reports` names. The rest is for the desk's own
#: keeping and coding; a sample from which reports are left out would measure nothing.
HELD = frozenset({"export wacz", "export warc"})
