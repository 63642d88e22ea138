"""What the reference promises is what the code does: commands, options, refusals, settings, dependencies, questions."""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import exists, first_cells, headings
from tests.house.tree import files, python_files, read, refuse

CLI, SETTINGS, ERRORS = Path("docs/reference/cli.md"), Path("docs/reference/settings.md"), Path("docs/reference/errors.md")
DEPENDENCIES, LANGUAGE = Path("docs/decisions/dependencies.md"), Path("docs/reference/question-language.md")
VARIABLE = re.compile(r"\bQINGZHUANG_[A-Z_]+\b")


# ---------------------------------------------------------------- command line
def commands() -> dict[str, argparse.ArgumentParser]:
    from qingzhuang.cli import _parser
    from qingzhuang.console import Console

    parser = _parser(Console("en"))
    actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(actions[0].choices)


def section(name: str) -> str:
    return read(CLI).split(f"\n## {name}\n")[1].split("\n## ")[0]


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if not isinstance(action, argparse._HelpAction) and "--lang" not in action.option_strings:
            yield from action.option_strings or [action.metavar or action.dest]


def test_every_command_has_its_section_and_no_other():
    if not exists(Path("qingzhuang/cli.py")):
        pytest.skip("the command line is not written yet")
    assert set(commands()) == {text for level, text in headings(CLI) if level == 2}


def test_every_option_is_described():
    if not exists(Path("qingzhuang/cli.py")):
        pytest.skip("the command line is not written yet")
    refuse(f"{name} {option}" for name, parser in commands().items() for option in options(parser) if option not in section(name))


def test_no_option_is_described_that_does_not_exist():
    if not exists(Path("qingzhuang/cli.py")):
        pytest.skip("the command line is not written yet")
    found = []
    for name, parser in commands().items():
        if not parser.add_help:  # belongs to the site
            continue
        known = set(options(parser)) | {"--lang", "--help"}
        found += [
            f"{name} {option}" for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", section(name))) if option not in known
        ]
    refuse(found)


def test_every_command_of_the_site_is_described_with_its_options():
    if not exists(Path("qingzhuang/site/command.py")):
        pytest.skip("the site has no command yet")
    from qingzhuang.site.command import add_arguments

    parser = argparse.ArgumentParser()
    add_arguments(parser)
    commands = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction)).choices
    wanted = {(name, word) for name, made in commands.items() if name != "audit" for word in (f"`{name}", *options(made))}
    refuse(f"site {name}: {word}" for name, word in wanted if word not in section("site"))


# ---------------------------------------------------------------- refusals
def test_every_refusal_is_listed_with_its_words():
    from qingzhuang.formfill.errors import REFUSALS

    page = read(ERRORS)
    refuse(f"{code}: {words.what} {words.todo}" for code, words in REFUSALS.items() if f"{words.what} | {words.todo}" not in page)


def test_no_refusal_is_listed_that_does_not_exist():
    from qingzhuang.formfill.errors import REFUSALS

    assert set(first_cells(ERRORS)) - {"code"} == set(REFUSALS)


# ---------------------------------------------------------------- settings
def test_every_variable_is_listed():
    found = {
        name
        for path in (*python_files(), Path("Makefile"))
        if path != Path("tests/docs/test_promises.py")
        for name in VARIABLE.findall(read(path))
    }
    refuse(name for name in found if name not in set(first_cells(SETTINGS)))


def test_no_variable_is_listed_that_nobody_reads():
    texts = "".join(read(path) for path in files() if path.suffix == ".py" or path.name == "Makefile")
    refuse(name for name in first_cells(SETTINGS) if name.startswith("QINGZHUANG_") and name not in texts)


# ---------------------------------------------------------------- dependencies
def test_every_dependency_has_its_reason():
    project = tomllib.loads(read(Path("pyproject.toml")))["project"]
    wanted = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    names = {re.split(r"[\[<>=~!; ]", name)[0].lower() for name in wanted} - {"qingzhuang"}
    assert names == set(first_cells(DEPENDENCIES)) - {"package"}


def test_lock_files_name_no_index():
    locks = [path for path in files() if path.parts[0] == "requirements" and path.suffix == ".txt"]
    assert locks
    refuse(
        f"{path}: {line}"
        for path in locks
        for line in read(path).split("\n")
        if "://" in line or line.startswith(("-i", "--index", "--extra"))
    )


# ---------------------------------------------------------------- questions
def test_examples_of_the_question_language_are_read():
    from qingzhuang.tally.syntax import parse, write

    examples = [
        line for block in re.findall(r"```question\n(.*?)```", read(LANGUAGE), re.S) for line in block.strip().split("\n")
    ]
    assert len(examples) > 5
    for example in examples:
        assert parse(write(parse(example))) == parse(example), example


def test_paths_of_the_question_language_are_in_the_vocabulary():
    from qingzhuang.tally.question import Value
    from qingzhuang.tally.syntax import parse
    from qingzhuang.vocabulary import load

    examples = [
        line for block in re.findall(r"```question\n(.*?)```", read(LANGUAGE), re.S) for line in block.strip().split("\n")
    ]
    for question in map(parse, examples):
        if isinstance(question, Value):
            assert load().field(question.path)
