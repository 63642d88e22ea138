"""vocabulary: what a community knows, in words: entities, fields, code lists, synonyms, definitions.

>>> from qingzhuang.vocabulary import fold, load
>>> words = load()
>>> [field.path for field in words.by_label[fold("身份證號")]][:1]
['person.id_number']
"""

from qingzhuang.vocabulary.definition import Band, Banding, Border, DayRule, Definition, Period
from qingzhuang.vocabulary.derive import IdNumber, IdState, age_on, birth_date_of, read_id_number, sex_of
from qingzhuang.vocabulary.errors import UnknownName, VocabularyError
from qingzhuang.vocabulary.fold import fold, label_in
from qingzhuang.vocabulary.load import load, load_from
from qingzhuang.vocabulary.model import (
    CodeList,
    CodeValue,
    Entity,
    Field,
    Resolution,
    Role,
    Step,
    Vocabulary,
)
from qingzhuang.vocabulary.own import OWN, OwnField, meanings, with_own
from qingzhuang.vocabulary.rate import Life, Payment, Rate, Stop, months_before, payment
from qingzhuang.vocabulary.search import Hit, search

__all__ = [
    "OWN",
    "Band",
    "Banding",
    "Border",
    "CodeList",
    "CodeValue",
    "DayRule",
    "Definition",
    "Entity",
    "Field",
    "Hit",
    "IdNumber",
    "IdState",
    "Life",
    "OwnField",
    "Payment",
    "Period",
    "Rate",
    "Resolution",
    "Role",
    "Step",
    "Stop",
    "UnknownName",
    "Vocabulary",
    "VocabularyError",
    "age_on",
    "birth_date_of",
    "fold",
    "label_in",
    "load",
    "load_from",
    "meanings",
    "months_before",
    "payment",
    "read_id_number",
    "search",
    "sex_of",
    "with_own",
]
