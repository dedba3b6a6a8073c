"""`make run`: install, then become the supervisor. The demo and a community of one's own keep separate data."""

import os
from pathlib import Path

import house


def main() -> None:
    os.environ.setdefault("DEMO_MODE", "1")
    is_demo = os.environ["DEMO_MODE"].lower() in ("1", "true", "yes", "on")
    os.environ.setdefault("DATA_DIR", str(house.ROOT / ("var" if is_demo else "var-own")))
    _check_folder(Path(os.environ["DATA_DIR"]))
    _check_port(os.environ.get("PORT") or "8000")
    house.install(house.RUN)
    house.become("manage.py", "run_site", "--with-parent")


def _check_folder(folder: Path) -> None:
    """Asked before anything is installed: an answer after a minute would be a late one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".writable").touch()
        (folder / ".writable").unlink()
    except OSError as error:
        house.stop(
            f"The data folder {folder} cannot be written ({error.strerror}). "
            "Make it writable, or name another one: make run DATA_DIR=/path/to/folder"
        )


def _check_port(port: str) -> None:
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        house.stop(f"PORT is {port!r}; give a number between 1 and 65535, such as make run PORT=8000")


if __name__ == "__main__":
    main()
