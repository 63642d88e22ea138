"""Two versions of a form compared in blanks: by what they ask, not by where it stands or how it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qingzhuang.site.requests.sources import Key, keys_with, words_now

NAMED = 3  # blanks that one line names
Stored = Iterable[Mapping[str, Any]]  # questions as a passport keeps them


@dataclass(frozen=True, slots=True)
class Difference:
    """Labels of blanks: `new` only in the later form, `gone` only in the earlier, `renamed` the same question by another label."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    same: int

    @property
    def in_a_line(self) -> str:
        """2 blanks more (telephone, grid); 1 blank fewer (address)."""
        told = []
        if self.new:
            more = ngettext("%(count)s blank more (%(names)s)", "%(count)s blanks more (%(names)s)", len(self.new))
            told.append(more % {"count": len(self.new), "names": _names(self.new)})
        if self.gone:
            fewer = ngettext("%(count)s blank fewer (%(names)s)", "%(count)s blanks fewer (%(names)s)", len(self.gone))
            told.append(fewer % {"count": len(self.gone), "names": _names(self.gone)})
        return _("; ").join(told) or _("it asks the same")


def difference(before: Stored, after: Stored) -> Difference:
    """What the later form asks that the earlier did not, and the other way round."""
    old, new = _by_key(before), _by_key(after)
    renamed = tuple((old[key], label) for key, label in new.items() if key in old and old[key] != label)
    return Difference(
        tuple(label for key, label in new.items() if key not in old),
        tuple(label for key, label in old.items() if key not in new),
        renamed, len(old.keys() & new.keys()),
    )  # fmt: skip


def only_in(before: Stored, only: Iterable[str], after: Stored) -> list[str]:
    """The blanks to be asked of people in the later form, where the earlier was shortened to `only`: the same ones, and what is new."""
    words, wanted = words_now(), set(only)
    if not wanted:
        return []
    earlier, later = list(before), list(after)
    old = dict(zip(keys_with(earlier, words), (entry["blank"] for entry in earlier), strict=True))
    asked = {key for key, blank in old.items() if blank in wanted}
    keys = keys_with(later, words)
    found = [entry["blank"] for entry, key in zip(later, keys, strict=True) if key in asked or key not in old]
    return list(dict.fromkeys(found)) or sorted(wanted)  # none of them is left: names that the later form lacks ask nothing


def _by_key(stored: Stored) -> dict[Key, str]:
    entries = list(stored)
    return {key: entry["label"] for key, entry in zip(keys_with(entries, words_now()), entries, strict=True)}


def _names(labels: tuple[str, ...]) -> str:
    shown = _(", ").join(label.rsplit(" › ", 1)[-1] for label in labels[:NAMED])
    return f"{shown} …" if len(labels) > NAMED else shown
