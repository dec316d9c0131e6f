"""What a service says of itself: one JSON object a line."""

import json
import logging
from datetime import UTC, datetime
from typing import TextIO

NAME = "counterclaim.collect"


class _JsonLines(logging.Formatter):
    """A record as one line: time, level, event, and the fields given as `extra={"fields": …}`."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "event": record.getMessage()}
        line.update(getattr(record, "fields", {}))
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps({key: value for key, value in line.items() if value is not None})


def json_lines(stream: TextIO) -> logging.Logger:
    """The collector's logger, writing to `stream` alone."""
    logger = logging.getLogger(NAME)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_JsonLines())
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return logger
