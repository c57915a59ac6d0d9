"""IMS Common Cartridge 1.1: pages to read as web content, quizzes in QTI 1.2.1 that the LMS asks and scores. No player, no script.

One organization, `rooted-hierarchy`: a folder for each lesson, in it the pages and, after the page on which it stands, each quiz.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from lxml import etree, html

from coursepack.formats import xml
from coursepack.formats.apart import left_behind
from coursepack.formats.cc_quiz import Written, all_written
from coursepack.formats.imscp import MANIFEST, identifier
from coursepack.model import Course, Quiz
from coursepack.package import Package
from coursepack.plan import Plan
from coursepack.problems import Problem
from coursepack.render.leaves import Element, Leaf, Leaves
from coursepack.render.words import Words

CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
ASSESSMENT = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
_NAMESPACES: dict[str | None, str] = {None: CP, "lomimscc": LOM}
_SHARED = "shared"


def render(plan: Plan) -> Package:
    """The cartridge of a course."""
    quizzes = {one.quiz.id: one for one in all_written(plan) if one.root is not None}
    leaves = _leaves(plan, quizzes)
    pages = {f"{_folder(plan)}/{path}": file for path, file in leaves.files().items()}
    asked = {_quiz_file(name): xml.document(one.root) for name, one in quizzes.items() if one.root is not None}
    return Package({**pages, **asked, MANIFEST: _manifest(plan, leaves, sorted(pages), quizzes)})


def _leaves(plan: Plan, quizzes: Iterable[str]) -> Leaves:
    asked = frozenset(quizzes)

    def place(quiz: Quiz, form: Element, words: Words) -> Element | None:
        if quiz.id not in asked:
            return None
        made: Element = html.fragment_fromstring(
            f'<section class="leaf-quiz"><h2>{words.mark(quiz.title)}</h2><p>{words["leaf.quiz-next"]}</p></section>'
        )
        return made

    return Leaves(plan, ".html", place)


def _folder(plan: Plan) -> str:
    """An LMS puts the pages of all courses into one tree of files."""
    return plan.course.slug


def _quiz_file(name: str) -> str:
    return f"quizzes/{name}.xml"


def warnings(plan: Plan) -> Iterator[Problem]:
    """What a cartridge cannot carry."""
    yield from left_behind(plan, "a cartridge", "set them in the LMS; see docs/formats/cc.md")
    for one in all_written(plan):
        yield from one.problems


def _manifest(plan: Plan, leaves: Leaves, paths: list[str], quizzes: dict[str, Written]) -> bytes:
    root = xml.root("manifest", _NAMESPACES)
    root.set("identifier", identifier(plan.course))
    metadata = _add(root, "metadata")
    _add(metadata, "schema").text = "IMS Common Cartridge"
    _add(metadata, "schemaversion").text = "1.1.0"
    metadata.append(_lom(plan.course))
    _organization(root, plan, leaves.all, quizzes, leaves.words)
    _resources(root, plan, leaves.all, paths, quizzes)
    return xml.document(root)


def _organization(root: Element, plan: Plan, leaves: list[Leaf], quizzes: dict[str, Written], words: Words) -> None:
    organization = _add(_add(root, "organizations"), "organization", identifier="ORG1", structure="rooted-hierarchy")
    top = _add(organization, "item", identifier="ROOT")
    folders = {0: words.label("page.about")} | {n: one.title for n, one in enumerate(plan.course.lessons, 1)}
    made: dict[int, Element] = {}
    for leaf in leaves:
        if leaf.lesson not in made:
            made[leaf.lesson] = _item(top, f"F{leaf.lesson}", folders[leaf.lesson])
        _item(made[leaf.lesson], f"I-{leaf.name}", leaf.title, f"page-{leaf.name}")
        for name in leaf.quizzes:
            if name in quizzes:
                _item(made[leaf.lesson], f"I--{name}", quizzes[name].quiz.title, f"quiz-{name}")


def _item(parent: Element, name: str, title: str, resource: str = "") -> Element:
    item = _add(parent, "item", identifier=name, **({"identifierref": resource} if resource else {}))
    _add(item, "title").text = title
    return item


def _resources(root: Element, plan: Plan, leaves: list[Leaf], paths: list[str], quizzes: dict[str, Written]) -> None:
    """Each page, what the pages share, each quiz. A quiz has no `href`, and its file is its only one (rules 3a to 3c of the profile)."""
    resources = _add(root, "resources")
    own = {f"{_folder(plan)}/{leaf.name}.html" for leaf in leaves}
    for leaf in leaves:
        href = quote(f"{_folder(plan)}/{leaf.name}.html")
        page = _add(resources, "resource", identifier=f"page-{leaf.name}", type="webcontent", href=href)
        _add(page, "file", href=href)
        _add(page, "dependency", identifierref=_SHARED)
    shared = _add(resources, "resource", identifier=_SHARED, type="webcontent")
    for path in paths:
        if path not in own:
            _add(shared, "file", href=quote(path))
    for name in quizzes:
        quiz = _add(resources, "resource", identifier=f"quiz-{name}", type=ASSESSMENT)
        _add(quiz, "file", href=quote(_quiz_file(name)))


def _lom(course: Course) -> Element:
    """LOM as the cartridge's manifest narrows it: only general and rights say something here."""
    lom = etree.Element(f"{{{LOM}}}lom", nsmap={"lomimscc": LOM})
    general = _part(lom, "general")
    named = _part(general, "identifier")
    _part(named, "catalog").text = "URI"
    _part(named, "entry").text = course.id
    _said(general, "title", course.title, course.language)
    _part(general, "language").text = course.language
    _said(general, "description", course.summary, course.language)
    for word in course.keywords:
        _said(general, "keyword", word, course.language)
    if course.rights:
        rights = _part(lom, "rights")
        _part(_part(rights, "copyrightAndOtherRestrictions"), "value").text = "yes"
        _said(rights, "description", course.rights, course.language)
    return lom


def _said(parent: Element, name: str, text: str, language: str) -> None:
    string = _part(_part(parent, name), "string")
    string.text = text
    string.set("language", language)


def _part(parent: Element, name: str) -> Element:
    return etree.SubElement(parent, f"{{{LOM}}}{name}")


def _add(parent: Element, name: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{CP}}}{name}", attributes)
