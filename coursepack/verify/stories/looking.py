"""What meets the eye first, at a desk and on a phone: pictures for the report, accessibility, time and bytes."""

from __future__ import annotations

from collections.abc import Iterator

from coursepack.verify.browser import axe_script
from coursepack.verify.judge import Hit
from coursepack.verify.learner import Learner

SIZES = {"desk": (1280, 800), "phone": (360, 640)}
AXE = """() => axe.run({exclude: ['.page[hidden]']}, {resultTypes: ['violations']}).then(result => result.violations.map(
    one => `${one.id} (${one.impact}): ${one.help}; ${one.nodes[0].html.slice(0, 120)}`))"""


def looks(learner: Learner) -> Iterator[Hit]:
    """The first view in both sizes."""
    script, found = axe_script(), dict[str, None]()
    for name, (width, height) in SIZES.items():
        learner.page.set_viewport_size({"width": width, "height": height})
        learner.open()
        learner.pictures[name] = learner.page.screenshot(type="jpeg", quality=70)
        learner.first = learner.first or learner.timing()
        if script:
            learner.frame.evaluate(script)
            found |= dict.fromkeys(str(one) for one in learner.frame.evaluate(AXE))
        learner.close()
    yield from (("CP943", one) for one in found)
