"""From drafts to questions that the authoring contract takes: ids, objectives, feedback, pictures; and a word on whatever was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from coursepack.exchange.bank import Bank, Draft, Form, Log
from coursepack.exchange.cases import Done, gathered
from coursepack.exchange.hypertext import escaped
from coursepack.exchange.names import is_id, slug, unique
from coursepack.exchange.pictures import Album
from coursepack.explain import explain
from coursepack.facts import facts_of
from coursepack.problems import CourseError, Problem
from coursepack.render import markdown
from coursepack.schema import ROOT, faults_of, schemas
from coursepack.strings import interface

QUESTION = ROOT + "question.schema.json"
_ORDER = ("id", "type", "select", "prompt", "objective", "points", "scoring", "shuffle")
_LAST = ("answer", "options", "feedback")


@dataclass
class Home:
    """The course that the questions come to: its language, its objectives by id, and the ids of questions and quizzes that are taken."""

    language: str
    objectives: Mapping[str, str]
    taken: set[str]
    objective: str = ""
    quizzes: frozenset[str] = frozenset()
    tried: dict[str, int] = field(default_factory=dict)
    album: Album = field(default_factory=Album)
    matched: dict[str, str] = field(default_factory=dict)


def types() -> tuple[str, ...]:
    """The question types that there are."""
    return tuple(schemas()[QUESTION]["properties"]["type"]["enum"])


def finish(bank: Bank, home: Home, log: Log) -> Iterator[Form]:
    """The questions of a bank, each valid, those of one story as a set.

    Raises `CourseError` when some test no objective and there is none to fall back on.
    """
    usable = [draft for draft in bank.drafts if _known(draft, log)]
    found = {id(draft): _objective(draft, home) for draft in usable if _needs(draft, "objective")}
    if homeless := [draft for draft in usable if id(draft) in found and not found[id(draft)]]:
        count = len(homeless)
        message = f"{count} question{'s name' if count > 1 else ' names'} no objective of the course"
        hint = f"add --objective with one of: {', '.join(home.objectives)}"
        raise CourseError([Problem(homeless[0].place, "CP179", message, hint)])
    _say_topics(usable, home, log)
    done: list[Done] = []
    for draft in usable:
        if (question := _finished(draft, found.get(id(draft), ""), home, log)) is not None:
            home.taken.add(question["id"])
            done.append((draft, question))
    yield from gathered(done, home.taken, log)


def _known(draft: Draft, log: Log) -> bool:
    kind = draft.question.get("type")
    if kind in types():
        return True
    log.skip(
        draft.place,
        "CP172",
        f"{draft.label} is of the type '{kind}', which this coursepack does not have",
        "write it anew as a type that there is here",
    )
    return False


def _needs(draft: Draft, name: str) -> bool:
    return name in schemas()[f"{ROOT}questions/{draft.question['type']}.schema.json"]["required"]


def _objective(draft: Draft, home: Home) -> str:
    """The objective that a topic names, the most special first; else the one to fall back on."""
    named = (_matched(topic, home) for topic in reversed(draft.topics))
    return next((one for one in named if one), home.objective)


def _matched(topic: str, home: Home) -> str:
    if topic not in home.matched:
        home.matched[topic] = _called(topic, home)
    return home.matched[topic]


def _called(topic: str, home: Home) -> str:
    """The objective that is called like a topic."""
    last = topic.rstrip("/").rpartition("/")[2].strip()
    for ident, text in home.objectives.items():
        if (
            last in (ident, text)
            or slug(last, "o") == ident
            or f"o-{slug(last, 'o')}" == ident
            or last.lower() == text.lower().rstrip(".")
        ):
            return ident
    return ""


def _say_topics(drafts: list[Draft], home: Home, log: Log) -> None:
    """Categories and tags that are no objective: each is said once."""
    counted = Counter(topic for draft in drafts for topic in draft.topics if topic and not _matched(topic, home))
    first = {topic: draft.place for draft in reversed(drafts) for topic in draft.topics}
    for topic, count in counted.items():
        message = (
            f"the category or tag '{topic[:80]}' of {count} question{'s' * (count > 1)} is no objective of the course"
        )
        log.left_out(first[topic], "CP175", message, "call an objective so, or leave it")


def _finished(draft: Draft, objective: str, home: Home, log: Log) -> Form | None:
    before = len(log.problems)
    question = {key: value for key, value in draft.question.items() if value not in ("", None)}
    question["id"] = _ident(draft, question, home, log)
    if objective:
        question["objective"] = objective
    if draft.difficulty:
        question["difficulty"] = draft.difficulty
    if _needs(draft, "feedback"):
        question["feedback"] = _feedback(draft, question, home.language, log)
    else:
        for name in ("feedback", "points", "objective", "difficulty"):
            question.pop(name, None)
    if question.get("scoring") == "all-or-nothing":  # what a quiz does by itself
        del question["scoring"]
    _pictures(draft, question, home, log)
    if (wrong := _wrong(question)) is not None:
        del log.problems[before:]  # what was done for it does not matter any more
        log.skip(draft.place, "CP185", f"{draft.label} cannot be a question here: {wrong[0]}", wrong[1])
        return None
    if draft.lost:
        log.left_out(draft.place, "CP176", f"the texts of {draft.label} lose {_list(draft.lost)}")
    if draft.settings:
        log.left_out(draft.place, "CP175", f"{draft.label} loses {_list(draft.settings)}")
    return _in_order(question)


def _list(what: list[str]) -> str:
    return what[0] if len(what) == 1 else f"{', '.join(what[:-1])} and {what[-1]}"


def _ident(draft: Draft, question: Form, home: Home, log: Log) -> str:
    source = draft.ident or draft.name or str(question.get("prompt", ""))
    wanted = (
        draft.ident if is_id(draft.ident) else slug(markdown.plain_text(source) if not draft.ident else source, "q")
    )
    given = unique(wanted, home.taken, home.tried)
    if given != wanted:
        log.left_out(
            draft.place,
            "CP186",
            f"the id '{wanted}' of {draft.label} is taken; here it is '{given}'",
            "give it a name of its own in the source",
        )
    elif draft.ident and given != draft.ident:
        log.left_out(
            draft.place, "CP186", f"the id '{draft.ident[:40]}' of {draft.label} cannot be kept; here it is '{given}'"
        )
    return given


def _feedback(draft: Draft, question: Form, language: str, log: Log) -> Form:
    """The source's own feedback, and plain words where it has none, because whoever answers is to learn something."""
    said = dict(question.get("feedback") or {})
    told = interface(language)
    missing = [name for name in ("correct", "incorrect") if not said.get(name)]
    if "correct" in missing:
        said["correct"] = told.text("import.right")
    if "incorrect" in missing:
        answer = _answer(question, language)
        said["incorrect"] = (
            told.text("import.wrong-answer").replace("{0}", answer) if answer else told.text("import.wrong")
        )
    if missing:
        what = "right or wrong" if len(missing) == 2 else {"correct": "right", "incorrect": "wrong"}[missing[0]]
        log.left_out(
            draft.place,
            "CP182",
            f"{draft.label} has no feedback for {what} answers; plain words were put in",
            "say why",
        )
    return {name: said[name] for name in ("correct", "incorrect")}


def _answer(question: Form, language: str) -> str:
    """The right answer in one line of Markdown; empty where a line cannot say it."""
    match question["type"]:
        case "choice":
            return "; ".join(option["text"] for option in question["options"] if option.get("correct"))
        case "true-false":
            return interface(language).text("question.true" if question["answer"] else "question.false")
        case "fill-in":
            return escaped(str(question["answers"][0]))
        case "numeric" if "answer" in question:
            return str(question["answer"])
    return ""


def _pictures(draft: Draft, question: Form, home: Home, log: Log) -> None:
    """Pictures become files of the course. Only a hotspot can hold one; of the others it is said that somebody has to place it."""
    for picture in draft.pictures:
        stored = home.album.keep(picture)
        if isinstance(stored, str):
            log.left_out(
                draft.place,
                "CP177",
                f"the picture '{picture.name[:60]}' of {draft.label} {stored}",
                "put a picture into the course by hand",
            )
            continue
        image = question.get("image")
        if isinstance(image, dict) and image.get("src") == picture.name:
            image["src"] = stored.path
            continue
        alt = f", '{picture.alt[:60]}'," if picture.alt else ""
        message = f"the picture '{stored.path}'{alt} of {draft.label} was saved, but a question holds only words"
        log.left_out(draft.place, "CP177", message, "put it into an image block before the quiz, or say it in words")


def _wrong(question: Form) -> tuple[str, str] | None:
    """The first thing that the contract or the rules for texts have against a question."""
    for said in explain(faults_of(QUESTION, question)):
        return said.message, said.hint
    for fact in facts_of(QUESTION, question):
        if fact.role == "text":
            for fault in markdown.faults(fact.value, inline=fact.kind == "inline"):
                return fault.message, fault.hint
    return None


def _in_order(question: Form) -> Form:
    """Fields as an author would write them."""
    middle = [name for name in question if name not in (*_ORDER, *_LAST)]
    return {name: question[name] for name in (*_ORDER, *middle, *_LAST) if name in question}
