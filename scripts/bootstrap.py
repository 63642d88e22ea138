"""Makes a bare machine ready: virtual environment, locked packages, message catalogues, browser libraries.

    python3 scripts/bootstrap.py run      what the site and the command line need
    python3 scripts/bootstrap.py test     that, and what tests and checks need

Each step says in one line what it does and is skipped when nothing changed, so a second run takes no time and no network.
Runs on the system's own Python with nothing installed.
"""

import filecmp
import glob
import hashlib
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
NEEDED = (3, 11)
BROWSER_LIBRARIES = {
    "jsQR.js": "jsqr/dist/jsQR.js",
    "jsQR.LICENSE": "jsqr/LICENSE",
    "sm2.js": "sm-crypto/dist/sm2.js",
    "sm3.js": "sm-crypto/dist/sm3.js",
    "sm-crypto.LICENSE": "sm-crypto/LICENCE_MIT",
    "jsbn.LICENSE": "jsbn/LICENSE",
}
LOCKS = {"run": "requirements/run.txt", "test": "requirements/dev.txt"}
FONTS = (
    "/usr/share/fonts/**/*CJK*",
    "/usr/share/fonts/**/wqy-*",
    "/usr/share/fonts/**/*SourceHan*",
    "/usr/local/share/fonts/**/*CJK*",
)


class Stop(Exception):
    """Set-up cannot go on; the message says what to do."""


def main():
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    if purpose not in LOCKS:
        raise Stop(f"'{purpose}' is no purpose; known: {', '.join(LOCKS)}")
    started = time.time()
    os.chdir(ROOT)
    make_environment()
    changed = install_packages(purpose)
    changed = install_ourselves() or changed
    run([PYTHON, "-m", "compileall", "-q", "qingzhuang"])  # a third of a start, where Python may keep no byte code itself
    run([PYTHON, "-m", "qingzhuang.site.kit.messages", "compile"])
    changed = fetch_browser_libraries(purpose) or changed
    place_browser_libraries()
    if changed:
        note_system_parts(purpose)
        say(f"ready after {time.time() - started:.0f} s; nothing of this is needed again, and the network neither")


# ---------------------------------------------------------------- steps
def make_environment():
    """The folder .venv with a Python of 3.11 or newer and pip."""
    if works(PYTHON, "import pip"):
        return
    interpreter = find_python()
    say(f"making a virtual environment in .venv with {interpreter}")
    if not works(interpreter, "import ensurepip"):
        get_venv_module(interpreter)
    run([interpreter, "-m", "venv", "--clear", VENV])


def get_venv_module(interpreter):
    """Debian keeps `ensurepip` in a package of its own: install it where we may, else say how."""
    version = subprocess.check_output(
        [interpreter, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], universal_newlines=True
    ).strip()
    package = f"python{version}-venv"
    if shutil.which("apt-get") and os.geteuid() == 0:
        say(f"installing the system package {package}")
        run(["apt-get", "update", "-qq"], needed=False)
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package])
        return
    raise Stop(f"Python's venv module is missing. Install it and try again:\n\n    sudo apt-get install {package}\n")


def install_packages(purpose):
    """The locked packages of this purpose; every file is checked against its hash."""
    lock = LOCKS[purpose]
    if is_done("packages", purpose, lock):
        return False
    with open(lock, encoding="utf-8") as file:
        count = sum("==" in line for line in file)
    say(f"installing {count} packages with checked hashes from {lock} (once, a minute or two)")
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock]
    if subprocess.call(command) != 0:
        raise Stop("Some packages could not be installed; see above. Without a network: docs/howto/run-offline.md.")
    mark_done("packages", purpose, lock)
    return True


def install_ourselves():
    """The command `qingzhuang`, running from this folder."""
    if is_done("self", "self", "pyproject.toml") and os.path.exists(os.path.join(VENV, "bin", "qingzhuang")):
        return False
    say("installing the command qingzhuang into .venv")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", "--no-build-isolation"]
    run([PYTHON, "-m", "pip", "install", *options, "--editable", "."])
    mark_done("self", "self", "pyproject.toml")
    return True


def fetch_browser_libraries(purpose):
    """What pages bring along, by npm, and axe for the tests; what needs them says so or skips where they could not be had."""
    lock = "package-lock.json"
    if not os.path.exists(lock) or is_done("npm", purpose, lock):
        return False
    npm = shutil.which("npm")
    if npm is None:
        say("no npm on this machine: taking Node.js from a Python package")
        run([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", "requirements/node.txt"], needed=False)
        npm = os.path.join(VENV, "bin", "npm")
    say("fetching the browser libraries of package.json")
    path = os.pathsep.join((os.path.join(VENV, "bin"), os.environ.get("PATH", "")))
    command = [npm, "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"] + (
        ["--omit=dev"] if purpose == "run" else []
    )
    if not os.path.exists(npm) or subprocess.call(command, env=dict(os.environ, PATH=path)) != 0:
        say("could not fetch them: no page for checking certificates offline, and accessibility tests will skip")
        if purpose == "run":  # everything else works: asking again at each start would only keep people waiting
            say("to try again, with a network: make setup-test")
            mark_done("npm", purpose, lock)
        return False
    mark_done("npm", purpose, lock)
    return True


def place_browser_libraries():
    """Beside the code of the page that checks certificates offline; from there they get into the wheel."""
    for name, place in BROWSER_LIBRARIES.items():
        source = os.path.join("node_modules", place)
        target = os.path.join("qingzhuang", "seal", "offline", "lib", name)
        if os.path.exists(source) and not (os.path.exists(target) and filecmp.cmp(source, target, shallow=False)):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copyfile(source, target)


def note_system_parts(purpose):
    """What only the system's package manager has, and what goes without it."""
    if not any(glob.glob(pattern, recursive=True) for pattern in FONTS):
        say("no Chinese font found; PDFs will want one: apt-get install fonts-noto-cjk")
    if purpose == "test" and not (shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")):
        say("no Chromium found; browser tests will skip: apt-get install chromium")
    drivers = glob.glob(os.path.join(VENV, "lib", "python*", "site-packages", "playwright", "driver", "node"))
    if purpose == "test" and drivers and not works(drivers[0], "0", flag="-e"):
        say("the driver of browser tests does not start; on Debian: apt-get install libatomic1")
    if purpose == "test" and not (shutil.which("initdb") or glob.glob("/usr/lib/postgresql/*/bin/initdb")):
        say("no PostgreSQL found; its tests will skip: apt-get install postgresql")


# ---------------------------------------------------------------- small parts
def find_python():
    """A Python of 3.11 or newer, the one that runs this first."""
    names = [sys.executable, "python3", *(f"python3.{minor}" for minor in range(NEEDED[1], NEEDED[1] + 5))]
    for name in names:
        found = shutil.which(name)
        if found and works(found, f"import sys; sys.exit(sys.version_info < {NEEDED})"):
            return found
    raise Stop("Qingzhuang needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv")


def works(interpreter, code, flag="-c"):
    if not os.path.exists(interpreter):
        return False
    return subprocess.call([interpreter, flag, code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def stamp_of(kind):
    return os.path.join(VENV, ".done-" + kind)


def print_of(purpose, path):
    with open(path, "rb") as file:
        return purpose + " " + hashlib.sha256(file.read()).hexdigest()


def is_done(kind, purpose, path):
    """Was this step done for this very file? The packages of `test` hold those of `run`."""
    try:
        with open(stamp_of(kind), encoding="utf-8") as file:
            lines = file.read().split("\n")
    except OSError:
        return False
    return print_of(purpose, path) in lines


def mark_done(kind, purpose, path):
    lines = [print_of(purpose, path)]
    if purpose == "test" and kind in ("packages", "npm"):
        lines.append(print_of("run", LOCKS["run"] if kind == "packages" else path))
    with open(stamp_of(kind), "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def run(command, needed=True):
    code = subprocess.call(command)
    if code and needed:
        raise Stop(f"this command failed with code {code}:\n\n    {' '.join(command)}\n")


def say(text):
    print("set-up: " + text, flush=True)


if __name__ == "__main__":
    try:
        main()
    except Stop as stop:
        sys.exit(f"set-up: {stop}")
