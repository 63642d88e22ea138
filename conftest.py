"""Tests of the site find its settings here; tests of the engines run where neither Django nor the site is installed."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

SITE_SETTINGS = Path(__file__).parent / "qingzhuang" / "site" / "config" / "settings.py"

if SITE_SETTINGS.exists() and find_spec("django"):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingzhuang.site.config.settings")
