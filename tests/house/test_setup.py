"""A bare machine is made ready by `make`; what the scripts decide is tested here, the whole by CI on a fresh machine."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, read


def script(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    module = script("bootstrap")
    monkeypatch.setattr(module, "VENV", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for name in ("run.txt", "dev.txt"):
        Path("requirements").mkdir(exist_ok=True)
        Path("requirements", name).write_text(f"{name}==1\n")
    return module


def test_a_step_done_is_not_done_again(bootstrap):
    assert not bootstrap.is_done("packages", "run", "requirements/run.txt")
    bootstrap.mark_done("packages", "run", "requirements/run.txt")
    assert bootstrap.is_done("packages", "run", "requirements/run.txt")


def test_a_changed_lock_is_installed_again(bootstrap):
    bootstrap.mark_done("packages", "run", "requirements/run.txt")
    Path("requirements/run.txt").write_text("run.txt==2\n")
    assert not bootstrap.is_done("packages", "run", "requirements/run.txt")


def test_packages_for_tests_hold_those_for_running(bootstrap):
    bootstrap.mark_done("packages", "test", "requirements/dev.txt")
    assert bootstrap.is_done("packages", "run", "requirements/run.txt")


def test_packages_for_running_do_not_hold_those_for_tests(bootstrap):
    bootstrap.mark_done("packages", "run", "requirements/run.txt")
    assert not bootstrap.is_done("packages", "test", "requirements/dev.txt")


def test_without_venv_and_without_rights_the_command_to_type_is_said(bootstrap, monkeypatch):
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(bootstrap.Stop, match=r"apt-get install python3\.\d+-venv"):
        bootstrap.get_venv_module(bootstrap.sys.executable)


def test_the_lock_for_tests_agrees_with_the_lock_for_running():
    def versions(name: str) -> set[str]:
        return {line.split(" ")[0] for line in read(Path("requirements", name)).split("\n") if "==" in line}

    assert versions("run.txt") <= versions("dev.txt")


def test_every_locked_package_has_a_hash():
    for name in ("run.txt", "dev.txt", "node.txt"):
        packages = re.split(r"\n(?=\w)", read(Path("requirements", name)).strip())
        assert packages and all("==" in package and "--hash=sha256:" in package for package in packages), name


def test_browser_libraries_are_locked_without_addresses():
    packages = json.loads(read(Path("package-lock.json")))["packages"]
    named = {name: body for name, body in packages.items() if name}
    assert named
    assert all("integrity" in body and "resolved" not in body for body in named.values())
