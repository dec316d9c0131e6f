"""What a person decides on a ledger, by ids and words: the same from the command line, the desk and the API."""

from counterclaim.deciding._bench import Bench, find_entry
from counterclaim.deciding._outward import give_verdict, make_row

__all__ = ["Bench", "find_entry", "give_verdict", "make_row"]
