"""Words of `qingzhuang verify` and `qingzhuang keys`, and their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from qingzhuang.console import Console

DEEDS = ("ceremony", "issuer", "rotate", "revoke", "list", "page", "timestamps")

# key → (Chinese, English)
WORDS: dict[str, tuple[str, str]] = {
    "verify": (
        "核验一份证明（PDF 文件或二维码内容），或一份上报的表和它的清单，不用联网",
        "check a certificate (its PDF or the text of its code), or a signed return by the manifest beside it, without a network",
    ),
    "manifest": ("上报的表旁边的清单（.manifest.json）", "the manifest beside a signed return (.manifest.json)"),
    "key": ("签报方的公钥，在其网站“核验文件”页上", "the public key of whoever signed it, from the page “Verify a file” of their site"),
    "paper": ("PDF 文件，或二维码的内容，或只含一两项事实的声明", "a PDF file, the text of a code, or a statement of single facts"),
    "trust": ("信任文件（钥匙文件夹里的 trust.json）", "the trust file (trust.json of the folder of keys)"),
    "root": ("信任文件必须有的根钥匙指纹", "the fingerprint that the root of the trust file must have"),
    "status": ("更新的撤销名单，可以多次", "a newer status list; may be repeated"),
    "json": ("输出 JSON", "print JSON"),
    "on": ("按这一天核验，默认今天；revoke 时是失效的日期", "check as of this day, today by default; of `revoke`, the day the key ended"),
    "keys": ("签名钥匙：根钥匙、出具单位的钥匙、轮换、注销", "keys that sign: the root, those of issuers, rotation, revocation"),
    "deed": ("做什么", "what to do"),
    "folder": ("放钥匙的文件夹", "the folder of keys"),
    "name": ("名称：根钥匙或出具单位的", "the name of the authority or of the issuer"),
    "suite": ("算法：P-256 或 SM2", "the suite: P-256 or SM2"),
    "issuer": ("出具单位的代码", "the code of an issuer"),
    "until": ("钥匙有效到哪一天，默认三年", "the last day of the key, three years on by default"),
    "kid": ("钥匙的编号，见 list", "the number of a key, as `list` shows it"),
    "why": ("为什么注销：lost 丢失，compromised 可能落入他人之手，superseded 换新", "why it ends: lost, compromised (perhaps in other hands), superseded"),
    "passphrase_file": ("根钥匙口令，取文件第一行；默认现场输入", "a file whose first line is the root's passphrase; asked for by default"),
    "issuer_passphrase_file": ("出具单位钥匙的口令，取文件第一行", "likewise for the issuer's key"),
    "module": ("密码设备的 PKCS#11 模块，钥匙不离开设备", "the PKCS#11 module of a token; the key never leaves it"),
    "token": ("设备的标签", "the label of the token"),
    "label": ("钥匙在设备里的标签", "the label of the key in the token"),
    "pin_file": ("设备的 PIN，取文件第一行", "a file whose first line is the PIN of the token"),
    "out": ("写到哪个文件", "the file to write to"),
    "certificate": ("时间戳服务的证书", "the certificate of a timestamp service"),
    "believed": ("时间戳服务已写入信任文件：{path}", "The timestamp service is in the trust file: {path}"),
    "refused": ("没有做成：{why}", "Not done: {why}"),
    "how": ("证明请给 --trust，上报的表请给 --manifest", "give --trust for a certificate, --manifest for a return"),
    "needed": ("{deed} 还需要 {option}", "{deed} needs {option} too"),
    "passphrase_root": ("根钥匙的口令：", "Passphrase of the root key: "),
    "passphrase_issuer": ("出具单位钥匙的口令：", "Passphrase of the issuer's key: "),
    "passphrase_pin": ("设备的 PIN：", "PIN of the token: "),
    "again": ("再输入一次：", "Once more: "),
    "differ": ("两次输入的口令不一样。", "The two passphrases differ."),
    "short": ("口令至少要 12 个字，例如四个不相干的词。", "A passphrase has 12 signs at least, four unrelated words for instance."),
    "made_root": (
        "根钥匙已生成，在 {folder}。指纹请抄在纸上，由在场的人签字：\n  {fingerprint}\n根钥匙文件和口令分开保管，平时不放在联网的电脑上。",
        "The root key is in {folder}. Write its fingerprint down, signed by those present:\n  {fingerprint}\n"
        "Keep the file and the passphrase apart, away from any machine with a network.",
    ),
    "made_key": ("钥匙已生成：{path}。信任文件已更新，请发布 trust.json。", "The key is {path}. The trust file changed: publish trust.json."),
    "revoked": ("钥匙 {kid} 已注销（{why}）。请立即发布 trust.json。", "The key {kid} is revoked ({why}). Publish trust.json at once."),
}  # fmt: skip


def say(console: Console, key: str, **parts: object) -> str:
    return WORDS[key][console.language == "en"].format(**parts)


def add_commands(command: Callable[[str, str], argparse.ArgumentParser], console: Console) -> None:
    """The two commands with their options; `command` makes a parser from a name and its words."""

    def words(key: str) -> str:
        return WORDS[key][console.language == "en"]

    verify = command("verify", words("verify"))
    verify.add_argument("paper", metavar="PAPER", help=words("paper"))
    verify.add_argument("--trust", metavar="FILE", type=Path, help=words("trust"))
    verify.add_argument("--manifest", metavar="FILE", type=Path, help=words("manifest"))
    verify.add_argument("--key", metavar="KEY", default="", help=words("key"))
    verify.add_argument("--root", metavar="FINGERPRINT", default="", help=words("root"))
    verify.add_argument("--status", metavar="FILE", type=Path, action="append", default=[], help=words("status"))
    verify.add_argument("--on", metavar="DAY", help=words("on"))
    verify.add_argument("--json", action="store_true", help=words("json"))

    keys = command("keys", words("keys"))
    keys.add_argument("deed", metavar="DEED", choices=DEEDS, help=f"{words('deed')}: {', '.join(DEEDS)}")
    keys.add_argument("--folder", metavar="DIR", type=Path, required=True, help=words("folder"))
    for option, metavar in (
        ("name", "NAME"),
        ("issuer", "CODE"),
        ("until", "DAY"),
        ("kid", "KID"),
        ("on", "DAY"),
        ("out", "FILE"),
        ("certificate", "FILE"),
    ):
        keys.add_argument(f"--{option}", metavar=metavar, help=words(option))
    keys.add_argument("--suite", choices=("P-256", "SM2"), default="P-256", help=words("suite"))
    keys.add_argument("--why", choices=("superseded", "lost", "compromised"), help=words("why"))
    keys.add_argument("--passphrase-file", metavar="FILE", type=Path, help=words("passphrase_file"))
    keys.add_argument("--issuer-passphrase-file", metavar="FILE", type=Path, help=words("issuer_passphrase_file"))
    keys.add_argument("--module", metavar="MODULE", default="", help=words("module"))
    keys.add_argument("--token", metavar="LABEL", default="", help=words("token"))
    keys.add_argument("--label", metavar="LABEL", default="seal", help=words("label"))
    keys.add_argument("--pin-file", metavar="FILE", type=Path, help=words("pin_file"))
