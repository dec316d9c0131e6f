"""In which language something was said, and whether the report gives a translation, from explicit words."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from counterclaim.claims._context import Context
from counterclaim.claims._words import words
from counterclaim.records.spans import Span


@cache
def load_languages() -> Mapping[str, str]:
    """Names of languages, lower case, with their ISO 639 codes."""
    table = files("counterclaim").joinpath("lexicons", "languages.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {name: code for code, names in rows for name in names.split("; ")}


def read_language(context: Context, cue: Sequence[int], clause: Sequence[int]) -> tuple[str | None, bool, Span | None]:
    """The language that the clause around the cue names, whether the words are translated, and the words that say so.

    A language other than the report's makes the quoted words a translation.
    """
    parse = context.parse
    translated = next((t for t in clause if parse.lemmas[t].lower() in words("translation")), None)
    for token in clause:
        code = load_languages().get(parse.words[token].lower().removesuffix("-language"))
        if code is None or not _of_speech(context, token, cue):
            continue
        other = code != context.revision.language.split("-")[0]
        return code, other or translated is not None, parse.span(token, token + 1)
    if translated is not None:
        return None, True, parse.span(translated, translated + 1)
    return None, False, None


def _of_speech(context: Context, token: int, cue: Sequence[int]) -> bool:
    """Whether the word names a language spoken or written in: “in Arabic”, “an Arabic-language statement”."""
    parse = context.parse
    head = parse.heads[token]
    if parse.deps[token] == "pobj":
        if parse.lemmas[head] not in ("in", "from"):
            return False
        above = parse.heads[head]
        speaking = parse.lemmas[above] in words("channel") or parse.lemmas[above] in ("speak", "write", "translate")
        return above in cue or speaking
    if parse.words[token].lower().endswith("-language") or "language" in parse.lemmas[token + 1 : token + 3]:
        return True
    return False
