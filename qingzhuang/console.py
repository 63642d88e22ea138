"""What the command line says and how: words in two languages, colours on a terminal only, a bar for what takes long."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TextIO, TypeVar

T = TypeVar("T")
COLOURS = {"sure": "32", "answered": "32", "unsure": "33", "asked": "31", "outside": "90", "kept": "90", "head": "1"}
# A sign beside the colour: nothing is said by colour alone.
SIGNS = {"sure": "✓", "answered": "✓", "unsure": "?", "asked": "!", "outside": "–", "kept": "·"}
PATIENCE = 1.0  # seconds without a bar

# key → (Chinese, English)
WORDS: dict[str, tuple[str, str]] = {
    "about": ("轻装：把已经知道的事填进任何一张空表", "Qingzhuang: fills any blank form from facts already known"),
    "understand": ("看懂一张空表：每一格问什么，有没有把握，为什么", "understand a form: what each blank asks, how sure, and why"),
    "fill": ("用台账填好一张表，改的只是格子里的内容", "fill a form from the facts; only cells change"),
    "learn": ("教一次：这一格是什么意思，下次不再问", "teach what a blank means, so that nobody is asked again"),
    "demo": ("造一个虚构的街道作为台账，同样的人数总是同样的内容", "make up a district as facts, always the same"),
    "words": ("把一个口径说成一句话", "say a question in words"),
    "definitions": ("一个词有哪些口径：文字、条件、来源", "the definitions of a word: text, condition, source"),
    "ask": ("问一个数或一份名单：80岁以上独居老人 多少人", "ask for a number or a list in the words of headings"),
    "asked_words": ("要问的话，如 各网格 残疾人 一级 二级 名单", "the question, in the words of headings"),
    "mean": ("一个词的意思：--mean '词=person where 条件'；留空表示不算这个词", "what a word means: --mean 'WORD=person where …'; empty leaves it out"),
    "count": ("按社区数一批口径，可以是一个省的许多文件夹", "count a file of questions per community, over one dataset or a province of them"),
    "question_file": ("口径文件，每行一个", "a file of questions, one a line"),
    "province": ("台账文件夹，或里面每个县一个台账的文件夹；也可以是数据库地址", "a folder of facts, or a folder with one for each county; or the address of a database"),
    "engine": ("用什么来数：bitmap 本机，spark 集群，sql 数据库；默认看 --facts", "what counts: bitmap here, spark on a cluster, sql in a database; by default what --facts is"),
    "store": ("把口径要用到的列写进数据库，姓名、证件号、电话不写", "write the columns that questions need into a database; names, ID numbers and telephones stay"),
    "into": ("数据库地址，如 postgres://counter@db/facts；口令放在 PGPASSWORD", "the database: postgres://counter@db/facts; the password in PGPASSWORD"),
    "stored": ("写入 {count} 条记录", "{count} records written"),
    "counts_out": ("结果写成 CSV；默认打印", "write the counts as CSV; printed by default"),
    "guard": ("公示、外发前检查：身份证号、电话、账号藏在哪儿，并做一份遮盖好的", "before publishing: where a file keeps ID numbers, telephones, accounts; and a covered copy"),
    "guard_file": ("要公示或外发的文件", "the file that is to be published"),
    "guard_out": ("遮盖好的文件写到这里", "write a covered copy here"),
    "guard_keep": ("保留不遮：name 姓名，address 地址，small 小数", "leave as it is: name, address, small"),
    "guard_id_number": ("身份证号", "ID number"), "guard_phone": ("电话", "telephone"), "guard_account": ("银行账号", "bank account"),
    "guard_name": ("姓名", "name"), "guard_address": ("住址", "address"), "guard_small": ("小于 5 的数", "figure under 5"),
    "guard_hidden": ("（看不见的地方）", "(where nobody looks)"),
    "guard_refused": ("不能公示：有完整的身份证号、电话或账号，共 {n} 处要处理。", "Not to be published: full ID numbers, telephones or accounts; {n} places in all."),
    "guard_advice": ("没有完整的号码；有 {n} 处建议遮盖。", "No full numbers; {n} places had better be covered."),
    "guard_clean": ("没有发现不该公示的内容。", "Nothing found that must not be published."),
    "guard_left": ("有 {n} 处遮盖不了，没有写出文件。请删去这些内容后再试。", "{n} places could not be covered; nothing was written. Take them out and try again."),
    "differ": ("两个数为什么不一样：差在谁，凭哪一条", "why two numbers differ: who is between them, and which condition decided"),
    "site": ("网站：qingzhuang site run 等", "the site: qingzhuang site run and more"),
    "backup": ("备份：qingzhuang backup 文件夹", "back up: qingzhuang backup DIR"),
    "restore": ("恢复：qingzhuang restore 备份", "restore: qingzhuang restore BACKUP"),
    "audit": ("核对操作记录：qingzhuang audit verify", "verify the record of deeds: qingzhuang audit verify"),
    "form": ("空表文件", "the form file"),
    "forms": ("空表文件，可以是多个", "one or more form files"),
    "json": ("输出 JSON（答案文件的格式）", "print JSON in the shape of the answer file"),
    "out_folder": ("每张表写一个 名字.answer.json 到这个文件夹", "write NAME.answer.json for each form into this folder"),
    "facts": ("台账文件夹（person.csv、household.parquet 等）", "the folder of facts (person.csv, household.parquet …)"),
    "as_of": ("统计日，如 2026-11-22；默认今天", "the day the figures hold for, like 2026-11-22; today by default"),
    "area": ("区划代码，只填这个范围；默认台账的全部范围", "area code to fill for; by default all that the facts hold"),
    "period": ("统计时段，如 2026-01-01..2026-03-31", "the period of the figures, like 2026-01-01..2026-03-31"),
    "person": ("登记表填谁：身份证号、姓名或编号，可以多次", "whom a card is about: ID number, name or key; may be repeated"),
    "set": ("填表人等不在台账里的内容：--set 填表人=张三", "what the facts do not hold: --set LABEL=VALUE"),
    "memory": ("记忆文件，记着以前的更正", "the file that keeps corrections"),
    "out": ("填好的文件", "the filled file"),
    "report": ("每一格的说明写到这个 JSON 文件", "write the explanation of each blank to this JSON file"),
    "blank": ("哪一格：列的字母、单元格、标签或键；population 指整张表说的是谁",
              "which blank: column letter, cell, label or key; `population` for whom the table is about"),
    "concept": ("什么意思，如 person.phone；outside 表示不是台账里的事", "its meaning, like person.phone; `outside` where the facts do not hold it"),
    "people": ("多少人", "how many people"),
    "communities": ("多少个社区，默认每 8,000 人一个", "how many communities, by default one for 8,000 people"),
    "seed": ("种子，默认 1", "the seed, 1 by default"),
    "demo_out": ("写到哪个文件夹", "the folder to write to"),
    "lang": ("说哪种话", "the language of messages"),
    "no_file": ("找不到文件：{name}。请检查名字和路径。", "No such file: {name}. Please check name and path."),
    "cannot_read": ("读不了 {name}：{why}", "Cannot read {name}: {why}"),
    "cannot_write": ("写不了 {name}：{why}", "Cannot write {name}: {why}"),
    "same_file": ("填好的文件不能盖掉空表本身，请换一个名字：{name}", "The filled file may not replace the form itself; choose another name: {name}"),
    "bad_database": ("数据库 {name} 现在用不了。（{why}）", "the database {name} cannot be used now. ({why})"),
    "bad_facts": ("“{name}”不能当台账用：台账是一个文件夹，里面是 person.csv、household.parquet 这样的文件。（{why}）",
                  "“{name}” is no folder of facts: that holds files such as person.csv or household.parquet. ({why})"),
    "bad_day": ("日期应像 2026-11-22：{text}", "A day looks like 2026-11-22: {text}"),
    "bad_period": ("时段应像 2026-01-01..2026-03-31：{text}", "A period looks like 2026-01-01..2026-03-31: {text}"),
    "bad_set": ("应写成 标签=内容：{text}", "Write LABEL=VALUE: {text}"),
    "bad_question": ("看不懂这个口径：{why}", "This is no question: {why}"),
    "bad_people": ("人数应在 1 到 2,000,000 之间", "The number of people must be between 1 and 2,000,000"),
    "bad_communities": ("社区数应在 1 到 999 之间，每个社区至少 10 人",
                        "There are 1 to 999 communities, each of 10 people at least"),
    "bad_memory": ("记忆文件用不了：{why}", "The memory file cannot be used: {why}"),
    "nobody": ("台账里找不到“{who}”。可以写身份证号、姓名或编号。", "Nobody is found for “{who}”. Give an ID number, a name or a key."),
    "several": ("叫“{who}”的有 {n} 人，请写身份证号。", "{n} people are called “{who}”; please give the ID number."),
    "several_cards": ("填多个人时，-o 要是一个文件夹。", "For several people -o must be a folder."),
    "no_blank": ("这张表里没有“{text}”。可以写列的字母、单元格、标签。", "The form has no blank “{text}”. Give a column letter, cell or label."),
    "several_blanks": ("“{text}”有好几处：{places}。请写单元格。", "“{text}” stands in several places: {places}. Please give the cell."),
    "learned": ("记住了：{label} 是 {meaning}（{file}）", "Remembered: {label} is {meaning} ({file})"),
    "no_site": ("网站没有安装。请运行：pip install 'qingzhuang[site]'", "The site is not installed. Run: pip install 'qingzhuang[site]'"),
    "written": ("已写到 {name}", "Written to {name}"),
    "interrupted": ("已停止。", "Stopped."),
    "fault": ("出了没有料到的错：{why}。什么都没有写。请把表和这句话发给维护的人。",
              "An unexpected fault: {why}. Nothing was written. Please send the form and this line to those who maintain the program."),
    "roster": ("花名册", "roster"), "crosstab": ("统计表", "cross-tab"), "card": ("登记表", "card"), "mixed": ("混合表", "mixed form"),
    "about_whom": ("对象", "about"),
    "sure": ("有把握", "sure"), "unsure": ("要确认", "to confirm"), "outside": ("不是台账里的事", "not in the facts"), "kept": ("留着", "left as it is"),
    "answered": ("填好", "filled"), "asked": ("没人知道，要问", "to ask"),
    "word": ("词或口径的名字；默认全部", "a word or the name of a definition; all by default"),
    "side": ("口径：词、名字、名字@版本，或 person where 条件", "a definition: word, name, name@version, or `person where …`"),
    "limit": ("最多列多少人，默认 50", "the most records listed, 50 by default"),
    "no_definition": ("没有叫“{text}”的口径。不写词就列出全部。", "There is no definition of “{text}”. Without a word all are listed."),
    "by_default": ("（默认）", "(default)"), "source": ("来源", "source"), "unknown_more": ("（另有 {n} 说不准）", "(and {n} that nobody can tell)"),
    "cost": ("{people} 人，全年 {yearly} 元", "{people} people, {yearly} yuan a year"),
    "unchecked": ("台账里没有{events}的记录，停发没有算", "the facts hold nothing of {events}: what ends a payment is not counted"),
    "death": ("死亡", "death"), "move_out": ("迁出", "moving away"), "lost_contact": ("失去联系", "lost contact"),
    "both": ("两边都算", "in both"), "only_a": ("只在 A", "only in A"), "only_b": ("只在 B", "only in B"),
    "look": ("请看一看", "Please look at"),
}  # fmt: skip


@dataclass(slots=True)
class Console:
    """Says things in one language to one stream."""

    language: str = "zh"
    out: TextIO = field(default_factory=lambda: sys.stdout)
    error: TextIO = field(default_factory=lambda: sys.stderr)

    def words(self, key: str, **parts: object) -> str:
        """A sentence by its key."""
        return WORDS[key][self.language == "en"].format(**parts)

    @property
    def tongue(self) -> str:
        """The language as the engines name it."""
        return "en" if self.language == "en" else "zh-Hans"

    def say(self, text: str) -> None:
        """A line on the output."""
        self.out.write(f"{text}\n")

    def complain(self, text: str) -> None:
        """A line beside the output, for refusals."""
        self.error.write(f"{text}\n")

    def painted(self, text: str, colour: str) -> str:
        """Text in the colour of a state, on a terminal that wants colours."""
        if not self.out.isatty() or os.environ.get("NO_COLOR"):
            return text
        return f"\033[{COLOURS[colour]}m{text}\033[0m"

    def progress(self, things: Iterable[T], total: int, what: str) -> Iterator[T]:
        """The things one by one, with a bar beside the output once it takes longer than a second."""
        started, shown = time.monotonic(), False
        for number, thing in enumerate(things):
            if self.error.isatty() and time.monotonic() - started > PATIENCE:
                self.bar(number, total, what)
                shown = True
            yield thing
        if shown:
            self.bar(total, total, what)
            self.error.write("\n")

    def share(self) -> Callable[[str, float], None]:
        """A function that is told what is being done and which share is done, and draws the bar of it."""
        started = time.monotonic()

        def told(what: str, share: float) -> None:
            if self.error.isatty() and time.monotonic() - started > PATIENCE:
                self.bar(int(100 * share), 100, f"{what:<12}")
                if share >= 1:
                    self.error.write("\n")

        return told

    def bar(self, done: int, total: int, what: str) -> None:
        """Draw the bar anew on its line."""
        width = 30 * done // max(total, 1)
        self.error.write(f"\r{what} {'━' * width}{'─' * (30 - width)} {done}/{total}")
        self.error.flush()
