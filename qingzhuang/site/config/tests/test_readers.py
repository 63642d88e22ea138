"""Variables are read with their type, and fail loudly with their name."""

from __future__ import annotations

import pytest

from qingzhuang.site.config import readers


def test_nothing_said_is_the_default(monkeypatch, tmp_path):
    monkeypatch.delenv("QZ_X", raising=False)
    assert readers.flag("QZ_X") is False and readers.number("QZ_X", 7) == 7
    assert readers.words("QZ_X", ("a",)) == ["a"] and readers.folder("QZ_X", tmp_path) == tmp_path


@pytest.mark.parametrize(("said", "meant"), [("yes", True), ("0", False), ("On", True), ("no", False)])
def test_yes_and_no(monkeypatch, said, meant):
    monkeypatch.setenv("QZ_X", said)
    assert readers.flag("QZ_X") is meant


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (lambda: readers.flag("QZ_X"), "perhaps"),
        (lambda: readers.number("QZ_X", 1, most=9), "10"),
        (lambda: readers.number("QZ_X", 1), "-1"),
        (lambda: readers.database("QZ_X", "x"), "mysql://a/b"),
        (lambda: readers.database("QZ_X", "x"), "postgresql://host"),
    ],
)
def test_what_cannot_be_meant_names_the_variable(monkeypatch, read, said):
    monkeypatch.setenv("QZ_X", said)
    with pytest.raises(readers.SettingError, match="QZ_X"):
        read()


def test_a_database_address_is_taken_apart(monkeypatch):
    monkeypatch.setenv("QZ_X", "postgresql://anna:a%40b@db:5433/qing")
    found = readers.database("QZ_X", "x")
    assert [found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == ["qing", "anna", "a@b", "db", "5433"]


def test_the_secret_is_made_once_and_only_its_owner_reads_it(monkeypatch, tmp_path):
    monkeypatch.delenv("QZ_X", raising=False)
    path = tmp_path / "deep" / "key"
    first = readers.secret("QZ_X", path)
    assert readers.secret("QZ_X", path) == first and len(first) > 50 and path.stat().st_mode & 0o777 == 0o600


# ---------------------------------------------------------------- signing in elsewhere
@pytest.fixture
def service(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("hush\n")
    monkeypatch.setenv("QINGZHUANG_OIDC_ISSUER", "https://id.example.gov.cn/")
    monkeypatch.setenv("QINGZHUANG_OIDC_CLIENT_ID", "qingzhuang")
    monkeypatch.setenv("QINGZHUANG_OIDC_CLIENT_SECRET", str(tmp_path / "secret"))


def test_there_is_no_service_where_none_is_named(monkeypatch):
    monkeypatch.delenv("QINGZHUANG_OIDC_ISSUER", raising=False)
    assert readers.oidc() == ("", [])


def test_a_service_is_named_by_its_host_and_its_secret_read_from_a_file(service):
    name, [app] = readers.oidc()
    assert (
        name == "id.example.gov.cn" and app["secret"] == "hush" and app["settings"]["server_url"] == "https://id.example.gov.cn"
    )


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("QINGZHUANG_OIDC_ISSUER", "http://id.example.gov.cn"),
        ("QINGZHUANG_OIDC_ISSUER", "id"),
        ("QINGZHUANG_OIDC_CLIENT_ID", ""),
        ("QINGZHUANG_OIDC_CLIENT_SECRET", ""),
        ("QINGZHUANG_OIDC_CLIENT_SECRET", "hush"),
    ],
)
def test_a_service_that_is_half_told_stops_the_start(service, monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(readers.SettingError, match="expected"):
        readers.oidc()


def test_a_file_with_a_pin_is_read_by_its_owner_only(monkeypatch, tmp_path):
    (tmp_path / "pin").write_text("123456")
    (tmp_path / "pin").chmod(0o640)
    monkeypatch.setenv("QINGZHUANG_TOKEN_PIN", str(tmp_path / "pin"))
    with pytest.raises(readers.SettingError, match="only its owner"):
        readers.private_file("QINGZHUANG_TOKEN_PIN")
    (tmp_path / "pin").chmod(0o600)
    assert readers.private_file("QINGZHUANG_TOKEN_PIN") == tmp_path / "pin"
    monkeypatch.delenv("QINGZHUANG_TOKEN_PIN")
    assert readers.private_file("QINGZHUANG_TOKEN_PIN") is None


@pytest.mark.parametrize("said", ["tsa.example.cn", "ftp://tsa.example.cn/", "http:///x"])
def test_an_address_begins_as_addresses_do(monkeypatch, said):
    monkeypatch.setenv("QINGZHUANG_TIMESTAMPS", said)
    with pytest.raises(readers.SettingError, match="QINGZHUANG_TIMESTAMPS"):
        readers.address("QINGZHUANG_TIMESTAMPS")
