"""Judgements to rival accounts: stories, propositions with their positions and statuses, disputes, answers, origins."""

from counterclaim.disputes._accounts import build_accounts
from counterclaim.disputes._histories import add_histories
from counterclaim.disputes._parties import join_names
from counterclaim.disputes._sides import suggest_sides

__all__ = ["add_histories", "build_accounts", "join_names", "suggest_sides"]
