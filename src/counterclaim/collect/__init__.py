"""Inputs to captures: files, folders, addresses, standard input, JSON Lines. The only package that fetches."""

from counterclaim.collect._http import Fetched, fetch, post
from counterclaim.collect._inputs import open_inputs
from counterclaim.collect._limits import Limits
from counterclaim.collect._warc import read_warc

__all__ = ["Fetched", "Limits", "fetch", "open_inputs", "post", "read_warc"]
