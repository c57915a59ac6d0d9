"""Moodle XML. See moodle_in.py for the way back, and docs/exchange.md for what is carried how."""

from __future__ import annotations

import base64
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from lxml import etree

from coursepack.exchange.bank import Form
from coursepack.exchange.gift_out import absolute, lose_of_pairs
from coursepack.exchange.hypertext import escaped
from coursepack.exchange.leaving import Leaving, no_such
from coursepack.exchange.parts import UnusableError
from coursepack.model import Quiz

Element = etree._Element
BLANK = "_____"
MARKER = "✕"


def write(questions: list[Leaving], quiz: Quiz) -> bytes:
    """The XML of a bank, in a category of the quiz's name."""
    root = etree.Element("quiz")
    category = etree.SubElement(root, "question", type="category")
    _text(etree.SubElement(category, "category"), f"$course$/top/{quiz.title.replace('/', '//')}")
    for one in questions:
        root.append(item(one))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def item(one: Leaving) -> Element:
    """One question. Raises `UnusableError` when Moodle has no such question."""
    make = _KINDS.get(str(one["type"]))
    if make is None:
        raise no_such("Moodle XML", one)
    kind, fill = make
    element = etree.Element("question", type=kind)
    _text(etree.SubElement(element, "name"), one.title)
    unit = str(one["units"][0]["text"]) if one.get("units") and one.get("unit", "shown") == "shown" else ""
    _html(one, element, "questiontext", f"{one.prompt}\n\n{BLANK} {escaped(unit)}" if unit else one.prompt)
    _html(one, element, "generalfeedback", str(one.get("thanks", "")))
    _plain(element, "defaultgrade", one.points if kind != "essay" else 1)
    _plain(element, "penalty", 0)
    _plain(element, "hidden", 0)
    _plain(element, "idnumber", one["id"])
    fill(one, element)
    for hint in one.get("hints", []):
        _html(one, element, "hint", hint["text"])
        if hint.get("cost"):
            one.lose("what hints cost")
    if one.get("maxLength"):
        one.lose("the most characters that may be written")
    if one.get("hints"):
        one.carried.add("hints")
    if one.get("objective"):
        _text(etree.SubElement(etree.SubElement(element, "tags"), "tag"), one["objective"])
    return element


def _text(parent: Element, text: str) -> Element:
    etree.SubElement(parent, "text").text = text
    return parent


def _html(one: Leaving, parent: Element, name: str, text: str, *, inline: bool = False) -> Element:
    element = etree.SubElement(parent, name, format="html")
    return _text(element, one.html(text, inline=inline) if text else "")


def _plain(parent: Element, name: str, value: object) -> None:
    etree.SubElement(parent, name).text = str(value)


def _said(one: Leaving) -> tuple[str, str]:
    said = one.get("feedback") or {}
    return str(said.get("correct", "")), str(said.get("incorrect", ""))


def _combined(one: Leaving, element: Element, *, partly: bool) -> None:
    right, wrong = _said(one)
    _html(one, element, "correctfeedback", right)
    _html(one, element, "partiallycorrectfeedback", wrong if partly else "")
    _html(one, element, "incorrectfeedback", wrong)


def _answer(one: Leaving, element: Element, fraction: str, text: str, feedback: str = "") -> None:
    """An answer that is a text for the eye."""
    answer = etree.SubElement(element, "answer", fraction=fraction, format="html")
    _text(answer, one.html(text, inline=True))
    _html(one, answer, "feedback", feedback)


def _written(one: Leaving, element: Element, fraction: str, text: str, feedback: str) -> Element:
    """An answer that is compared with what learners write."""
    answer = etree.SubElement(element, "answer", fraction=fraction, format="moodle_auto_format")
    _text(answer, text)
    _html(one, answer, "feedback", feedback)
    return answer


def _choice(one: Leaving, element: Element) -> None:
    several = one["select"] == "several"
    if several and one.scoring != "right-minus-wrong":
        one.lose(f"the scoring '{one.scoring}' (a right pick earns its share, a wrong one takes it off)")
    if any(option.get("pinned") for option in one["options"]):
        one.lose("that an option keeps its place")
    _plain(element, "single", "false" if several else "true")
    _plain(element, "shuffleanswers", "false" if one.get("shuffle") is False else "true")
    _plain(element, "answernumbering", "none")
    _combined(one, element, partly=several)
    share = _fraction(one.share())
    for option in one["options"]:
        wrong = f"-{share}" if several else "0"
        _answer(
            one, element, share if option.get("correct") else wrong, option["text"], str(option.get("feedback", ""))
        )


def _fraction(value: Decimal) -> str:
    """As Moodle's list of grades has it, with five digits."""
    return f"{value.quantize(Decimal('0.00001')).normalize():f}"


def _true_false(one: Leaving, element: Element) -> None:
    right, wrong = _said(one)
    for answer in (True, False):
        is_right = one["answer"] is answer
        _written(one, element, "100" if is_right else "0", str(answer).lower(), right if is_right else wrong)


def _fill_in(one: Leaving, element: Element) -> None:
    right, wrong = _said(one)
    if one.get("compare") != "exact":
        one.lose("that accents do not count")
    if any("?" in pattern for pattern in one.get("patterns", [])):
        one.lose("patterns with '?'")
    _plain(element, "usecase", int(one.get("compare") == "exact"))
    for text in one["answers"]:
        _written(one, element, "100", text.replace("*", "\\*"), right)
    for text in one.get("patterns", []):
        if "?" not in text:
            _written(one, element, "100", text, right)
    _written(one, element, "0", "*", wrong)


def _numeric(one: Leaving, element: Element) -> None:
    right, wrong = _said(one)
    value, tolerance = centre(one)
    _plain(_written(one, element, "100", value, right), "tolerance", tolerance)
    _plain(_written(one, element, "0", "*", wrong), "tolerance", 0)
    _units(one, element)


def centre(one: Leaving) -> tuple[str, str]:
    """A number and its tolerance; a range becomes its middle, which is the same. Raises `UnusableError` for a range without an end."""
    if "answer" in one.question:
        return str(one["answer"]), absolute(str(one["answer"]), str(one.get("tolerance", "0")))
    least, most = one["range"].get("min"), one["range"].get("max")
    if least is None or most is None:
        raise UnusableError("CP184", f"the range of '{one['id']}' has only one end", "give it both")
    one.lose("that it is a range (it becomes its middle with a tolerance)")
    middle = (Decimal(str(least)) + Decimal(str(most))) / 2
    return f"{middle.normalize():f}", f"{(Decimal(str(most)) - middle).normalize():f}"


def _units(one: Leaving, element: Element) -> None:
    units = one.get("units", [])
    if not units:
        return
    if one.get("unit", "shown") == "required":
        one.lose("that its unit is required (Moodle takes it when it is written)")
    _plain(element, "unitgradingtype", 0)
    _plain(element, "showunits", 0)
    listed = etree.SubElement(element, "units")
    for unit in units:
        own = etree.SubElement(listed, "unit")
        _plain(own, "multiplier", f"{(1 / Decimal(str(unit.get('factor', 1)))).normalize():.10g}")
        _plain(own, "unit_name", unit["text"])


def _pairs(one: Leaving, element: Element, things: list[tuple[str, str]], targets: list[Form]) -> None:
    lose_of_pairs(one)
    _plain(element, "shuffleanswers", "false" if one.get("shuffle") is False else "true")
    _combined(one, element, partly=True)
    texts = {target["id"]: one.plain(target["text"]) for target in targets}
    used = {target for _, target in things}
    for thing, target in [*things, *(("", ident) for ident in texts if ident not in used)]:
        sub = _html(one, element, "subquestion", thing, inline=True)
        _text(etree.SubElement(sub, "answer"), texts[target])


def _matching(one: Leaving, element: Element) -> None:
    _pairs(one, element, [(source["text"], source["target"]) for source in one["sources"]], one["targets"])


def _categorise(one: Leaving, element: Element) -> None:
    one.lose("that it sorts into groups (it becomes a matching)")
    _pairs(one, element, [(thing["text"], thing["group"]) for thing in one["items"]], one["groups"])


def _sequencing(one: Leaving, element: Element) -> None:
    if one.scoring == "all-or-nothing":
        _plain(element, "gradingtype", "ALL_OR_NOTHING")
    else:
        _plain(element, "gradingtype", "ABSOLUTE_POSITION")
    _plain(element, "layouttype", "VERTICAL")
    _plain(element, "selecttype", "ALL")
    _combined(one, element, partly=True)
    for number, thing in enumerate(one["items"], 1):
        _answer(one, element, f"{number}.0000000", thing["text"])


def _hotspot(one: Leaving, element: Element) -> None:
    """Markers to be put on the right places; Moodle knows no wrong places, and no words for any."""
    one.lose("the words of its places and the wrong ones among them (a marker is put on each right one)")
    if one["select"] == "several" and one.scoring != "per-part":
        one.lose(f"the scoring '{one.scoring}' (each marker earns its share)")
    if any(region.get("feedback") for region in one["regions"]):
        one.lose("the feedback to its single parts")
    source = one["image"]["src"]
    width, height = one.size(source)
    etree.SubElement(element, "shuffleanswers")
    _combined(one, element, partly=True)
    file = etree.SubElement(element, "file", name=Path(source).name, path="/", encoding="base64")
    file.text = base64.b64encode(one.files[source].read_bytes()).decode()
    drag = etree.SubElement(element, "drag")
    _plain(drag, "no", 1)
    _text(drag, MARKER)
    _plain(drag, "noofdrags", len(one.right))
    for number, region in enumerate(one.right, 1):
        drop = etree.SubElement(element, "drop")
        _plain(drop, "no", number)
        shape, coords = _shape(region["shape"], [float(value) for value in region["coords"]], width, height)
        _plain(drop, "shape", shape)
        _plain(drop, "coords", coords)
        _plain(drop, "choice", 1)


def _shape(shape: str, coords: list[float], width: int, height: int) -> tuple[str, str]:
    """A place in pixels, as Moodle writes it: corner and size, centre and radius, or all corners."""
    points = [
        (round(x * width / 100), round(y * height / 100)) for x, y in zip(coords[::2], coords[1::2], strict=False)
    ]
    if shape == "circle":
        return "circle", f"{points[0][0]},{points[0][1]};{round(coords[2] * width / 100)}"
    if shape == "rect":
        (left, top), (right, bottom) = points
        return "rectangle", f"{left},{top};{right - left},{bottom - top}"
    return "polygon", ";".join(f"{x},{y}" for x, y in points)


def _essay(one: Leaving, element: Element) -> None:
    _plain(element, "responseformat", "plain")
    _plain(element, "responserequired", 0)
    _plain(element, "responsefieldlines", 10)
    _plain(element, "attachments", 0)
    _plain(element, "attachmentsrequired", 0)


_KINDS: dict[str, tuple[str, Callable[[Leaving, Element], None]]] = {
    "choice": ("multichoice", _choice),
    "true-false": ("truefalse", _true_false),
    "fill-in": ("shortanswer", _fill_in),
    "numeric": ("numerical", _numeric),
    "matching": ("matching", _matching),
    "categorise": ("matching", _categorise),
    "sequencing": ("ordering", _sequencing),
    "hotspot": ("ddmarker", _hotspot),
    "long-fill-in": ("essay", _essay),
}
