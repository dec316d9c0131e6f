"""Inputs to captures: files, folders, addresses, standard input, JSON Lines. The only package that fetches."""

from counterclaim.collect._http import Fetched, fetch, post
from counterclaim.collect._inputs import open_inputs
from counterclaim.collect._limits import Limits

__all__ = ["Fetched", "Limits", "fetch", "open_inputs", "post"]
