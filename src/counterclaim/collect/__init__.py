"""Inputs to captures: files, folders, addresses, standard input, JSON Lines. The only package that fetches.

What fetches is loaded when it is asked for: whoever reads a file need not wait for an HTTP client.
"""

import importlib
from typing import TYPE_CHECKING, Any

from counterclaim.collect._addresses import Private
from counterclaim.collect._captures import make_capture
from counterclaim.collect._fetched import Fetched
from counterclaim.collect._inputs import open_inputs
from counterclaim.collect._limits import Limits
from counterclaim.collect._warc import read_warc

if TYPE_CHECKING:
    from counterclaim.collect._http import USER_AGENT, Client, fetch, post
    from counterclaim.collect._sending import send

_HOME = {"USER_AGENT": "_http", "Client": "_http", "fetch": "_http", "post": "_http", "send": "_sending"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"counterclaim.collect.{_HOME[name]}"), name)


__all__ = [
    "USER_AGENT",
    "Client",
    "Fetched",
    "Limits",
    "Private",
    "fetch",
    "make_capture",
    "open_inputs",
    "post",
    "read_warc",
    "send",
]
