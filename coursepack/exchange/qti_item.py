"""One QTI item: its words, its responses, and what it does with answers."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from decimal import Decimal

from coursepack.exchange import parts
from coursepack.exchange.bank import Draft, Form, Log, feedback_of, joined
from coursepack.exchange.hypertext import from_element
from coursepack.exchange.parts import UnusableError
from coursepack.exchange.qti_rules import Declared, Outcome, Rules, declared
from coursepack.exchange.qti_values import UnknownError, decimal
from coursepack.exchange.safe_xml import Element, attribute, below, child, children, local

INLINE = ("textEntryInteraction", "inlineChoiceInteraction", "endAttemptInteraction", "hottext")
BLANK = "_____"


class Item:
    """An `assessmentItem`, and where its words and losses go."""

    def __init__(self, draft: Draft, root: Element, find: Callable[[str], bytes | None], log: Log) -> None:
        self.draft, self.root, self.find, self.log = draft, root, find, log
        self.body = child(root, "itemBody")
        self.responses = {one.identifier: one for one in map(declared, children(root, "responseDeclaration"))}
        self.rules = Rules(root, self.responses)
        self.followed = True
        self.read: dict[Element, str] = {}

    def story(self) -> str:
        """The words of a story that stands at the head of the body, marked as such; taken out of it."""
        first = next(iter(children(self.body)), None) if self.body is not None else None
        if first is None or attribute(first, "class") != "vignette":
            return ""
        told = self.text(first)
        assert self.body is not None
        self.body.remove(first)
        return told

    def interactions(self) -> list[Element]:
        """What the learner does; a button that ends the attempt is nothing by itself."""
        if self.body is None:
            return []
        found = [one for one in self.body.iterdescendants() if local(one).endswith("Interaction")]
        return [one for one in found if local(one) != "endAttemptInteraction"]

    def response(self, interaction: Element) -> Declared:
        """The response that an interaction fills."""
        name = attribute(interaction, "responseIdentifier")
        if name not in self.responses:
            raise UnusableError("CP173", f"{self.draft.label} does not declare its response '{name[:40]}'")
        return self.responses[name]

    def prompt(self, interaction: Element) -> str:
        """The words of the body with the interaction's own prompt; a blank stands where something is written into a line."""
        assert self.body is not None
        own = self.text(child(interaction, "prompt"))
        body = copy.deepcopy(self.body)
        _blank(below(body, *INLINE))
        if below(body, "rubricBlock"):
            self.draft.settings.append("what it says to certain people only (rubric)")
        around = self.text(
            body, lambda one: local(one).endswith("Interaction") or local(one) in ("rubricBlock", "feedbackBlock")
        )
        prompt = joined(around, own)
        if not prompt and not self.draft.pictures:
            raise UnusableError("CP173", f"{self.draft.label} has no text")
        return prompt

    def text(
        self, element: Element | None, skip: Callable[[Element], bool] = lambda one: False, *, inline: bool = False
    ) -> str:
        """Markdown of what stands in an element, but for feedback, which is no part of it."""
        if element is None:
            return ""
        shown = _pictures_of(copy.deepcopy(element))
        hides = ("feedbackInline", "feedbackBlock", "templateInline", "templateBlock")
        return self.draft.take(
            from_element(shown, inline=inline, skip=lambda one: skip(one) or local(one) in hides), self.find
        )

    def choices(self, element: Element, tag: str = "simpleChoice") -> dict[str, str]:
        """The words of each choice by its identifier. Raises `UnusableError` for more than any question here can have."""
        found = children(element, tag)
        parts.few_enough(self.draft, len(found))
        return {attribute(one, "identifier"): self.text(one, inline=True) for one in found}

    def run(self, name: str, answer: Sequence[str]) -> Outcome | None:
        """What the item does with an answer; None when its processing cannot be followed, which is said once."""
        if not self.followed:
            return None
        try:
            return self.rules.run({name: answer})
        except UnknownError as error:
            self.followed = False
            message = f"the response processing of {self.draft.label} ('{error}'); the right answer earns everything, any other nothing"
            self.log.left_out(self.draft.place, "CP178", message, "look at its points and feedback")
            return None

    def said(self, outcome: Outcome | None, *, only: str = "") -> list[str]:
        """The feedback that is shown then, all of it or what has that identifier only."""
        if outcome is None:
            return []
        found = [one for one in children(self.root, "modalFeedback") if outcome.shows(one)]
        if self.body is not None:
            found += [one for one in below(self.body, "feedbackBlock") if outcome.shows(one)]
        found = [one for one in found if not only or attribute(one, "identifier") == only]
        return [text for one in found if (text := self._read(one))]

    def _read(self, element: Element) -> str:
        """The words of feedback, which many answers may show."""
        if element not in self.read:
            self.read[element] = self.text(element)
        return self.read[element]

    def thanks(self, interaction: Element) -> Form:
        """What a question without right and wrong says to any answer."""
        try:
            outcome = self.rules.run({attribute(interaction, "responseIdentifier"): []})
        except UnknownError:
            return {}
        said = joined(*self.said(outcome))
        return {"thanks": said} if said else {}

    def common(self, right: Outcome | None, wrong: Sequence[Outcome | None]) -> Form:
        """Feedback for right and wrong: what the right answer shows, and what all wrong ones show."""
        shown = [self.said(outcome) for outcome in wrong]
        every = [text for text in shown[0] if all(text in other for other in shown)] if shown else []
        return feedback_of(joined(*self.said(right)), joined(*every))

    def points(self, right: Outcome | None) -> Form:
        """The points of the right answer, when they are not 1."""
        declared_ = next(
            (one for one in children(self.root, "outcomeDeclaration") if attribute(one, "identifier") == "MAXSCORE"),
            None,
        )
        default = child(declared_, "defaultValue")
        if default is not None and children(default, "value"):
            full = decimal("".join(map(str, children(default, "value")[0].itertext())).strip())
        else:
            full = right.score if right is not None and right.score is not None else Decimal(1)
        points = min(100, max(1, int(full.to_integral_value())))
        if points != full and full:
            self.log.left_out(
                self.draft.place,
                "CP178",
                f"{self.draft.label} has {full.normalize():f} points; here {points}",
                "points are whole numbers from 1 to 100",
            )
        return {"points": points} if points != 1 else {}


def _blank(fields: Sequence[Element]) -> None:
    """A blank instead of each field inside a line; nothing instead of a field in a paragraph of its own, or of a button."""
    around = {parent for one in fields if (parent := one.getparent()) is not None}
    alone = {parent for parent in around if not "".join(map(str, parent.itertext())).strip()}
    for one in fields:
        parent = one.getparent()
        if parent is None:
            continue
        blank = one.makeelement("span")
        hidden = parent in alone or local(one) == "endAttemptInteraction"
        blank.text, blank.tail = "" if hidden else f" {BLANK} ", one.tail
        parent.replace(one, blank)


def _pictures_of(element: Element) -> Element:
    """Objects that are pictures, as pictures."""
    for one in below(element, "object"):
        if attribute(one, "type").startswith("image/") and one.getparent() is not None:
            picture = one.makeelement(
                "img", {"src": attribute(one, "data"), "alt": " ".join("".join(map(str, one.itertext())).split())}
            )
            picture.tail = one.tail
            parent = one.getparent()
            assert parent is not None
            parent.replace(one, picture)
    return element
