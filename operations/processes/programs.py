"""What runs beside the broker. All are forked from one process that has loaded the site, so they share its memory."""

import errno
import gc
import socket
from collections.abc import Callable
from importlib import import_module

# loaded before the fork, so that the children share them
import celery.apps.beat
import celery.apps.worker
import celery.concurrency.prefork  # noqa: F401
import gunicorn.workers.gthread  # noqa: F401
from celery import current_app
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import get_internal_wsgi_application
from django.utils.module_loading import import_string
from gunicorn.app.base import BaseApplication

from operations.processes.folder import CannotStart

WEB_PROCESSES = 2
WEB_THREADS = 4
# letters may wait ten minutes for a server's answer, so neither a code to sign in with nor a score waits behind them
WORKERS = {"urgent": "mail-urgent", "letters": "mail-bulk", "scores": "scores,default"}


def load_site() -> None:
    """Import everything that the children will need, once, and keep the collector from copying it."""
    import_module(settings.ROOT_URLCONF)
    for middleware in settings.MIDDLEWARE:
        import_string(middleware)
    current_app.loader.import_default_modules()
    gc.collect()
    gc.freeze()


def listen(port: int) -> list[socket.socket]:
    """Sockets on both loopback addresses; they stay open while a fallen web server starts again.

    Raises CannotStart when somebody else has the port.
    """
    opened = []
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            opened.append(_bound(family, host, port))
        except OSError as error:
            if opened and not _is_busy(error):
                break  # a machine without IPv6
            reason = "is in use by another program" if _is_busy(error) else f"cannot be opened ({error.strerror})"
            raise CannotStart(f"port {port} {reason}; choose another: make run PORT={_other(port)}.") from error
    return opened


def _bound(family: int, host: str, port: int) -> socket.socket:
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind((host, port))
    opened.listen(256)
    return opened


def _is_busy(error: OSError) -> bool:
    return error.errno == errno.EADDRINUSE


def _other(port: int) -> int:
    return port + 1 if port < 65_535 else 8000


def web(sockets: list[socket.socket]) -> Callable[[], None]:
    """gunicorn on sockets that are already open."""
    return lambda: WebServer([f"fd://{opened.fileno()}" for opened in sockets]).run()


class WebServer(BaseApplication):
    """gunicorn, set up in code: the values of its command line that differ from its defaults."""

    def __init__(self, bind: list[str]) -> None:
        self._settings = {
            "bind": bind,
            "worker_class": "gthread",
            "workers": WEB_PROCESSES,
            "threads": WEB_THREADS,
            "preload_app": True,
            "timeout": 30,
            "graceful_timeout": 5,
            "max_requests": 1000,
            "max_requests_jitter": 200,
            "limit_request_line": 4094,
            "control_socket_disable": True,
            "loglevel": "warning",
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        return get_internal_wsgi_application()


def worker(name: str) -> Callable[[], None]:
    """A Celery worker of one process for the queues of WORKERS[name]."""
    arguments = [
        "worker",
        "--pool=prefork",
        "--concurrency=1",
        f"--queues={WORKERS[name]}",
        f"--hostname={name}@%h",
        "--loglevel=INFO",
        "--without-gossip",
        "--without-mingle",
        "--without-heartbeat",
    ]
    return lambda: current_app.worker_main(arguments)


def beat() -> None:
    """The one clock."""
    current_app.start(["beat", "--loglevel=WARNING"])
