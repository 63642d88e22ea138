"""The worker: a process beside the site for what takes longer than a page may; it starts, dies and comes back with the site."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from time import monotonic

INTERVAL = 0.25  # seconds between two looks for work
AGAIN = 2.0  # seconds until a worker that died is started again
NICE = 5  # pages come first
CODE = "from qingzhuang.site.config.worker import work_beside; work_beside()"


def work() -> None:
    """Take up what was left half done, then do what comes until told to stop. Needs Django set up."""
    from django.core.management import call_command
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    from qingzhuang.site.certificates import background as certificates
    from qingzhuang.site.events import daily
    from qingzhuang.site.imports import background
    from qingzhuang.site.ledger import background as ledger
    from qingzhuang.site.returns import background as returns

    call_command("prune_db_task_results", verbosity=0)
    background.take_up_again()
    certificates.take_up_again()
    returns.take_up_again()
    ledger.take_up_again()
    daily.begin()
    worker = Worker(
        queue_names=["default"], interval=INTERVAL, batch=False, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id=get_random_string(32), excluded_queue_names=[],
    )  # fmt: skip
    worker.configure_signals()
    worker.run()


def work_beside() -> None:
    """The worker as a child of the site: it ends with the pipe that its parent holds, whatever becomes of the parent."""
    import django

    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(NICE)
    django.setup()
    work()


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)  # every chunk of work is one transaction: what is half done was never there


class Beside:
    """The worker of a running site.

    >>> with Beside():  # doctest: +SKIP
    ...     server.run()
    """

    def __init__(self) -> None:
        self.child: subprocess.Popen[bytes] | None = None
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> Beside:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        if self.child is not None:
            self.child.kill()  # at once, as a power cut would: nothing is lost by it
        self.thread.join(timeout=5)

    def _keep(self) -> None:
        while not self.over.is_set():
            started = monotonic()
            self.child = subprocess.Popen([sys.executable, "-c", CODE], stdin=subprocess.PIPE, start_new_session=True)
            if self.over.is_set():  # told to stop while it started
                self.child.kill()
            self.child.wait()
            if self.child.stdin is not None:
                with contextlib.suppress(OSError):
                    self.child.stdin.close()
            self.over.wait(max(0.0, AGAIN - (monotonic() - started)))
