"""Citations in a text: keys, locators, several at once, and text that is wrapped within them."""

import pytest

from coursepack.render.markdown import Cited, citations, to_html


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("One [@a].", [Cited("a", "")]),
        ("Two [@a; @b-2].", [Cited("a", ""), Cited("b-2", "")]),
        ("Where [@a, p. 3; @b, pp. 1–2].", [Cited("a", "p. 3"), Cited("b", "pp. 1–2")]),
        ("Wrapped [@a;\n@b, p.\n3].", [Cited("a", ""), Cited("b", "p. 3")]),
        ("`[@code]` and \\[@escaped] are not.", []),
    ],
)
def test_cited(text: str, cited: list[Cited]) -> None:
    assert [one for _, one in citations(text)] == cited


def test_a_citation_is_rendered_by_whoever_numbers_it() -> None:
    assert to_html("See [@a, p. 3].", lambda cited: f"<sup>{cited[0].key} {cited[0].locator}</sup>") == (
        "<p>See <sup>a p. 3</sup>.</p>\n"
    )
