"""Several set up an empty installation at the same moment, each from a process of its own: one does, the others find nothing to set up.

python -m tests.faults.first_at_once      with QINGZHUANG_DATA in a folder of its own; exit code 1 on a fault
"""

from __future__ import annotations

import os
import sys

AT_ONCE = 4


def main() -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    connections.close_all()
    gate, go = os.pipe()
    children = []
    for number in range(AT_ONCE):
        child = os.fork()
        if child == 0:
            os.close(go)
            os.read(gate, 1)  # until all are there
            os._exit(try_it(number))
        children.append(child)
    os.close(gate)
    os.close(go)
    ended = sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
    return looked(ended)


def try_it(number: int) -> int:
    """0 where the set-up was done, 4 where there was nothing to set up any more, 1 for any fault."""
    from django.http import Http404

    from qingzhuang.site.accounts.actions.first import set_up
    from qingzhuang.site.accounts.logic import Level, Role

    try:
        set_up(
            line=[(Level.COMMUNITY, "990101001001", "临江社区")], username=f"first{number}", name="苏", password="open-sesame-9",
            role=Role.HEAD,
        )  # fmt: skip
    except Http404:
        return 4
    except BaseException as fault:
        print(f"{type(fault).__name__}: {fault}", flush=True)
        return 1
    return 0


def looked(ended: list[int]) -> int:
    from qingzhuang.site.accounts.models import Area, Post, User
    from qingzhuang.site.audit.queries import verify

    there = User.objects.count(), Area.objects.count(), Post.objects.count()
    print(ended, there, verify(), flush=True)
    return 0 if ended == [0, *[4] * (AT_ONCE - 1)] and there == (1, 1, 2) and verify() is None else 1


if __name__ == "__main__":
    sys.exit(main())
