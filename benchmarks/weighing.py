"""Report bodies by id, read once each, for the benchmarks that hold statements against them."""

import argparse
import json
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from benchmarks.stories import capture_of
from counterclaim.articles import read_article
from counterclaim.checking import weigh_report
from counterclaim.errors import InputError
from counterclaim.records.analyses import Analysis
from counterclaim.records.checks import Weighing
from counterclaim.taggers import Encoder, load_encoder


class Remembering:
    """An encoder that keeps what it has encoded: a body is held against many statements."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._held: dict[str, Any] = {}
        self.digests = encoder.digests

    def embed(self, texts: Sequence[str]) -> Any:
        new = [text for text in dict.fromkeys(texts) if text not in self._held]
        self._held.update(zip(new, self._encoder.embed(new), strict=True))
        return np.stack([self._held[text] for text in texts])


class Reports:
    """The bodies of a file, each read when it is first asked for."""

    def __init__(self, options: argparse.Namespace) -> None:
        from benchmarks.__main__ import opened

        with opened(options.bodies, "r") as lines:
            rows = [json.loads(line) for line in lines if line.strip()]
        self._texts = {str(row.get("body_id", row.get("id"))): row["text"] for row in rows}
        self._encoder = Remembering(load_encoder())
        self.read = cache(self._read)
        self.weigh = cache(self._weigh)

    def _read(self, name: str) -> Analysis | None:
        """The report without its claims, which weighing does not need; None where it is declined."""
        try:
            revision = read_article(capture_of(name, self._texts[name]))
        except InputError as error:
            print(error, file=sys.stderr)
            return None
        return Analysis(revision=revision, attributions=(), claims=())

    def _weigh(self, statement: str, name: str) -> Weighing | None:
        analysis = self.read(name)
        return weigh_report(statement, analysis, self._encoder) if analysis else None
