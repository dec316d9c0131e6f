"""Outlets by name: which carriers of claims, credits and outlets of reports are one."""

import re
from functools import cache
from importlib.resources import files

from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim

WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
#: What stands beside the name of an outlet: “the Xxx news agency”, “Xxx television”.
BESIDE = frozenset(
    "agency agencies channel correspondent daily magazine network news newspaper newspapers online paper press radio "
    "reporter reporters reports service site station television tv website weekly wire".split()
)
#: Parts of an address that are no name.
OF_ADDRESSES = frozenset("www news com co org net gov edu mobile amp en english".split())
#: Sites that carry whatever anybody posts, and everybody's: no outlets.
NO_OUTLETS = frozenset("facebook twitter telegram instagram youtube whatsapp tiktok x media".split())


def carrier_key(name: str) -> str | None:
    """What the names of one outlet have in common (“Vale's Xxx television”, “the Xxx channel”); None where the words
    name none (“media reports”)."""
    if "." in name and " " not in name:  # an address
        parts = [part for part in name.lower().split(".") if part not in OF_ADDRESSES and len(part) > 2]
        return _joined(parts)
    words = [
        word.removesuffix("'s").removesuffix("’s")
        for word in WORD.findall(name)
        if not (word.endswith(("'s", "’s")) and not name.endswith(word))
    ]
    proper = [word for word in words if not word[0].islower() and word.lower() != "the"]
    kept = [word for word in proper if word.lower() not in BESIDE and word.lower() not in _countries()]
    return _joined(kept if kept else proper if len(proper) > 1 else [])


def carriers_of(claim: Claim) -> list[str]:
    """The names of the outlets that the report has the claim from, the nearest to the speaker first."""
    names = [*reversed(claim.via), *([claim.utterance.recipient] if claim.utterance.recipient else [])]
    return [name for name in names if carrier_key(name) is not None]


def outlets_of(analysis: Analysis) -> list[str]:
    """The names of who made the report: its outlet, and the agency where one alone is credited."""
    revision = analysis.revision
    names = [revision.outlet] if revision.outlet else []
    if len(revision.credits) == 1:
        names.append(revision.credits[0])
    return [name for name in names if carrier_key(name) is not None]


def _joined(words: list[str]) -> str | None:
    key = "".join(words).lower()
    return key if key and key not in NO_OUTLETS else None


@cache
def _countries() -> frozenset[str]:
    """The adjectives and names of countries, in lower case."""
    lines = files("counterclaim.lexicons").joinpath("actors_demonyms.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.replace("|", "\t").split("\t") for line in lines if line and not line.startswith("#")]
    return frozenset(form.lower() for row in rows for form in row)
