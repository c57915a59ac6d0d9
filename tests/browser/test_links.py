"""A link to another site must not take the course away: that would end the learner's session with the LMS."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext

from tests.browser.learner import Learner


def test_a_link_out_of_the_course_leaves_the_session_open(
    enrol: Callable[..., Learner], context: BrowserContext
) -> None:
    context.route("https://**", lambda route: route.fulfill(status=200, content_type="text/html", body="elsewhere"))
    learner = enrol("every-block")
    learner.go("references")
    with context.expect_page() as opened:
        learner.frame.locator('.references a[href^="https:"]').first.click()
    assert opened.value.url.startswith("https://")
    opened.value.close()
    learner.page.wait_for_timeout(300)
    assert learner.current() == "references"
    assert not learner.server.scorm.launches[-1].finished
    learner.nothing_wrong()
