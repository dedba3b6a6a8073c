"""The stylesheets hold nothing that no page wears."""

import pytest

from tests.architecture import looks


def test_every_class_is_named_somewhere():
    known = looks.words()
    found = {path.name: looks.unnamed(looks.classes(path.read_text()), known) for path in looks.SHEETS}
    assert not {name: dead for name, dead in found.items() if dead}


@pytest.mark.parametrize(
    ("css", "dead"),
    [
        (".gone { color: red }", ["gone"]),
        (".card .gone:hover, .card { margin: 0.5rem }", ["gone"]),
        ("@media (min-width: 30rem) { .gone > * + * { margin: 0 } }", ["gone"]),
        (".chip-green, .avatar-3, .card { color: red }", []),
        (".chip-amber { color: red }", ["chip-amber"]),
        ("/* .gone {} */ .card { background: url(x.gone) }", []),
    ],
)
def test_what_no_page_wears_is_found(css, dead):
    assert looks.unnamed(looks.classes(css), {"card", "green"}) == dead


def test_only_sheets_beside_the_one_sheet_name_files():
    """What a component's sheet names by address would be sought elsewhere once all are one sheet."""
    assert not [path.name for path in (looks.CSS / "components").glob("*.css") if "url(" in path.read_text()]


def test_scripts_fetch_one_another_in_one_direction():
    assert not looks.ring({path.name: path.read_text() for path in looks.SCRIPTS})


@pytest.mark.parametrize("back", ['import { a } from "./a.js";', 'import("./a.js").then(go);'])
def test_a_ring_of_scripts_is_found(back):
    assert set(looks.ring({"a.js": 'import { b } from "./b.js";', "b.js": back})) == {"a.js", "b.js"}
