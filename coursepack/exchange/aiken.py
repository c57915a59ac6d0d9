"""Aiken (https://docs.moodle.org/en/Aiken_format): a question, its options behind letters, and the letter of the right one."""

from __future__ import annotations

import re
from decimal import Decimal

from coursepack.exchange import parts
from coursepack.exchange.bank import Bank, Draft, Form, Log, Origin
from coursepack.exchange.hypertext import Read, from_html, from_plain
from coursepack.exchange.parts import UnusableError, Weighted
from coursepack.problems import Place

_OPTION = re.compile(r"([A-Z])[.)]\s+(.*)")
_ANSWER = re.compile(r"ANSWER:\s*(.*)", re.IGNORECASE)


def read(origin: Origin, log: Log) -> Bank:
    """All questions of an Aiken file. A question may have several lines before its first option."""
    bank = Bank()
    prompt: list[str] = []
    options: dict[str, str] = {}
    start = 0
    for number, line in enumerate(origin.text().split("\n"), 1):
        bare = line.strip()
        if not bare:
            continue
        if (answer := _ANSWER.fullmatch(bare)) is not None and (prompt or options):
            _finish(origin.name, start, (prompt, options, answer[1]), bank, log)
            prompt, options = [], {}
        elif prompt and (option := _OPTION.fullmatch(bare)) is not None:
            options[option[1]] = option[2]
        elif options:
            _unanswered(origin.name, start, log)
            prompt, options, start = [bare], {}, number
        else:
            start = start if prompt else number
            prompt.append(bare)
    if prompt:
        _unanswered(origin.name, start, log)
    return bank


def _unanswered(file: str, line: int, log: Log) -> None:
    message = f"the question in line {line} has no line 'ANSWER:'"
    log.skip(Place(file, line, 1), "CP173", message, "write ANSWER: A below its options")


def _finish(file: str, line: int, read_: tuple[list[str], dict[str, str], str], bank: Bank, log: Log) -> None:
    prompt, options, answer = read_
    draft = Draft(Place(file, line, 1), f"the question in line {line}", {})
    try:
        draft.question = _question(draft, prompt, options, answer, log)
        bank.drafts.append(draft)
    except UnusableError as error:
        log.skip(draft.place, error.code, error.message, error.hint)


def _question(draft: Draft, prompt: list[str], options: dict[str, str], answer: str, log: Log) -> Form:
    right = re.findall(r"[A-Z]", answer.upper())
    if not prompt or not right or re.sub(r"[A-Z,;\s.]|AND", "", answer.upper()):
        raise UnusableError("CP173", f"'ANSWER: {answer[:40]}' of {draft.label} names no letter", "write ANSWER: A")
    if missing := [letter for letter in right if letter not in options]:
        raise UnusableError("CP174", f"{draft.label} has no option {missing[0]}, which is to be the right one")
    weighted = [
        Weighted(draft.take(_converted(text, inline=True)), Decimal(100 if letter in right else 0))
        for letter, text in options.items()
    ]
    several = len(set(right)) > 1
    if several:
        weighted = parts.even(weighted)
    return {"prompt": draft.take(_converted("\n".join(prompt)))} | parts.choice(
        draft, weighted, several=several, log=log
    )


def _converted(text: str, *, inline: bool = False) -> Read:
    """Aiken is plain text, but what is written for Moodle often holds HTML."""
    if re.search(r"</?[a-zA-Z][^<>]*>|&#?\w+;", text):
        return from_html(text.replace("\n", "<br>"), inline=inline)
    return from_plain(text, inline=inline)
