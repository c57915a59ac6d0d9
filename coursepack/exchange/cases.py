"""Questions about one story: from neighbours that name the same case to a set, or to single questions with the story before each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from coursepack.exchange.bank import Draft, Form, Log, joined
from coursepack.exchange.names import slug, unique

_MOST = 12

Done = tuple[Draft, Form]


def gathered(done: list[Done], taken: set[str], log: Log) -> Iterator[Form]:
    """The questions, those of a case as a set."""
    for (case, story), group in groupby(done, key=lambda one: (one[0].case, one[0].story)):
        pairs = list(group)
        if not story:
            yield from (question for _, question in pairs)
        elif 2 <= len(pairs) <= _MOST:
            ident = unique(slug(case or story, "case"), taken)
            taken.add(ident)
            yield {"id": ident, "type": "set", "vignette": story, "questions": [question for _, question in pairs]}
        else:
            yield from _alone(pairs, story, log)


def _alone(pairs: list[Done], story: str, log: Log) -> Iterator[Form]:
    """One question makes no set, and a set has an end."""
    if len(pairs) > _MOST:
        message = (
            f"{len(pairs)} questions belong to one story, and a set has {_MOST} at most; here it stands before each"
        )
        log.left_out(pairs[0][0].place, "CP178", message, "make several sets of them")
    for _, question in pairs:
        yield question | {"prompt": joined(story, str(question["prompt"]))}
