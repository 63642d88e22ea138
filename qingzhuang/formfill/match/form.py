"""A whole form understood: from the grids of a file to tables with blanks."""

from __future__ import annotations

from qingzhuang.formfill.form import Form, Kind, Table
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.layout import Laid, lay_out
from qingzhuang.formfill.match.card import match_card
from qingzhuang.formfill.match.indicators import match_indicators
from qingzhuang.formfill.match.lexicon import Lexicon, lexicon, speaking
from qingzhuang.formfill.match.table import match_table
from qingzhuang.vocabulary import Vocabulary


def understand(book: Book, vocabulary: Vocabulary | None = None) -> Form:
    """What a form asks for, blank by blank, in the words of the built-in vocabulary or of another.

    Pure: the same book gives the same form. Corrections that people made are laid over it by `formfill.memory`.
    """
    with speaking(vocabulary):
        return _understood(book, lexicon())


def _understood(book: Book, words: Lexicon) -> Form:
    tables: list[Table] = []
    laids = lay_out(book)
    cards = [laid for laid in laids if laid.shape == "card"]
    for laid in laids:
        if laid.shape == "columns":
            tables.append(match_table(book, laid, words))
        elif laid.shape == "indicators":
            tables.append(match_indicators(book, laid, words))
        elif book.format != "docx":
            tables.append(match_card(book, [laid], words))
        elif laid is cards[0]:
            tables.append(match_card(book, cards, words))
    return Form(form_kind(tables, laids), tuple(tables), warnings=book.warnings)


def form_kind(tables: list[Table], laids: tuple[Laid, ...]) -> Kind:
    """The kind of the whole: mixed where a sheet has several blocks or the tables differ."""
    kinds = {table.kind for table in tables}
    grids = [table.grid for table in tables]
    if len(kinds) == 1 and len(grids) == len(set(grids)):
        return kinds.pop()
    return Kind.MIXED if tables else Kind.ROSTER
