"""Word lists shared by the stages: data files beside this module, each with version, licence and source in its head."""

from counterclaim.lexicons.cues import CUES_FILE, Cue, load_cues

__all__ = ["CUES_FILE", "Cue", "load_cues"]
