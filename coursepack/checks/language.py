"""The course's language: whether the player speaks it, and how sure its words are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursepack.checks.context import Context
from coursepack.languages import language, languages
from coursepack.problems import Problem
from coursepack.schema import COURSE, resolve
from coursepack.strings import interface

_PLACE = ("language",)
_TAG = re.compile(resolve("#/properties/language", COURSE)[0]["pattern"])


def interface_language(context: Context) -> Iterator[Problem]:
    """What a learner will see in English, wholly or beside a translation that nobody has reviewed."""
    tag = context.get(*_PLACE)
    if not isinstance(tag, str) or not _TAG.search(tag):
        return
    if language(tag) is None:
        known = ", ".join(one.tag for one in languages())
        message = f"the player has no texts in '{tag}': its buttons and notices will be in English"
        yield context.warning(_PLACE, "CP071", message, f"it speaks {known}")
        return
    told = interface(tag)
    if told.lacking:
        count = len(told.lacking)
        have = "text of the player has" if count == 1 else "texts of the player have"
        message = f"{count} {have} no translation into '{tag}' and will be in English"
        yield context.warning(_PLACE, "CP072", message, "a catalogue lags behind: docs/languages.md says how to help")
    if told.beside:
        count = len(told.beside)
        message = f"nobody has reviewed {count} important text{'s' if count > 1 else ''} of the player in '{tag}'"
        yield context.warning(
            _PLACE, "CP073", message, "each shows its English too; docs/languages.md says how to review them"
        )
