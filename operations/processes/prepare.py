"""What has to be there before the first request: tables, the demo, static files. All of it may be done again."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection


def everything() -> None:
    """Each step does nothing where nothing changed since the last start."""
    is_new = "django_migrations" not in connection.introspection.table_names()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    _collect_static()
    if settings.DEMO_MODE:
        _load_demo(is_new=is_new)


def _load_demo(*, is_new: bool) -> None:
    """Once per database: what visitors of the demo wrote or took away stays so at the next start."""
    done = settings.DATA_DIR / "demo-loaded"
    if "load_demo" not in get_commands() or (done.exists() and not is_new):
        return
    print("Loading the demo community.", flush=True)
    call_command("load_demo", verbosity=0)
    done.touch()


def _collect_static() -> None:
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    print_of_sources = _fingerprint()
    if stamp.exists() and stamp.read_text() == print_of_sources:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(print_of_sources)


def _fingerprint() -> str:
    """One text for all static files as they are now: names, sizes, times."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
