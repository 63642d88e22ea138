"""What a file holds that must not be published, place by place."""

from __future__ import annotations

from dataclasses import dataclass

from qingzhuang.formfill.guard.numbers import FULL


@dataclass(frozen=True, slots=True)
class Finding:
    """One place: kind, where it stands in words, what stands there covered, and whether nobody sees it at first sight.

    `grid`, `row` and `column` name the cell (grid -1: not in a cell). `full` is the text as it stands, which is never shown or
    kept; it is needed to cover it. `part` is the part of the package for what stands in no cell.
    """

    kind: str
    place: str
    covered: str
    full: str
    hidden: bool = False
    grid: int = -1
    row: int = 0
    column: int = 0
    line: int = -1
    part: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """All findings of a file, by place, and what could not be looked into (pictures)."""

    format: str
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the file may not be published as it is: it holds an ID number, a telephone or an account in full."""
        return any(finding.kind in FULL for finding in self.findings)

    def count(self, kind: str) -> int:
        return sum(finding.kind == kind for finding in self.findings)
