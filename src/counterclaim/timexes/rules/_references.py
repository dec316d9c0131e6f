"""What lies before, at or after the anchor without a date: “recently”, “now”, “soon”."""

from counterclaim.timexes._calendar import Reading
from counterclaim.timexes.rules._rule import Context, Match, Rules
from counterclaim.timexes.rules._values import reference

RULES = Rules()


@RULES.add(
    "reference.past",
    r"(?:more |most |just )?recently|(?:the )?recent (?:days|weeks|months|years|times|decades)(?: "
    r"(?:and|or) (?:weeks|months|years))?|recent|lately|the (?:recent |distant )?past"
    r"(?= *[.,;:)]|$| and\b| but\b)|past years|of late|long ago|not long ago|the other day"
    r"|the last few (?:days|weeks|months|years)|at the time(?= *[.,;]|$)",
)
def past_reference(m: Match, c: Context) -> Reading | None:
    return reference("PAST")


@RULES.add(
    "reference.present",
    r"(?:right |just |until |till |up to )?now(?!-)|currently|at the moment|at present|presently"
    r"|nowadays|these days|current|to date",
)
def present_reference(m: Match, c: Context) -> Reading | None:
    return reference("PRESENT")


@RULES.add(
    "reference.future",
    r"(?:very )?soon(?! as)|(?:the |in )(?:near |foreseeable |distant |not-too-distant )?future"
    r"(?= *[.,;:?!)]|$| (?!contract|price|trad|market|exchange))|(?:the )?coming (?:days|weeks|months"
    r"|years|decades)|the days ahead",
)
def future_reference(m: Match, c: Context) -> Reading | None:
    return reference("FUTURE")
