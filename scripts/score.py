"""Understand every form of a folder by the command line and print the score against its truth files.

python scripts/score.py TRUTH_DIR ANSWER_DIR [--list]

The scorer lies beside the truth folder (`../score.py`); answers are kept in ANSWER_DIR for a look afterwards.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

COMMAND = Path(sys.executable).parent / "qingzhuang"


def understand(form: Path, answer: Path) -> str:
    """Write the answer of one form; returns what went wrong, or nothing."""
    done = subprocess.run([COMMAND, "understand", form, "--json"], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        return f"{form.name}: {done.stderr.strip() or done.returncode}"
    answer.write_text(done.stdout, encoding="utf-8")
    return ""


def main() -> int:
    truth_folder, answer_folder = Path(sys.argv[1]), Path(sys.argv[2])
    answer_folder.mkdir(parents=True, exist_ok=True)
    for old in answer_folder.glob("*.answer.json"):
        old.unlink()
    jobs = []
    for truth in sorted(truth_folder.glob("*.truth.json")):
        name = truth.name.removesuffix(".truth.json")
        file = json.loads(truth.read_text(encoding="utf-8")).get("file")
        if file and (truth_folder / file).exists():
            jobs.append((truth_folder / file, answer_folder / f"{name}.answer.json"))
    started = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        faults = [fault for fault in pool.map(lambda job: understand(*job), jobs) if fault]
    print(f"{len(jobs)} forms understood in {time.perf_counter() - started:.1f} s")
    print("\n".join(faults))
    scorer = truth_folder.resolve().parent / "score.py"
    command = [sys.executable, scorer, truth_folder, answer_folder, *sys.argv[3:]]
    return subprocess.run(command, check=False).returncode or bool(faults)


if __name__ == "__main__":
    raise SystemExit(main())
