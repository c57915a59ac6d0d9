"""The course as one file, opened from a disk: everything is in it, and it says that nothing is recorded."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext

from coursepack.formats import BY_NAME
from tests.browser.conftest import COURSES
from tests.browser.learner import Learner
from tests.conftest import planned

BROKEN = """async () => { const broken = [];
    for (const image of document.images) { image.loading = 'eager'; await image.decode().catch(() => broken.push(image.alt)) }
    return broken }"""


def test_one_file_works_from_a_disk(context: BrowserContext, tmp_path: Path) -> None:
    plan = planned(COURSES / "every-block")
    (file,) = BY_NAME["html"].render(plan).values()
    path = tmp_path / "content" / "course.html"
    path.parent.mkdir()
    path.write_bytes(file.read())
    page, asked, errors = context.new_page(), [], []
    page.on("request", lambda request: None if request.url.startswith("data:") else asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    learner = Learner(page, None, plan)
    learner.open(path.as_uri())
    assert "nothing will be recorded" in page.locator("#notice").inner_text()
    assert page.evaluate(BROKEN) == []
    learner.read_all()
    learner.take("final")
    assert page.locator(".result-score").inner_text().startswith("100 %")
    assert {url.partition("#")[0] for url in asked} == {path.as_uri()}
    assert errors == []
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("about:blank")
