"""Files that a course names: absent, outside, of the wrong kind, too large, or more than a picture."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from coursepack.checks import assets
from tests.conftest import BASE
from tests.faults.case import Act, Case, Place, Says, change, check, put, rename, run

LESSON = "lessons/one.json"
IMAGE: Place = (LESSON, 13, 53)
SVG: Place = (LESSON, 14, 52)
CARD: Place = (LESSON, 28, 56)


def src(new: str) -> Act:
    """Another path for the picture; its place is expected."""
    return change(LESSON, '"src": "img/Ward.png"', f'"src": ▸"{new}"')


def copy(new: str) -> list[Act]:
    """The picture under another name."""
    return [rename("img/Ward.png", new), src(new)]


def link(name: str, target: str) -> Act:
    def act(folder: Path) -> list[Place]:
        outside = folder.parent / "outside"
        (outside / "img").mkdir(parents=True)
        (outside / "img/Ward.png").write_bytes((BASE / "img/Ward.png").read_bytes())
        (folder / name).symlink_to(outside / target)
        return []

    return act


def remove_folder(name: str) -> Act:
    def act(folder: Path) -> list[Place]:
        for file in (folder / name).iterdir():
            file.unlink()
        (folder / name).rmdir()
        return []

    return act


PATHS = [
    Case(
        "missing",
        src("img/bed.png"),
        Says("CP020", "image 'img/bed.png' is not in the course's folder", "img/ has no 'bed.png'"),
    ),
    Case("misspelt", src("img/Wrad.png"), Says("CP020", "image 'img/Wrad.png' is not in", "did you mean 'Ward.png'?")),
    Case("another ending", src("img/Ward.jpg"), Says("CP020", "'img/Ward.jpg'", "did you mean 'Ward.png'?")),
    Case(
        "missing folder", src("pictures/Ward.png"), Says("CP020", "'pictures/Ward.png'", "the course's folder has no")
    ),
    Case(
        "case differs",
        src("img/ward.png"),
        Says("CP021", "'img/ward.png'", "img/ has 'Ward.png'; names differ by case"),
    ),
    Case(
        "folder's case differs", src("Img/Ward.png"), Says("CP021", "'Img/Ward.png'", "the course's folder has 'img'")
    ),
    Case("a folder", src("img"), Says("CP020", "'img' is not a file", "the file itself")),
    Case(
        "parent", src("../outside/Ward.png"), Says("CP022", "leaves the course's folder", "below the course's folder")
    ),
    Case("parent in the middle", src("img/../img/Ward.png"), Says("CP022", "leaves the course's folder", "below")),
    Case("absolute", src("/etc/hostname"), Says("CP022", "'/etc/hostname' leaves the course's folder", "below")),
    Case("home", src("~/Ward.png"), Says("CP022", "'~/Ward.png' leaves", "below")),
    Case("backslash", src("img\\\\Ward.png"), Says("CP022", "'img\\Ward.png' leaves", "forward slashes")),
    Case("drive letter", src("C:/Ward.png"), Says("CP022", "'C:/Ward.png' leaves", "below")),
    Case(
        "address",
        src("https://example.org/a.png"),
        Says("CP022", "leaves the course's folder", "nothing from elsewhere"),
    ),
    Case(
        "dot", src("./img/Ward.png"), Says("CP022", "'./img/Ward.png' is not written plainly", "write 'img/Ward.png'")
    ),
    Case("two slashes", src("img//Ward.png"), Says("CP022", "is not written plainly", "write 'img/Ward.png'")),
    Case(
        "missing text",
        change(LESSON, "text/why.md", "text/who.md"),
        Says("CP020", "text 'text/who.md'", "", (LESSON, 12, 52)),
    ),
    Case(
        "missing download",
        change(LESSON, "files/card.txt", "files/x.txt"),
        Says("CP020", "file 'files/x.txt'", "", CARD),
    ),
    Case(
        "symlink out",
        [link("img/out.png", "img/Ward.png"), src("img/out.png")],
        Says("CP023", "'img/out.png' is a symbolic link out of the course's folder", "copy the file"),
    ),
    Case(
        "symlinked folder",
        [
            rename("img/plan.svg", "plan.svg"),
            change(LESSON, "img/plan.svg", "plan.svg"),
            remove_folder("img"),
            link("img", "img"),
        ],
        Says("CP023", "'img/Ward.png' is a symbolic link out", "cannot follow links", IMAGE),
    ),
    Case(
        "symlink to nothing",
        [link("img/no.png", "no.png"), src("img/no.png")],
        Says("CP020", "'img/no.png' is not a file", ""),
    ),
    Case(
        "symlinked include",
        [link("linked.json", "img/Ward.png"), change("course.json", '"credit.json"', '▸"linked.json"')],
        Says("CP023", "'linked.json' is a symbolic link out", "copy"),
    ),
    Case(
        "not UTF-8 text",
        put("text/why.md", b"\xff\xfe\x00"),
        Says("CP009", "not UTF-8", "save it", ("text/why.md", 1, 1)),
    ),
]

NAMES = [
    *(
        Case(name, copy(f"img/{name}"), Says("CP026", words, hint))
        for name, words, hint in [
            ("a b.png", "holds a space", "letters a-z"),
            ("ä.png", "holds 'ä'", "letters a-z"),
            ("a+b&c.png", "holds '&' '+'", "rename or lose"),
            ("x" * 117 + ".png", "is longer than 120 characters", "a-z"),
            ("ward.bmp", "is not a picture that browsers show", ".png, .jpg"),
            ("ward.php", "'img/ward.php' cannot go into a package", "server-side"),
            ("ward.PHP5", "cannot go into a package", "server-side"),
        ]
    ),
    *(
        Case(
            f"download {name}",
            [rename("files/card.txt", name), change(LESSON, "files/card.txt", name)],
            Says("CP026", "cannot go into a package", "refuse", CARD),
        )
        for name in ("a.asp", "a.jsp", "a.cgi", "a.sh", "a.py", "a.exe", ".htaccess")
    ),
    Case(
        "same but for case",
        [
            put("img/ward.png", (BASE / "img/Ward.png").read_bytes()),
            change(LESSON, '"img/plan.svg"', '▸"img/ward.png"'),
        ],
        Says("CP026", "'img/ward.png' differs from 'img/Ward.png' only by case", "replace"),
    ),
]


def drawing(inside: str = "", before: str = "", root: str = "svg") -> str:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{before}<{root} {names} viewBox="0 0 1 1">\n{inside}</{root}>'


NESTED = "".join(f"<!ENTITY {b} '&{a};&{a};&{a};&{a};'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
BOMB = f"<!DOCTYPE svg [<!ENTITY a 'x'>{NESTED}]>\n"
DOCTYPE = "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>"
DRAWINGS = {
    "script": (drawing("<script>alert(1)</script>"), "holds <script> in line 2"),
    "handler": (drawing("\n<path onClick='alert(1)'/>"), "holds the event handler onclick in line 3"),
    "link": (drawing("<a xlink:href='https://example.org'/>"), "holds a link to 'https://example.org' in line 2"),
    "script link": (drawing("<a href=' JavaScript:alert(1)'/>"), "holds a link to 'javascript:alert(1)'"),
    "picture elsewhere": (drawing("<image href='ward.png'/>"), "holds a link to 'ward.png'"),
    "HTML": (drawing("<foreignObject/>"), "holds <foreignObject>"),
    "changing link": (drawing("<animate attributeName='xlink:href' to='x'/>"), "holds <animate>, which changes a link"),
    "import": (drawing("<style>@import 'x.css';</style>"), "holds a style that loads something"),
    "style": (drawing("<path style=\"fill: url( 'https://example.org/a')\"/>"), "holds a style that loads something"),
    "stylesheet": (drawing(before="<?xml-stylesheet href='x.css'?>"), "holds <?xml-stylesheet?> in line 1"),
    "bomb": (drawing("<text>&i;</text>", BOMB), "is not XML that can be read (line 3)"),
    "entity from a file": (
        drawing("&a;", "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"),
        "declares entities",
    ),
    "HTML file": (drawing(root="html"), "is no drawing: it begins with <html>"),
    "no XML": ("<svg", "is not XML"),
    "empty": ("", "is not XML"),
}


@pytest.mark.parametrize("case", [*PATHS, *NAMES], ids=lambda case: case.name)
def test_fault(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize(("text", "words"), DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_is_only_a_drawing(text: str, words: str, tmp_path: Path) -> None:
    check(Case("svg", put("img/plan.svg", text), Says("CP027", f"'img/plan.svg' {words}", "", SVG)), tmp_path)


INNOCENT: Sequence[str] = [
    drawing("<defs><linearGradient id='g'/></defs><path fill='url(#g)' style='fill:url(#g)'/><use href='#g'/>"),
    drawing("<!-- by hand --><style>path { fill: red }</style>", f"<?xml version='1.0'?>\n{DOCTYPE}"),
    drawing("<image href='data:image/png;base64,iVBORw0KGgo='/>"),
]


@pytest.mark.parametrize("text", INNOCENT)
def test_an_innocent_drawing_is_accepted(text: str, base: Path) -> None:
    (base / "img/plan.svg").write_text(text)
    assert run("build", base, "--as-of", "2026-11-23", "-o", base / "dist").exit_code == 0


@pytest.mark.parametrize("box", ["", "viewBox='0 0 1.2.3 .'", "viewBox='0 0 0 0'"])
def test_a_drawing_builds_without_a_size(box: str, base: Path) -> None:
    (base / "img/plan.svg").write_text(f"<svg {box} xmlns='http://www.w3.org/2000/svg'/>")
    assert run("build", base, "--as-of", "2026-11-23", "-o", base / "dist").exit_code == 0


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    def grow(folder: Path) -> list[Place]:
        with (folder / "files/card.txt").open("wb") as stream:
            stream.truncate(assets.MAX_FILE + 1024 * 1024)
        return []

    says = Says("CP024", "'files/card.txt' has 101 MB, over the limit of 100 MB", "make it smaller", CARD)
    check(Case("large", grow, says), tmp_path)


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: Path(path).name != "Ward.png")
    says = Says("CP001", "'img/Ward.png' cannot be read", "allow", IMAGE)
    check(Case("locked", [], says), tmp_path)


def test_a_symlink_inside_the_course_is_followed(base: Path) -> None:
    (base / "img/same.png").symlink_to("Ward.png")
    src("img/same.png")(base)
    assert run("build", base, "--as-of", "2026-11-23", "-o", base / "dist").exit_code == 0
