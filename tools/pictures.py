"""`make pictures`: those of docs/design.md, docs/blocks.md and docs/questions.md, taken in Chromium, in 128 colours to keep them small.

How letters look depends on the faces that this machine has; the pictures in the repository were taken with Noto and Open Sans.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from coursepack.formats import BY_NAME
from coursepack.load import load
from coursepack.plan import Plan, plan
from coursepack.play import serve

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs/pictures"
HARBOUR = ROOT / "docs/harbour/brand.json"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
LARGEST = 80 * 1024  # bytes
GUTTER = 24


@dataclass(frozen=True)
class Shot:
    """One window; `act` is run in the page before the picture is taken."""

    page: str
    course: str = "every-block"
    width: int = 1200
    height: int = 760
    scheme: str = "light"
    brand: Path | None = None
    text: int = 100
    act: str = ""


ANSWER = """for (const one of document.querySelectorAll('.page:not([hidden]) .question')) one.querySelector('input').click();
document.querySelector('.page:not([hidden]) [type=submit]').click();
document.activeElement.blur(); document.querySelector('.page:not([hidden]) .block-quiz').scrollIntoView();"""
TO_CALLOUT = "document.querySelector('.page:not([hidden]) .block-quotation').scrollIntoView()"
PHONE = {"width": 320, "height": 640}
PICTURES = {
    "cover.png": [Shot("welcome", "human-trafficking-awareness")],
    "dark.png": [Shot("offer-it", scheme="dark", act=TO_CALLOUT)],
    "brand.png": [Shot("why-quiet", brand=HARBOUR)],
    "phone.png": [
        Shot("why-quiet", **PHONE, act="document.getElementById('menu').click()"),
        Shot("finish", **PHONE, act=ANSWER),
        Shot("set-it-up", **PHONE, text=200, act="scrollTo(0, 1600)"),
    ],
}


def take(browser: Browser, shot: Shot) -> Image.Image:
    """The window as the learner sees it."""
    package = BY_NAME["scorm12"].render(plan(load(ROOT / "courses" / shot.course, brand=shot.brand)))
    with ExitStack() as stack:
        server = stack.enter_context(serve(lambda: package))
        page = browser.new_page(
            viewport={"width": shot.width, "height": shot.height},
            color_scheme=shot.scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        stack.callback(page.close)
        page.goto(f"{server.url}content/index.html#{shot.page}")
        prepare(page, shot)
        return Image.open(BytesIO(page.screenshot())).convert("RGB")


def prepare(page: Page, shot: Shot) -> None:
    """Without the word that nothing will be recorded here, which no learner in an LMS sees."""
    page.wait_for_selector("html.js")
    page.evaluate("document.getElementById('notice').hidden = true")
    if shot.text > 100:
        page.evaluate("size => { document.documentElement.dataset.text = size }", str(shot.text))
    page.wait_for_timeout(300)
    page.evaluate(f"() => {{ {shot.act} }}")
    page.wait_for_timeout(300)


# What makes a block or a question show what it is for.
SHOWN = {
    "accordion": "block.querySelector('details').open = true",
    "case": "block.querySelector('.case-next').click()",
    "scenario": "block.querySelector('.decision-choose').click()",
    "terms": "block.querySelector('.term').click()",
    "decision": "block.querySelector('.acts input').click(); block.querySelector('.scene-act').click()",
}
# Blocks to show where the first of a type says too little of it.
FULLER = {
    "image": ["see-room"],
    "callout": ["why-key", "offer-caution", "offer-support"],
    "quotation": ["offer-quotation", "more-pull"],
    "terms": ["why-text"],
}


def take_blocks(browser: Browser) -> dict[str, Image.Image]:
    """Each type of block in the course that has all of them, an open definition, and the sources."""
    made = plan(load(ROOT / "courses/every-block"))
    kinds: dict[str, list[str]] = {}
    for block in made.course.blocks():
        kinds.setdefault(str(block.__struct_config__.tag), [block.id])
    found: dict[str, list[Image.Image]] = {}
    with opened(browser, made) as page:
        for each in made.course.pages():
            for kind, wanted in (kinds | FULLER).items():
                for block in each.blocks:
                    if block.id in wanted:
                        turn_to(page, each.id)
                        found.setdefault(kind, []).append(take_part(page, f"#b-{block.id}", SHOWN.get(kind, "")))
        turn_to(page, "references")
        found["references"] = [take_part(page, "#references", "")]
    return {kind: below(images) for kind, images in found.items()}


def take_questions(browser: Browser) -> dict[str, Image.Image]:
    """The first question of each type that is there to practise, and a set."""
    made = plan(load(ROOT / "courses/every-question"))
    kinds = {str(question.__struct_config__.tag) for quiz in made.course.quizzes for question in quiz.questions}
    where = {kind: f".question[data-type='{kind}']" for kind in kinds} | {"set": ".question-set"}
    found: dict[str, Image.Image] = {}
    with opened(browser, made) as page:
        for each in [page.id for page in made.course.pages()][1:]:
            for kind, selector in where.items():
                if kind not in found and page.locator(f"#{each} {selector}").count():
                    turn_to(page, each)
                    found[kind] = take_part(page, f"#{each} {selector}", SHOWN.get(kind, ""))
    return found


@contextmanager
def opened(browser: Browser, made: Plan) -> Iterator[Page]:
    """A course in a window of its own."""
    package = BY_NAME["scorm12"].render(made)
    with serve(lambda: package) as server:
        page = browser.new_page(viewport={"width": 1100, "height": 900}, reduced_motion="reduce")
        page.goto(f"{server.url}content/index.html")
        yield page
        page.close()


def turn_to(page: Page, name: str) -> None:
    """A page as it opens, behind its content note."""
    page.evaluate("name => { location.hash = name }", name)
    page.reload()
    prepare(page, Shot(name))
    if (gate := page.locator(".page:visible .gate button")).count():
        gate.first.click()


def take_part(page: Page, selector: str, act: str) -> Image.Image:
    """One block or question, without the bar over it."""
    block = page.locator(selector).first
    block.evaluate(f"block => {{ {act} }}")
    page.evaluate("() => { document.activeElement?.blur(); document.querySelector('.bar').style.position = 'static' }")
    page.wait_for_timeout(150)
    return Image.open(BytesIO(block.screenshot())).convert("RGB")


def beside(images: list[Image.Image]) -> Image.Image:
    """Several windows in a row."""
    width = sum(one.width for one in images) + GUTTER * (len(images) - 1)
    row = Image.new("RGB", (width, max(one.height for one in images)), "#d9dde0")
    at = 0
    for one in images:
        row.paste(one, (at, 0))
        at += one.width + GUTTER
    return row


def below(images: list[Image.Image]) -> Image.Image:
    """Several parts of pages, one under the other."""
    if len(images) == 1:
        return images[0]
    column = Image.new(
        "RGB", (max(one.width for one in images), sum(one.height + GUTTER for one in images) - GUTTER), "#f7fbfc"
    )
    at = 0
    for one in images:
        column.paste(one, (0, at))
        at += one.height + GUTTER
    return column


def keep(picture: Image.Image, path: Path) -> None:
    """In 128 colours. One that is too large is a failure."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size <= LARGEST, f"{path} has {path.stat().st_size} bytes"


def main() -> None:
    """Take all pictures; one that is too large is a failure."""
    chromium = shutil.which("chromium")
    assert chromium, "run tools/need.sh chromium"
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, shots in PICTURES.items():
            keep(beside([take(browser, shot) for shot in shots]), OUT / name)
        for kind, image in take_blocks(browser).items():
            keep(image, OUT / f"blocks/{kind}.png")
        for kind, image in take_questions(browser).items():
            keep(image, OUT / f"questions/{kind}.png")
        browser.close()


if __name__ == "__main__":
    main()
