"""What may leave, as a file in the format of another tool: from a release, recorded before it goes."""

from datetime import datetime

from counterclaim.client._formats import FORMATS
from counterclaim.client._records import Exported
from counterclaim.errors import InputError
from counterclaim.ledger import AsOf, Ledger
from counterclaim.protection import ReleaseRules
from counterclaim.settings import Settings
from counterclaim.views import middles_of, release_ledger


def make_export(
    ledger: Ledger,
    settings: Settings,
    format_: str,
    story: str | None,
    moment: AsOf,
    *,
    now: datetime,
    destination: str,
) -> Exported:
    """What may leave of a ledger as of a moment, in one format. That it leaves is in the log when this returns.

    Raises:
        InputError: there is no such format.
        LedgerError: the ledger holds no such story.
    """
    from counterclaim.places import load_gazetteer

    if format_ not in FORMATS:
        raise InputError(f"{format_!r} is no format: {', '.join(FORMATS)}", subject=format_)
    chosen = FORMATS[format_]
    found = release_ledger(
        settings.ledger,
        now=now,
        about=story,
        as_of=moment.published,
        recorded=moment.recorded,
        rules=ReleaseRules(position_hours=settings.position_hours),
        divisions=middles_of(load_gazetteer()),
    )
    content = chosen.make(found, "", "claims").as_bytes()
    ledger.record_export(format_, destination, revisions=found.revisions)
    return Exported(name=f"counterclaim-{format_}{chosen.suffix}", media_type=chosen.media_type, content=content)
