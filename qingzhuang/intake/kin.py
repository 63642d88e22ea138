"""What relations to the head of a household say of sex and generation (values of the code list relation_to_head, GB/T 4761)."""

from __future__ import annotations

MALE = frozenset(
    (
        "husband son adopted_son son_in_law grandson daughters_son granddaughters_husband great_grandson father husbands_father wifes_father "
        "stepfather paternal_grandfather maternal_grandfather great_grandfather elder_brother elder_sisters_husband younger_brother "
        "younger_sisters_husband uncle_elder uncle_younger mothers_brother mothers_sisters_husband fathers_sisters_husband nephew sisters_son"
    ).split()
)
FEMALE = frozenset(
    (
        "wife daughter adopted_daughter daughter_in_law granddaughter daughters_daughter grandsons_wife great_granddaughter mother "
        "husbands_mother wifes_mother stepmother paternal_grandmother maternal_grandmother great_grandmother elder_brothers_wife "
        "younger_brothers_wife elder_sister younger_sister aunt_elder aunt_younger mothers_brothers_wife mothers_sister fathers_sister niece "
        "sisters_daughter"
    ).split()
)
SPOUSES = frozenset(("spouse", "husband", "wife"))
PARENTS = frozenset(("parent", "father", "mother"))  # by blood: a stepmother may be younger than the head
CHILDREN = frozenset(("son", "daughter"))
