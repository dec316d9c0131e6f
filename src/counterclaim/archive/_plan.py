"""What a run over an archive is asked to do; the same plan over the same shards gives the same bytes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from counterclaim.actors import ActorDirectory
from counterclaim.articles import TextLimits
from counterclaim.errors import SettingsError
from counterclaim.pipeline import Models, load_tagger
from counterclaim.places import Gazetteer
from counterclaim.records.ids import Json, canonical_json, digest
from counterclaim.records.revisions import Revision
from counterclaim.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which pages are wanted, by what is known of them before they are read.

    `hosts` and `not_hosts` name hosts, each with its subdomains; without `hosts` all are wanted. `first` and `last`
    bound when a report was published, or captured where it does not say.
    """

    hosts: tuple[str, ...] = ()
    not_hosts: tuple[str, ...] = ()
    first: datetime | None = None
    last: datetime | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise SettingsError("the last day wanted lies before the first")

    def wants(self, address: str, captured_at: datetime) -> bool:
        """Whether a page may be wanted, by its address and time of capture: nothing is published after that."""
        if self.first and captured_at < self.first:
            return False
        if not self.hosts and not self.not_hosts:
            return True
        host = host_of(address)
        return not _among(host, self.not_hosts) and (not self.hosts or _among(host, self.hosts))

    def wants_text(self, revision: Revision) -> bool:
        """Whether a report is wanted, by when it was published."""
        moment = moment_of(revision)
        return not ((self.first and moment < self.first) or (self.last and moment > self.last))


def host_of(address: str) -> str:
    """The host of an address, in small letters; empty where it has none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _among(host: str, named: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in named)


def moment_of(revision: Revision) -> datetime:
    """When a report was published at the earliest, or else captured."""
    return (revision.published.earliest if revision.published else revision.captured_at).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that decides what a run writes, besides the shards, this version and its models.

    `every_copy` reads reports whose every sentence stood in an earlier one, too.
    """

    out: str
    filters: Filters = field(default_factory=Filters)
    settings: Settings = field(default_factory=Settings)
    directory: ActorDirectory = field(default_factory=ActorDirectory)
    every_copy: bool = False

    @property
    def limits(self) -> TextLimits:
        return TextLimits(max_chars=self.settings.max_chars, max_tags=self.settings.max_tags)

    def options(self) -> dict[str, Json]:
        """The options as the manifest states them."""
        filters, settings = self.filters, self.settings
        return {
            "hosts": list(filters.hosts),
            "not_hosts": list(filters.not_hosts),
            "first": filters.first.astimezone(UTC).isoformat() if filters.first else None,
            "last": filters.last.astimezone(UTC).isoformat() if filters.last else None,
            "max_bytes": settings.max_bytes,
            "max_chars": settings.max_chars,
            "max_tags": settings.max_tags,
            "profile": settings.profile,
            "threshold": settings.threshold,
            "every_copy": self.every_copy,
        }

    def options_sha256(self) -> str:
        return digest(canonical_json(self.options()))


def load_readers(settings: Settings, directory: ActorDirectory, gazetteer: Gazetteer) -> Models:
    """The models that reading needs, without the pair reader, which only compares."""
    from counterclaim.parsing import load_parser
    from counterclaim.taggers import load_encoder

    return Models(
        parser=load_parser(),
        tagger=load_tagger(settings),
        gazetteer=gazetteer,
        encoder=load_encoder(),
        directory=directory,
    )


__all__ = ["Filters", "Plan", "host_of", "load_readers", "moment_of"]
