"""A file is named after what it does, so that a stranger finds it; drawers for everything are banned."""

from __future__ import annotations

import ast
import re

from tests.house.tree import files, parse, python_files, refuse

DRAWERS = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?|stuff|shared|base_?classes)(_|$)")


PLAIN = ("__init__.py", "apps.py", "urls.py")  # an area's sentence stands in its __init__


def test_no_file_or_folder_is_a_drawer():
    names = {(path, part) for path in files() for part in (*path.parts[:-1], path.stem)}
    refuse(sorted(f"{path}: {part}" for path, part in names if DRAWERS.search(part.lower())))


def test_every_module_opens_with_a_sentence():
    bare = [
        path
        for path in python_files()
        if path.name not in PLAIN and not ast.get_docstring(parse(path)) and parse(path).body and "tests" not in path.parts
    ]
    refuse(str(path) for path in bare)


def test_names_of_tests_say_what_happens():
    """`test_1` or `test_it` tell nobody what broke."""
    found = [
        f"{path}:{node.lineno} {node.name}"
        for path in python_files()
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and node.name.count("_") < 2
    ]
    refuse(found)
