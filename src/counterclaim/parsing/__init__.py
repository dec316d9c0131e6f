"""A revision's text to its Parse: tokens, heads, sentences and names. The only stage that imports spaCy."""

from counterclaim.parsing._spacy import Parser, SpacyParser, cut_notes, load_parser

__all__ = ["Parser", "SpacyParser", "cut_notes", "load_parser"]
