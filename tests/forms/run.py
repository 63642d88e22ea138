"""Builds the test forms and their truth files into a folder: `python -m tests.forms.run OUTDIR [--split tune]`.

Then let the program read them and score the answers with `score.py` of the shared forms:

    python -m tests.forms.run /tmp/forms --split tune
    for f in /tmp/forms/*.xlsx /tmp/forms/*.docx; do
        qingzhuang understand "$f" --json > /tmp/answers/$(basename "${f%.*}").answer.json
    done
    python score.py /tmp/forms /tmp/answers --list

The half `blind` is for totals only: leave `--list` away, and do not read its YAML files when working on the matcher.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from tests.forms.build import HERE, all_forms, build

SETS = sorted(path.name for path in HERE.iterdir() if path.is_dir() and any(path.glob("*.yaml")))


def perfect(truth: dict[str, Any]) -> dict[str, Any]:
    """The answer of a reader who reads exactly as the truth says."""
    answer: dict[str, Any] = json.loads(json.dumps(truth))
    for table in answer["tables"]:
        for key in ("columns", "rows", "cells", "metadata", "footer"):
            for entry in table.get(key, []):
                entry["state"] = "outside" if entry["concept"].startswith("outside") else "sure"
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--split", choices=(*SETS, "all"), default="all")
    parser.add_argument(
        "--perfect", type=Path, metavar="ANSWERS", help="also write answers equal to the truth: they must score 100 %%"
    )
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    forms = all_forms(options.split)
    for form in forms:
        name, data, truth = build(form)
        (options.out / name).write_bytes(data)
        text = json.dumps(truth, ensure_ascii=False, indent=1)
        (options.out / f"{form['form']}.truth.json").write_text(text, encoding="utf-8")
        if options.perfect:
            options.perfect.mkdir(parents=True, exist_ok=True)
            answer = json.dumps(perfect(truth), ensure_ascii=False)
            (options.perfect / f"{form['form']}.answer.json").write_text(answer, encoding="utf-8")
    print(f"{len(forms)} forms in {options.out}")


if __name__ == "__main__":
    main()
