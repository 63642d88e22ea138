"""The catalogue of the made-up district: kinds of reports that departments ask for, entered by the district's desk."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from qingzhuang.demo.kinds import kinds, workbook
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.requests import actions as requests

FOLDER = Path(__file__).parent
ALL = 192
EVERY = {"月报": "monthly", "季报": "quarterly", "半年报": "half_yearly", "年报": "yearly"}


def listed() -> list[dict[str, Any]]:
    """The kinds as they are written down."""
    found: list[dict[str, Any]] = yaml.safe_load((FOLDER / "catalogue.yaml").read_text("utf-8"))
    return found


def make_catalogue(desk: Actor) -> int:
    """Enter every kind in the name of the desk: those written down, many of which ask the same, and made-up statistics besides, as
    many as a district had before it cut them. How many there are."""
    written = listed()
    for kind in written:
        told = requests.Told(title=kind["title"], asker=kind["asker"], basis_number=kind["basis"], frequency=kind["every"])
        sample = kind.get("sample", "")
        data = (FOLDER / "samples" / sample).read_bytes() if sample else b""
        _enter(desk, told, name=sample, data=data, typed=kind.get("fields", ""))
    known = {kind["title"] for kind in written}
    for made in islice((made for made in kinds() if made.title not in known), ALL - len(written)):
        told = requests.Told(title=made.title, asker=made.asker, form_number=made.code, frequency=EVERY[made.frequency])
        _enter(desk, told, name=made.name, data=workbook(made))
    return ALL


def _enter(desk: Actor, told: requests.Told, **brought: Any) -> None:
    request = requests.register_request(desk, told=told, **brought)
    requests.enter_kind(desk, request=request)
    requests.close_request(desk, request=request)
