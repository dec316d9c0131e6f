"""Inputs to captures: files, folders, addresses, standard input, JSON Lines. The only package that fetches."""

from counterclaim.collect._addresses import Private
from counterclaim.collect._captures import make_capture
from counterclaim.collect._http import USER_AGENT, Client, Fetched, fetch, post
from counterclaim.collect._inputs import open_inputs
from counterclaim.collect._limits import Limits
from counterclaim.collect._sending import send
from counterclaim.collect._warc import read_warc

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
