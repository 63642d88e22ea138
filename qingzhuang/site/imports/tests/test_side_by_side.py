"""A row beside whom it may be: the same facts, numbers covered, reasons in words; one click settles it."""

from __future__ import annotations

from django.urls import reverse

from qingzhuang.site.imports.tests.conftest import number, sheet
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.models import Record

LIST = sheet("姓名,身份证号,联系电话", "苏晓梅,,13900000001")


def test_shows_both_with_reasons_and_covered_numbers(cast, sign_in, preview):
    facts = {"name": "苏晓梅", "id_number": number(1), "phone": "13900000001"}
    person = ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts)
    run = preview(LIST)
    page = sign_in(cast.alice).get(reverse("imports:who", args=[run.pk])).content.decode()
    assert "姓名相同" in page and "联系电话相同" in page and f'value="{person.pk}"' in page
    assert number(1) not in page and "13900000001" not in page and "139****0001" in page


def test_a_click_settles_it(cast, sign_in, preview):
    ledger.add_record(cast.alice, entity="person", area=cast.community, facts={"name": "苏晓梅", "phone": "13900000001"})
    run = preview(LIST)
    said = {"kind": "who", "subject": "0:2", "value": str(Record.objects.get().pk)}
    sign_in(cast.alice).post(reverse("imports:decide", args=[run.pk]), said)
    run.refresh_from_db()
    assert run.counts["outcomes"] == {"same": 1}


def test_nobody_reaches_for_others_by_their_number(cast, sign_in, preview):
    other = ledger.add_record(cast.charlie, entity="person", area=cast.neighbour, facts={"name": "周明"})
    run = preview(sheet("姓名,身份证号,联系电话", "苏晓梅,,"))
    page = sign_in(cast.alice).post(
        reverse("imports:decide", args=[run.pk]), {"kind": "who", "subject": "0:2", "value": str(other.pk)}
    )
    assert page.status_code == 404


def test_the_report_tells_of_every_row_and_starts_no_formula(cast, sign_in, preview):
    run = preview(sheet("姓名,身份证号,联系电话", f"苏晓梅,{number(1)},13900000001", f"周明,{number(2)},=1+1"))
    client = sign_in(cast.alice)
    text = client.get(reverse("imports:report", args=[run.pk, "csv"])).getvalue().decode("utf-8-sig")
    assert len(text.strip().splitlines()) == 3 and "'=1+1" in text and "新增" in text
    import io

    import openpyxl

    made = client.get(reverse("imports:report", args=[run.pk, "xlsx"])).getvalue()
    cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(made)).active.iter_rows()]
    assert len(cells) == 3 and cells[1][1] == "新增" and cells[2][5] == "=1+1"
