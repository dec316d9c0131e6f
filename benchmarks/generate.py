"""Invented reports in any number, for measuring speed and growth: no text of them is or resembles a real report.

python -m benchmarks.generate 1000 FOLDER [--seed 7]
"""

import argparse
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

TOWNS = (
    "Fada", "Sundsvall", "Punta Arenas", "Kuopio", "Mbeya", "Gjirokaster", "Oruro", "Nukus", "Bolgatanga", "Trabzon",
    "Kalmar", "Iringa", "Osh", "Potosi", "Zinder", "Batumi", "Arusha", "Tromso", "Salta", "Kumasi", "Nampula", "Varna",
    "Mekele", "Ushuaia", "Vaasa", "Soroti", "Bukhara", "Tarija", "Maradi", "Kutaisi",
)  # fmt: skip
EVENTS = (
    ("attack", "the market", "attacked the market"),
    ("fire", "the grain store", "set the grain store on fire"),
    ("flood", "the dam", "opened the gates of the dam"),
    ("strike", "the depot", "locked the drivers out of the depot"),
    ("raid", "the clinic", "raided the clinic"),
    ("blast", "the pipeline", "blown up the pipeline"),
)
PARTIES = (
    "the Harbour Council", "the Plateau Guard", "the Ministry of Works", "the Free Valley Movement",
    "the Teachers' Union", "the Northern Command", "Velmont Mining", "the Border Police", "the River League",
)  # fmt: skip
PEOPLE = ("Marta Oyelaran", "Jonas Petrikov", "Leila Haddou", "Samuel Wrede", "Ana Quispe", "Tariq Bellamy")
VERBS = ("said", "claimed", "told reporters", "announced", "maintained", "alleged")
OUTLETS = ("Morning Ledger", "Coast Radio", "The Meridian", "Daily Plateau", "Wire North")


@dataclass(frozen=True)
class Event:
    """What the reports of one story are about."""

    town: str
    noun: str
    place: str
    deed: str
    a: str
    b: str
    start: datetime


def invent_event(rng: random.Random, number: int) -> Event:
    noun, place, deed = rng.choice(EVENTS)
    a, b = rng.sample(PARTIES, 2)
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=9 * number)
    return Event(town=rng.choice(TOWNS), noun=noun, place=place, deed=deed, a=a, b=b, start=start)


def report(rng: random.Random, number: int, event: Event) -> str:
    """One HTML page of about 250 words with page furniture, structured metadata and rival claims."""
    town, a, b = event.town, event.a, event.b
    person, outlet = rng.choice(PEOPLE), rng.choice(OUTLETS)
    killed, injured = rng.randint(3, 60), rng.randint(5, 200)
    zone = timezone(timedelta(hours=rng.choice((0, 1, 2, 5.5))))
    published = (event.start + timedelta(hours=rng.randint(0, 30))).astimezone(zone)
    title = f"{a[0].upper()}{a[1:]} denies {event.noun} in {town}, {b} counts {killed} dead"
    day = event.start.strftime("%A")
    paragraphs = [
        f"{a[0].upper()}{a[1:]} on {day} denied that its men had {event.deed} in {town}.",
        f"{b[0].upper()}{b[1:]} {rng.choice(VERBS)} that at least {killed} people were killed "
        f"and {injured} others injured.",
        f"“We were not there, and we have nothing to hide,” {person}, a spokesman for {a}, told {outlet}.",
        f"According to {b}, {rng.randint(2, 40)} houses were burnt and about "
        f"{rng.randint(50, 900)} residents fled to the hills.",
        f"It was not possible to verify the accounts independently. {rng.choice(PEOPLE)}, a doctor, said "
        f"the hospital had received {rng.randint(2, killed)} bodies.",
        f"The {event.noun} at {event.place} began early on {day}, and roads into {town} have been closed since.",
        f"Reports quoted officials as saying that talks between {a} and {b} would be held next week.",
        f"{person} said he did not believe the figures. “They were invented,” he said. “Nobody has seen a list.”",
        f"The river, the bridge and the school stand on the northern side of {town}. Most shops were shut.",
        f"{b[0].upper()}{b[1:]} accused {a} of shelling the road, and called on both sides to let the wounded leave.",
        "A resident who did not want to be named said that shots were heard until three in the morning.",
        f"Last year {rng.randint(100, 400)} people lost their lives in the district, according to official figures.",
    ]
    head, tail = paragraphs[:2], paragraphs[2:]
    rng.shuffle(tail)
    body = "\n".join(f"<p>{p}</p>" for p in [*head, *tail])
    metadata = (
        f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{title}",'
        f'"datePublished":"{published.isoformat()}","publisher":{{"name":"{outlet}"}}}}'
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>'
        f'<link rel="canonical" href="https://{outlet.replace(" ", "").lower()}.example/{number}">'
        f'<script type="application/ld+json">{metadata}</script></head><body>'
        f"<nav><a>Home</a><a>World</a><a>Sport</a></nav><article><h1>{title}</h1>\n{body}\n</article>"
        f"<aside><h3>Related</h3><ul><li><a>Ten charts on the harvest</a></li></ul></aside>"
        f"<footer>© {outlet}</footer></body></html>"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    options.folder.mkdir(parents=True, exist_ok=True)
    number = n_events = 0
    while number < options.count:
        event = invent_event(rng, n_events)
        n_events += 1
        # Few stories have many reports: a heavy tail with about eight on average, as news has.
        for _ in range(min(options.count - number, int(rng.paretovariate(1.15)) + 1, 120)):
            page = report(rng, number, event)
            (options.folder / f"{number:06d}.html").write_text(page, encoding="utf-8")
            number += 1


if __name__ == "__main__":
    main()
