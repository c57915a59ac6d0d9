"""Links that lead out of the course: they open in a window of their own, because in its own they would end the LMS session."""

from __future__ import annotations

import re

from markupsafe import escape

_OUTWARD = re.compile(r'<a href="(https?:[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def outward(html: str, hint: str, marks: str = "") -> str:
    """Our own HTML with each link to another site opened apart, and `hint` said to those who would not see it happen.

    `marks` are the attributes that tell the hint's language, where it is not that of the link.
    """
    words = f'<span class="visually-hidden"{marks}> {escape(hint)}</span>'
    # A `Markup` puts itself together by escaping, so it has to become plain text first.
    return _OUTWARD.sub(rf'<a href="\1"\2 target="_blank" rel="noopener noreferrer">\3{words}</a>', str(html))
