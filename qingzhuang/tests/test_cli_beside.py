"""`qingzhuang verify FILE --manifest FILE`: the same words as the page, without a server."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qingzhuang.cli import main
from qingzhuang.formfill.contents import contents_of
from qingzhuang.formfill.read import read
from qingzhuang.seal.beside import KIND
from qingzhuang.seal.manifests import Signer, digest_of, sealed

OWN, OTHER = Signer.of_seed(b"0" * 32), Signer.of_seed(b"1" * 32)
NAME = "老年（临江社区）.xlsx"


def book(**cells: Any) -> bytes:
    made = openpyxl.Workbook()
    for name, value in {"A1": "老年人口统计表", "A2": "80岁以上", "B2": 2, **cells}.items():
        made.active[name] = value
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def manifest(data: bytes) -> dict[str, Any]:
    told = {
        "kind": KIND, "format": 2, "number": 1, "place": {"code": "990101001001", "name": "临江社区"}, "as_of": "2026-11-28",
        "file": {"name": NAME, "sha256": digest_of(data), "values": contents_of(read(data)).digest}, "form": {"title": "老年人口统计表"},
        "numbers": [{"cell": "B2", "label": "80岁以上／人数", "value": 2}],
    }  # fmt: skip
    return OWN.signed({**told, "previous": "", "seal": sealed(told)})


@pytest.mark.parametrize(
    ("spoil", "code", "words"),
    [
        ("genuine", 0, "一个字节都没有变"), ("resaved", 0, "另存过"), ("changed", 1, "B2 80岁以上／人数：签的是 2，文件里是 20"),
        ("text", 1, "清单里的数字都对"), ("forged", 1, "签名对不上"), ("elsewhere", 1, "不是这把钥匙签的"), ("named", 0, f"签报时叫 {NAME}"),
        ("torn", 1, "打不开"),
    ],
)  # fmt: skip
def test_says_what_became_of_a_file(tmp_path: Path, capsys: Any, spoil: str, code: int, words: str) -> None:
    data = book()
    told = manifest(data)
    data = {"resaved": data + b" ", "changed": book(B2=20), "text": book(A2="85岁以上"), "torn": data[:99]}.get(spoil, data)
    told = {"forged": told | {"as_of": "2020-01-01"}, "elsewhere": OTHER.signed(told)}.get(spoil, told)
    file, beside = tmp_path / ("别名.xlsx" if spoil == "named" else NAME), tmp_path / "a.manifest.json"
    file.write_bytes(data)
    beside.write_text(json.dumps(told), "utf-8")
    options = ["verify", str(file), "--manifest", str(beside), "--key", OWN.public]
    assert main(options) == code
    assert words in capsys.readouterr().out
    main([*options, "--json"])
    assert json.loads(capsys.readouterr().out)["code"] in (spoil, "genuine", "changed")


def test_prints_the_key_where_none_was_given(tmp_path: Path, capsys: Any) -> None:
    data = book()
    (tmp_path / NAME).write_bytes(data)
    (tmp_path / "a.manifest.json").write_text(json.dumps(manifest(data)), "utf-8")
    main(["verify", str(tmp_path / NAME), "--manifest", str(tmp_path / "a.manifest.json")])
    assert OWN.public in capsys.readouterr().out


def test_wants_one_of_both(tmp_path: Path, capsys: Any) -> None:
    assert main(["verify", str(tmp_path / "x.xlsx")]) == 2
    assert main(["verify", str(tmp_path / "x.xlsx"), "--manifest", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err
