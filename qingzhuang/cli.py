"""The command `qingzhuang`: understand and fill forms, teach a meaning, make a demo district.

Exit codes: 0 done, 1 refused (the input cannot be used; nothing was written), 2 the command was called wrongly. A sentence
on the error stream says what to do. Everything heavy is imported when it is needed, so that `understand` starts at once.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qingzhuang import __version__
from qingzhuang.cli_questions import add_question_commands
from qingzhuang.console import SIGNS, Console

if TYPE_CHECKING:
    from qingzhuang.formfill.form import Blank, Form, Table
    from qingzhuang.formfill.grid import Book
    from qingzhuang.formfill.memory import Memory

DONE, REFUSED, USAGE = 0, 1, 2
DELEGATED = ("site", "audit", "backup", "restore")
SHOWN_REASON = 46  # signs of a reason in the summary


class Refusal(Exception):
    """Input that cannot be used, with the sentence that says why."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    console = Console("en" if _language(arguments) == "en" else "zh")
    if arguments and arguments[0] in DELEGATED:
        return _delegate(arguments, console)
    try:
        options = _parser(console).parse_args(arguments)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else USAGE
    try:
        handler: Callable[[argparse.Namespace, Console], int] = options.handler
        return handler(options, console)
    except Refusal as refusal:
        console.complain(str(refusal))
    except KeyboardInterrupt:
        console.complain(console.words("interrupted"))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as fault:
        if os.environ.get("QINGZHUANG_TRACE"):
            raise
        console.complain(console.words("fault", why=f"{type(fault).__name__}: {fault}"))
    return REFUSED


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, before the parser that speaks it is made."""
    for number, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and number + 1 < len(arguments):
            return arguments[number + 1]
    return os.environ.get("QINGZHUANG_LANG", "zh")


def _parser(console: Console) -> argparse.ArgumentParser:
    say = console.words
    parser = argparse.ArgumentParser(prog="qingzhuang", description=say("about"), allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"qingzhuang {__version__}")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help=say("lang"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, handler: Callable[[argparse.Namespace, Console], int], about: str = "") -> argparse.ArgumentParser:
        words = about or say(name)
        made = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
        made.add_argument("--lang", choices=("zh", "en"), default=argparse.SUPPRESS, help=say("lang"))
        made.set_defaults(handler=handler)
        return made

    understand = command("understand", _understand)
    understand.add_argument("forms", nargs="+", metavar="FORM", help=say("forms"))
    understand.add_argument("--json", action="store_true", help=say("json"))
    understand.add_argument("--out", metavar="DIR", type=Path, help=say("out_folder"))
    understand.add_argument("--memory", metavar="FILE", type=Path, help=say("memory"))

    fill = command("fill", _fill)
    fill.add_argument("form", metavar="FORM", help=say("form"))
    fill.add_argument("--facts", metavar="DIR", type=Path, required=True, help=say("facts"))
    fill.add_argument("--as-of", metavar="DAY", help=say("as_of"))
    fill.add_argument("--period", metavar="FROM..TO", help=say("period"))
    fill.add_argument("--area", metavar="CODE", default="", help=say("area"))
    fill.add_argument("--person", metavar="WHO", action="append", default=[], help=say("person"))
    fill.add_argument("--set", metavar="LABEL=VALUE", action="append", default=[], help=say("set"))
    fill.add_argument("--memory", metavar="FILE", type=Path, help=say("memory"))
    fill.add_argument("-o", "--out", metavar="OUT", type=Path, required=True, help=say("out"))
    fill.add_argument("--report", metavar="JSON", type=Path, help=say("report"))

    learn = command("learn", _learn)
    learn.add_argument("form", metavar="FORM", help=say("form"))
    learn.add_argument("blank", metavar="BLANK", help=say("blank"))
    learn.add_argument("concept", metavar="CONCEPT", help=say("concept"))
    learn.add_argument("--memory", metavar="FILE", type=Path, required=True, help=say("memory"))

    demo = command("demo", _demo)
    demo.add_argument("--people", metavar="N", type=int, required=True, help=say("people"))
    demo.add_argument("--communities", metavar="N", type=int, default=0, help=say("communities"))
    demo.add_argument("--seed", metavar="N", type=int, default=1, help=say("seed"))
    demo.add_argument("--out", metavar="DIR", type=Path, required=True, help=say("demo_out"))

    words = command("words", _words)
    words.add_argument("concept", metavar="CONCEPT", help=say("concept"))
    _definition_commands(command, say)
    add_question_commands(command, say, _later)
    from qingzhuang.cli_certificate_words import add_commands

    add_commands(lambda name, words: command(name, _certificates, words), console)
    for name in DELEGATED:
        commands.add_parser(name, help=say(name), add_help=False)
    return parser


def _definition_commands(command: Callable[..., argparse.ArgumentParser], say: Callable[[str], str]) -> None:
    definitions = command("definitions", _definitions)
    definitions.add_argument("word", metavar="WORD", nargs="?", default="", help=say("word"))
    differ = command("differ", _differ)
    differ.add_argument("a", metavar="A", help=say("side"))
    differ.add_argument("b", metavar="B", help=say("side"))
    differ.add_argument("--facts", metavar="DIR", type=Path, required=True, help=say("facts"))
    differ.add_argument("--area", metavar="CODE", default="", help=say("area"))
    differ.add_argument("--as-of", metavar="DAY", help=say("as_of"))
    differ.add_argument("--limit", metavar="N", type=int, default=50, help=say("limit"))


# ---------------------------------------------------------------- understand
def _understand(options: argparse.Namespace, console: Console) -> int:
    memory = memory_of(options.memory, console)
    code = DONE
    if options.out:
        make_folder(options.out, console)
    for name in console.progress(options.forms, len(options.forms), console.words("understand")[:6]):
        try:
            book, form = _form(name, memory, console)
        except Exception as refusal:
            if len(options.forms) == 1 or os.environ.get("QINGZHUANG_TRACE"):
                raise
            said = (
                str(refusal)
                if isinstance(refusal, Refusal)
                else console.words("fault", why=f"{type(refusal).__name__}: {refusal}")
            )
            console.complain(said if name in said else f"{name}：{said}")
            code = REFUSED
            continue
        if options.json or options.out:
            from qingzhuang.formfill.as_json import answer_file

            text = json.dumps(answer_file(form), ensure_ascii=False, indent=1)
            if options.out:
                write_text(options.out / f"{Path(name).stem}.answer.json", text, console)
            else:
                console.say(text)
        else:
            _summary(Path(name).name, book, form, console)
    return code


def _summary(name: str, book: Book, form: Form, console: Console) -> None:
    console.say(console.painted(f"{name}  {console.words(form.kind.value)}", "head"))
    for table in form.tables:
        _table(table, len(form.tables) > 1, console)
    for warning in (*book.warnings, *form.warnings):
        console.say(f"  ! {warning}")


def _table(table: Table, named: bool, console: Console) -> None:
    from qingzhuang.formfill.as_json import population_text

    title = " ".join(filter(None, (table.title.replace("\n", " "), f"[{table.sheet}]" if table.sheet and named else "")))
    console.say(f"  {title}" if title else "")
    if table.population:
        from qingzhuang.tally.words import in_words

        who = in_words(table.population, console.tongue)
        console.say(f"  {console.words('about_whom')}：{who}（{population_text(table.population)}）  {table.population_reason}")
    for blank in table.blanks():
        state = blank.state.value
        label = "／".join(blank.path) or blank.value_cell
        sign = console.painted(f"{SIGNS[state]} {console.words(state)}", state)
        place = blank.column if blank.column and not blank.after_label else blank.value_cell
        console.say(f"    {place:<8} {sign}  {label}  →  {_meaning(blank, console)}  {blank.reason[:SHOWN_REASON]}")
    counts = {state: sum(b.state.value == state for b in table.blanks()) for state in ("sure", "unsure", "outside", "kept")}
    console.say("  " + "，".join(f"{console.words(state)} {count}" for state, count in counts.items() if count))


def _meaning(blank: Blank, console: Console) -> str:
    """The question of a blank in words, else its concept as it is written."""
    if blank.question is None:
        return blank.concept or "？"
    from qingzhuang.tally.words import in_words

    return f"{in_words(blank.question, console.tongue)}（{blank.concept}）"


# ---------------------------------------------------------------- fill
def _fill(options: argparse.Namespace, console: Console) -> int:
    from qingzhuang.cli_fill import fill_form

    return fill_form(options, console)


# ---------------------------------------------------------------- learn
def _learn(options: argparse.Namespace, console: Console) -> int:
    from qingzhuang.formfill.memory import OUTSIDE, Memory
    from qingzhuang.tally.errors import QuestionError

    memory = (memory_of(options.memory, console) if options.memory.exists() else None) or Memory()
    _, form = _form(options.form, None, console)
    concept = OUTSIDE if options.concept in ("outside", "不是") else options.concept
    try:
        if options.blank in ("population", "对象"):
            label, memory = console.words("about_whom"), memory.with_population(form, 0, concept)
        else:
            blank = _find(form, options.blank, console)
            label, memory = "／".join(blank.path), memory.with_correction(form, blank, concept)
    except QuestionError as fault:
        raise Refusal(console.words("bad_question", why=fault)) from fault
    write_text(options.memory, json.dumps(memory.to_dict(), ensure_ascii=False, indent=1), console)
    console.say(console.words("learned", label=label, meaning=concept, file=options.memory))
    return DONE


def _find(form: Form, text: str, console: Console) -> Blank:
    """The one blank that a text names: its key, its cell, its column letter, its label or its whole path."""
    from qingzhuang.vocabulary import fold

    blanks = [blank for table in form.tables for blank in table.blanks()]
    wanted = fold(text)
    tests: tuple[Callable[[Blank], bool], ...] = (
        lambda b: text == b.key,
        lambda b: text in (b.value_cell, b.column),
        lambda b: wanted in (fold("/".join(b.path)), fold("／".join(b.path))),
        lambda b: bool(b.path) and wanted == fold(b.path[-1]).strip("*"),
    )
    for test in tests:
        found = [blank for blank in blanks if test(blank)]
        if len(found) == 1:
            return found[0]
        if found:
            places = "、".join(blank.column or blank.value_cell for blank in found)
            raise Refusal(console.words("several_blanks", text=text, places=places))
    raise Refusal(console.words("no_blank", text=text))


# ---------------------------------------------------------------- demo, words, site
def _demo(options: argparse.Namespace, console: Console) -> int:
    if not 1 <= options.people <= 2_000_000:
        raise Refusal(console.words("bad_people"))
    if not 0 <= options.communities <= min(999, options.people // 10):
        raise Refusal(console.words("bad_communities"))
    from qingzhuang.demo import make_district

    make_folder(options.out, console)
    make_district(options.people, options.seed, options.out, communities=options.communities, progress=console.share())
    console.say(console.words("written", name=options.out))
    return DONE


def _words(options: argparse.Namespace, console: Console) -> int:
    from qingzhuang.tally import in_words
    from qingzhuang.tally.errors import QuestionError
    from qingzhuang.tally.syntax import parse

    try:
        console.say(in_words(parse(options.concept), console.tongue))
    except (QuestionError, ValueError, KeyError) as fault:
        raise Refusal(console.words("bad_question", why=fault)) from fault
    return DONE


def _definitions(options: argparse.Namespace, console: Console) -> int:
    from qingzhuang.cli_definitions import list_definitions

    return list_definitions(options, console)


def _differ(options: argparse.Namespace, console: Console) -> int:
    from qingzhuang.cli_definitions import explain_difference

    return explain_difference(options, console)


def _certificates(options: argparse.Namespace, console: Console) -> int:
    from qingzhuang.cli_certificates import look_after_keys, verify_paper

    return verify_paper(options, console) if hasattr(options, "paper") else look_after_keys(options, console)


def _later(module: str, name: str) -> Callable[[argparse.Namespace, Console], int]:
    """A handler in a module of its own, which is loaded when the command is called."""

    def handler(options: argparse.Namespace, console: Console) -> int:
        return int(getattr(import_module(f"qingzhuang.{module}"), name)(options, console))

    return handler


def _delegate(arguments: list[str], console: Console) -> int:
    """`site …`, `audit …`, `backup …` and `restore …` belong to the site, which is there when Django is."""
    try:
        from qingzhuang.site.command import main as site_main
    except ImportError as missing:
        if missing.name and missing.name.split(".")[0] not in ("django", "qingzhuang"):
            raise
        console.complain(console.words("no_site"))
        return REFUSED
    code: Any = site_main(arguments[1:] if arguments[0] == "site" else arguments)
    return int(code or DONE)


# ---------------------------------------------------------------- files
def _form(name: str, memory: Memory | None, console: Console) -> tuple[Book, Form]:
    """A file read and understood; raises Refusal."""
    from qingzhuang.formfill.match import understand
    from qingzhuang.formfill.memory import apply_memory

    book = read_book(Path(name), console)[1]
    return book, apply_memory(understand(book), memory)


def bytes_of(path: Path, console: Console) -> bytes:
    """The bytes of a file that somebody named; raises Refusal where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as missing:
        raise Refusal(console.words("no_file", name=path)) from missing
    except OSError as fault:
        raise Refusal(console.words("cannot_read", name=path, why=fault.strerror)) from fault


def read_book(path: Path, console: Console) -> tuple[bytes, Book]:
    """The bytes of a form and its grids; raises Refusal."""
    from qingzhuang.formfill.errors import FormError
    from qingzhuang.formfill.read.safely import read_safely

    data = bytes_of(path, console)
    try:
        return data, read_safely(data, path.name)
    except FormError as fault:
        raise Refusal(f"{path.name}：{fault}") from fault


def memory_of(path: Path | None, console: Console) -> Memory | None:
    if path is None:
        return None
    from qingzhuang.formfill.memory import Memory

    try:
        return Memory.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as missing:
        raise Refusal(console.words("no_file", name=path)) from missing
    except (OSError, ValueError) as fault:
        raise Refusal(console.words("bad_memory", why=fault)) from fault


def day_of(text: str | None, console: Console) -> date:
    """A day as typed; today where nothing is typed. Raises Refusal."""
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Refusal(console.words("bad_day", text=text)) from fault


def make_folder(path: Path, console: Console) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Refusal(console.words("cannot_write", name=path, why=fault.strerror)) from fault


def write_text(path: Path, text: str, console: Console) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise Refusal(console.words("cannot_write", name=path, why=fault.strerror)) from fault
