"""rulebook: rules as code and as content: each with its clause and its days, each verdict met, not met, or cannot tell.

    book = load("china")                                        # content/rulebooks/china, and what a place changes of it
    for verdict in book.judge({"form_number": ""}, date(2026, 11, 29), about="request"):
        print(verdict.outcome, verdict.rule.id, verdict.reason["zh-Hans"])

What a rule tests is a small function (`checks.py`); which rules there are, their clauses and their numbers by date are YAML. What could
not be read in the official text is not `verified`: it is shown as to be checked, and never blocks.
"""

from qingzhuang.rulebook.book import Book
from qingzhuang.rulebook.errors import RulebookError
from qingzhuang.rulebook.letter import Letter, letter_of
from qingzhuang.rulebook.load import load, load_from
from qingzhuang.rulebook.parameter import Dated, Parameter
from qingzhuang.rulebook.rule import Clause, Rule
from qingzhuang.rulebook.verdict import Outcome, Strength, Verdict, every, some

__all__ = [
    "Book", "Clause", "Dated", "Letter", "Outcome", "Parameter", "Rule", "RulebookError", "Strength", "Verdict", "every",
    "letter_of", "load", "load_from", "some",
]  # fmt: skip
