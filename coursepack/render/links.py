"""Links that lead out of the course: they open in a window of their own, because in its own they would end the LMS session."""

from __future__ import annotations

import re
from html import escape

_OUTWARD = re.compile(r'<a href="(https?:[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def outward(html: str, hint: str) -> str:
    """Our own HTML with each link to another site opened apart, and `hint` said to those who would not see it happen."""
    words = f'<span class="visually-hidden"> {escape(hint)}</span>'
    # A `Markup` puts itself together by escaping, so it has to become plain text first.
    return _OUTWARD.sub(rf'<a href="\1"\2 target="_blank" rel="noopener noreferrer">\3{words}</a>', str(html))
