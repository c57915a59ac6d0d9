"""Links from pages of a package to its own files."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.subject import Subject

_HTML = "WHATWG HTML 4.2; RFC 3986"


@rule("CP630", "broken-link", Level.WARNING, _HTML, "add the file, or correct the link")
def broken_link(subject: Subject) -> Iterator[Hit]:
    """A page names a file that is not in the package.

    The learner sees a broken picture, or a page without its style or script. Paths that are right from the first page are often
    wrong from a page in another folder.
    Example: <img src="img/door.png"> in a page of the folder lessons
    """
    for page, href, path, line in subject.scan.broken if subject.whole else ():
        if path.lower() not in subject.by_lower:
            yield Hit(f"'{href}' is not in the package", page, line)


@rule("CP631", "link-case", Level.WARNING, _HTML, "write the link as the file is called")
def link_case(subject: Subject) -> Iterator[Hit]:
    """A page names a file with other capital letters.

    It works on the author's PC and not on the LMS's server.
    Example: <img src="Door.PNG"> for door.png
    """
    for page, href, path, line in subject.scan.broken if subject.whole else ():
        if other := subject.by_lower.get(path.lower()):
            yield Hit(f"'{href}' is written, the package has '{other}'", page, line)
