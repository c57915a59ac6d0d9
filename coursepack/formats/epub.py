"""EPUB 3.3: the course as a book, for reading without a network. Nothing is recorded, and no right answer is in it.

Of the quizzes it holds the practice questions; an assessment that lies open in a book would be none any more.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from urllib.parse import quote

from lxml import etree, html

from coursepack.blocks import Audio, Download, Image, Video
from coursepack.formats import xml
from coursepack.formats.apart import left_behind
from coursepack.load import COURSE_FILE
from coursepack.media.types import media_type
from coursepack.model import Course, Quiz
from coursepack.package import Blob, Package
from coursepack.plan import Plan
from coursepack.problems import Place, Problem, Severity
from coursepack.render.leaves import Element, Leaf, Leaves
from coursepack.render.words import Words

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
FOLDER = "EPUB"
PACKAGE = f"{FOLDER}/package.opf"
# No page can have such a name: ids have no underscore.
NAVIGATION = "book_contents.xhtml"
MIMETYPE = "application/epub+zip"
# Codings that every reader plays, or lets a reader leave out (EPUB 3.3, 3.2).
_CORE_AUDIO = ("audio/mpeg", "audio/mp4", "audio/ogg")
_SVG, _XML = "http://www.w3.org/2000/svg", "http://www.w3.org/XML/1998/namespace"
_UNTRUE = ("question.text-kept", "question.text-reported")


def render(plan: Plan) -> Package:
    """The book of a course."""
    leaves = Leaves(plan, ".xhtml", _quiz)
    tracks: dict[str, Blob | bytes | str] = {}
    for leaf in leaves.all:
        _for_book(leaf, leaves, tracks)
    files = leaves.files(xml=True) | tracks
    files[NAVIGATION] = leaves.document(_navigation(plan.course, leaves), xml=True)
    inner = {f"{FOLDER}/{path}": file for path, file in files.items()}
    opf = _package(plan, leaves, sorted(files))
    return Package({**inner, "mimetype": MIMETYPE, "META-INF/container.xml": _container(), PACKAGE: opf})


def _quiz(quiz: Quiz, form: Element, words: Words) -> Element:
    """Practice questions to be answered for oneself; of all others only the title."""
    heading = next(form.iter("h2"))
    if quiz.purpose != "check":
        made: Element = html.fragment_fromstring(
            f'<section class="leaf-quiz"><p>{words["leaf.quiz-elsewhere"]}</p></section>'
        )
        made.insert(0, heading)
        return made
    heading.addnext(html.fragment_fromstring(f'<p class="question-how">{words["leaf.quiz-alone"]}</p>'))
    for number, place in enumerate(form.iterfind(".//span[@class='question-number']"), 1):
        place.text = words.label("paper.question", number)
    untrue = {words.label(key) for key in _UNTRUE}
    for how in list(form.iterfind(".//p[@class='question-how']")):
        if "".join(map(str, how.itertext())) in untrue:
            how.drop_tree()  # type: ignore[attr-defined]  # all of them were read by lxml.html
    form.set("class", "leaf-quiz")
    return form


def _for_book(leaf: Leaf, leaves: Leaves, tracks: dict[str, Blob | bytes | str]) -> None:
    """What XHTML and a book's reader want otherwise than a web page."""
    for one in list(leaf.body.iter()):
        if not isinstance(one.tag, str):
            continue
        if one.tag == "a" and str(one.get("href", "")).startswith(("assets/", "sms:")):
            _unlinked(one)
        elif one.tag in ("audio", "video"):
            _recording(one)
        elif one.tag == "track":
            path = f"tracks/{leaf.name}-{len(tracks) + 1}.vtt"
            tracks[path] = base64.b64decode(str(one.get("src")).partition(",")[2])
            one.set("src", path)
        elif one.tag == "svg":
            _drawing(one)
        if one.get("lang"):
            one.set(f"{{{_XML}}}lang", str(one.get("lang")))


def _unlinked(link: Element) -> None:
    """A file to keep is no part of a book, and EPUBCheck knows no `sms:`: the words stay, with the number."""
    link.tag = "span"
    for name in map(str, list(link.attrib)):
        del link.attrib[name]
    around = link.getparent()
    if around is None:
        return
    if around.get("class") == "av-described":
        around.drop_tree()  # type: ignore[attr-defined]
    for facts in list(around.iterfind("span[@class='download-facts']")):
        around.remove(facts)


def _recording(one: Element) -> None:
    """Without what a reader may not know; a sound in a foreign coding is left to its transcript."""
    one.attrib.pop("playsinline", "")
    sources = list(one.iterfind("source"))
    for source in sources:
        if one.tag == "audio" and str(source.get("type")).split(";")[0] not in _CORE_AUDIO:
            one.remove(source)
    if one.find("source") is None:
        one.drop_tree()  # type: ignore[attr-defined]


def _drawing(svg: Element) -> None:
    """The places of a picture; the parser of HTML knows neither the namespace nor letters of two cases."""
    if svg.get("viewbox"):
        svg.set("viewBox", str(svg.attrib.pop("viewbox")))
    for one in svg.iter():
        one.tag = f"{{{_SVG}}}{one.tag}"


def warnings(plan: Plan) -> Iterator[Problem]:
    """What a book cannot carry."""
    yield from left_behind(plan, "a book", "give it beside the course in the LMS, not instead of it")
    place, course = Place(str(plan.folder / COURSE_FILE)), plan.course
    for quiz in course.quizzes:
        if quiz.purpose == "check":
            message = f"the practice questions '{quiz.id}' stand in the book without answers and feedback"
            hint = "'coursepack questions paper' makes a sheet with its key"
        else:
            message, hint = (
                f"the questions of '{quiz.id}' ({quiz.purpose}) are not in the book",
                "they are asked in the LMS",
            )
        yield Problem(place, "CP286", message, hint, Severity.WARNING)
    for path in dict.fromkeys(_not_carried(course)):
        message = f"'{path}' is not in the book"
        yield Problem(place, "CP287", message, "name the place where it can be had", Severity.WARNING)


def _not_carried(course: Course) -> Iterator[str]:
    for block in course.blocks():
        match block:
            case Download():
                yield block.file
            case Audio():
                paths = (block.src, *block.alternatives)
                yield from (path for path in paths if media_type(path) not in _CORE_AUDIO)
            case Video() if block.described:
                yield block.described


def _navigation(course: Course, leaves: Leaves) -> Leaf:
    """Lessons with their pages, then what stands behind them."""
    body = html.fragment_fromstring(f'<nav id="toc"><h1>{leaves.words["page.outline"]}</h1><ol></ol></nav>')
    body.set("{http://www.idpf.org/2007/ops}type", "toc")
    top = body[-1]
    for number, lesson in enumerate(course.lessons, 1):
        pages = [leaf for leaf in leaves.all if leaf.lesson == number]
        entry = _entry(top, pages[0], lesson.title)
        inner = etree.SubElement(entry, "ol")
        for leaf in pages:
            _entry(inner, leaf, leaf.title)
    for leaf in leaves.all:
        if not leaf.lesson:
            _entry(top, leaf, leaf.title)
    return Leaf("book_contents", course.title, body)


def _entry(parent: Element, leaf: Leaf, title: str) -> Element:
    entry = etree.SubElement(parent, "li")
    etree.SubElement(entry, "a", href=f"{leaf.name}.xhtml").text = title
    return entry


def _container() -> bytes:
    root = xml.root("container", {None: CONTAINER})
    root.set("version", "1.0")
    files = etree.SubElement(root, f"{{{CONTAINER}}}rootfiles")
    file = {"full-path": PACKAGE, "media-type": "application/oebps-package+xml"}
    etree.SubElement(files, f"{{{CONTAINER}}}rootfile", file)
    return xml.document(root)


def _package(plan: Plan, leaves: Leaves, paths: list[str]) -> bytes:
    course = plan.course
    root = xml.root("package", {None: OPF})
    for name, value in (("version", "3.0"), ("unique-identifier", "id"), ("dir", leaves.words.direction)):
        root.set(name, value)
    root.set(f"{{{_XML}}}lang", course.language)
    metadata = etree.SubElement(root, f"{{{OPF}}}metadata", nsmap={"dc": DC})
    _described(metadata, course)
    for name, value in _accessibility(plan):
        _meta(metadata, f"schema:{name}", value)
    manifest, names = etree.SubElement(root, f"{{{OPF}}}manifest"), {}
    for number, path in enumerate(paths, 1):
        names[path] = "nav" if path == NAVIGATION else f"f{number}"
        kind = "application/xhtml+xml" if path.endswith(".xhtml") else media_type(path).split(";")[0]
        item = etree.SubElement(
            manifest, f"{{{OPF}}}item", {"id": names[path], "href": quote(path), "media-type": kind}
        )
        if properties := _properties(path, leaves):
            item.set("properties", properties)
    spine = etree.SubElement(root, f"{{{OPF}}}spine")
    if leaves.words.direction == "rtl":
        spine.set("page-progression-direction", "rtl")
    for path in (NAVIGATION, *(f"{leaf.name}.xhtml" for leaf in leaves.all)):
        etree.SubElement(spine, f"{{{OPF}}}itemref", idref=names[path])
    return xml.document(root)


def _properties(path: str, leaves: Leaves) -> str:
    if path == NAVIGATION:
        return "nav"
    leaf = next((one for one in leaves.all if f"{one.name}.xhtml" == path), None)
    return "svg" if leaf is not None and next(leaf.body.iter(f"{{{_SVG}}}svg"), None) is not None else ""


def _described(metadata: Element, course: Course) -> None:
    _dublin(metadata, "identifier", course.id).set("id", "id")
    _dublin(metadata, "title", course.title)
    _dublin(metadata, "language", course.language)
    for person in course.authors:
        _dublin(metadata, "creator", person.name)
    _dublin(metadata, "description", course.summary)
    for word in course.keywords:
        _dublin(metadata, "subject", word)
    if course.rights:
        _dublin(metadata, "rights", course.rights)
    _dublin(metadata, "date", course.revised.isoformat())
    # The day of the revision, not of the build: the same course gives the same bytes.
    _meta(metadata, "dcterms:modified", f"{course.revised.isoformat()}T00:00:00Z")


def _accessibility(plan: Plan) -> Iterator[tuple[str, str]]:
    """What schema.org and EPUB Accessibility 1.1 ask, and nothing that was not looked at."""
    blocks = list(plan.course.blocks())
    pictures = any(isinstance(block, Image) and not block.decorative for block in blocks)
    sounds, films = (any(isinstance(block, kind) for block in blocks) for kind in (Audio, Video))
    moving = films or any(shown.still for shown in plan.pictures.values())
    modes = {"textual": True, "visual": pictures or films, "auditory": sounds or films}
    yield from (("accessMode", mode) for mode, there in modes.items() if there)
    yield "accessModeSufficient", "textual"
    long = any(isinstance(block, Image) and block.long_description for block in blocks)
    captions = any(isinstance(block, Video) and block.captions for block in blocks)
    features = {
        "alternativeText": True,
        "captions": captions,
        "displayTransformability": True,
        "longDescription": long,
        "readingOrder": True,
        "structuralNavigation": True,
        "tableOfContents": True,
        "transcript": sounds or films,
    }
    yield from (("accessibilityFeature", feature) for feature, there in features.items() if there)
    yield "accessibilityHazard", "unknown" if moving else "none"
    yield "accessibilitySummary", _SUMMARY


_SUMMARY = (
    "Text with headings and lists. Every picture that says something has a text alternative, and every recording a transcript. "
    "Links to support lines stand at the end of every page. No person has checked this book with a screen reader."
)


def _dublin(metadata: Element, name: str, text: str) -> Element:
    made = etree.SubElement(metadata, f"{{{DC}}}{name}")
    made.text = text
    return made


def _meta(metadata: Element, name: str, text: str) -> None:
    made = etree.SubElement(metadata, f"{{{OPF}}}meta", property=name)
    made.text = text
    if text is _SUMMARY:
        made.set(f"{{{_XML}}}lang", "en")
