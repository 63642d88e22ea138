"""vocabulary: what a community knows, in words: entities, fields, code lists, synonyms, definitions.

>>> from qingzhuang.vocabulary import fold, load
>>> words = load()
>>> [field.path for field in words.by_label[fold("身份證號")]][:1]
['person.id_number']
"""

from qingzhuang.vocabulary.derive import IdNumber, IdState, age_on, birth_date_of, read_id_number, sex_of
from qingzhuang.vocabulary.errors import UnknownName, VocabularyError
from qingzhuang.vocabulary.fold import fold, label_in
from qingzhuang.vocabulary.load import load, load_from
from qingzhuang.vocabulary.model import (
    CodeList,
    CodeValue,
    Definition,
    Entity,
    Field,
    Resolution,
    Role,
    Step,
    Vocabulary,
)
from qingzhuang.vocabulary.search import Hit, search

__all__ = [
    "CodeList",
    "CodeValue",
    "Definition",
    "Entity",
    "Field",
    "Hit",
    "IdNumber",
    "IdState",
    "Resolution",
    "Role",
    "Step",
    "UnknownName",
    "Vocabulary",
    "VocabularyError",
    "age_on",
    "birth_date_of",
    "fold",
    "label_in",
    "load",
    "load_from",
    "read_id_number",
    "search",
    "sex_of",
]
