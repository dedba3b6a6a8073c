import os
import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from kit import clock
from operations import services
from operations.processes import broker, leash, prepare, programs
from operations.processes.child import Child, finish
from operations.processes.folder import CannotStart, RunFolder, short_folder
from operations.processes.supervisor import Supervisor

BROKER_FOLDER = "BROKER_FOLDER"  # set by this command for itself: where the bundled broker's socket goes


class Command(BaseCommand):
    help = "Start broker, web server, workers and beat together, and start again what dies."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--with-parent", action="store_true", help="stop when the process that started this ends")

    def handle(self, *args: Any, with_parent: bool, **options: Any) -> None:
        parent = os.getppid() if with_parent else 0
        _choose_broker()
        socket_folder = Path(os.environ[BROKER_FOLDER]) if BROKER_FOLDER in os.environ else None
        try:
            _run(socket_folder, parent)
        except CannotStart as error:
            sys.exit(f"LearnSocial cannot start: {error}")
        finally:
            if socket_folder:
                shutil.rmtree(socket_folder, ignore_errors=True)


def _choose_broker() -> None:
    """Without REDIS_URL, choose the bundled broker's address and begin again: settings are read only once."""
    if os.environ.get("REDIS_URL"):
        return
    folder = short_folder()
    os.environ |= {BROKER_FOLDER: str(folder), "REDIS_URL": f"unix://{folder}/broker.sock"}
    os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 - ourselves


def _run(socket_folder: Path | None, parent: int) -> None:
    folder = RunFolder(settings.DATA_DIR)
    folder.take()
    sockets = programs.listen(settings.PORT)
    programs.load_site()
    leash.tie_descendants()
    log = None if settings.PRODUCTION else folder.logs
    if not finish(prepare.everything):
        raise CannotStart("its data could not be prepared; the lines above say why.")
    children = [
        *_broker(socket_folder, log),
        Child("web", programs.web(sockets), 1, _file(log, "web")),
        Child("beat", programs.beat, 1, _file(log, "beat")),
        *(Child(f"worker {name}", programs.worker(name), 2, _file(log, f"worker-{name}")) for name in programs.WORKERS),
    ]
    state = {
        "redis_socket": str(socket_folder / "broker.sock") if socket_folder else "",
        "port": settings.PORT,
        "started": clock.now().isoformat(),
    }
    host = urlsplit(settings.SITE_URL).netloc
    Supervisor(folder, children, state, parent).run(settings.PORT, host, lambda: finish(_greet))


def _broker(socket_folder: Path | None, log: Path | None) -> list[Child]:
    if not socket_folder:
        return []
    program = broker.server()
    configuration = broker.configure(socket_folder / "broker.sock", settings.DATA_DIR / "broker")
    return [Child("broker", lambda: broker.become(program, configuration), 3, _file(log, "broker"))]


def _file(log: Path | None, name: str) -> Path | None:
    return log / f"{name}.log" if log else None


def _greet() -> None:
    print("\n" + "\n".join(services.greeting()) + "\n", flush=True)
