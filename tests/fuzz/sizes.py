"""Texts that cost more than they should where a stage is not linear: `python -m tests.fuzz.sizes 30000 120000`.

Prints for every kind of text the CPU seconds of reading it at each size, by the rules; what grows faster than the sizes
is marked.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from counterclaim.articles import read_article
from counterclaim.pipeline import Models, load_models, read_revision
from counterclaim.records.ids import CaptureId
from counterclaim.records.revisions import Capture
from counterclaim.settings import Settings

#: So much English stands in front that the text is read as English.
FRONT = "The council said on Monday that the old bridge in Kuopio was not to be used by the people of the town. " * 40


def _name(number: int) -> str:
    letters = ""
    number += 26
    while number:
        number, letter = divmod(number, 26)
        letters += chr(97 + letter)
    return letters.capitalize() + "ov"


def _each(length: int, words: Callable[[int], str]) -> str:
    return " ".join(words(i) for i in range(length // len(words(1_000))))


#: By name, a text of about so many characters.
TEXTS: dict[str, Callable[[int], str]] = {
    "word": lambda n: "a" * n,
    "figures": lambda n: "killed 12, " * (n // 11),
    "opened quotations": lambda n: "“a " * (n // 3),
    "straight marks": lambda n: 'a "b" ' * (n // 6),
    "single marks": lambda n: "'a ‘b " * (n // 6),
    "dates": lambda n: "3 March 2019 " * (n // 13),
    "places": lambda n: "London, Paris, Moscow, " * (n // 23),
    "titles": lambda n: "President Minister General " * (n // 27),
    "nested speech": lambda n: "he said that " * (n // 13),
    "nested nouns": lambda n: "the head of the " * (n // 16),
    "nested relatives": lambda n: "Ana, who said " * (n // 14),
    "endless sentence": lambda n: "The guild said that the lock is shut and that " * (n // 46),
    "many parties": lambda n: _each(n, lambda i: f"{_name(i)} {_name(i * 7 + 3)} said the lock is shut."),
    "one party": lambda n: "Ana Brook said the lock is shut. " * (n // 33),
    "denials": lambda n: _each(n, lambda i: f"The {_name(i)} council denied that {_name(i + 5)} burned the mill."),
    "pronouns": lambda n: "The council denied it. He said it was shut. " * (n // 44),
    "quotations": lambda n: "“We hold the harbour,” he said. " * (n // 32),
    "silences": lambda n: "Nobody has confirmed that the mill burned. " * (n // 43),
    "short paragraphs": lambda n: "Ana Brook said so.\n\n" * (n // 20),
    "addresses": lambda n: "http://a.b/" + "x/" * (n // 2),
    "marks": lambda n: "a — [b (" * (n // 8),
    "turned": lambda n: "\u202ea " * (n // 3),
    "accents": lambda n: "a" + "\u0301" * n,
    "lookalikes": lambda n: "\u0410na " * (n // 4),
}


def read(text: str, models: Models) -> float:
    """CPU seconds that reading a text takes."""
    declared = (("published", "2021-03-05T10:00:00+00:00"),)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    body = f"{FRONT}\n\n{text} it was shut.".encode()
    capture = Capture(
        id=CaptureId("c"), address="x", media_type="text/plain", body=body, captured_at=now, declared=declared
    )
    started = time.process_time()
    read_revision(read_article(capture, country_of=models.gazetteer.country_of), models)
    return time.process_time() - started


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [30_000, 120_000]
    models = load_models(Settings(profile="rules"))
    read("", models)
    for name, text in TEXTS.items():
        spent = [read(text(size), models) for size in sizes]
        mark = " !" if len(sizes) > 1 and spent[-1] > 1.5 * spent[-2] * sizes[-1] / sizes[-2] + 0.3 else ""
        print(f"{name:18} " + " ".join(f"{seconds:8.2f}" for seconds in spent) + mark, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
