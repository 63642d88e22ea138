"""demo: one made-up district as facts, of any size, always the same for the same number.

    from qingzhuang.demo import make_district
    make_district(2000, 1, Path("facts"))

Nobody in it exists: division codes that belong to no place, telephone numbers that cannot be dialled, names from short lists.
"""

from qingzhuang.demo.district import DAY, make_district

__all__ = ["DAY", "make_district"]
