"""Inputs to captures: files, folders, addresses, standard input, JSON Lines. The only package that fetches."""

from counterclaim.collect._addresses import Private
from counterclaim.collect._http import Client, Fetched, fetch, post
from counterclaim.collect._inputs import open_inputs
from counterclaim.collect._limits import Limits
from counterclaim.collect._sending import send
from counterclaim.collect._warc import read_warc

__all__ = ["Client", "Fetched", "Limits", "Private", "fetch", "open_inputs", "post", "read_warc", "send"]
