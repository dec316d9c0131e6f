"""Opening a ledger by where it is."""

import os
from pathlib import Path

from counterclaim.client._interface import OpenLedger
from counterclaim.settings import load_settings


def open_ledger(
    place: str | Path | None = None, *, create: bool = False, token: str = "", author: str = ""
) -> OpenLedger:
    """The ledger at `place`: a file, `postgresql://HOST/DATABASE`, or the http(s) address of a desk.

    Without a place it is that of the settings (`COUNTERCLAIM_LEDGER`, `counterclaim.toml`, else ./counterclaim.db). An
    empty ledger is begun only with `create`. `token` lets a program into a desk that others use too (default:
    `COUNTERCLAIM_TOKEN`); `author` is who adds and decides (default: as the settings say).

    Raises:
        LedgerError: there is no ledger, or it cannot be opened.
        SettingsError: the place is none where a ledger can be.
    """
    if isinstance(place, str) and place.startswith(("http://", "https://")):
        from counterclaim.client._remote import RemoteLedger, make_send

        return RemoteLedger(make_send(place, timeout_s=300), token=token or os.environ.get("COUNTERCLAIM_TOKEN", ""))
    from counterclaim.client._local import LocalLedger
    from counterclaim.ledger import Ledger

    settings = load_settings({"ledger": place, "author": author or None})
    return LocalLedger(Ledger.open(settings.ledger, create=create), settings, author=author)
