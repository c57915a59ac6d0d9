"""What changes from one package of a course to the next, in words for those who run the LMS.

Each statement about saved progress is what the player does with it: tests/unit/test_update_truth.py plays them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from coursepack.problems import CourseError, Place, Problem
from coursepack.update.change import Area, Change, counted, listed
from coursepack.update.quizzes import quizzes
from coursepack.update.structure import Structure, Whole

Data = Mapping[str, Any]


def compare(old: Whole, new: Whole) -> list[Change]:
    """All changes, those about progress first. Raises `CourseError` when the course data is not as coursepack writes it."""
    try:
        found = list(_apart(old, new)) or list(_within(old, new))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        message = f"cannot tell: the course data is not as this coursepack writes it ({type(error).__name__}: {error})"
        hint = "build both with the same coursepack, and compare again"
        raise CourseError([Problem(Place(old.title), "CP270", message, hint)]) from None
    order = list(Area)
    return sorted(found, key=lambda change: (order.index(change.area), not change.new_version))


def _apart(old: Whole, new: Whole) -> Iterator[Change]:
    """What makes two packages so different that nothing else counts."""
    if old.kind != new.kind:
        text = f"The old package is {old.kind}, the new one {new.kind}: an LMS keeps what it knows by the kind, and everybody begins anew."
        yield Change(Area.PROGRESS, text, new_version=True, lost=True)
    elif not set(old.units) & set(new.units):
        if len(old.units) != len(new.units):
            text = f"The course is cut otherwise: {_pieces(old)} before, {_pieces(new)} now. "
        else:
            ids = next(iter(old.units)), next(iter(new.units))
            text = f"These are two courses: '{old.course}' ({ids[0]}) and '{new.course}' ({ids[1]}). "
        text += "What an LMS keeps of one is not read by the other: everybody begins anew."
        yield Change(Area.PROGRESS, text, new_version=True, lost=True)


def _pieces(whole: Whole) -> str:
    return counted([*whole.units], "unit")


def _within(old: Whole, new: Whole) -> Iterator[Change]:
    """Unit by unit. What is said of several in the same words is said once."""
    if added := [unit.data["title"] for name, unit in new.units.items() if name not in old.units]:
        text = f"{counted(added, 'unit')} added: {listed(added)}. An LMS may not take it into a course that it knows."
        yield Change(Area.COMPLETION, text, new_version=True)
    if gone := [unit.data["title"] for name, unit in old.units.items() if name not in new.units]:
        text = f"{counted(gone, 'unit')} removed: {listed(gone)}. What an LMS keeps of it is read by nothing any more."
        yield Change(Area.PROGRESS, text, new_version=True, lost=True)
    both = [(unit, new.units[name]) for name, unit in old.units.items() if name in new.units]
    said = [(now.data["title"], change) for was, now in both for rule in _RULES for change in rule(was, now)]
    often = Counter(change for _, change in said)
    for title, change in dict.fromkeys(
        ("" if often[one] > 1 or len(new.units) == 1 else name, one) for name, one in said
    ):
        yield replace(change, text=f"'{title}': {change.text}") if title else change


def _numbers(old: Structure, new: Structure) -> Iterator[Change]:
    """Progress is kept by numbers: one that changed, or that names something else now."""
    for what, before, after in _numbered(old, new):
        moved = [name for name, number in before.items() if after.get(name, number) != number]
        owners = {number: name for name, number in after.items()}
        taken = [name for name, number in before.items() if owners.get(number, name) != name]
        if names := sorted({*moved, *taken}):
            text = (
                f"{counted(names, what).capitalize()} lost the number that progress is kept by ({listed(names)}): what was done there is "
                "lost, or counts for something else. Restore course.lock.json as it was for the old package, and build again."
            )
            yield Change(Area.PROGRESS, text, new_version=True, lost=True)


def _numbered(old: Structure, new: Structure) -> Iterator[tuple[str, Mapping[str, int], Mapping[str, int]]]:
    yield "block", old.blocks, new.blocks
    for what, name in (("page", "pages"), ("quiz", "quizzes"), ("objective", "objectives")):
        yield what, _by_id(old.data[name]), _by_id(new.data[name])
    asked = [[question for quiz in one.data["quizzes"] for question in quiz["questions"]] for one in (old, new)]
    yield "question", _by_id(asked[0]), _by_id(asked[1])


def _by_id(items: list[Data]) -> dict[str, int]:
    return {item["id"]: item["n"] for item in items}


def _pages(old: Structure, new: Structure) -> Iterator[Change]:
    before, after = ({page["id"]: page for page in one.data["pages"]} for one in (old, new))
    reading = new.data["completion"]["pages"] == "all"
    if added := [page["title"] for name, page in after.items() if name not in before]:
        text = f"{counted(added, 'page')} added: {listed(added)}. Who has completed the course stays completed and need not read them."
        if reading:
            text += f" Who is still in it has {len(added)} more to read."
        yield Change(Area.COMPLETION, text)
    if gone := [page["title"] for name, page in before.items() if name not in after]:
        text = f"{counted(gone, 'page')} removed: {listed(gone)}. Nobody has to read them any more."
        if reading:
            text += " Who had nothing else left is completed when they open the course again, not before."
        yield Change(Area.COMPLETION, text)
    yield from _blocks(before, after, reading=reading)
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield Change(
            Area.CONTENT, "Pages stand in another order. Progress is kept by page, not by place: nothing of it changes."
        )


def _blocks(before: Mapping[str, Data], after: Mapping[str, Data], *, reading: bool) -> Iterator[Change]:
    known = {block for page in before.values() for block in page["blocks"]}
    both = [(before[name], page) for name, page in after.items() if name in before]
    grown = [page["title"] for _, page in both if not set(page["blocks"]) <= known]
    if grown and reading:
        text = f"New parts on {counted(grown, 'page')}: {listed(grown)}. Who had read them and has not completed the course reads on there."
        yield Change(Area.COMPLETION, text)
    left = {block for page in after.values() for block in page["blocks"]}
    if shrunk := [one["title"] for one, _ in both if not set(one["blocks"]) <= left]:
        yield Change(
            Area.CONTENT,
            f"Parts removed from {counted(shrunk, 'page')}: {listed(shrunk)}. What is left of them stays read.",
        )


def _rules(old: Structure, new: Structure) -> Iterator[Change]:
    """When the course is completed and passed."""
    if old.data["completion"] != new.data["completion"]:
        text = (
            f"The rule of completion changes from {_rule(old.data)} to {_rule(new.data)}. Who has completed the course stays completed; "
            "all others are judged by the new rule when they open it."
        )
        yield Change(Area.COMPLETION, text, new_version=True)
    marks = old.data["passMark"], new.data["passMark"]
    if marks[0] != marks[1]:
        text = (
            f"The pass mark changes from {_mark(marks[0])} to {_mark(marks[1])}. Who has passed stays passed; "
            "attempts that were handed in before are judged by the new mark when the course is opened."
        )
        yield Change(Area.SCORE, text, new_version=True)
    before, after = ({one["id"]: one["mark"] for one in each.data["objectives"]} for each in (old, new))
    if changed := [name for name in before | after if before.get(name) != after.get(name)]:
        text = f"Objectives need another mark: {listed(changed)}. Who has passed stays passed; all others are judged by the new ones."
        yield Change(Area.SCORE, text, new_version=True)


def _rule(data: Data) -> str:
    return f"pages {data['completion']['pages']}, assessments {data['completion']['assessments']}"


def _mark(mark: int | None) -> str:
    return "none" if mark is None else f"{mark} %"


_TOLD = {
    "scoreWithVerdictOnly": "a mastery score in the manifest",
    "completedOnly": "that the LMS is told 'completed' only",
    "scoreOnCompletion": "a score for completing the course",
}


def _told(old: Structure, new: Structure) -> Iterator[Change]:
    """What an LMS reads once, when it imports a package, or is told in other words."""
    changed = [what for name, what in _TOLD.items() if bool(old.data.get(name)) != bool(new.data.get(name))]
    if changed:
        text = f"What the LMS is told changes: {', '.join(changed)}. An LMS may keep what it read when it imported the old package."
        yield Change(Area.COMPLETION, text, new_version=True)


_CREDIT = {
    "status": "status", "claim": "what is claimed", "minutes": "minutes", "minutesMethod": "how the minutes were found",
    "releaseDate": "release date", "reviewDate": "date of review", "expiryDate": "expiry date", "audience": "audience", "format": "format",
    "disclosure": "disclosure", "commercialSupport": "commercial support", "measures": "units of credit",
}  # fmt: skip


def _credit(old: Structure, new: Structure) -> Iterator[Change]:
    if old.credit is None or new.credit is None:
        yield Change(Area.CREDIT, "One of the packages does not say its credit facts: they were not compared.")
    elif old.credit["credit"] != new.credit["credit"]:
        before, after = ((one.credit or {})["credit"] or {} for one in (old, new))
        changed = [what for name, what in _CREDIT.items() if before.get(name) != after.get(name)]
        text = f"Facts of the credit change: {', '.join(changed)}. Certificates from before the update rest on the old ones."
        yield Change(Area.CREDIT, text, new_version=True)
    minutes = old.data["minutes"], new.data["minutes"]
    if minutes[0] != minutes[1]:
        yield Change(Area.CREDIT, f"The course says {minutes[1]} minutes instead of {minutes[0]}.")


def _keeps(old: Structure, new: Structure) -> Iterator[Change]:
    """What learners wrote, ticked and decided."""
    after = {keep["id"]: keep for keep in new.data["keeps"]}
    same = [(one, after[one["id"]]) for one in old.data["keeps"] if one["type"] == after.get(one["id"], {}).get("type")]
    there = {one["id"] for one, _ in same}
    found = {
        "Blocks are gone, or became another kind, into which learners put something": [
            one["id"] for one in old.data["keeps"] if one["id"] not in there
        ],
        "Lists have lost items that learners may have ticked": [
            one["id"] for one, now in same if _shrank(one, now, "items")
        ],
        "Scenarios have lost decisions, or lead elsewhere": [
            one["id"] for one, now in same if _shrank(one, now, "decisions")
        ],
    }
    for what, names in found.items():
        if names:
            yield Change(
                Area.PROGRESS, f"{what}: {listed(names)}. That much of it is lost.", new_version=True, lost=True
            )


def _shrank(before: Data, now: Data, field: str) -> bool:
    return any(one not in now.get(field, []) for one in before.get(field, []))


def _content(old: Structure, new: Structure) -> Iterator[Change]:
    said = {f"block {n}" for n in new.blocks.values()} & set(old.words) & set(new.words)
    changed = {int(name.split()[1]) for name in said if old.words[name] != new.words[name]}
    if pages := [page["title"] for page in new.data["pages"] if changed & set(page["blocks"])]:
        text = f"Other words or pictures on {counted(pages, 'page')}: {listed(pages)}. Who has read them is not asked to read them again."
        yield Change(Area.CONTENT, text)
    for name, what in (("title", "title"), ("language", "language")):
        if old.data[name] != new.data[name]:
            yield Change(
                Area.CONTENT, f"The {what} of the course changes from '{old.data[name]}' to '{new.data[name]}'."
            )


def _package(old: Structure, new: Structure) -> Iterator[Change]:
    if old.data["builtBy"] != new.data["builtBy"]:
        yield Change(
            Area.PACKAGE, f"Built by {new.data['builtBy']} instead of {old.data['builtBy']}: read its changelog, too."
        )
    differs = old.fingerprint() != new.fingerprint() or old.words != new.words
    if differs and old.data["version"] == new.data["version"]:
        text = f"Both say version {new.data['version']}. Give the new one a number of its own, so that records tell them apart."
        yield Change(Area.PACKAGE, text)


_RULES: list[Callable[[Structure, Structure], Iterator[Change]]] = [
    _numbers, _pages, _keeps, _rules, _told, quizzes, _credit, _content, _package
]  # fmt: skip
