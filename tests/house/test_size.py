"""Nothing grows so large that a reader has to hold it in the head in parts."""

from __future__ import annotations

import io
import tokenize

from tests.house.tree import files, functions, python_files, read, refuse

FILE, FUNCTION, VIEW, TEMPLATE, SCRIPT, LINE = 400, 60, 25, 150, 100, 130


def lines_of(path) -> int:
    return read(path).count("\n") + 1


def too_long(suffix: str, limit: int) -> list[str]:
    found = [path for path in files() if path.suffix == suffix and "migrations" not in path.parts and path.parts[0] != "docs"]
    return [f"{path}: {lines_of(path)} lines, at most {limit}" for path in found if lines_of(path) > limit]


def test_python_files_stay_within_400_lines():
    refuse(too_long(".py", FILE))


def test_style_sheets_stay_within_400_lines():
    refuse(too_long(".css", FILE))


def test_templates_stay_within_150_lines():
    refuse(too_long(".html", TEMPLATE))


def test_scripts_of_pages_do_one_thing_within_100_lines():
    refuse(too_long(".js", SCRIPT))


def test_functions_stay_within_60_lines():
    found = [function for path in python_files() for function in functions(path) if function.lines > FUNCTION]
    refuse([f"{f.path}:{f.line} {f.name}: {f.lines} lines" for f in found])


def test_views_only_lead_from_request_to_page():
    views = [path for path in python_files() if path.name == "views.py" or "views" in path.parts]
    found = [function for path in views if "tests" not in path.parts for function in functions(path) if function.lines > VIEW]
    refuse([f"{f.path}:{f.line} {f.name}: {f.lines} lines, at most {VIEW}" for f in found])


def test_lines_of_code_stay_within_130_signs():
    """Patterns, tables of words and trailing notes may be longer: what counts is the code around them."""
    refuse(
        f"{path}:{number}: {length} signs"
        for path in python_files()
        if len(max(read(path).split("\n"), key=len)) > LINE
        for number, length in enumerate(code_lengths(read(path)), 1)
        if length > LINE
    )


def code_lengths(source: str) -> list[int]:
    """The length of each line without the insides of strings and without comments."""
    lines = source.split("\n")
    lengths = [len(line) for line in lines]
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.STRING, tokenize.COMMENT):
            for row in range(token.start[0], token.end[0] + 1):
                begin = token.start[1] if row == token.start[0] else 0
                end = token.end[1] if row == token.end[0] else len(lines[row - 1])
                lengths[row - 1] -= end - begin
    return lengths


def test_a_long_pattern_is_free_and_long_code_is_not():
    long = "x" * LINE
    assert max(code_lengths(f'pattern = r"{long}"  # {long}\n')) < LINE < max(code_lengths(f"{long} = 1\n"))
