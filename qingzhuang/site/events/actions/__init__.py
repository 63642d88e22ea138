"""Everything that is written of life events and of what is due."""

from qingzhuang.site.events.actions.answers import accept, decline, postpone, show_due
from qingzhuang.site.events.actions.daily import run_days
from qingzhuang.site.events.actions.recording import record_event

__all__ = ["accept", "decline", "postpone", "record_event", "run_days", "show_due"]
