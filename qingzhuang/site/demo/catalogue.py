"""The catalogue of the made-up district: kinds of reports that departments ask for, entered by the district's desk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.requests import actions as requests

FOLDER = Path(__file__).parent


def listed() -> list[dict[str, Any]]:
    """The kinds as they are written down."""
    found: list[dict[str, Any]] = yaml.safe_load((FOLDER / "catalogue.yaml").read_text("utf-8"))
    return found


def make_catalogue(desk: Actor) -> int:
    """Enter every kind in the name of the desk; how many there are."""
    kinds = listed()
    for kind in kinds:
        told = requests.Told(title=kind["title"], asker=kind["asker"], basis_number=kind["basis"], frequency=kind["every"])
        sample = kind.get("sample", "")
        data = (FOLDER / "samples" / sample).read_bytes() if sample else b""
        request = requests.register_request(desk, told=told, name=sample, data=data, typed=kind.get("fields", ""))
        requests.enter_kind(desk, request=request)
        requests.close_request(desk, request=request)
    return len(kinds)
