"""Ledgers on both engines with a clock that a test can set."""

from tests.unit.ledger.conftest import clock, ledger, path

__all__ = ["clock", "ledger", "path"]
