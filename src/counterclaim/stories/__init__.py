"""Reports about the same contested event: judgements on pairs, and the stories that follow from them."""

from counterclaim.stories._groups import group_reports
from counterclaim.stories._links import link_reports

__all__ = ["group_reports", "link_reports"]
