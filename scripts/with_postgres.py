"""Run a command with a PostgreSQL of its own, which is gone afterwards; says so and does nothing where none is installed.

scripts/with_postgres.py python -m pytest qingzhuang/site
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from qingzhuang.tally.tests import postgres


def main(command: list[str]) -> int:
    if not command:
        print(__doc__)
        return 2
    if postgres.programs() is None:
        print("PostgreSQL is not installed here: skipped. On Debian: apt-get install postgresql")
        return 0
    with postgres.server() as home:
        address = f"postgresql://{postgres.USER}@/postgres?host={home}"
        return subprocess.run(command, env=os.environ | {"QINGZHUANG_TEST_DATABASE": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
