"""What fact-checkers' ratings in words come to as a stance to the claim that they rate.

Compiled for Counterclaim from the scales that fact-checkers publish; version 1; Apache-2.0 as the project. A rating
that is not here leaves the claim open: nobody's verdict is guessed.
"""

DENIES = frozenset({
    "false", "mostly false", "pants on fire", "pants on fire!", "fake", "incorrect", "inaccurate", "wrong", "not true",
    "untrue", "debunked", "hoax", "fabricated", "fabrication", "four pinocchios", "fiction", "not correct",
    "barely true", "altered", "manipulated", "this is false", "completely false", "totally false",
})  # fmt: skip
CONFIRMS = frozenset({
    "true", "mostly true", "correct", "accurate", "mostly accurate", "mostly correct", "geppetto checkmark", "fact",
    "confirmed", "verified",
})  # fmt: skip
DOUBTS = frozenset({
    "half true", "half-true", "mixture", "mixed", "misleading", "partly false", "partly true", "partially false",
    "partially true", "missing context", "lacks context", "out of context", "needs context", "exaggerated", "unproven",
    "unsupported", "unverified", "no evidence", "in dispute", "disputed", "distorts the facts", "spins the facts",
    "miscaptioned", "two pinocchios", "three pinocchios", "one pinocchio", "cherry picks",
})  # fmt: skip
