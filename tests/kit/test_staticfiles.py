"""Scripts that fetch one another find each other under the names that deployed files have."""

import json
import re
from pathlib import Path

from django.core.management import call_command

HASHED = re.compile(r"\./[\w-]+\.[0-9a-f]{12}\.js")
IMPORTED = re.compile(r"""(?:from\s*|import\()["'](\./[^"']+)""")


def test_every_import_of_ours_has_its_deployed_name(settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "kit.staticfiles.HouseStatic"}}
    call_command("collectstatic", verbosity=0, interactive=False)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    found = []
    for name, deployed in names.items():
        if name.startswith("js/"):
            found += IMPORTED.findall((tmp_path / deployed).read_text())
    assert found
    assert [name for name in found if not HASHED.fullmatch(name) or not (tmp_path / "js" / name).exists()] == []
