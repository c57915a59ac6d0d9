"""QTI 2.1 (and 2.0, 2.2, whose items look the same): one item as XML, or a content package with a manifest.

What an item does with answers is learned by running its response processing: see qti_rules.py.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import unquote

from coursepack import archive
from coursepack.exchange import qti_assessment, qti_kinds
from coursepack.exchange.bank import MAX_QUESTIONS, Bank, Draft, Form, Log, Origin, joined
from coursepack.exchange.parts import UnusableError
from coursepack.exchange.qti_item import Item
from coursepack.exchange.safe_xml import Element, attribute, below, child, children, local, parse, place, words
from coursepack.problems import CourseError, Place, Problem

MAX_UNPACKED = 256 * 1024 * 1024
MANIFEST = "imsmanifest.xml"
_LEVELS = {"very easy": "easy", "easy": "easy", "medium": "medium", "difficult": "hard", "very difficult": "hard"}

_OTHERS = {
    "questestinterop": "this is QTI 1.2, as Canvas and older versions of Blackboard write it",
    "qti-assessment-item": "this is QTI 3.0",
    "qti-assessment-test": "this is QTI 3.0",
    "quiz": "this is Moodle XML",
}


def read(origin: Origin, log: Log) -> Bank:
    """All items of a file."""
    if origin.data.startswith(b"PK") or origin.name.lower().endswith(".zip"):
        return _read_package(origin, log)
    root = parse(origin.data, origin.name)
    if local(root) != "assessmentItem":
        raise CourseError([_no_item(root, origin.name)])
    bank = Bank()
    _add(bank, _draft(root, origin.name), root, lambda name: None, log)
    return bank


def _no_item(root: Element, name: str) -> Problem:
    message = _OTHERS.get(local(root), f"this is no QTI 2.1 item: it begins with <{local(root)}>")
    hint = "export QTI 2.1"
    if local(root) == "assessmentTest":
        message, hint = "this is a QTI test, which only names its items", "give the whole package, as a zip"
    return Problem(Place(name, 1, 1), "CP170", message, hint)


def _read_package(origin: Origin, log: Log) -> Bank:
    files = {name: blob.read() for name, blob in archive.read(origin.path, MAX_UNPACKED).items()}
    manifests = sorted((name for name in files if posixpath.basename(name) == MANIFEST), key=len)
    if not manifests:
        hint = f"a QTI package has a file {MANIFEST}"
        raise CourseError([Problem(Place(origin.name), "CP170", f"the package has no {MANIFEST}", hint)])
    root = parse(files[manifests[0]], f"{origin.name}/{manifests[0]}")
    base = posixpath.dirname(manifests[0])
    resources = [one for one in below(root, "resource") if attribute(one, "href")]
    test = _tested(files, base, resources, origin.name, log)
    bank = Bank(quiz=test.quiz)
    hrefs = [
        (_path(base, attribute(one, "href")), one)
        for one in resources
        if "item" in attribute(one, "type") or "question" in attribute(one, "type")
    ]
    if not hrefs:
        raise CourseError([_no_items(resources, origin.name)])
    if len(hrefs) > MAX_QUESTIONS:
        raise CourseError(
            [
                Problem(
                    Place(origin.name),
                    "CP181",
                    f"the package has {len(hrefs):,} items, over {MAX_QUESTIONS:,}",
                    "import it in parts",
                )
            ]
        )
    for path, resource in sorted(hrefs, key=lambda pair: test.places.get(pair[0], len(test.places))):
        if (opened := _opened(files, base, resource, origin.name, log)) is not None:
            topics = tuple(text for keyword in below(resource, "keyword") if (text := words(keyword)))
            draft = _draft(opened[1], f"{origin.name}/{opened[0]}", topics)
            draft.difficulty = _difficulty(resource)
            if case := test.cases.get(path):
                draft.case, draft.story = case.name, case.story
            _add(bank, draft, opened[1], _finder(files, opened[0]), log)
    return bank


def _tested(
    files: Mapping[str, bytes], base: str, resources: list[Element], name: str, log: Log
) -> qti_assessment.Assessment:
    """What the last test of a package says; nothing where there is none."""
    test = qti_assessment.Assessment()
    for resource in resources:
        if "test" not in attribute(resource, "type") or (opened := _opened(files, base, resource, name, log)) is None:
            continue
        path, root = opened
        test = qti_assessment.read(root, path, partial(_path, posixpath.dirname(path)), log)
    return test


def _difficulty(resource: Element) -> str:
    """The difficulty that LOM states, in our words; empty when it states none."""
    stated = [words(child(one, "value")).lower() for one in below(resource, "difficulty")]
    return next((_LEVELS[one] for one in stated if one in _LEVELS), "")


def _no_items(resources: list[Element], name: str) -> Problem:
    kinds = sorted({attribute(one, "type") for one in resources})
    if any("imsqti_xmlv1p" in kind or "assessment_xmlv1p" in kind for kind in kinds):
        return Problem(Place(name), "CP170", _OTHERS["questestinterop"], "export QTI 2.1")
    shown = ", ".join(f"'{kind[:40]}'" for kind in kinds[:4])
    return Problem(
        Place(name), "CP170", f"the package has no QTI items{f', only {shown}' if shown else ''}", "export QTI 2.1"
    )


def _path(base: str, href: str) -> str:
    """A path of the package; names that would leave it lead nowhere, because a package is a mapping of names."""
    return posixpath.normpath(posixpath.join(base, unquote(href.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0])))


def _opened(
    files: Mapping[str, bytes], base: str, resource: Element, name: str, log: Log
) -> tuple[str, Element] | None:
    path = _path(base, attribute(resource, "href"))
    if path not in files:
        log.skip(place(resource, f"{name}/{MANIFEST}"), "CP173", f"'{path[:80]}' is listed but not in the package")
        return None
    try:
        return path, parse(files[path], f"{name}/{path}")
    except CourseError as error:
        for problem in error.problems:
            log.skip(problem.place, problem.code, problem.message, problem.hint)
        return None


def _finder(files: Mapping[str, bytes], item: str) -> Callable[[str], bytes | None]:
    return lambda source: files.get(_path(posixpath.dirname(item), source))


def _draft(root: Element, name: str, topics: tuple[str, ...] = ()) -> Draft:
    title = attribute(root, "title")
    label = f"item '{(title or attribute(root, 'identifier'))[:40]}'"
    return Draft(place(root, name), label, {}, title, attribute(root, "identifier"), topics)


def _add(bank: Bank, draft: Draft, root: Element, find: Callable[[str], bytes | None], log: Log) -> None:
    """One item, as a draft or as an error."""
    try:
        if local(root) != "assessmentItem":
            raise UnusableError("CP170", _no_item(root, draft.place.file).message, "export QTI 2.1")
        draft.question = _question(draft, root, find, log)
        bank.drafts.append(draft)
    except UnusableError as error:
        log.skip(draft.place, error.code, error.message, error.hint)


def _question(draft: Draft, root: Element, find: Callable[[str], bytes | None], log: Log) -> Form:
    item = Item(draft, root, find, log)
    if draft.case:
        draft.story = joined(draft.story, item.story())
    if attribute(root, "adaptive") == "true":
        raise UnusableError(
            "CP172", f"{draft.label} is adaptive: it changes between tries", "make one question of each step"
        )
    if children(root, "templateDeclaration", "templateProcessing"):
        raise UnusableError("CP172", f"{draft.label} is a template, filled in anew for each learner", "write it out")
    found = item.interactions()
    if len(found) != 1:
        what = "has no interaction" if not found else f"has {len(found)} interactions"
        raise UnusableError("CP172", f"{draft.label} {what}", "a question asks one thing: make one of each")
    make = qti_kinds.KINDS.get(local(found[0]))
    if make is None:
        raise UnusableError(
            "CP172", f"{draft.label} is asked by a {local(found[0])}", f"known here: {', '.join(qti_kinds.KINDS)}"
        )
    return make(item, found[0])
