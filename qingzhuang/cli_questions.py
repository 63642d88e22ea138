"""The commands that need no form: ask a question in words, count questions of a file (in a folder, on a cluster, in a database), look a file through before it is published."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

Later = Callable[[str, str], Callable[..., int]]  # module and name → a handler that is loaded when it is called


def add_question_commands(command: Callable[..., argparse.ArgumentParser], say: Callable[[str], Any], later: Later) -> None:
    """Add `ask`, `count`, `store` and `guard` to the parser."""
    ask = command("ask", later("cli_ask", "ask_facts"))
    ask.add_argument("words", metavar="WORDS", nargs="+", help=say("asked_words"))
    ask.add_argument("--facts", metavar="DIR", type=Path, required=True, help=say("facts"))
    ask.add_argument("--area", metavar="CODE", default="", help=say("area"))
    ask.add_argument("--as-of", metavar="DAY", help=say("as_of"))
    ask.add_argument("--mean", metavar="WORD=MEANING", action="append", default=[], help=say("mean"))
    ask.add_argument("--memory", metavar="FILE", type=Path, help=say("memory"))
    ask.add_argument("--limit", metavar="N", type=int, default=50, help=say("limit"))

    count = command("count", later("cli_count", "count_facts"))
    count.add_argument("questions", metavar="QUESTIONS", type=Path, help=say("question_file"))
    count.add_argument("--facts", metavar="DIR|ADDRESS", required=True, help=say("province"))
    count.add_argument("--area", metavar="CODE", default="", help=say("area"))
    count.add_argument("--as-of", metavar="DAY", help=say("as_of"))
    count.add_argument("--engine", choices=("bitmap", "spark", "sql"), help=say("engine"))
    count.add_argument("-o", "--out", metavar="CSV", type=Path, help=say("counts_out"))

    store = command("store", later("cli_count", "store_facts"))
    store.add_argument("questions", metavar="QUESTIONS", type=Path, help=say("question_file"))
    store.add_argument("--facts", metavar="DIR", type=Path, required=True, help=say("province"))
    store.add_argument("--into", metavar="ADDRESS", required=True, help=say("into"))

    guard = command("guard", later("cli_guard", "guard_file"))
    guard.add_argument("file", metavar="FILE", help=say("guard_file"))
    guard.add_argument("-o", "--out", metavar="OUT", type=Path, help=say("guard_out"))
    guard.add_argument("--keep", choices=("name", "address", "small"), action="append", default=[], help=say("guard_keep"))
