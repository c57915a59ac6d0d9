"""Plays the stories over packages, one fresh host and one fresh window for each."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from coursepack import archive
from coursepack.hosts.launchable import Launchable, NothingToLaunchError, find_launch
from coursepack.package import Package
from coursepack.plan import Plan
from coursepack.play import serve
from coursepack.verify import judge
from coursepack.verify.codes import Finding
from coursepack.verify.learner import Learner
from coursepack.verify.stories import STORIES, Story
from coursepack.verify.told import Told, told

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATIENCE = 8000
OWN = re.compile(r"window\.coursepackCourse\s*=\s*(\{.*\})\s*;?\s*", re.DOTALL)


@dataclass
class Played:
    """One story as it went. `outcome`: ok, findings, or a reason why it was not played."""

    name: str
    outcome: str
    seconds: float = 0.0
    record: Told | None = None
    pictures: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Report:
    """Everything that was seen of one package."""

    package: str
    digest: str
    format: str = ""
    title: str = ""
    first_content_ms: int = 0
    first_content_bytes: int = 0
    findings: list[Finding] = field(default_factory=list)
    stories: list[Played] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)

    @property
    def calls(self) -> int:
        """The most calls or requests in one story."""
        return max((one.record.calls for one in self.stories if one.record), default=0)

    @property
    def suspend(self) -> int:
        """The longest suspend data, or state, in characters."""
        return max((one.record.suspend for one in self.stories if one.record), default=0)


def verify(browser: Browser, path: Path, plan: Plan | None, trace: Path | None = None) -> Report:
    """Plays a package. `plan`: of the course that it was built from, if that is known. Raises CourseError for what is no package."""
    package = archive.read(path)
    return verify_package(browser, package, str(path), plan, trace)


def verify_package(  # noqa: PLR0913, PLR0917 - as `verify`, and which stories
    browser: Browser,
    package: Package,
    name: str,
    plan: Plan | None,
    trace: Path | None = None,
    stories: tuple[str, ...] = (),
) -> Report:
    """As `verify`, for a package in memory; all `stories`, or those of these names."""
    report = Report(name, package.digest())
    try:
        launchable = find_launch(package)
    except NothingToLaunchError as error:
        report.findings.append(Finding("launch", "CP900", str(error)))
        return report
    report.format, report.title = launchable.format, launchable.title
    if plan and (other := _other_course(package, plan)):
        report.findings.append(Finding("launch", "CP902", other))
        plan = None
    for story in (one for one in STORIES if not stories or one.name in stories):
        report.stories.append(_play(browser, package, plan, story, launchable, report, trace))
    report.findings = sorted(set(report.findings))
    return report


def _other_course(package: Package, plan: Plan) -> str:
    text = package["course.js"].read().decode() if "course.js" in package else ""
    found = OWN.fullmatch(text)
    if not found:
        return "the package was not made by coursepack"
    data = json.loads(found[1])
    if (data["id"], data["version"]) == (plan.course.id, plan.course.version):
        return ""
    return f"the package holds {data['id']} {data['version']}, the folder {plan.course.id} {plan.course.version}"


def _play(  # noqa: PLR0913, PLR0917 - what a story is about
    browser: Browser,
    package: Package,
    plan: Plan | None,
    story: Story,
    launchable: Launchable,
    report: Report,
    trace: Path | None,
) -> Played:
    if story.needs_course and plan is None:
        return Played(story.name, "not played: the course is not known (--course)")
    if story.scorm_only and not launchable.format.startswith("scorm"):
        return Played(story.name, "not played: this format has no such launch")
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    if trace:
        context.tracing.start(screenshots=True, snapshots=True)
    began = time.monotonic()
    with serve(lambda: package) as server:
        learner = Learner(context.new_page(), server, plan, story.switches)
        hits = list(_hits(story, learner))
        played = Played(story.name, "findings" if hits else "ok", round(time.monotonic() - began, 1), told(server))
    if trace:
        context.tracing.stop(path=trace / f"{story.name.replace(' ', '-')}.zip")
    context.close()
    played.pictures = learner.pictures
    report.findings += [Finding(story.name, code, message) for code, message in hits]
    report.hosts = sorted({*report.hosts, *learner.hosts})
    if learner.first:
        report.first_content_ms, report.first_content_bytes = learner.first
    return played


def _hits(story: Story, learner: Learner) -> Iterator[judge.Hit]:
    from playwright.sync_api import Error

    try:
        yield from story.play(learner)
    except Error as error:
        code = "CP901" if learner.opened else "CP900"
        yield code, str(error).splitlines()[0]
    learner.page.wait_for_timeout(100)
    yield from judge.protocol(learner.server)
    yield from (("CP940", text) for text in dict.fromkeys(learner.console))
    yield from (("CP942", url) for url in dict.fromkeys(learner.outside))


def summary(reports: Iterable[Report]) -> str:
    """`2 packages, 11 stories played, 1 not played: 0 findings`."""
    all_reports = list(reports)
    played = [story for one in all_reports for story in one.stories]
    skipped = sum(story.outcome.startswith("not played") for story in played)
    found = sum(len(one.findings) for one in all_reports)
    count = len(all_reports)
    return (
        f"{count} package{'s' * (count != 1)}, {len(played) - skipped} stories played, {skipped} not played: "
        f"{found} finding{'s' * (found != 1)}"
    )
