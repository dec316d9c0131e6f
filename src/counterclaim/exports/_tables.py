"""The records of a release as plain tables for analysts: one definition for Parquet, SQLite and the documentation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.exports._saying import Cover, is_reviewed, told
from counterclaim.records.ids import Json

if TYPE_CHECKING:
    from counterclaim.protection import Release, Released

#: Name and version of the tables. A column added keeps the version; one changed or removed raises it.
TABLES_SCHEMA = "counterclaim-tables/1"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `type` is text, integer, real or boolean; `refers` names the table whose `id` it holds."""

    name: str
    type: str
    about: str
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its rows, in the order of its columns. A table with a column `id` has it as its key."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Json, ...], ...] = ()


def _text(name: str, about: str, refers: str | None = None) -> Column:
    return Column(name, "text", about, refers)


_REVIEW = (
    Column("reviewed", "boolean", "a person decided on it; what no person reviewed is a machine's reading alone"),
)
LAYOUT = (
    Table("exports", "When and as of when these tables were made", (
        _text("made_at", "when these tables were made"), _text("made_with", "which version made them"),
        _text("as_of", "what was being claimed as of this time of publication; empty: by all reports held"),
        _text("recorded", "what the ledger had recorded by this time; empty: all"),
        Column("claims", "integer", "claims in these tables"),
        Column("claims_reviewed", "integer", "claims on which a person decided"),
        _text("checkpoint_root", "root of the ledger's newest checkpoint"),
        Column("checkpoint_size", "integer", "entries under that root"),
    )),
    Table("stories", "Reports about the same contested event", (
        _text("id", "id of the story"), _text("title", "names alone; it asserts nothing"),
    )),
    Table("reports", "Reports, as they may be pointed to", (
        _text("id", "id of the text (revision)"), _text("story_id", "its story", "stories"),
        _text("document_id", "the document that this is a text of"), _text("outlet", "who published it"),
        _text("headline", "the outlet and its headline"), _text("address", "where it was"),
        _text("published", "when, as the page states it"), _text("updated", "when last, as the page states it"),
        _text("captured_at", "when the bytes were fetched"), _text("language", "ISO 639-1"),
        _text("text_sha256", "SHA-256 of the text in UTF-8"), _text("code_version", "the version that read it"),
    )),
    Table("propositions", "What is claimed, free of who says it; contested ones with claimants or “whether”", (
        _text("id", "id of the matter"), _text("story_id", "its story", "stories"),
        _text("heading", "the matter with its claimants, or with “whether”"),
        _text("statuses", "derived by rule, separated by semicolons; never true or false"),
        Column("origins", "integer", "independent origins behind it"),
        _text("answer", "what the accused answer, where a crime is alleged"), *_REVIEW,
        Column("best_estimate", "real", "blank until a person fills it"),
        _text("clarity", "blank until a person fills it"), _text("event_id", "blank until a person fills it"),
    )),
    Table("claims", "Attributed claims: who says what, through whom, in which words", (
        _text("id", "id of the claim"), _text("report_id", "the text that it stands in", "reports"),
        _text("proposition_id", "the matter that it is about; empty for what is no fact claim", "propositions"),
        _text("claimant", "who is responsible for the statement"), _text("claimant_kind", "person, organisation, …"),
        _text("via", "the carriers between report and claimant, outermost first, separated by >"),
        _text("stance", "asserts, denies, confirms, doubts, unknown"),
        _text("form", "direct, indirect, mixed, narration"),
        _text("kind", "fact, opinion, intention, request, other"),
        Column("hedged", "boolean", "whether the content is hedged"),
        _text("certainty", "how sure the report is that the claimant said it"),
        _text("told", "the claim in one sentence with its claimant"),
        _text("words", "the words of the report, never to be shown without the claimant"),
        _text("cue", "the words that credit it"), _text("event", "PLOVER type of the act claimed"),
        _text("event_mode", "PLOVER mode"), _text("event_sub_type", "ACLED's name of the kind of event"),
        _text("event_first", "start of the event's time, inclusive"), _text("event_last", "its end, exclusive"),
        _text("event_granularity", "year, month, week, day, part, minute"),
        _text("channel", "tweet, video, statement, …"), _text("said_first", "start of the time of the saying"),
        _text("said_last", "its end, exclusive"), _text("utterance_id", "joins claims of one act of saying"),
        Column("coarse", "boolean", "places were made coarse to protect people"), *_REVIEW,
        Column("says_denial", "boolean", "the words of a denial are the denial (“nobody was killed”)"),
    )),
    Table("quotations", "Where the words of a claim stand, where they may leave as they are", (
        _text("claim_id", "the claim", "claims"), Column("start", "integer", "first code point in the text"),
        Column("end", "integer", "behind the last code point"), _text("exact", "the words"),
        _text("prefix", "what stands before"), _text("suffix", "what stands behind"),
    )),
    Table("figures", "Figures of claims, as stated", (
        _text("claim_id", "the claim", "claims"), _text("unit", "killed, injured, captured, …"),
        _text("counted", "what is counted, in words"), _text("words", "the words of the figure"),
        Column("low", "real", "lower bound, inclusive; empty: open"),
        Column("high", "real", "upper bound, inclusive; empty: open"),
        _text("convention", "the vague word that only a convention bounds"),
    )),
    Table("places", "Where what a claim tells is said to have been", (
        _text("claim_id", "the claim", "claims"), _text("name", "the place"), _text("precision", "town, province, …"),
        _text("country", "ISO 3166-1 alpha-2"), _text("admin1", "first-level division"),
        Column("latitude", "real", "of its middle, WGS 84"), Column("longitude", "real", "of its middle, WGS 84"),
        Column("radius_km", "real", "of a circle that holds it"),
    )),
    Table("positions", "Who stands for a matter, against it, or leaves it open", (
        _text("proposition_id", "the matter", "propositions"), _text("claimant", "who"),
        _text("polarity", "for, against, open"), Column("utterances", "integer", "acts of saying"),
        Column("origins", "integer", "independent origins"),
    )),
    Table("counts", "What each claimant counts; counts of several are never added", (
        _text("proposition_id", "the matter", "propositions"), _text("claimant", "who counts"),
        _text("unit", "what"), _text("words", "in which words"), Column("low", "real", "as stated; empty: open"),
        Column("high", "real", "as stated; empty: open"), _text("convention", "the vague word, if it is one"),
        _text("note", "why it is no total of its own: part of a total, on top of an earlier count, counted anew since"),
    )),
    Table("disputes", "Matters with positions for and against, or two that cannot both hold", (
        _text("id", "id of the dispute"), _text("story_id", "its story", "stories"),
        _text("kind", "denial, contradiction, figures, places, times, own earlier claim"),
        _text("heading", "what is disputed, by whom"),
        _text("proposition_id", "the matter", "propositions"), _text("other_id", "the rival matter", "propositions"),
    )),
    Table("events", "Rows of event data that people made", (
        _text("id", "the ledger's entry"), _text("made_at", "when it was recorded"),
        _text("claim_id", "the claim that gives date and place", "claims"),
        _text("claims", "all claims that it rests on"), _text("first", "start, inclusive"),
        _text("last", "end, exclusive"),
        _text("place", "the place"), _text("precision", "its precision"), Column("latitude", "real", "of its middle"),
        Column("longitude", "real", "of its middle"),
        _text("columns", "judged columns that a person filled, NAME=VALUE"),
    )),
)  # fmt: skip


def make_tables(release: "Release", cover: Cover) -> tuple[Table, ...]:
    """The tables with their rows."""
    rows = _rows(release.records, cover)
    return tuple(Table(t.name, t.about, t.columns, tuple(rows[t.name])) for t in LAYOUT)


def _rows(r: "Released", cover: Cover) -> Mapping[str, Iterable[tuple[Json, ...]]]:
    story_of = {report: story.id for story in r.stories for report in story.reports}
    matters = {p.id for p in r.propositions}
    head = cover.to_json(r)
    root = cover.checkpoint or (None, None)
    return {
        "exports": [(
            head["madeAt"], head["madeWith"], head["asOf"], head["recorded"], head["claims"],
            head["claimsReviewedByAPerson"], root[1], root[0],
        )],
        "stories": [(s.id, s.title) for s in r.stories],
        "reports": [(
            x.id, story_of.get(x.id), x.document, x.outlet, x.headline, x.address, x.published, x.updated,
            x.captured_at, x.language, x.text_sha256, x.code_version,
        ) for x in r.reports],
        "propositions": [(
            p.id, p.story, p.heading, "; ".join(p.statuses), p.origins, p.answer, is_reviewed(p.review),
            p.best_estimate, p.clarity, p.event_id,
        ) for p in r.propositions],
        "claims": [(
            c.id, c.report, c.proposition if c.proposition in matters else None, c.claimant, c.claimant_kind.value,
            " > ".join(c.via), c.stance.value, c.form.value, c.kind.value, c.hedged, c.certainty.value, told(c),
            c.words,
            c.cue, c.event, c.event_mode, c.event_sub_type, c.event_first, c.event_last, c.event_granularity, c.channel,
            c.said_first, c.said_last, c.utterance, c.coarse, is_reviewed(c.review), c.says_denial,
        ) for c in r.claims],
        "quotations": [(c.id, q.start, q.end, q.exact, q.prefix, q.suffix) for c in r.claims for q in c.quotes],
        "figures": [
            (c.id, f.unit.value, f.counted, f.words, f.low, f.high, f.convention) for c in r.claims for f in c.figures
        ],
        "places": [
            (c.id, p.name, p.precision.value, p.country, p.admin1, p.lat, p.lon, p.radius_km)
            for c in r.claims for p in c.places
        ],
        "positions": [
            (p.id, x.claimant, x.polarity.value, x.utterances, x.origins) for p in r.propositions for x in p.positions
        ],
        "counts": [
            (p.id, x.claimant, x.unit, x.words, x.low, x.high, x.convention, x.note or None)
            for p in r.propositions
            for x in p.counts
        ],
        "disputes": [(
            d.id, d.story, d.kind.value, d.heading, d.propositions[0],
            d.propositions[1] if len(d.propositions) > 1 else None,
        ) for d in r.disputes],
        "events": [(
            e.entry, e.recorded_at, e.claims[0], " ".join(e.claims), e.first, e.last, e.place.name,
            e.place.precision.value, e.place.lat, e.place.lon, "; ".join(f"{n}={v}" for n, v in e.columns if v),
        ) for e in r.events],
    }  # fmt: skip
