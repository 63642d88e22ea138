"""vocabulary: what a community knows, in words: entities, fields, code lists, synonyms, definitions.

    >>> from qingzhuang.vocabulary import fold, load
    >>> words = load()
    >>> [field.path for field in words.by_label[fold("身份證號")]][:1]
    ['person.id_number']
"""

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

__all__ = [
    "CodeList",
    "CodeValue",
    "Definition",
    "Entity",
    "Field",
    "Resolution",
    "Role",
    "Step",
    "UnknownName",
    "Vocabulary",
    "VocabularyError",
    "fold",
    "label_in",
    "load",
    "load_from",
]
