"""Mentions to parties: one sweep in text order over the mentions of a report.

Each mention looks back over a bounded window for parties that agree with it, weighs them by how prominent they stand,
and takes the best. Nothing is guessed from the world: what a party is called, and whether it is a man or a woman, is
read from the report and from lists of words.
"""

from counterclaim.actors._descriptions import resolve_description
from counterclaim.actors._mentions import Form
from counterclaim.actors._pronouns import resolve_pronoun
from counterclaim.actors._sweep import FEMALE, MALE, Sweep


def resolve_mentions(sweep: Sweep) -> None:
    """Gives each mention its party where one is found; descriptions without one become parties of their own."""
    sweep.by_head = {m.head: m for m in sweep.mentions}
    for mention in sweep.mentions:
        if mention.form is Form.PRONOUN:
            resolve_pronoun(sweep, mention)
        elif mention.form is Form.DESCRIPTION:
            resolve_description(sweep, mention)
        if mention.party is not None:
            party = sweep.party(mention.party)
            mention.party = party.number
            mention.salience = sweep.prominence(mention)
            sweep.seen.append(mention)
            if mention.form is Form.PRONOUN:
                word = sweep.parse.words[mention.start].lower()
                if word in MALE or word in FEMALE:
                    party.genders["m" if word in MALE else "f"] += 1
                    party.labels["called"] += 1
