"""How sites say in words that they have no such page, whatever status they answer with.

Compiled for Counterclaim from our own knowledge of such pages; version 1; Apache-2.0 as the project. Each says that a
page is not there; what only says that an article was withdrawn, and why, is no such phrase: that is news.
"""

import re

_WHAT = r"(?:web ?|news ?)?(?:page|article|story|post|content|document|url|link|address)"

#: In a title or heading.
SAID = re.compile(
    rf"""
    \b404\b .{{0,20}} \b(?:not\ found|error|page|missing|oops|sorry)\b
    | \berror (?:\ code)? \W{{0,3}} 404\b | ^\W* 404 \W*$ | ^\W* (?:page\ )? not\ found \W*$
    | \b{_WHAT} (?:\ you\ (?:requested|were\ looking\ for))?
      \ (?:was\ |is\ |has\ |could\ |can\ )? (?:not|n['’]t|no\ longer)\ (?:be\ |been\ )? (?:found|exist|available|there)
    | \b{_WHAT}\ (?:cannot|can['’]t|could\ ?n['’]t|was\ ?n['’]t|is\ ?n['’]t) \ (?:be\ )? (?:found|available|there)
    | \b{_WHAT} \ (?:does\ not|doesn['’]t|no\ longer) \ exists?
    | \b(?:cannot|can['’]t|could\ not|couldn['’]t|unable\ to) \ find \ (?:the|that|this|your) \ {_WHAT}
    | \bno\ such\ {_WHAT}\b | \bmissing\ page\b | \bnothing\ (?:was\ )?found\ here\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

#: As the last part of the address to which a site leads.
ADDRESS = re.compile(
    r"(?:error[-_/]?)?404(?:\.[a-z]{3,5})?|(?:page[-_]?)?not[-_]?found(?:\.[a-z]{3,5})?|missing(?:\.[a-z]{3,5})?"
    r"|page[-_]missing|error(?:\.[a-z]{3,5})?",
    re.IGNORECASE,
)
