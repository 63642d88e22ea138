"""Understand every form of a folder by the command line and print the score against its truth files.

python scripts/score.py TRUTH_DIR ANSWER_DIR [--list]

The scorer lies beside the truth folder (`../score.py`); answers are kept in ANSWER_DIR for a look afterwards.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

COMMAND = Path(sys.executable).parent / "qingzhuang"


def forms_of(folder: Path) -> dict[str, Path]:
    """Name of a truth file → its form, where the form is there."""
    found = {}
    for truth in sorted(folder.glob("*.truth.json")):
        file = json.loads(truth.read_text(encoding="utf-8")).get("file")
        if file and (folder / file).exists():
            found[truth.name.removesuffix(".truth.json")] = folder / file
    return found


def main() -> int:
    truths, answers = Path(sys.argv[1]), Path(sys.argv[2])
    answers.mkdir(parents=True, exist_ok=True)
    for old in answers.glob("*.answer.json"):
        old.unlink()
    forms = forms_of(truths)
    started = time.perf_counter()
    understood = subprocess.run([COMMAND, "understand", "--out", answers, *forms.values()], check=False)
    print(f"{len(forms)} forms understood in {time.perf_counter() - started:.1f} s")
    for name, form in forms.items():
        made = answers / f"{form.stem}.answer.json"
        if made.exists() and form.stem != name:
            made.rename(answers / f"{name}.answer.json")
    scorer = [sys.executable, truths.resolve().parent / "score.py", truths, answers, *sys.argv[3:]]
    return subprocess.run(scorer, check=False).returncode or understood.returncode


if __name__ == "__main__":
    raise SystemExit(main())
