"""Where backups can be put, and which there are."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import Http404

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.backup import logic

STICKS = ("/media", "/run/media", "/mnt")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder that takes backups: a stick, or the folder named by the setting."""

    path: Path
    free: int  # megabytes
    made: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    manifest: logic.Manifest

    @property
    def megabytes(self) -> int:
        return max(1, self.manifest.size // 1_000_000)


def places_for(actor: Actor) -> list[Place]:
    """Sticks that are plugged in, and the folder of the setting QINGZHUANG_BACKUPS."""
    if not actor.may("manage_site"):
        raise Http404
    return [Place(path, shutil.disk_usage(path).free // 1_000_000, kept_in(path)) for path in folders()]


def folders() -> list[Path]:
    """Folders that can be written to: mounted sticks, and the one of the setting."""
    found = [Path(settings.BACKUPS_FOLDER)] if settings.BACKUPS_FOLDER else []
    for top in STICKS:
        found += [path for path in sorted(Path(top).glob("*")) + sorted(Path(top).glob("*/*")) if path.is_mount()]
    return [path for path in dict.fromkeys(found) if path.is_dir() and os.access(path, os.W_OK)]


def kept_in(folder: Path) -> tuple[Kept, ...]:
    """The backups in a folder, the newest first."""
    found = [
        Kept(path.name, manifest) for path in folder.glob("qingzhuang-*") if (manifest := logic.read_manifest(path)) is not None
    ]
    return tuple(sorted(found, key=lambda kept: kept.name, reverse=True))
