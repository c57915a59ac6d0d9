"""LMS profiles are whole and honest: each fact has a mark, a source unless it is not verified, and stands in the guide with its mark."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import lxml.html
import pytest
from msgspec.structs import replace as changed

from coursepack.build import Built
from coursepack.credit.activity import NO_CREDIT
from coursepack.formats import BY_NAME
from coursepack.lms.profile import FOLDER, Profile, names, profile, tailored
from coursepack.lms.sheets import HEADINGS, LABELS, rule, sheets
from coursepack.model import Award, Credit
from coursepack.plan import Plan
from tests.conftest import BASE, ROOT, planned

SCHEMA: Any = json.loads((FOLDER.parent / "lms.schema.json").read_text(encoding="utf-8"))
LISTED = (
    "moodle canvas cornerstone healthstream workday successfactors symplr relias absorb docebo talentlms oracle saba openedx "
    "scorm-cloud generic"
)
AWARENESS = ROOT / "courses/human-trafficking-awareness"


@cache
def plan_of(folder: Path) -> Plan:
    return planned(folder)


def made(plan: Plan, one: Profile, format_name: str = "", *, score_on_completion: bool = False) -> dict[str, str]:
    """The sheets of a package, by what they are."""
    item = BY_NAME[format_name or one.format.use]
    plan = tailored(plan, one, score_on_completion=score_on_completion)
    package = item.render(plan)
    path = Path("dist") / f"{plan.name(item.name)}.zip"
    built = Built(path, "0" * 64, package.digest(), 1000, len(package), plan.longest_suspend_data)
    found = sheets(plan, one, item, package, built)
    return {name.removeprefix(f"{path.stem}-"): text for name, text in found.items()}


def words(html: str) -> str:
    return " ".join(lxml.html.fromstring(html.encode()).text_content().split())


def test_every_lms_of_the_list_has_a_profile() -> None:
    assert set(names()) == set(LISTED.split())
    assert names()[-1] == "generic"


@pytest.mark.parametrize("name", names())
def test_a_profile_keeps_its_schema_and_hangs_together(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")), SCHEMA)
    one = profile(name)
    assert one.name == name
    ids = [fact.id for fact in one.facts]
    assert len(ids) == len(set(ids))
    rules = [one.format.facts, one.status.facts, one.score.facts if one.score else ()]
    rules += [limit.facts for limit in (getattr(one.limits, field) for field in one.limits.__struct_fields__) if limit]
    assert {fact for facts in rules for fact in facts} <= set(ids)
    assert one.format.use in one.format.takes
    assert not set(one.format.takes) & set(one.format.refuses)
    assert {*one.format.takes, *one.format.refuses} <= set(BY_NAME)
    assert all(fact.checked <= one.reviewed for fact in one.facts)


@pytest.mark.parametrize("name", names())
def test_what_sets_the_package_apart_rests_on_a_source(name: str) -> None:
    """To refuse a format, or to say only “completed”, takes more than memory."""
    one = profile(name)
    if one.format.refuses:
        assert "vendor" in {fact.mark for fact in one.because(one.format.facts)}
    if one.status.words == "completed-only":
        assert {fact.mark for fact in one.because(one.status.facts)} == {"vendor"}


@pytest.mark.parametrize("name", names())
def test_each_fact_stands_once_in_the_guide_with_its_mark(name: str) -> None:
    one = profile(name)
    guide = lxml.html.fromstring(made(plan_of(BASE), one)["import-guide.html"].encode())
    items = [" ".join(item.text_content().split()) for item in guide.xpath("//li[span[contains(@class,'mark')]]")]
    expected = [f"{fact.text} {LABELS[fact.mark]}{f', {fact.dated}' if fact.dated else ''}" for fact in one.facts]
    assert sorted(items) == sorted(expected)
    assert set(guide.xpath("//ul[@class='sources']//a/@href")) == {fact.source.url for fact in one.facts if fact.source}
    assert f"Nobody has imported this package into {one.title} yet" in words(lxml.html.tostring(guide).decode())


@pytest.mark.parametrize("format_name", [name for name, item in BY_NAME.items() if item.player])
@pytest.mark.parametrize(
    "folder",
    [BASE, AWARENESS, ROOT / "courses/every-block", ROOT / "courses/every-question"],
    ids=lambda path: path.name,
)
def test_the_sheets_are_whole_and_load_nothing(folder: Path, format_name: str) -> None:
    found = made(plan_of(folder), profile("generic"), format_name)
    assert set(found) == {*(f"{name}.html" for name in HEADINGS), "assignment-map.csv"}
    for name, text in found.items():
        if name.endswith(".csv"):
            continue
        page = lxml.html.fromstring(text.encode())
        assert page.get("lang") == "en"
        assert page.xpath("//script | //link | //img | //iframe | //@src | //@style") == []
        assert "url(" not in text
        assert "@import" not in text
        assert "None" not in re.findall(r"\bNone\b(?! received|\.| of its own)", words(text)), name
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_same_build_gives_the_same_sheets() -> None:
    assert made(plan_of(BASE), profile("moodle")) == made(plan_of(BASE), profile("moodle"))


def test_the_privacy_sheet_lists_every_file_with_its_digest() -> None:
    plan = tailored(plan_of(BASE), profile("generic"), score_on_completion=False)
    package = BY_NAME["scorm12"].render(plan)
    page = lxml.html.fromstring(made(plan_of(BASE), profile("generic"))["privacy-and-security.html"].encode())
    rows = [
        [cell.text_content() for cell in row.xpath("td")] for row in page.xpath("//table[@class='hashes']/tbody/tr")
    ]
    assert rows == [[path, f"{blob.size:,}", blob.sha256] for path, blob in package.items()]


@pytest.mark.parametrize(
    ("format_name", "said", "not_said"),
    [
        ("scorm12", "Where in SCORM", "record store"),
        ("xapi", "record store", "SCORM"),
        ("cmi5", "session’s token", "SCORM"),
    ],
)
def test_the_privacy_sheet_speaks_of_its_own_format(format_name: str, said: str, not_said: str) -> None:
    sheet = words(
        made(plan_of(ROOT / "courses/every-block"), profile("generic"), format_name)["privacy-and-security.html"]
    )
    assert said in sheet
    assert not_said not in sheet


def test_what_learners_write_is_named_where_a_course_keeps_it() -> None:
    quiet, chatty = (
        words(made(plan_of(folder), profile("generic"))["privacy-and-security.html"])
        for folder in (BASE, ROOT / "courses/every-block")
    )
    assert "Texts of learners" in chatty
    assert "commits to change" in chatty
    assert "Texts of learners" not in quiet


def test_without_a_providers_number_no_credit_is_claimed() -> None:
    sheet = words(made(plan_of(AWARENESS), profile("generic"))["fact-sheet.html"])
    assert NO_CREDIT in sheet
    assert "no credit is claimed" in sheet
    assert "Credit is given by the providers" not in sheet


@pytest.mark.parametrize(
    ("status", "number", "claimed"), [("accredited", "P1", True), ("accredited", "", False), ("applied", "P1", False)]
)
def test_credit_is_spoken_of_only_with_an_accredited_providers_number(status: Any, number: str, claimed: bool) -> None:
    plan = plan_of(AWARENESS)
    credit = plan.course.credit
    assert isinstance(credit, Credit)
    award: Award = changed(credit.awards[0], provider_number=number, statement="Given by somebody.")
    course = changed(plan.course, credit=changed(credit, status=status, awards=(award,)))
    sheet = words(
        made(
            Plan(course, plan.lock, plan.folder, plan.files, plan.texts, plan.media, plan.downloads), profile("generic")
        )["fact-sheet.html"]
    )
    assert ("Given by somebody." in sheet) == claimed
    assert ("P1" in sheet) == claimed
    assert (NO_CREDIT in sheet) != claimed


def transcript(html: str) -> list[list[str]]:
    """The rows of the guide's table."""
    return [[cell.text_content() for cell in row] for row in lxml.html.fromstring(html.encode()).xpath("//tbody/tr")]


def test_the_guide_says_the_words_that_the_package_says() -> None:
    plan = plan_of(BASE)
    passed, completed = (made(plan, profile(name))["import-guide.html"] for name in ("moodle", "healthstream"))
    end = "has done everything and passed"
    assert transcript(passed)[-1] == [end, "passed", "the best, 0 to 100"]
    assert transcript(completed)[-1] == [end, "completed", "the best, 0 to 100"]
    assert "never “passed” or “failed”" in words(completed)
    later = made(plan, profile("cornerstone"), "scorm2004-3")["import-guide.html"]
    assert transcript(later)[-1] == [end, "completed", "passed", "the best, 0 to 1 and 0 to 100"]
    assert "never “passed”" not in words(later), "SCORM 2004 keeps completion and success apart"


def test_a_score_that_measures_nothing_is_called_so() -> None:
    course = plan_of(BASE).course
    bare = changed(course, quizzes=(), passing=None, completion=changed(course.completion, assessments="none"))
    plan = plan_of(BASE)
    plan = Plan(bare, plan.lock, plan.folder, plan.files, plan.texts)
    assert tailored(plan, profile("workday"), score_on_completion=True).telling == {"scoreOnCompletion": True}
    assert tailored(plan_of(BASE), profile("workday"), score_on_completion=True).telling == {}


def test_the_rule_in_a_sentence() -> None:
    course = plan_of(BASE).course
    assert (
        rule(course)
        == "The course is completed when the learner has read every page to its end, and has reached 80 % in the tests that count."
    )
    open_ended = changed(course.completion, pages="none", assessments="submitted")
    assert (
        rule(changed(course, completion=open_ended))
        == "The course is completed when the learner has handed in each test that counts."
    )


def test_the_table_for_a_spreadsheet_runs_nothing() -> None:
    plan = plan_of(AWARENESS)
    credit = plan.course.credit
    assert credit
    course = changed(plan.course, credit=changed(credit, audience=("=HYPERLINK(1)", "Nurses")))
    table = made(
        Plan(course, plan.lock, plan.folder, plan.files, plan.texts, plan.media, plan.downloads), profile("generic")
    )["assignment-map.csv"]
    assert table.startswith("\ufeffRole or job code,")
    assert "'=HYPERLINK(1)" in table
    assert (
        "\r\nNurses,,,,,human-trafficking-awareness,Human Trafficking Awareness for Hospital Staff,1.0.0\r\n" in table
    )


def test_without_a_profile_a_package_is_what_it_was() -> None:
    plan = plan_of(BASE)
    generic = tailored(plan, profile("moodle"), score_on_completion=False)
    assert BY_NAME["scorm12"].render(plan).digest() == BY_NAME["scorm12"].render(generic).digest()
    only = tailored(plan, profile("healthstream"), score_on_completion=False)
    assert '"completedOnly":true' in BY_NAME["scorm12"].render(only)["course.js"].read().decode()


def test_the_authors_words_are_marked_where_they_are_not_english() -> None:
    plan = plan_of(BASE)
    plan = Plan(changed(plan.course, language="ar"), plan.lock, plan.folder, plan.files, plan.texts, plan.media)
    for text in made(plan, profile("generic")).values():
        assert text.startswith("\ufeff") or '<h1 lang="ar" dir="rtl">' in text
    assert 'lang="ar"' not in made(plan_of(BASE), profile("generic"))["fact-sheet.html"]


def test_a_guide_to_an_untried_format_says_so() -> None:
    one, warning = profile("canvas"), "Nobody is known to have said that Canvas takes this format."
    assert warning in words(made(plan_of(BASE), one, "xapi")["import-guide.html"])
    assert warning not in words(made(plan_of(BASE), one)["import-guide.html"])
