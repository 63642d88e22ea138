"""Message catalogues: compile every .po beside it, and gather new messages from the source.

Compiling needs Babel only, so that a bare machine without gettext can start the site. Gathering (`make messages`) uses
Django's makemessages, which needs the programs of the system package gettext.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_Hans", "zh_Hant", "en")


def compile_catalogues(folder: Path) -> int:
    """Write the .mo of each .po under `folder` that is newer; returns how many were written."""
    written = 0
    for source in sorted(folder.rglob("LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        with target.open("wb") as file:
            write_mo(file, catalogue, use_fuzzy=False)
        written += 1
    return written


def gather(site: Path) -> int:
    """Bring the catalogues up to date with the source; returns the exit code."""
    if shutil.which("xgettext") is None:
        print("make messages needs the system package gettext: apt-get install gettext")
        return 1
    languages = [option for name in LANGUAGES if (site / "locale" / name).is_dir() for option in ("--locale", name)]
    command = [sys.executable, "-m", "django", "makemessages", "--no-location", "--no-obsolete", *languages]
    return subprocess.run(command, cwd=site, check=False).returncode


def main() -> int:
    verb = sys.argv[1] if len(sys.argv) > 1 else "compile"
    if verb == "gather":
        code = gather(ROOT / "qingzhuang" / "site")
        if code:
            return code
    written = compile_catalogues(ROOT / "qingzhuang")
    if written:
        print(f"messages: {written} catalogues compiled")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
