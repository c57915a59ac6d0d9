"""What stands in pages and scripts: calls that an LMS refuses, ends that are never told, and files that no server sends right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursepack.lint.registry import SCORM, Hit, Level, rule
from coursepack.lint.rules.names import ending
from coursepack.lint.scan import HTML, SCRIPT, found_in_texts, shown
from coursepack.lint.subject import Subject

_RTE12, _RTE2004 = "SCORM 1.2 RTE 3.4.2", "SCORM 2004 RTE 4.2"
_SET12, _SET2004 = rb"LMSSetValue\s*\(\s*[\"']", rb"(?<![A-Za-z])SetValue\s*\(\s*[\"']"
_VALUE = rb"[\"']\s*,\s*[\"']([^\"']*)[\"']"
_STATUS12 = (b"passed", b"completed", b"failed", b"incomplete", b"browsed")
_EXIT12 = (b"time-out", b"suspend", b"logout", b"")
_EXIT2004 = (*_EXIT12, b"normal")
_COMPLETION = (b"completed", b"incomplete", b"not attempted", b"unknown")


@found_in_texts(
    "CP383",
    "status-not-allowed",
    Level.WARNING,
    _RTE12,
    "set passed, completed, failed, incomplete or browsed",
    SCRIPT,
    (b"lesson_status",),
    _SET12 + rb"cmi\.core\.lesson_status" + _VALUE,
    kinds=("scorm12",),
)
def status_not_allowed(match: re.Match[bytes]) -> str:
    """A script sets a lesson_status that SCORM 1.2 does not allow to be set.

    The LMS answers with error 405 and keeps what it had. HealthStream shows the learner a message.
    Example: LMSSetValue("cmi.core.lesson_status", "not attempted")
    """
    return "" if match[1] in _STATUS12 else f"lesson_status is set to '{shown(match[1])}'"


@found_in_texts(
    "CP384",
    "exit-not-allowed",
    Level.WARNING,
    _RTE12,
    "set time-out, suspend, logout or nothing",
    SCRIPT,
    (b"cmi.core.exit",),
    _SET12 + rb"cmi\.core\.exit" + _VALUE,
    kinds=("scorm12",),
)
def exit_not_allowed(match: re.Match[bytes]) -> str:
    """A script sets an exit that SCORM 1.2 does not know.

    The LMS answers with error 405; whether the learner can go on later is then up to it. "normal" is a word of SCORM 2004.
    Example: LMSSetValue("cmi.core.exit", "normal")
    """
    return "" if match[1] in _EXIT12 else f"cmi.core.exit is set to '{shown(match[1])}'"


@found_in_texts(
    "CP385",
    "element-of-2004",
    Level.WARNING,
    "SCORM 1.2 RTE 3.4",
    "use the elements of SCORM 1.2",
    SCRIPT,
    (b"lmssetvalue", b"lmsgetvalue"),
    rb"LMS[SG]etValue\s*\(\s*[\"'](cmi\.(?:completion_status|success_status|score\.|progress_measure|location|exit|session_time|learner_|mode\b)[a-z_.]*)",
    kinds=("scorm12",),
)
def element_of_2004(match: re.Match[bytes]) -> str:
    """A script asks the API of SCORM 1.2 for an element of SCORM 2004.

    The LMS answers with error 201 or 401: a completion that is told like that is never recorded.
    Example: LMSSetValue("cmi.completion_status", "completed")
    """
    return f"'{shown(match[1])}' is not an element of SCORM 1.2"


@found_in_texts(
    "CP386",
    "element-of-12",
    Level.WARNING,
    "SCORM 2004 RTE 4.2",
    "use the elements of SCORM 2004",
    SCRIPT,
    (b"cmi.core",),
    rb"(?<![A-Za-z])[SG]etValue\s*\(\s*[\"'](cmi\.core\.[a-z_.]+)",
    kinds=("scorm2004",),
)
def element_of_12(match: re.Match[bytes]) -> str:
    """A script asks the API of SCORM 2004 for an element of SCORM 1.2.

    The LMS answers with error 401, and nothing is recorded.
    Example: SetValue("cmi.core.lesson_status", "passed")
    """
    return f"'{shown(match[1])}' is not an element of SCORM 2004"


@found_in_texts(
    "CP387",
    "completion-not-allowed",
    Level.WARNING,
    f"{_RTE2004}.4",
    "set completed, incomplete, not attempted or unknown",
    SCRIPT,
    (b"cmi.completion_status",),
    _SET2004 + rb"cmi\.completion_status" + _VALUE,
    kinds=("scorm2004",),
)
def completion_not_allowed(match: re.Match[bytes]) -> str:
    """A script sets a completion_status that SCORM 2004 does not know.

    The LMS answers with error 406. "passed" belongs into cmi.success_status.
    Example: SetValue("cmi.completion_status", "passed")
    """
    return "" if match[1] in _COMPLETION else f"completion_status is set to '{shown(match[1])}'"


@found_in_texts(
    "CP388",
    "exit-not-allowed-2004",
    Level.WARNING,
    f"{_RTE2004}.8",
    "set time-out, suspend, logout, normal or nothing",
    SCRIPT,
    (b"cmi.exit",),
    _SET2004 + rb"cmi\.exit" + _VALUE,
    kinds=("scorm2004",),
)
def exit_not_allowed_2004(match: re.Match[bytes]) -> str:
    """A script sets an exit that SCORM 2004 does not know.

    The LMS answers with error 406, and the learner may lose the place.
    Example: SetValue("cmi.exit", "finish")
    """
    return "" if match[1] in _EXIT2004 else f"cmi.exit is set to '{shown(match[1])}'"


@found_in_texts(
    "CP389",
    "result-of-another-edition",
    Level.WARNING,
    "SCORM 1.2 RTE 3.4.2 interactions",
    "say 'wrong' in SCORM 1.2, 'incorrect' in SCORM 2004",
    SCRIPT,
    (b".result",),
    _SET12 + rb"cmi\.interactions\.[0-9]+\.result" + _VALUE,
    kinds=("scorm12",),
)
def result_of_another_edition(match: re.Match[bytes]) -> str:
    """A script reports an answer with a word of SCORM 2004.

    SCORM 1.2 says "wrong"; Moodle answers "incorrect" with error 405 and the answer is lost.
    Example: LMSSetValue("cmi.interactions.0.result", "incorrect")
    """
    return "an answer is reported as 'incorrect'" if match[1] == b"incorrect" else ""


@found_in_texts(
    "CP632",
    "interaction-id",
    Level.WARNING,
    "SCORM 1.2 RTE 3.4.2 CMIIdentifier",
    "use letters, digits, '-' and '_', 255 at most",
    SCRIPT,
    (b".id",),
    _SET12 + rb"cmi\.(?:interactions|objectives)\.[0-9]+\.id" + _VALUE,
    kinds=("scorm12",),
)
def interaction_id(match: re.Match[bytes]) -> str:
    """A script names a question or an objective in a way that SCORM 1.2 does not allow.

    An identifier has no spaces and no letters beyond ASCII; Moodle answers with error 405, and the answer is lost.
    Example: LMSSetValue("cmi.interactions.0.id", "Question 1")
    """
    return "" if re.fullmatch(rb"[!-~]{1,255}", match[1]) else f"the id of a question is '{shown(match[1])}'"


@rule(
    "CP390",
    "never-talks",
    Level.REVIEW,
    "SCORM 1.2 RTE 3.2.1; SCORM 2004 RTE 3.1",
    "test it in an LMS; if nothing is recorded, export it with tracking",
    SCORM,
)
def never_talks(subject: Subject) -> Iterator[Hit]:
    """The package says that it reports to the LMS, and no script in it seems to.

    The LMS then records nothing, or, as Moodle does, counts opening as completing. Open edX warns of the same.
    Example: scormtype="sco" on a page without any script
    """
    if subject.whole and subject.scorm.scos and not subject.scan.mentioned(b"LMSInitialize", b"API_1484_11", b"cmi."):
        yield Hit("no page or script mentions the API of an LMS")


@rule(
    "CP391",
    "api-of-another-edition",
    Level.ERROR,
    "SCORM 1.2 RTE 3.3.6; SCORM 2004 RTE 3.3.1",
    "export it for the edition that the scripts speak, or correct the schemaversion",
    SCORM,
)
def api_of_another_edition(subject: Subject) -> Iterator[Hit]:
    """The scripts speak to the API of the other edition only.

    An LMS offers one API for a package, by its schemaversion: the course does not find it, and nothing is recorded.
    Example: schemaversion "2004 4th Edition", scripts with LMSInitialize only
    """
    scan = subject.scan
    if not subject.whole or not subject.scorm.scos:
        return
    if "scorm12" in subject.kinds and scan.mentioned(b"API_1484_11") and not scan.mentioned(b"LMSInitialize"):
        yield Hit(
            "the manifest is of SCORM 1.2, the scripts know the API of SCORM 2004 only", scan.mentions[b"API_1484_11"]
        )
    if "scorm2004" in subject.kinds and scan.mentioned(b"LMSInitialize") and not scan.mentioned(b"API_1484_11"):
        yield Hit(
            "the manifest is of SCORM 2004, the scripts know the API of SCORM 1.2 only", scan.mentions[b"LMSInitialize"]
        )


@rule(
    "CP392",
    "never-finishes",
    Level.WARNING,
    "SCORM 1.2 RTE 3.2.1",
    "call LMSFinish (1.2) or Terminate (2004) once, when the course is left",
    SCORM,
)
def never_finishes(subject: Subject) -> Iterator[Hit]:
    """The scripts begin a session with the LMS and never end it.

    A SCO must call LMSFinish. Without it Moodle does not count the time, and other LMSs keep the attempt open or drop its data.
    Example: a script with LMSInitialize and without LMSFinish
    """
    scan = subject.scan
    if "scorm12" in subject.kinds and scan.mentioned(b"LMSInitialize") and not scan.mentioned(b"LMSFinish"):
        yield Hit("LMSInitialize is called, LMSFinish never", scan.mentions[b"LMSInitialize"])
    if "scorm2004" in subject.kinds and scan.mentioned(b"API_1484_11") and not scan.mentioned(b"Terminate"):
        yield Hit("the API is used, Terminate is never called", scan.mentions[b"API_1484_11"])


@rule(
    "CP393",
    "ends-at-unload-only",
    Level.REVIEW,
    "WHATWG HTML, page lifecycle; Chrome Permissions-Policy unload",
    "end the session at 'pagehide', too, and save when something happens",
    SCORM,
)
def ends_at_unload_only(subject: Subject) -> Iterator[Hit]:
    """The session seems to be ended at unload or beforeunload only.

    Chrome stops calling unload, in Moodle 4.5 by policy; phones never did. What was not saved before is lost.
    Example: window.onunload = finish, and no 'pagehide' anywhere
    """
    scan = subject.scan
    talks = scan.mentioned(b"LMSFinish", b"API_1484_11")
    if talks and scan.mentioned(b"unload") and not scan.mentioned(b"pagehide", b"visibilitychange"):
        yield Hit(
            "no script listens to 'pagehide' or 'visibilitychange', one to 'unload', which browsers no longer call surely",
            scan.mentions[b"unload"],
        )


@found_in_texts(
    "CP394",
    "reads-the-top",
    Level.REVIEW,
    "SAP KBA 2805176; WHATWG HTML, cross-origin objects",
    "climb with window.parent, each step in try/catch; see that it does",
    SCRIPT,
    (b"top.document", b"top.location", b"top.api", b"parent.document"),
    rb"\b((?:window\.)?(?:top|parent)\.document\b|window\.top\.(?:API|location))",
)
def reads_the_top(match: re.Match[bytes]) -> str:
    """A script reaches into the page around the course.

    Where a frame of another origin stands above, as on SuccessFactors' Course Home, the browser throws an error; without a
    try/catch the course stops there and does not find the LMS.
    Example: window.top.document
    """
    return f"'{shown(match[1])}' reaches out of the course"


@found_in_texts(
    "CP395",
    "module-script",
    Level.WARNING,
    "WHATWG HTML, module scripts",
    "bundle into one classic script",
    HTML,
    (b"module",),
    rb"<script\b[^<>]{0,300}\btype\s*=\s*[\"']?module",
)
def module_script(match: re.Match[bytes]) -> str:
    """A page uses module scripts.

    They do not load from a disk, in some LMS apps that work offline, or from a server with a wrong type for the file: a blank page.
    Example: <script type="module" src="app.js">
    """
    return "a module script is used"


@rule(
    "CP396",
    "file-without-type",
    Level.NOTE,
    "Moodle 5.0 file types; IIS defaults",
    "use .js for scripts; load the others with a fallback",
    (),
)
def file_without_type(subject: Subject) -> Iterator[Hit]:
    """A file has an ending that servers send with a wrong type.

    Moodle sends .mjs as text and the browser refuses to run it; IIS answers "not found" for .wasm and .webmanifest.
    Example: app.mjs
    """
    for name in subject.files:
        if (last := ending(name)) in ("mjs", "cjs", "wasm", "webmanifest"):
            level = Level.WARNING if last in ("mjs", "cjs") else None
            yield Hit(f"'{name}': many servers do not know .{last}", name, level=level)


@rule("CP397", "flash", Level.WARNING, "practice: Flash ended in 2020", "publish the course again as HTML5")
def flash(subject: Subject) -> Iterator[Hit]:
    """Flash is in the package.

    No browser has played it since January 2021.
    Example: player.swf
    """
    found = [name for name in subject.files if ending(name) in ("swf", "flv")]
    if found:
        yield Hit(f"{len(found)} files are Flash, such as '{found[0]}'", found[0])


@rule(
    "CP398",
    "dispatch",
    Level.NOTE,
    "Absorb and others do not take such packages",
    "ask the vendor for the course itself, if the LMS refuses it or learners are offline",
)
def dispatch(subject: Subject) -> Iterator[Hit]:
    """The package is a stub: the course itself comes from a vendor's server.

    Absorb refuses such packages; the vendor sees who learns; when the licence ends, it says that it is not available.
    Example: a package of SCORM Cloud Dispatch
    """
    marks = {"dispatch.html", "goodbye.html", "configuration.js", "blank.html"}
    names = {name.rpartition("/")[2].lower() for name in subject.files}
    if "dispatch.html" in names or len(marks & names) == 3:
        yield Hit("this is a dispatch package: the course is somewhere else")


@found_in_texts(
    "CP399",
    "service-worker",
    Level.REVIEW,
    "W3C Service Workers",
    "leave it out of packages for an LMS",
    SCRIPT,
    (b"serviceworker",),
    rb"serviceWorker\s*\.\s*register\s*\(",
)
def service_worker(match: re.Match[bytes]) -> str:
    """The course installs a service worker.

    It lives in the LMS's domain, stays after the course, and can show an old version after an update.
    Example: navigator.serviceWorker.register("sw.js")
    """
    return "a service worker is installed"
