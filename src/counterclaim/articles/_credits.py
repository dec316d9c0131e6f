"""Whom a report credits: agencies and contributors, in lines and brackets of their own."""

import re

from counterclaim.articles._lines import furniture

TAIL_CREDIT = re.compile(
    r"[(\[](?:with |additional |further )?(?:reporting|writing|editing|reported|written|edited|inputs?|compiled|"
    r"translated|agency inputs)\b[^()\[\]]{3,400}[)\]]\.?\s{0,3}$",
    re.I,
)
CREDITED = re.compile(
    r"(?:with|from|by|includes?|including)\s(?:the\s)?(?:additional\s|further\s|agency\s)?"
    r"(?:inputs?|reporting|information|material|contributions?|reports?)\s(?:from|by)\s(?P<from>[^().;]{2,80})"
    r"|^[(\[]?with\s(?!(?:additional|further|agency|inputs?|reporting|information|material|reports?)\b)(?P<with>[^().;]{2,60})"
    r"|^(?P<before>[^().;]{2,80}?)\s(?:also\s)?contributed\b"
    r"|contributing(?:\s\w+)?\s?:\s?(?P<after>[^().;]{2,80})"
    r"|^(?:sources?|agenc(?:y|ies))\s?:\s?(?P<source>[^().;]{2,80})"
    r"|^\w{2,4}(?:/\w{2,4}){1,3}\s\((?P<desk>[^()]{2,60})\)"
    r"|(?:©|\(c\)|copyright)\s?(?:©|\(c\))?\s?(?:\d{4})?,?\s?(?:by\s)?(?P<owner>[A-Z][^().;,|]{2,50})",
    re.I,
)
LIST_GLUE = re.compile(r"\s?(?:,|/|;|\band\b|&)\s?")


def names_in(words: str) -> list[str]:
    return [name.strip(" ,.") for name in LIST_GLUE.split(words) if name.strip(" ,.")]


def credited(line: str) -> list[str]:
    found = []
    for match in CREDITED.finditer(line):
        for group in match.groups():
            for name in names_in(group or ""):
                short = re.sub(r"^the\s", "", name, flags=re.I).strip("()[]")
                if 1 < len(short) and len(short.split()) <= 5:
                    found.append(short)
    return found


def credited_line(line: str) -> list[str]:
    """The agencies that a credit line names (“With inputs from …”); none for any other line, copyright lines too."""
    if len(line) > 200 or line.lower().startswith(("©", "(c)", "copyright")) or not furniture()["credit"].match(line):
        return []
    return credited(line)
