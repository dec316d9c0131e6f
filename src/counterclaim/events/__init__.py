"""What kind of event each claim is about: PLOVER event and mode, ACLED-style sub-event."""

from counterclaim.events._types import event_type_of, type_events

__all__ = ["event_type_of", "type_events"]
