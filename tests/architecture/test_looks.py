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
