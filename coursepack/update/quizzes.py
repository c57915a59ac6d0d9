"""Changes of quizzes and their questions: what becomes of answers, attempts and scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coursepack.update.change import Area, Change, counted, listed
from coursepack.update.structure import Structure, key

Data = Mapping[str, Any]

_SCORED = "assessment"
# What a learner meets at the next attempt, as a report calls it.
_ATTEMPT = {
    "shuffleQuestions": "mixed questions",
    "shuffleOptions": "mixed options",
    "retry": "what a new attempt asks",
    "wait": "the waiting time",
    "timeLimit": "the time limit",
    "extraTime": "extra time",
    "answering": "when it says how it went",
    "tries": "tries for a question",
    "confidence": "whether it asks how sure one is",
    "review": "what is shown afterwards",
    "testOut": "what may be passed over",
}
# What the points of an answer hang on.
_POINTS = ("points", "policy", "penalty", "hintCosts", "aim")


def quizzes(old: Structure, new: Structure) -> Iterator[Change]:
    """Everything that changes in quizzes."""
    before, after = ({quiz["id"]: quiz for quiz in one.data["quizzes"]} for one in (old, new))
    yield from _come_and_gone(before, after)
    for name, quiz in after.items():
        if name not in before:
            continue
        if before[name]["purpose"] != quiz["purpose"]:
            yield _purpose(before[name], quiz)
            continue
        yield from _rules(before[name], quiz)
        yield from _questions(before[name], quiz, old, new)


def _come_and_gone(before: Mapping[str, Data], after: Mapping[str, Data]) -> Iterator[Change]:
    for name, quiz in after.items():
        if name not in before and quiz["purpose"] == _SCORED:
            text = f"A new assessment: '{quiz['title']}'. Who has passed stays passed; all others have no score until they hand it in, too."
            yield Change(Area.SCORE, text, new_version=True)
        elif name not in before:
            yield Change(Area.CONTENT, f"New questions that do not count: '{quiz['title']}'.")
    for name, quiz in before.items():
        if name not in after and quiz["purpose"] == _SCORED:
            text = (
                f"The assessment '{quiz['title']}' is removed, and its scores with it. Who has passed stays passed; "
                "all others are judged without it."
            )
            yield Change(Area.SCORE, text, new_version=True)
        elif name not in after:
            yield Change(Area.CONTENT, f"Questions that did not count are removed: '{quiz['title']}'.")


def _purpose(before: Data, quiz: Data) -> Change:
    text = (
        f"'{quiz['title']}' becomes a quiz for another purpose ({before['purpose']}, now {quiz['purpose']}): "
        "what was answered counts otherwise."
    )
    return Change(Area.SCORE, text, new_version=True)


def _rules(before: Data, quiz: Data) -> Iterator[Change]:
    scored, title = quiz["purpose"] == _SCORED, quiz["title"]
    if scored and _differs(before, quiz, "weight"):
        text = f"'{title}' weighs otherwise. The score of everybody who has not passed is worked out anew when they open the course."
        yield Change(Area.SCORE, text, new_version=True)
    if before["attempts"] != quiz["attempts"] and scored:
        yield _attempts(before["attempts"], quiz["attempts"], title)
    if scored and _counts(before) != _counts(quiz):
        text = f"An attempt at '{title}' draws otherwise ({_counts(before)}, now {_counts(quiz)}): a harder or an easier assessment."
        yield Change(Area.SCORE, text, new_version=True)
    if changed := [what for name, what in _ATTEMPT.items() if _differs(before, quiz, name)]:
        yield Change(Area.SCORE, f"Rules of '{title}' change from the next attempt on: {', '.join(changed)}.")


def _attempts(before: int | None, now: int | None, title: str) -> Change:
    many, few = ("any number of" if count is None else str(count) for count in (before, now))
    text = f"'{title}' allows {few} attempts instead of {many}: "
    if now is not None and (before is None or now < before):
        text += (
            "an attempt under way may be handed in all the same; who has used up that many and has not passed has failed when they open "
            "the course."
        )
        return Change(Area.SCORE, text, new_version=True)
    return Change(Area.SCORE, text + "who has failed may try again, if the LMS opens the course for them.")


def _counts(quiz: Data) -> str:
    """How many an attempt asks; all of them where nothing is drawn."""
    return " + ".join(str(row["count"]) for row in quiz["draws"]) if quiz["draws"] else "all"


def _questions(old: Data, quiz: Data, was: Structure, now: Structure) -> Iterator[Change]:
    before, after = ({one["id"]: one for one in each["questions"]} for each in (old, quiz))
    scored, pool, title = quiz["purpose"] == _SCORED, bool(quiz["draws"]), quiz["title"]
    added, gone = [name for name in after if name not in before], [name for name in before if name not in after]
    both = [(before[name], one) for name, one in after.items() if name in before]
    if added:
        yield _added(added, title, scored=scored, pool=pool)
    if gone:
        yield _gone(gone, title, scored=scored, pool=pool)
    yield from _answers(both, title, scored=scored)
    yield from _wording(both, was, now, title)


def _added(names: list[str], title: str, *, scored: bool, pool: bool) -> Change:
    text = f"{counted(names, 'question')} added to '{title}': {listed(names)}. "
    if not scored:
        return Change(
            Area.COMPLETION, text + "They join the others; a page with a check is done when they are answered, too."
        )
    text += "An attempt under way keeps its own questions; scores from before stay as they are."
    return Change(Area.SCORE, text + ("" if pool else " Later attempts ask more."), new_version=not pool)


def _gone(names: list[str], title: str, *, scored: bool, pool: bool) -> Change:
    text = f"{counted(names, 'question')} removed from '{title}': {listed(names)}. "
    if not scored:
        return Change(Area.CONTENT, text + "Answers to them are dropped, all others stay.")
    text += "An attempt under way gets others of the pool for them, as far as there are any; scores from before stay as they are."
    return Change(Area.SCORE, text, new_version=not pool)


def _answers(both: list[tuple[Data, Data]], title: str, *, scored: bool) -> Iterator[Change]:
    """What is right, and what it earns."""
    turned = [one["id"] for before, one in both if before["type"] != one["type"]]
    if turned:
        text = f"Questions of '{title}' became another type: {listed(turned)}. Answers under way that fit no more are open again."
        yield Change(Area.SCORE, text, new_version=scored)
    same = [(before, one) for before, one in both if before["type"] == one["type"]]
    if wrong := [one["id"] for before, one in same if key(before) != key(one)]:
        text = f"Another answer is right in '{title}': {listed(wrong)}. "
        text += (
            "Attempts that were handed in are not scored again; one under way is scored by the new answer."
            if scored
            else ("Answers given before are kept and shown by the new one; what was told to the LMS stays.")
        )
        yield Change(Area.SCORE, text, new_version=scored)
    if worth := [one["id"] for before, one in same if any(_differs(before, one, name) for name in _POINTS)]:
        text = (
            f"Answers earn otherwise in '{title}': {listed(worth)}. Attempts that were handed in keep what they earned."
        )
        yield Change(Area.SCORE, text, new_version=scored)
    parts = ("options", "targets", "decisions")
    if fewer := [one["id"] for before, one in same if any(_lost(before, one, name) for name in parts)]:
        text = f"Questions of '{title}' have lost options: {listed(fewer)}. Answers under way that pick one are left open or lack it."
        yield Change(Area.SCORE, text)


def _differs(before: Data, now: Data, name: str) -> bool:
    """What an older coursepack did not write is not compared."""
    return name in before and name in now and bool(before[name] != now[name])


def _lost(before: Data, now: Data, name: str) -> bool:
    return any(one not in now.get(name, []) for one in before.get(name, []))


def _wording(both: list[tuple[Data, Data]], was: Structure, now: Structure, title: str) -> Iterator[Change]:
    changed = [one["id"] for _, one in both if _other_words(one["n"], was, now)]
    if changed:
        text = (
            f"Questions of '{title}' say something else: {listed(changed)}. Coursepack cannot tell a corrected letter from another "
            "meaning: if a question asks something else now, take it for a new one."
        )
        yield Change(Area.SCORE, text)


def _other_words(number: int, was: Structure, now: Structure) -> bool:
    names = {name for name in was.words if name == f"question {number}" or name.startswith(f"option {number} ")}
    return any(was.words[name] != now.words.get(name, was.words[name]) for name in names)
