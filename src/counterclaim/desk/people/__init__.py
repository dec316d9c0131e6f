"""Who may enter a desk and do what: people, their sessions and their tokens, in a file beside the ledger.

They are no part of the ledger, which is copied, published and proved: no password, session or token may travel with it.
Who decided or added what stands in the ledger; who let whom in stands here, in a log that only grows.
"""

from counterclaim.desk.people._openid import Provider
from counterclaim.desk.people._people import People, people_file
from counterclaim.desk.people._records import Act, Entered, Person, Right, Role, Session, Token

__all__ = ["Act", "Entered", "People", "Person", "Provider", "Right", "Role", "Session", "Token", "people_file"]
