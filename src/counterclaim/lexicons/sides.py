"""Words that tell whether a machine may suggest a side for a party."""

from functools import cache
from importlib.resources import files


@cache
def load_side_kinds() -> dict[str, str]:
    """For each word (lower case) what it makes of a party: medic, aid, media, private or office."""
    text = files("counterclaim.lexicons").joinpath("sides_kinds.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {word: kind for word, kind in rows}
