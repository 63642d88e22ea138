"""Nothing grows so large that a reader has to hold it in the head in parts."""

from __future__ import annotations

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
    found = [
        (path, number, line)
        for path in python_files()
        for number, line in enumerate(read(path).split("\n"), 1)
        if len(line) > LINE
    ]
    refuse([f"{path}:{number}: {len(line)} signs" for path, number, line in found])
