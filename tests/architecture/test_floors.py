"""The contracts of pyproject.toml bite: each is broken on purpose in a small house."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

pytest.importorskip("importlinter", reason="requirements-dev.txt is not installed")
ROOT = Path(__file__).resolve().parent.parent.parent
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CONTRACTS = """
    [tool.importlinter]
    root_packages = ["above", "aside", "below"]
    exclude_type_checking_imports = true
    contract_types = ["private_rooms: tests.architecture.contracts.PrivateRooms"]
    [[tool.importlinter.contracts]]
    name = "floors"
    type = "layers"
    layers = ["above | aside", "below"]
    [[tool.importlinter.contracts]]
    name = "rooms"
    type = "private_rooms"
    apps = ["above", "aside", "below"]
    open_rooms = ["models", "services"]
"""


def lint(house: Path, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    for app in ("above", "aside", "below"):
        (house / app).mkdir()
        for room in ("__init__", "models", "services", "views"):
            (house / app / f"{room}.py").write_text("")
    for name, text in files.items():
        (house / name).write_text(text)
    (house / "pyproject.toml").write_text(textwrap.dedent(CONTRACTS))
    environment = os.environ | {"PYTHONPATH": f"{house}{os.pathsep}{ROOT}"}
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=house, env=environment, capture_output=True, text=True, timeout=60
    )


def test_what_is_allowed_passes(tmp_path):
    answer = lint(tmp_path, {"above/views.py": "from below import services\nfrom below.models import x"})
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("below/services.py", "from above import models", "floors BROKEN"),
        ("above/services.py", "from aside import models", "floors BROKEN"),
        ("above/views.py", "from below import views", "rooms BROKEN"),
        ("above/views.py", "from below.views import page", "rooms BROKEN"),
    ],
)
def test_each_breach_is_found(tmp_path, file, line, broken):
    answer = lint(tmp_path, {file: line + "\n"})
    assert answer.returncode == 1
    assert broken in answer.stdout


def test_the_house_keeps_its_contracts():
    answer = subprocess.run(
        [sys.executable, "-c", LINT], cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=120
    )
    assert answer.returncode == 0, answer.stdout
