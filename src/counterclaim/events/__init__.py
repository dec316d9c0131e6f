"""What kind of event each claim is about (PLOVER event and mode, ACLED-style sub-event), and which mentions of events
tell of one and the same."""

from counterclaim.events._coreference import compare_mentions, embed_mentions, group_mentions
from counterclaim.events._mentions import EventMention, read_mention
from counterclaim.events._types import event_type_of, type_events

__all__ = [
    "EventMention",
    "compare_mentions",
    "embed_mentions",
    "event_type_of",
    "group_mentions",
    "read_mention",
    "type_events",
]
