"""How an attempt is put together: blueprints that the pool can fill, rules that mean something for the quiz, marks that can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from coursepack.checks.context import Context
from coursepack.problems import Problem
from coursepack.source import Json, Pointer

Quiz = dict[str, Json]

# The purposes for which a field means something; `each` also where an assessment answers each question by itself.
_MEANS = {
    "draw": ("check", "assessment", "pretest"),
    "blueprint": ("check", "assessment", "pretest"),
    "wait": ("assessment",),
    "retry": ("assessment",),
    "timeLimit": ("assessment", "pretest"),
    "extraTime": ("assessment", "pretest"),
    "answering": ("assessment",),
    "weight": ("assessment",),
    "review": ("check", "assessment", "pretest"),
    "confidence": ("check", "assessment", "pretest"),
    "testOut": ("pretest",),
    "tries": ("check", "each"),
    "penalty": ("check", "each"),
}
_PURPOSES = ("check", "assessment", "pretest", "survey")
_NEEDS = {
    "extraTime": ("timeLimit", "write 'timeLimit', or drop it: without a limit there is time enough"),
    "penalty": ("tries", "write 'tries', so that there is a second try to cost something"),
}


def assembly(context: Context) -> Iterator[Problem]:
    """Everything that a quiz says of its attempts."""
    for pointer, quiz in context.entries("quizzes"):
        yield from _means_nothing(context, pointer, quiz)
        yield from _blueprint(context, pointer, quiz)
        yield from _test_out(context, pointer, quiz)
    yield from _marks(context)


def _means_nothing(context: Context, pointer: Pointer, quiz: Quiz) -> Iterator[Problem]:
    purpose = quiz.get("purpose")
    if purpose not in _PURPOSES:
        return
    kinds = {purpose, "each"} if purpose == "assessment" and quiz.get("answering") == "each" else {purpose}
    for name, purposes in _MEANS.items():
        if name in quiz and not kinds & set(purposes):
            hint = f"it is for {_list(purposes)}; drop it, or change the purpose"
            yield context.error((*pointer, name), "CP212", f"'{name}' means nothing in {_a(purpose)}", hint)
    for name, (other, hint) in _NEEDS.items():
        if name in quiz and context.lacks(pointer, other) and not (name == "penalty" and purpose == "check"):
            yield context.error((*pointer, name), "CP212", f"'{name}' means nothing without '{other}'", hint)
    if quiz.get("attempts") == 1:
        for name in ("wait", "retry"):
            if name in quiz:
                hint = "allow more attempts, or drop it"
                yield context.error((*pointer, name), "CP212", f"'{name}' means nothing with one attempt", hint)
    if purpose == "pretest" and context.lacks(pointer, "testOut"):
        hint = "write 'testOut', or make it a check"
        yield context.error(pointer, "CP212", "the pretest does not say what it lets a learner pass over", hint)


def _list(purposes: tuple[str, ...]) -> str:
    *first, last = [_words(one) for one in purposes]
    return f"{', '.join(first)} and {last}" if first else last


def _words(purpose: str) -> str:
    return "an assessment that answers each question by itself" if purpose == "each" else _a(purpose)


def _a(purpose: Json) -> str:
    return f"an {purpose}" if purpose == "assessment" else f"a {purpose}"


def _units(context: Context, pointer: Pointer) -> list[list[Quiz]]:
    """What is drawn as one: a question, or those of a set."""
    entries = context.entries(*pointer, "questions")
    units = (context.entries(*at, "questions") if one.get("type") == "set" else [(at, one)] for at, one in entries)
    return [unit for unit in ([question for _, question in each] for each in units) if unit]


def _fits(row: Quiz, unit: list[Quiz]) -> bool:
    """A set goes by its first question."""
    return all(row.get(key) in (None, unit[0].get(key)) for key in ("objective", "difficulty"))


def _blueprint(context: Context, pointer: Pointer, quiz: Quiz) -> Iterator[Problem]:
    """Each row can be filled, and no question belongs to two rows: it would be asked twice, or be missing."""
    if "blueprint" in quiz and "draw" in quiz:
        hint = "keep one: the rows of a blueprint say how many"
        yield context.error((*pointer, "draw"), "CP211", "the quiz has both 'draw' and 'blueprint'", hint)
    rows = list(context.entries(*pointer, "blueprint"))
    units = _units(context, pointer)
    for at, row in rows:
        count, pool = row.get("count"), [unit for unit in units if _fits(row, unit)]
        if type(count) is int and units and count > len(pool):
            message = f"the row wants {count} questions, and {len(pool)} of the quiz fit it"
            yield context.error((*at, "count"), "CP210", message, f"write {_more(len(pool))}")
    for (_, first), (at, second) in combinations(rows, 2):
        both = next((one[0].get("id") for one in units if _fits(first, one) and _fits(second, one)), None)
        if both is not None:
            message = f"question '{both}' fits this row and one before it"
            yield context.error(at, "CP211", message, "make the rows exclude each other, by objective or difficulty")


def _more(found: int) -> str:
    return f"at most {found}, or add questions" if found else "questions for it, or drop the row"


def _test_out(context: Context, pointer: Pointer, quiz: Quiz) -> Iterator[Problem]:
    tested = {question.get("objective") for _, question in context.asked(*pointer)}
    for at, rule in context.entries(*pointer, "testOut"):
        wanted = rule.get("objectives")
        for index, objective in enumerate(wanted if isinstance(wanted, list) else []):
            if tested and objective in context.ids.get("objective", {}) and objective not in tested:
                message = f"no question of the pretest tests '{objective}'"
                hint = "add one, or drop the objective: nobody could reach the mark"
                yield context.error((*at, "objectives", index), "CP213", message, hint)


def _marks(context: Context) -> Iterator[Problem]:
    """A mark of an objective can be reached only if each way through the assessments asks for it."""
    quizzes = [(at, quiz) for at, quiz in context.entries("quizzes") if quiz.get("purpose") == "assessment"]
    for pointer, objective in context.entries("objectives"):
        name = objective.get("id")
        if "passMark" not in objective or not isinstance(name, str) or not context.whole("quizzes"):
            continue
        if not any(_always_asks(context, at, quiz, name) for at, quiz in quizzes):
            message = f"no assessment asks for '{name}' in every attempt"
            hint = "add questions for it, or a row of it to the blueprint: a learner who is not asked cannot pass"
            yield context.error((*pointer, "passMark"), "CP214", message, hint)


def _always_asks(context: Context, pointer: Pointer, quiz: Quiz, objective: str) -> bool:
    units = _units(context, pointer)
    asked = [unit for unit in units if any(question.get("objective") == objective for question in unit)]
    draw = quiz.get("draw")
    if "blueprint" in quiz:
        return any(_row_asks(row, units, asked) for _, row in context.entries(*pointer, "blueprint"))
    return bool(asked) and (type(draw) is not int or draw > len(units) - len(asked))


def _row_asks(row: Quiz, units: list[list[Quiz]], asked: list[list[Quiz]]) -> bool:
    """Whether the row cannot be filled without a question of the objective."""
    pool = [unit for unit in units if _fits(row, unit)]
    others = [unit for unit in pool if unit not in asked]
    count = row.get("count")
    return type(count) is int and count > len(others) and len(others) < len(pool)
