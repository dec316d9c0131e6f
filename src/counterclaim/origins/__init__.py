"""Where reports have their claims from: copies, rewrites, outlets cited, interviews, acts of saying, exhibits."""

from counterclaim.origins._acts import find_acts
from counterclaim.origins._graph import OriginIndex, count_independent, count_report_origins, draw_origins
from counterclaim.origins._links import link_origins
from counterclaim.origins._origins import find_origins
from counterclaim.origins._prints import Fingerprint, fingerprint_report

__all__ = [
    "Fingerprint",
    "OriginIndex",
    "count_independent",
    "count_report_origins",
    "draw_origins",
    "find_acts",
    "find_origins",
    "fingerprint_report",
    "link_origins",
]
