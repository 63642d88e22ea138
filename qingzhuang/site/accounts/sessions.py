"""Where sessions are kept: Django's own store in the database, with whose session it is and on which device it began."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

DEVICE, BEGUN = "device", "begun"
OUTSIDE = "outside"  # another service has said who this is: no password of ours was used
PASSED = "second_factor"  # the code of the second factor was given in this session


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from qingzhuang.site.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device = data.get(DEVICE, "")
        row.begun_at = datetime.fromisoformat(data[BEGUN]) if BEGUN in data else None
        return row
