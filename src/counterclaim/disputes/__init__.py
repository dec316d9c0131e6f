"""Judgements to rival accounts: stories, propositions with their positions and statuses, disputes, answers, origins."""

from counterclaim.disputes._accounts import build_accounts

__all__ = ["build_accounts"]
