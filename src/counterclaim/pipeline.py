"""The stages in order: from the bytes of a report to its claims, and from claims to rival accounts.

Each stage is a pure function from records to records; models are loaded once and passed in.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime

from counterclaim import __version__
from counterclaim.actors import ActorDirectory, resolve_actors
from counterclaim.articles import DEFAULT_LIMITS, TextLimits, read_article
from counterclaim.attributions import LearnedTagger, RuleTagger, Tagger
from counterclaim.claims import read_claims
from counterclaim.disputes import build_accounts
from counterclaim.events import type_events
from counterclaim.factuality import DIGEST as FACTUALITY
from counterclaim.factuality import rate_verbs
from counterclaim.figures import find_figures
from counterclaim.locations import stem_of
from counterclaim.matching import many_notes, match_claims
from counterclaim.parsing import Parser, cut_notes, load_parser
from counterclaim.places import Gazetteer, find_places, load_gazetteer
from counterclaim.places.layers import layers_folder
from counterclaim.records.accounts import Accounts, Judgements
from counterclaim.records.analyses import Analysis, ModelDigest
from counterclaim.records.ids import DocumentId
from counterclaim.records.mentions import Actor
from counterclaim.records.revisions import Capture, Revision
from counterclaim.settings import Settings
from counterclaim.stories import link_reports
from counterclaim.taggers import Encoder, PairReader, load_encoder, load_marker, load_markers, load_pairs
from counterclaim.timexes import find_timexes


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """Everything with weights or data, loaded once and verified by digest."""

    parser: Parser
    tagger: Tagger
    gazetteer: Gazetteer
    encoder: Encoder
    reader: PairReader | None = None
    directory: ActorDirectory = field(default_factory=ActorDirectory)

    @property
    def digests(self) -> tuple[ModelDigest, ...]:
        """Those of all that reads."""
        parts = (self.parser, self.tagger, self.gazetteer, self.directory)
        return (*(digest for part in parts for digest in part.digests), FACTUALITY)

    def made(self, analysis: Analysis) -> bool:
        """Whether this version read a report with these models."""
        return analysis.code_version == __version__ and analysis.models == self.digests


def load_models(settings: Settings | None = None, directory: ActorDirectory | None = None) -> Models:
    """The models that the settings ask for; by default what is bundled: spaCy's parser, the learned tagger, the
    gazetteer with the layers beside the ledger on top of it, MiniLM and the pair reader for comparison.

    Raises:
        ModelError: a model is missing or its digest is not the one recorded.
    """
    settings = settings or Settings()
    with ThreadPoolExecutor(1) as beside:  # most of what it does is not Python, and goes on while spaCy is imported
        tagger, encoder, reader = (
            beside.submit(load_tagger, settings),
            beside.submit(load_encoder),
            beside.submit(load_pairs),
        )
        return Models(
            parser=load_parser(),
            tagger=tagger.result(),
            gazetteer=load_gazetteer(layers_folder(stem_of(settings.ledger))),
            encoder=encoder.result(),
            reader=reader.result(),
            directory=directory or ActorDirectory(),
        )


def load_tagger(settings: Settings) -> Tagger:
    """The tagger of the settings' profile. Raises ModelError as `load_models` does."""
    if settings.profile == "rules":
        return RuleTagger()
    marker = load_marker() if settings.profile == "fast" else load_markers(settings.weights)
    return LearnedTagger(marker, threshold=settings.threshold)


def read_capture(capture: Capture, models: Models, limits: TextLimits = DEFAULT_LIMITS) -> Analysis:
    """The claims of one captured report. Raises InputError where the bytes are not a readable report within limits."""
    return read_revision(read_article(capture, country_of=models.gazetteer.country_of, limits=limits), models)


def read_revision(revision: Revision, models: Models) -> Analysis:
    """The claims of one revision's text."""
    parse = models.parser.parse(revision)
    attributions = models.tagger.tag(revision, parse)
    timexes = find_timexes(revision, parse)
    figures = find_figures(revision, parse)
    places = find_places(revision, parse, models.gazetteer)
    actors = resolve_actors(revision, parse, attributions, models.directory)
    claims = read_claims(
        revision,
        parse,
        attributions,
        actors=actors,
        timexes=timexes,
        figures=figures,
        places=places,
        factuality=rate_verbs(parse),
    )
    claims = type_events(parse, claims)
    return Analysis(
        revision=revision,
        attributions=attributions,
        claims=claims,
        actors=_with_outlet(actors.parties, models.directory.outlet(revision)),
        places=places,
        timexes=timexes,
        figures=figures,
        models=models.digests,
        code_version=__version__,
        notes=(*revision.notes, *cut_notes(revision, parse), *many_notes(claims)),
    )


def _with_outlet(parties: tuple[Actor, ...], outlet: Actor | None) -> tuple[Actor, ...]:
    """The parties of a report with the outlet that it is from, where a list says whose outlet that is."""
    if outlet is None:
        return parties
    named = {alias for party in parties if party.name == outlet.name for alias in party.aliases}
    outlet = replace(outlet, aliases=tuple(sorted({*outlet.aliases, *named})))
    return (*(party for party in parties if party.name != outlet.name), outlet)


def judge(
    new: Sequence[Analysis], known: Sequence[Analysis], encoder: Encoder, reader: PairReader | None = None
) -> Judgements:
    """The judgements that `new` reports add to those among `known` ones: which reports belong together, and which
    claims of linked reports are about the same matter. Judgements among `known` alone are not repeated."""
    links = link_reports(new, known, encoder)
    matches = match_claims(new, known, links, encoder, reader)
    return Judgements(links=links, matches=matches, models=(*encoder.digests, *(reader.digests if reader else ())))


def compare(analyses: Sequence[Analysis], encoder: Encoder, reader: PairReader | None = None) -> Accounts:
    """The rival accounts in `analyses`, all judged afresh; of several texts of one document the newest counts."""
    newest = newest_texts(analyses)
    kept = {analysis.revision.id for analysis in newest}
    earlier = tuple(analysis.revision for analysis in analyses if analysis.revision.id not in kept)
    return build_accounts(newest, replace(judge(newest, (), encoder, reader), earlier=earlier))


def newest_texts(analyses: Sequence[Analysis]) -> tuple[Analysis, ...]:
    """The newest text of each document, by the update or publication that it states, in the order given."""

    def stated(analysis: Analysis) -> tuple[bool, float, datetime]:
        stamp = analysis.revision.updated or analysis.revision.published
        return stamp is not None, stamp.latest.timestamp() if stamp else 0.0, analysis.revision.captured_at

    newest: dict[DocumentId, Analysis] = {}
    for analysis in analyses:
        held = newest.get(analysis.revision.document_id)
        if held is None or stated(analysis) >= stated(held):
            newest[analysis.revision.document_id] = analysis
    kept = {analysis.revision.id for analysis in newest.values()}
    return tuple(analysis for analysis in analyses if analysis.revision.id in kept)


__all__ = ["Models", "compare", "judge", "load_models", "newest_texts", "read_capture", "read_revision"]
