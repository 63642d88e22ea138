"""`qingzhuang site …`: set the site up, run it, verify its log, and Django's own commands.

qingzhuang site run --demo          everything from nothing to an address in the browser
qingzhuang site setup               database, catalogues, static files, without starting
qingzhuang site load DIR            a folder of facts into the ledger; taken up again where it was cut short
qingzhuang site work                only the worker, beside another web server
qingzhuang site take FILE           everything of another ledger into an empty one
qingzhuang site manage migrate …    any command of Django
qingzhuang site daily               what begins, ends and falls due today; a running site does it by itself
qingzhuang site account add su …    an account with its first post, without a page
qingzhuang site key FILE --trust …  the key by which a committee signs certificates, from the ceremony
qingzhuang audit verify             whether anybody has touched the log
qingzhuang backup DIR               everything into a new folder in DIR, while the site runs
qingzhuang restore BACKUP           the other way round, on this machine or another
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import django

PORT = 8000


def main(argv: Sequence[str]) -> int:
    """Run a command; returns its exit code. The first word may be `audit`, which belongs to the site too."""
    parser = argparse.ArgumentParser(prog="qingzhuang site", description="The Qingzhuang site.")
    add_arguments(parser)
    if list(argv[:1]) == ["manage"]:
        return manage(list(argv[1:]))
    return run(parser.parse_args(argv))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    setup = commands.add_parser("setup", help="prepare database, catalogues and static files")
    setup.add_argument("--demo", action="store_true", help="with the made-up district and its accounts")
    serve = commands.add_parser("run", help="prepare what is missing and start")
    serve.add_argument("--demo", action="store_true", help="with the made-up district and its accounts")
    serve.add_argument("--port", type=int, default=PORT, help=f"port (default {PORT})")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1: this computer only)")
    serve.add_argument("--threads", type=int, default=8, help="requests served at once (default 8)")
    for made in (setup, serve):
        made.add_argument(
            "--people", type=int, default=0, metavar="N", help="how many people the made-up district has (default 6,000)"
        )
        made.add_argument(
            "--communities", type=int, default=0, metavar="N", help="how many communities (default one for 8,000 people)"
        )
    load = commands.add_parser("load", help="bring a folder of facts into the ledger")
    load.add_argument("folder", metavar="DIR", type=Path, help="person.parquet or person.csv, household.parquet and so on")
    load.add_argument("--day", default="", help="the day from which the facts hold, as 2026-06-30 (default today)")
    commands.add_parser("work", help="only the worker, for what takes longer than a page")
    daily = commands.add_parser("daily", help="bring pictures to the day, and lay what falls due before people")
    daily.add_argument("--as-of", default="", metavar="DAY", help="up to this day, as 2026-11-28 (default today)")
    take = commands.add_parser("take", help="fill an empty ledger with everything of another")
    take.add_argument("file", metavar="FILE", type=Path, help="the JSON lines that the page of files gave as everything")
    commands.add_parser("manage", help="a command of Django", add_help=False)
    backup = commands.add_parser("backup", help="copy everything into a new folder, while the site runs")
    backup.add_argument("to", metavar="DIR", type=Path, help="a stick or another disk")
    backup.add_argument(
        "--with-keys", action="store_true", help="take the keys along, locked with a passphrase that is asked for"
    )
    restore = commands.add_parser("restore", help="put a backup in the place of this installation's data")
    restore.add_argument("backup", metavar="BACKUP", type=Path, help="the folder of the backup")
    restore.add_argument("--replace", action="store_true", help="even where there are data; they are moved aside")
    key = commands.add_parser("key", help="bring the key by which a committee signs certificates")
    key.add_argument("file", metavar="FILE", type=Path, help="the issuer's key, as 'qingzhuang keys' wrote it")
    key.add_argument("--trust", metavar="FILE", type=Path, required=True, help="trust.json of the same ceremony")
    audit = commands.add_parser("audit", help="the log")
    audit.add_argument("what", choices=["verify"])
    audit.add_argument("--head", default="", help="NUMBER:HASH of the last entry, as noted away from this machine")
    account = commands.add_parser("account", help="add an account with its first post")
    account.add_argument("what", choices=["add"], metavar="add")
    account.add_argument("username", metavar="ACCOUNT", help="account name: small letters, figures, points, hyphens")
    account.add_argument("--name", required=True, help="name of the person")
    account.add_argument("--area", required=True, help="division code of the area")
    account.add_argument("--role", required=True, help="role of the post: worker, head, operator, …")
    account.add_argument("--area-name", default="", help="makes the area under this name where it does not exist")
    account.add_argument("--level", default="community", help="level of an area that is made (default community)")


def run(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingzhuang.site.config.settings")
    os.umask(0o077)  # names and addresses lie plain in the data folder: nobody else of this machine reads them
    if options.command == "audit":
        return verify_log(options.head)
    if options.command == "load":
        return load(options)
    if options.command == "daily":
        return daily(options.as_of)
    if options.command == "take":
        return take(options)
    if options.command == "key":
        return bring_key(options)
    if options.command == "account":
        return add_account(options)
    if options.command in ("backup", "restore"):
        return back_up(options) if options.command == "backup" else restore(options)
    started = perf_counter()
    if options.command == "work":
        return work()
    prepare(demo=options.demo, people=options.people, communities=options.communities)
    return serve(options, started) if options.command == "run" else 0


def prepare(*, demo: bool, people: int = 0, communities: int = 0) -> None:
    """Bring catalogues, database, static files and demo data up to date; says what it does, does nothing twice."""
    from qingzhuang.site.kit.messages import compile_catalogues

    if compile_catalogues():
        say("compiled the message catalogues")

    django.setup()
    from qingzhuang.site.config import upkeep

    upkeep.migrate(say)
    upkeep.collect_static(say)
    if demo:
        from qingzhuang.site.demo.setup import PEOPLE, make_demo

        make_demo(say, people=people or PEOPLE, communities=communities)


def serve(options: argparse.Namespace, started: float) -> int:
    import waitress
    from django.conf import settings

    from qingzhuang.site.config.worker import Beside
    from qingzhuang.site.config.wsgi import application

    threading.Thread(target=warm_up, daemon=True).start()
    try:
        server = _server(waitress.create_server, application, options, _largest(settings), settings.PROXY)
    except OSError as fault:
        say(f"cannot listen on {options.host}:{options.port}: {fault.strerror}; choose another with --port")
        return 1
    say(f"ready after {perf_counter() - started:.1f} s")
    sys.stdout.write(f"\n  轻装 Qingzhuang    http://{options.host}:{options.port}/\n\n")
    if options.demo:
        from qingzhuang.site.demo.setup import accounts_in_words

        sys.stdout.write(accounts_in_words())
    sys.stdout.write(first_words())
    sys.stdout.write("  Ctrl-C to stop\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt), Beside():
        server.run()
    return 0


def first_words() -> str:
    """What an empty installation says: where to set it up, and the code that the page asks for."""
    from qingzhuang.site.accounts import first, queries

    return "" if queries.anybody() else f"  first set-up: open the page and type the code  {first.code()}\n\n"


def work() -> int:
    """The worker alone, for a site that runs under another server."""
    django.setup()
    from qingzhuang.site.config import worker

    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        worker.work()
    return 0


def _largest(settings: Any) -> int:
    """Bytes of a request that the server lets in; what is too large for its page is said there."""
    return max(settings.UPLOAD_LIMIT, settings.ROSTER_LIMIT) * 2


def _server(create: Callable[..., Any], application: Any, options: argparse.Namespace, largest: int, proxy: str) -> Any:
    """Of the web server in front, and of nobody else, it is believed who calls and that it was by HTTPS."""
    believed = {"trusted_proxy": proxy, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}} if proxy else {}
    return create(
        application, host=options.host, port=options.port, threads=options.threads, ident="qingzhuang",
        max_request_body_size=largest, clear_untrusted_proxy_headers=True, **believed,
    )  # fmt: skip


def load(options: argparse.Namespace) -> int:
    prepare(demo=False)
    from qingzhuang.site.demo.command import load_and_count

    return load_and_count(options.folder, options.day, say)


def daily(as_of: str) -> int:
    """Each day that was still to be done, with how much newly fell due."""
    from datetime import date

    prepare(demo=False)
    from django.utils import timezone

    from qingzhuang.site.events.actions import run_days
    from qingzhuang.site.kit import each_day
    from qingzhuang.site.kit.errors import Refusal
    from qingzhuang.site.publishing.queries import due_everywhere

    try:
        days = run_days(as_of=date.fromisoformat(as_of) if as_of else None)
    except ValueError:
        say(f"--as-of {as_of}: expected a day as 2026-11-28")
        return 2
    except Refusal as refusal:
        say(str(refusal))
        return 1
    each_day.run(date.fromisoformat(as_of) if as_of else date.today())
    for day, count in days:
        say(f"{day}: {count} newly due")
    if not days:
        say("today was done already")
    for area, number in due_everywhere(timezone.localdate()).items():
        say(f"{area}: {number} notices are to be taken down")
    return 0


def take(options: argparse.Namespace) -> int:
    prepare(demo=False)
    from qingzhuang.site.exchange.actions import take_everything
    from qingzhuang.site.kit.errors import Refusal

    try:
        with options.file.open("rb") as lines:
            say(f"took {take_everything(lines)} records with their history")
    except (OSError, Refusal) as refused:
        say(str(refused))
        return 1
    return 0


def warm_up() -> None:
    """Read the vocabulary and open the facts while the page is still on its way, so that the first form waits for nothing."""
    from django.conf import settings
    from django.db import connections

    from qingzhuang.formfill import read, understand
    from qingzhuang.site.warehouse.actions import refresh
    from qingzhuang.tally import Dataset, DatasetError

    understand(read("姓名,身份证号,性别\n".encode(), "warm.csv"))
    with contextlib.suppress(DatasetError):
        Dataset.open(settings.FACTS_FOLDER)
    try:
        refresh(None)
    finally:
        connections.close_all()


def manage(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingzhuang.site.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["qingzhuang site manage", *arguments])
    return 0


def verify_log(elsewhere: str) -> int:
    """Check the chain, and that nothing was cut off its end since a head was noted: beside the database, and away from the machine."""
    django.setup()
    from qingzhuang.site.audit import head, queries
    from qingzhuang.site.audit.logic import Head

    try:
        heads = [noted for noted in (Head.read(elsewhere) if elsewhere else None, head.noted()) if noted]
    except ValueError:
        say(f"--head {elsewhere}: expected NUMBER:HASH as this command prints it")
        return 2
    fault, last = queries.verify(), queries.last()
    if fault is not None:
        say(f"the log is broken at entry {fault}: it was changed, or entries before it were taken out")
        return 1
    for noted in heads:
        if not queries.holds(noted):
            say(f"the end of the log was cut off or written anew: entry {noted.number} was there once")
            return 1
    say("the log is whole")
    if last is not None:
        say(f"its last entry, to be noted away from this machine: {last}")
    return 0


def add_account(options: argparse.Namespace) -> int:
    """An account with its first post; prints the password that holds until the first sign-in."""
    prepare(demo=False)
    from qingzhuang.site.accounts.actions import add_by_command
    from qingzhuang.site.kit.errors import Refusal

    try:
        password = add_by_command(
            username=options.username, name=options.name, area=(options.area, options.area_name, options.level), role=options.role
        )
    except Refusal as refusal:
        say(str(refusal))
        return 1
    say(f"account {options.username}, first password {password}; it must be changed at the first sign-in")
    return 0


def bring_key(options: argparse.Namespace) -> int:
    """A committee's key and the trust file that knows it; its passphrase is asked for, unless it lies in a token."""
    prepare(demo=False)
    from qingzhuang.seal.key_file import in_token
    from qingzhuang.site.certificates.actions import bring_locked_key
    from qingzhuang.site.kit.errors import Refusal

    try:
        data = options.file.read_bytes()
        name = bring_locked_key(
            None, locked=data, passphrase="" if in_token(data) else _passphrase(twice=False), trust=options.trust.read_bytes()
        )
    except (OSError, Refusal) as refused:
        say(str(refused))
        return 1
    say(f"{name} signs its certificates with this key")
    return 0


def back_up(options: argparse.Namespace) -> int:
    django.setup()
    from qingzhuang.site.backup.actions import make_backup
    from qingzhuang.site.kit.errors import Refusal

    try:
        made = make_backup(None, folder=options.to, passphrase=_passphrase(twice=True) if options.with_keys else "", say=say)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    say(f"made {made}")
    if not options.with_keys:
        say("without the keys that open ID numbers and telephones: keep a copy of the key file elsewhere, or say --with-keys")
    return 0


def restore(options: argparse.Namespace) -> int:
    django.setup()
    from qingzhuang.site.backup.actions import restore_backup
    from qingzhuang.site.backup.logic import read_manifest
    from qingzhuang.site.kit.errors import Refusal

    manifest = read_manifest(options.backup)
    try:
        passphrase = _passphrase(twice=False) if manifest is not None and manifest.with_keys else ""
        restore_backup(folder=options.backup, passphrase=passphrase, replace=options.replace, say=say)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    say("restored; start with: qingzhuang site run")
    return 0


def _passphrase(*, twice: bool) -> str:
    """From the terminal, or a line of the standard input where there is none."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    from getpass import getpass

    first = getpass("Passphrase for the keys: ")
    if twice and getpass("Once more: ") != first:
        sys.stderr.write("The two are not the same.\n")
        raise SystemExit(1)
    return first


def say(line: str) -> None:
    sys.stdout.write(f"  · {line}\n")
    sys.stdout.flush()
