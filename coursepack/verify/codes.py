"""Everything that `verify` can hold against a package, in one table: code, name, severity, meaning and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from coursepack.problems import Place, Problem, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True)
class Code:
    """`name` says the fault in a word or a few; `fix` what to do about it."""

    code: str
    name: str
    severity: Severity
    fix: str


_TABLE = (
    Code("CP900", "does-not-start", _ERROR, "play it with `coursepack play` and look at the browser's console"),
    Code("CP901", "story-stopped", _ERROR, "play this story by hand with `coursepack play`: a learner would be stuck here"),
    Code("CP902", "of-another-course", _ERROR, "give the folder that the package was built from, or build the package again"),
    Code("CP903", "no-browser", _ERROR, "install Chromium (Debian: apt-get install chromium), or name it with --executable"),
    Code("CP904", "not-installed", _ERROR, "pip install 'coursepack[verify]'"),
    Code("CP910", "score-shown-is-not-score-sent", _ERROR, "do not import it: the record would contradict what the learner saw"),
    Code("CP911", "score-is-not-the-definitions", _ERROR, "do not import it: points are counted otherwise than the course says"),
    Code("CP912", "passes-on-open", _ERROR, "do not import it: opening the course must never complete or pass it"),
    Code("CP913", "status-is-not-the-definitions", _ERROR, "do not import it: the record says something else than the course's own rule"),
    Code("CP914", "verdict-shown-is-wrong", _ERROR, "do not import it: the learner is told something else than the course's own rule"),
    Code("CP915", "answer-lost", _ERROR, "look at the calls in the report: this answer never reached the LMS"),
    Code("CP916", "answer-judged-otherwise", _ERROR, "look at the calls in the report: the LMS holds another judgement of this answer"),
    Code("CP917", "resumes-elsewhere", _ERROR, "what was saved must name pages and questions by ids, not by their positions"),
    Code("CP918", "writes-in-review", _ERROR, "in mode review nothing may be written"),
    Code("CP921", "mastery-score-is-not-the-pass-mark", _ERROR, "an LMS judges by another mark than the course: build it again"),
    Code("CP930", "breaks-the-standard", _ERROR, "the standard forbids this call or this order of calls; a strict LMS refuses it"),
    Code("CP931", "call-refused", _ERROR, "the LMS does not take this value; look the error code up in the standard"),
    Code("CP932", "not-finished", _ERROR, "the course must say LMSFinish, Terminate or terminated when its window goes"),
    Code("CP933", "call-after-finish", _ERROR, "nothing may be said after the end of a session: it is lost or refused"),
    Code("CP935", "file-missing", _ERROR, "add the file to the package, or drop what asks for it"),
    Code("CP940", "console-error", _WARNING, "a script failed; look at the place in the browser's console"),
    Code("CP942", "outside-request", _ERROR, "a package must bring all it needs; hospitals block and log such requests"),
    Code("CP943", "accessibility", _WARNING, "see the rule's page at dequeuniversity.com"),
)  # fmt: skip
CODES = {one.code: one for one in _TABLE}


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that was seen in one story of one package."""

    story: str
    code: str
    message: str

    @property
    def name(self) -> str:
        """The fault in a word or a few."""
        return CODES[self.code].name

    @property
    def severity(self) -> Severity:
        """Error or warning."""
        return CODES[self.code].severity

    @property
    def fix(self) -> str:
        """What to do about it."""
        return CODES[self.code].fix

    def problem(self, package: str) -> Problem:
        """In the shape of every other report of coursepack."""
        return Problem(
            Place(package), self.code, f"{self.name}, story '{self.story}': {self.message}", self.fix, self.severity
        )
