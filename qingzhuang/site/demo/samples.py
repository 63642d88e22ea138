"""Blank forms to try, with where they come from; listed in `samples/manifest.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "samples"


@dataclass(frozen=True, slots=True)
class Sample:
    """`name` is what it is called, `kind` one of roster, crosstab, card, mixed; `file` lies in the folder of samples."""

    file: str
    name: str
    kind: str
    origin: str

    @property
    def suffix(self) -> str:
        return self.file.rsplit(".", 1)[1]

    @property
    def saved_as(self) -> str:
        """The file name that the form had in the chat."""
        return f"{self.name}.{self.suffix}"

    def data(self) -> bytes:
        return (FOLDER / self.file).read_bytes()


@lru_cache(maxsize=1)
def samples() -> tuple[Sample, ...]:
    listed = yaml.safe_load((FOLDER / "manifest.yaml").read_text("utf-8"))
    return tuple(Sample(**entry) for entry in listed)


def sample(file: str) -> Sample | None:
    return next((found for found in samples() if found.file == file), None)
