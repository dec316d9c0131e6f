"""Alerts: what watches found, sent by signed webhooks and in letters. Everything in them may leave the desk.

fill_queue(ledger, now=now)
send_due(ledger, channels, clock=clock)
"""

from counterclaim.alerts._letters import PostOffice, write_letter
from counterclaim.alerts._queue import MAIL, MOST_ATTEMPTS, WEBHOOK, fill_queue, wait_before
from counterclaim.alerts._sending import Channels, Sent, feed_address, send_due, webhook_body
from counterclaim.alerts._signing import read_secrets, sign

__all__ = [
    "MAIL",
    "MOST_ATTEMPTS",
    "WEBHOOK",
    "Channels",
    "PostOffice",
    "Sent",
    "feed_address",
    "fill_queue",
    "read_secrets",
    "send_due",
    "sign",
    "wait_before",
    "webhook_body",
    "write_letter",
]
