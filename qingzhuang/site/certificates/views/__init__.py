"""Pages of certificates: ask and issue, the register, many at once, kinds of one's own."""

from qingzhuang.site.certificates.views.asking import act, home, new, new_for, only, paper, show, slip, void
from qingzhuang.site.certificates.views.kinds import draw, kind, kinds
from qingzhuang.site.certificates.views.many import batch, batch_file, empty_list, many
from qingzhuang.site.certificates.views.register import askers, export, export_askers, papers, register

__all__ = [
    "act", "askers", "batch", "batch_file", "draw", "empty_list", "export", "export_askers", "home", "kind", "kinds", "many", "new", "new_for", "only", "paper", "papers", "register",
    "show", "slip", "void",
]  # fmt: skip
