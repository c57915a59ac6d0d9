"""A quiz in QTI 1.2.1 as Common Cartridge 1.1 narrows it (ccv1p1_qtiasiv1p2p1): six kinds of question, one score each, no selection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from coursepack.exchange.bank import Form, Log
from coursepack.exchange.exporting import settings
from coursepack.exchange.leaving import Leaving, leaving, losses
from coursepack.exchange.parts import UnusableError
from coursepack.model import Quiz
from coursepack.plan import Plan
from coursepack.problems import Place, Problem
from coursepack.render.words import Words

Element = etree._Element

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_XML = "http://www.w3.org/XML/1998/namespace"
MOST_ATTEMPTS, MOST_POINTS, MOST_MINUTES = 5, 99, 527_040
_RESPONSE = "response1"
# What an assessment has a field for, or what stands in its items.
_CARRIED = ("intro", "attempts", "time_limit")
_ALL = ("draw", "blueprint")
_SHOWN = 5


@dataclass(frozen=True)
class Written:
    """A quiz as `questestinterop`, None when no question of it can be asked; and what has to be said of it."""

    quiz: Quiz
    root: Element | None
    problems: tuple[Problem, ...]


def written(plan: Plan, quiz: Quiz) -> Written:
    """One quiz of a course."""
    place, log = Place(f"{plan.folder}: quiz '{quiz.id}'"), Log()
    words = Words(plan.course.language)
    items: list[tuple[Leaving, Element]] = []
    for one in leaving(plan.course, quiz, plan.files):
        try:
            items.append((one, _Item(one, words, mixed=quiz.shuffle_options).root))
        except UnusableError as error:
            log.left_out(place, error.code, error.message, error.hint)
    _say_losses([one for one, _ in items], place, log)
    root = None
    if items:
        _say_settings(quiz, place, log)
        root = _assessment(plan, quiz, items)
    else:
        message = f"no question of the quiz '{quiz.id}' can be asked: the cartridge has no such quiz"
        log.left_out(place, "CP285", message, "ask it in the LMS by other means")
    return Written(quiz, root, tuple(log.problems))


def _say_losses(questions: Iterable[Leaving], place: Place, log: Log) -> None:
    """One line for each thing that a cartridge has no place for, with the questions that lose it."""
    lost: dict[str, list[str]] = {}
    for one in questions:
        for what in losses(one):
            lost.setdefault(what, []).append(f"'{one['id']}'")
    for what, names in lost.items():
        listed = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
        log.left_out(place, "CP281", f"this stays behind: {what} (in {listed})")


def _say_settings(quiz: Quiz, place: Place, log: Log) -> None:
    lost = settings(quiz, _CARRIED)
    if quiz.attempts is not None and quiz.attempts > MOST_ATTEMPTS:
        lost.append("'attempts' (over five are as many as one likes)")
    if lost:
        drawn = any(getattr(quiz, name) for name in _ALL)
        hint = "set them in the LMS" + ("; until then every question is asked" if drawn else "")
        log.left_out(place, "CP282", f"the settings of the quiz stay behind: {', '.join(lost)}", hint)
    if quiz.purpose in ("pretest", "survey"):
        message = f"the LMS takes the {quiz.purpose} for a quiz like any other"
        log.left_out(place, "CP282", message, "set it there to count for nothing")


def _assessment(plan: Plan, quiz: Quiz, items: Iterable[tuple[Leaving, Element]]) -> Element:
    root = etree.Element(f"{{{QTI}}}questestinterop", nsmap={None: QTI})  # type: ignore[dict-item]  # the stubs forget None
    assessment = _add(root, "assessment", ident=f"quiz-{quiz.id}", title=quiz.title)
    assessment.set(f"{{{_XML}}}lang", plan.course.language)
    attempts = str(quiz.attempts) if quiz.attempts and quiz.attempts <= MOST_ATTEMPTS else "unlimited"
    once = quiz.purpose in ("pretest", "survey")
    fields = {
        "cc_profile": "cc.exam.v0p1",
        "qmd_assessmenttype": "Examination",
        "qmd_scoretype": "Percentage",
        "qmd_feedbackpermitted": "Yes",
        "cc_maxattempts": "1" if once else attempts,
    }
    if quiz.time_limit:
        fields["qmd_timelimit"] = str(min(quiz.time_limit, MOST_MINUTES))
    _fields(assessment, fields)
    pairs = list(items)
    if quiz.intro:
        _text(_add(assessment, "rubric"), pairs[0][0].html(quiz.intro))
    section = _add(assessment, "section", ident="section")
    section.extend([item for _, item in pairs])
    return root


class _Item:
    """One question as an `item`; `root` is complete once it is made. Raises `UnusableError` when it cannot be asked."""

    def __init__(self, one: Leaving, words: Words, *, mixed: bool) -> None:
        self.one, self.words, self.mixed = one, words, mixed
        make = {"choice": self._choice, "true-false": self._true_false, "fill-in": self._fill_in}
        make |= {"long-fill-in": self._essay}
        if one["type"] not in make:
            message = f"a cartridge's quiz has no questions like '{one['id']}' ({one['type']}): it is left out"
            raise UnusableError("CP280", message, "ask it as a choice, or build another format")
        self.root = etree.Element(f"{{{QTI}}}item", ident=one["id"], title=one.title)
        self._metadata = _add(self.root, "itemmetadata")
        self._presentation = _add(self.root, "presentation")
        _text(self._presentation, one.html(one.prompt))
        make[str(one["type"])]()

    def _profile(self, name: str, *, scored: bool = True) -> None:
        fields = {"cc_profile": f"cc.{name}.v0p1"}
        if scored:
            fields["cc_weighting"] = str(min(self.one.points, MOST_POINTS))
            if self.one.points > MOST_POINTS:
                self.one.lose(f"its {self.one.points} points (here {MOST_POINTS})")
        _fields(self._metadata, fields | {"qmd_computerscored": "Yes" if scored else "No"})

    def _choice(self) -> None:
        options: list[Form] = self.one["options"]
        right = [option["id"] for option in self.one.right]
        labels = [(option["id"], self.one.html(option["text"], inline=True)) for option in options]
        if self.one["select"] == "several":
            if self.one.scoring != "all-or-nothing":
                self.one.lose("points for a part of the answer (all of it must be right)")
            self._profile("multiple_response")
            self._labels("Multiple", labels)
            wrong = [name for name, _ in labels if name not in right]
            self._process(options, lambda at: _all_of(at, right, wrong))
            return
        # The profile's Schematron wants three options; but an LMS may show its own "true" and "false" for a question of that kind.
        self._profile("multiple_choice")
        self._labels("Single", labels)
        self._process(options, lambda at: _equal(at, right[0]))

    def _true_false(self) -> None:
        self._profile("true_false")
        said = [(name, str(self.words[f"question.{name}"])) for name in ("true", "false")]
        self._labels("Single", said)
        self._process([], lambda at: _equal(at, "true" if self.one["answer"] else "false"))

    def _fill_in(self) -> None:
        self._profile("fib")
        field = _add(self._presentation, "response_str", ident=_RESPONSE, rcardinality="Single")
        _add(field, "render_fib", maxchars=str(self.one.get("maxLength", 40)))
        if self.one.get("patterns"):
            self.one.lose("its patterns (only the answers that are written out are right)")
        exact = self.one.get("compare") == "exact"
        if not exact:
            self.one.lose("forgiving spaces, accents and marks (only upper and lower case are the same)")

        def accepted(at: Element) -> None:
            for answer in self.one["answers"]:
                _equal(at, answer, case="Yes" if exact else "No")

        self._process([], accepted)

    def _essay(self) -> None:
        self._profile("essay", scored=False)
        field = _add(self._presentation, "response_str", ident=_RESPONSE, rcardinality="Single")
        _add(field, "render_fib", maxchars=str(self.one.get("maxLength", 200)), rows="5")
        self.one.lose("being left out at will, and not being graded")
        if self.one.get("thanks"):
            processing = self._outcomes()
            condition = _add(processing, "respcondition", **{"continue": "No"})
            _add(_add(condition, "conditionvar"), "other")
            self._show(condition, "thanks")
            self._feedback("thanks", self.one["thanks"])

    def _labels(self, cardinality: str, labels: Iterable[tuple[str, str]]) -> None:
        given = _add(self._presentation, "response_lid", ident=_RESPONSE, rcardinality=cardinality)
        mixed = self.mixed and self.one["type"] == "choice" and self.one.get("shuffle") is not False
        pinned = {option["id"] for option in self.one.get("options", []) if option.get("pinned")}
        choice = _add(given, "render_choice", shuffle="Yes" if mixed else "No")
        for name, text in labels:
            label = _add(choice, "response_label", ident=name, **({"rshuffle": "No"} if name in pinned else {}))
            _text(label, text)

    def _outcomes(self) -> Element:
        processing = _add(self.root, "resprocessing")
        score = {"varname": "SCORE", "vartype": "Decimal", "minvalue": "0", "maxvalue": "100"}
        _add(_add(processing, "outcomes"), "decvar", **score)
        return processing

    def _process(self, options: list[Form], right: Callable[[Element], None]) -> None:
        """Words to what was picked, whatever comes of it; then all points and the right words, else the wrong ones."""
        processing, said = self._outcomes(), []
        for option in options:
            if option.get("feedback"):
                condition = _add(processing, "respcondition", **{"continue": "Yes"})
                _equal(_add(condition, "conditionvar"), option["id"])
                self._show(condition, f"option_{option['id']}")
                said.append((f"option_{option['id']}", option["feedback"]))
        both = self.one.get("feedback") or {}
        condition = _add(processing, "respcondition", **{"continue": "No"})
        right(_add(condition, "conditionvar"))
        _add(condition, "setvar", action="Set", varname="SCORE").text = "100"
        if both.get("correct"):
            self._show(condition, "correct_fb")
            said.append(("correct_fb", both["correct"]))
        if both.get("incorrect"):
            condition = _add(processing, "respcondition", **{"continue": "No"})
            _add(_add(condition, "conditionvar"), "other")
            self._show(condition, "general_incorrect_fb")
            said.append(("general_incorrect_fb", both["incorrect"]))
        for name, text in said:
            self._feedback(name, text)

    def _show(self, condition: Element, name: str) -> None:
        _add(condition, "displayfeedback", feedbacktype="Response", linkrefid=name)

    def _feedback(self, name: str, text: str) -> None:
        _text(_add(_add(self.root, "itemfeedback", ident=name), "flow_mat"), self.one.html(text))


def _all_of(at: Element, right: Iterable[str], wrong: Iterable[str]) -> None:
    together = _add(at, "and")
    for name in right:
        _equal(together, name)
    for name in wrong:
        _equal(_add(together, "not"), name)


def _equal(at: Element, value: str, *, case: str = "") -> None:
    _add(at, "varequal", respident=_RESPONSE, **({"case": case} if case else {})).text = value


def _fields(parent: Element, fields: dict[str, str]) -> None:
    metadata = _add(parent, "qtimetadata")
    for label, entry in fields.items():
        field = _add(metadata, "qtimetadatafield")
        _add(field, "fieldlabel").text = label
        _add(field, "fieldentry").text = entry


def _text(parent: Element, markup: str) -> None:
    _add(_add(parent, "material"), "mattext", texttype="text/html").text = markup


def _add(parent: Element, name: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{QTI}}}{name}", attributes)


def all_written(plan: Plan) -> Iterator[Written]:
    """Every quiz of a course, in the order of reading."""
    for quiz in plan.course.quizzes:
        yield written(plan, quiz)
