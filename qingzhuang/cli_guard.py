"""`qingzhuang guard`: what a file would give away if it were published, and a copy that does not."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from qingzhuang.cli import DONE, REFUSED, USAGE
from qingzhuang.console import Console

if TYPE_CHECKING:
    from qingzhuang.formfill.guard import Inspection

SHOWN = 200


def guard_file(options: argparse.Namespace, console: Console) -> int:
    """0 nothing that must not be published, 1 something found, 2 the file cannot be read or covered."""
    from qingzhuang.formfill.errors import FormError
    from qingzhuang.formfill.guard import cover, inspect

    path = Path(options.file)
    try:
        data = path.read_bytes()
        copy = cover(data, path.name, keep=options.keep) if options.out is not None else None
        found = copy.found if copy is not None else inspect(data, path.name)
        _tell(found, console)
        if copy is not None:
            if not copy.clean:
                console.complain(console.words("guard_left", n=len(copy.left.findings)))
                return USAGE
            options.out.write_bytes(copy.data)
            console.say(console.words("written", name=options.out))
    except FormError as fault:
        console.complain(f"{path.name}：{fault}")
        return USAGE
    except OSError as fault:
        console.complain(console.words("cannot_read", name=fault.filename or path, why=fault.strerror))
        return USAGE
    return REFUSED if found.findings else DONE


def _tell(found: Inspection, console: Console) -> None:
    for one in found.findings[:SHOWN]:
        hidden = f"  {console.words('guard_hidden')}" if one.hidden else ""
        console.say(f"{console.words(f'guard_{one.kind}')}  {one.place}  {one.covered}{hidden}")
    if len(found.findings) > SHOWN:
        console.say(f"… {len(found.findings) - SHOWN}")
    for warning in found.warnings:
        console.say(f"! {warning}")
    key = "guard_refused" if found.refused else "guard_advice" if found.findings else "guard_clean"
    console.say(console.words(key, n=len(found.findings)))
