"""Why a file cannot be read or written: a code, and what, why and what to do in words."""

from __future__ import annotations

from typing import NamedTuple


class _Words(NamedTuple):
    what: str
    why: str
    todo: str


# One row per refusal; docs/reference/errors.md lists the same codes and a test compares them.
REFUSALS: dict[str, _Words] = {
    "empty_file": _Words(
        "这个文件是空的。",
        "文件大小为 0 字节，可能没有下载或传输完。",
        "请向发文单位重新要一份，或重新下载后再试。",
    ),
    "not_a_form": _Words(
        "这不是表格文件。",
        "{detail}",
        "请选择 Excel、WPS 表格、ODS、CSV 或 Word（.docx）格式的表。",
    ),
    "damaged": _Words(
        "这个文件打不开，可能已经损坏。",
        "{detail}",
        "请用 WPS 或 Excel 打开后另存一份再试；若也打不开，请向发文单位重新要一份。",
    ),
    "encrypted": _Words(
        "这个文件设了打开密码。",
        "没有密码看不到里面的内容。",
        "请用 WPS 或 Excel 打开，去掉密码后另存一份再试。",
    ),
    "encrypted_zip": _Words(
        "这是一个加密的压缩包。",
        "没有密码看不到里面的内容。",
        "请先解压出表格文件，再选择表格文件。",
    ),
    "too_large": _Words(
        "这个文件太大了。",
        "{detail}",
        "请删去与表无关的图片和多余的工作表，另存一份再试。",
    ),
    "bomb": _Words(
        "这个文件展开后大得不正常，已停止读取。",
        "{detail}",
        "请确认文件来源；若确实是上级下发的表，请用 WPS 或 Excel 另存一份再试。",
    ),
    "unsafe_xml": _Words(
        "这个文件里有不该出现的内容，已停止读取。",
        "文件内部声明了外部或自定义实体，正常的表格文件不会这样。",
        "请确认文件来源；若确实是上级下发的表，请用 WPS 或 Excel 另存一份再试。",
    ),
    "needs_office": _Words(
        "这种格式要借助 LibreOffice 才能读取，本机没有安装。",
        "{detail}",
        "请用 WPS 或 Office 打开，另存为 .xlsx、.xls 或 .docx 后再试，或请管理员安装 LibreOffice。",
    ),
    "office_failed": _Words(
        "借助 LibreOffice 转换这个文件没有成功。",
        "{detail}",
        "请用 WPS 或 Office 打开，另存为 .xlsx、.xls 或 .docx 后再试。",
    ),
    "no_table": _Words(
        "这个文件里没有表。",
        "{detail}",
        "请确认选对了文件；若表是图片，请向发文单位要可以填写的电子表。",
    ),
    "too_slow": _Words(
        "读取这个文件用时或占用内存过多，已停止。",
        "{detail}",
        "请用 WPS 或 Excel 打开，删去多余的格式和工作表后另存一份再试。",
    ),
    "cannot_write": _Words(
        "这种格式的文件不能直接写回。",
        "{detail}",
        "请用 WPS 或 Excel 打开，另存为 .xlsx 后再填。",
    ),
    "bad_edit": _Words(
        "要填的内容放不进这个文件。",
        "{detail}",
        "请重新读取这个表再填；若仍出现，请把表发给维护人员。",
    ),
}


class FormError(Exception):
    """A file that cannot be read or written, said gently.

    `code` is stable and listed in docs/reference/errors.md; `what`, `why` and `todo` are Chinese sentences.

    >>> refusal("damaged", "压缩包的目录缺失。").why
    '压缩包的目录缺失。'
    """

    def __init__(self, code: str, what: str, why: str, todo: str) -> None:
        super().__init__(code, what, why, todo)
        self.code = code
        self.what = what
        self.why = why
        self.todo = todo

    def __str__(self) -> str:
        return f"{self.what}{self.why}{self.todo}"


def refusal(code: str, detail: str = "") -> FormError:
    """The refusal with this code; `detail` is a sentence that goes where the wording leaves room for one."""
    words = REFUSALS[code]
    return FormError(code, words.what, words.why.format(detail=detail), words.todo)
