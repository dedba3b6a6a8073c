"""What every target of the Makefile starts with: a Python that is new enough and what the site needs in .venv.

Standard library only, and words that an old Python can still read, so that it can say that it is too old.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - it is run by whatever python3 a machine has
    sys.exit(
        "LearnSocial needs Python 3.11 or newer; this is %d.%d. Install a newer one, or name it: "
        "make PYTHON=/path/to/python3.12 with the target." % sys.version_info[:2]
    )

import contextlib  # noqa: E402
import fcntl  # noqa: E402
import hashlib  # noqa: E402
import importlib.util  # noqa: E402
import os  # noqa: E402
import shutil  # noqa: E402
import subprocess  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import NoReturn  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("VENV") or ROOT / ".venv").absolute()
PYTHON = VENV / "bin" / "python"
RUN = "requirements.txt"
DEVELOP = "requirements-dev.txt"


def stop(sentence: str) -> NoReturn:
    """Say in one sentence what is in the way and how to go on, and end."""
    sys.exit(sentence)


def install(*locks: str) -> None:
    """Make .venv hold what `locks` name; does nothing when it already does."""
    with _venv_lock():
        if not _works():
            _make_venv()
        wanted = {lock: _fingerprint(lock) for lock in locks}
        missing = [lock for lock, mark in wanted.items() if _installed(lock) != mark]
        if missing:
            _pip_install(missing)
        for lock in missing:
            _stamp(lock).write_text(wanted[lock])


def become(*arguments: str) -> NoReturn:
    """Go on as the Python of .venv, in the checkout."""
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), *arguments])


def call(*arguments: str, **environment: str) -> int:
    """Run the Python of .venv and return its exit code."""
    sys.stdout.flush()
    return subprocess.call([str(PYTHON), *arguments], cwd=ROOT, env=os.environ | environment)


def tool(name: str, *arguments: str) -> int:
    """Run a program that came with a package of .venv and return its exit code."""
    sys.stdout.flush()
    return subprocess.call([str(VENV / "bin" / name), *arguments], cwd=ROOT)


@contextlib.contextmanager
def _venv_lock() -> Iterator[None]:
    """Two targets at once do not install into each other's work."""
    try:
        VENV.mkdir(parents=True, exist_ok=True)
        file = open(VENV / ".lock", "w")  # noqa: SIM115 - closed below
    except OSError as error:
        stop(f"{VENV} cannot be written ({error.strerror}); make the folder writable, or set VENV to one that is.")
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _works() -> bool:
    """Whether .venv has a Python that starts and a pip; an interrupted or outdated one has not."""
    if not PYTHON.exists():
        return False
    question = "import sys, pip; sys.exit(sys.version_info[:2] != %r)" % (tuple(sys.version_info[:2]),)
    return subprocess.call([str(PYTHON), "-c", question], stderr=subprocess.DEVNULL) == 0


def _make_venv() -> None:
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        stop("Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv. Then try again.")
    print("Making the virtual environment in %s." % _near(VENV), flush=True)
    for old in VENV.iterdir():
        if old.name != ".lock":
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode:
        reason = (made.stdout + made.stderr).strip().splitlines()[-1:]
        stop(
            "The virtual environment could not be made (%s). On Debian or Ubuntu: apt-get install python3-venv."
            % " ".join(reason)
        )


def _pip_install(locks: list[str]) -> None:
    print("Installing what %s names; this is done once and takes about a minute." % " and ".join(locks), flush=True)
    files = [word for lock in locks for word in ("-r", str(ROOT / lock))]
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", *files]
    if subprocess.call([str(PYTHON), *pip], env=os.environ | {"PIP_ROOT_USER_ACTION": "ignore"}):
        stop("The packages could not be installed; pip says above why. Is there a network? Then try again.")


def _fingerprint(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _stamp(lock: str) -> Path:
    return VENV / (".%s.installed" % lock)


def _installed(lock: str) -> str:
    return _stamp(lock).read_text() if _stamp(lock).exists() else ""


def _near(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
