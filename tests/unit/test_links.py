"""Links out of the course open apart; links inside it do not."""

import pytest
from markupsafe import Markup

from coursepack.render.links import outward


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<a href="https://e.org/a">A <em>b</em></a>',
            '<a href="https://e.org/a" target="_blank" rel="noopener noreferrer">A <em>b</em>'
            '<span class="visually-hidden"> (new)</span></a>',
        ),
        ('<a href="#page">A</a> <a href="tel:+1">1</a>', '<a href="#page">A</a> <a href="tel:+1">1</a>'),
    ],
)
def test_outward(html: str, expected: str) -> None:
    assert outward(html, "(new)") == expected
    assert outward(Markup(html), "(new)") == expected, "a template's own HTML was escaped"
