"""Old people of two communities, and what happened to them in November."""

from __future__ import annotations

from qingzhuang.site.returns.tests.conftest import happen, known

__all__ = ["happen", "known"]
