"""What leaves the package, and what should never have come in: other hosts, trackers, secrets, sources, answer keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursepack.lint.registry import Hit, Level, rule
from coursepack.lint.rules.names import ending
from coursepack.lint.scan import DATA, HTML, SCRIPT, STYLE, found_in_texts, shown
from coursepack.lint.subject import Subject

_PRIVATE = "practice: hospitals' firewalls, GDPR, California's CCPA"


@found_in_texts(
    "CP368",
    "script-from-elsewhere",
    Level.WARNING,
    _PRIVATE,
    "copy the script into the package",
    HTML,
    (b"<script",),
    rb"<script\b[^<>]{0,500}?\bsrc\s*=\s*[\"']?((?:https?:)?//[^\"'\s>]+)",
)
def script_from_elsewhere(match: re.Match[bytes]) -> str:
    """A page loads a script from another server.

    Behind a hospital's firewall it does not come, and the course does not start. The other server learns who takes the course,
    and can change what it does.
    Example: <script src="https://cdn.example.org/jquery.js">
    """
    return f"a script comes from {shown(match[1])}"


@found_in_texts(
    "CP369",
    "style-from-elsewhere",
    Level.WARNING,
    _PRIVATE,
    "copy the style sheet and its fonts into the package",
    STYLE,
    (b"http", b"//"),
    rb"(?:<link\b(?=[^<>]{0,300}stylesheet)[^<>]{0,500}?\bhref\s*=\s*[\"']?|@import\s+(?:url\()?[\"']?|@font-face\s*\{[^{}]{0,500}?url\([\"']?)((?:https?:)?//[^\"')\s>]+)",
)
def style_from_elsewhere(match: re.Match[bytes]) -> str:
    """A style sheet or font comes from another server.

    The page waits for it, and looks broken where it does not come. A court in Munich held in 2022 that fonts loaded like that hand
    out the reader's address.
    Example: @import url(https://fonts.example.org/css)
    """
    return f"a style sheet or font comes from {shown(match[1])}"


@found_in_texts(
    "CP370",
    "media-from-elsewhere",
    Level.NOTE,
    _PRIVATE,
    "copy it into the package, or say in the text what is there",
    HTML,
    (b"http", b"//"),
    rb"<(?:img|video|audio|source|iframe|embed|object|track)\b[^<>]{0,500}?\b(?:src|data)\s*=\s*[\"']?((?:https?:)?//[^\"'\s>]+)",
)
def media_from_elsewhere(match: re.Match[bytes]) -> str:
    """A picture, recording or frame comes from another server.

    Video sites are blocked in many hospitals, some refuse to be framed, and each of them learns who watched.
    Example: <iframe src="https://video.example.org/embed/1">
    """
    return f"a picture, recording or frame comes from {shown(match[1])}"


@found_in_texts(
    "CP371",
    "plain-http",
    Level.WARNING,
    "W3C Mixed Content",
    "use https, or copy it into the package",
    STYLE,
    (b"http://",),
    rb"(?:<(?:script|img|video|audio|source|iframe|embed|link)\b[^<>]{0,500}?\b(?:src|href)\s*=\s*[\"']?|url\([\"']?)(http://(?!www\.w3\.org|purl\.org|ns\.adobe)[^\"')\s>]+)",
)
def plain_http(match: re.Match[bytes]) -> str:
    """Something is loaded without encryption.

    LMSs are served over HTTPS, and a browser does not load a script, style or frame over plain HTTP into such a page. Docebo says
    so in its help pages.
    Example: <script src="http://cdn.example.org/player.js">
    """
    return f"{shown(match[1])} is loaded without encryption"


@found_in_texts(
    "CP372",
    "tracker",
    Level.WARNING,
    _PRIVATE,
    "remove it; the LMS records what has to be recorded",
    SCRIPT,
    (
        b"google-analytics",
        b"googletagmanager",
        b"connect.facebook.net",
        b"hotjar",
        b"clarity.ms",
        b"matomo",
        b"segment.com",
        b"mixpanel",
        b"doubleclick",
    ),
    rb"(google-analytics\.com|googletagmanager\.com/g|connect\.facebook\.net|static\.hotjar\.com|clarity\.ms/tag|matomo\.(?:js|php)|cdn\.segment\.com|cdn\.mxpnl\.com|doubleclick\.net)",
)
def tracker(match: re.Match[bytes]) -> str:
    """The course tells an analytics service what learners do.

    Nobody agreed to it, and in a course on trafficking or violence it can tell about a survivor.
    Example: a script of googletagmanager.com in story.html
    """
    return f"{shown(match[1])} is told what learners do"


@found_in_texts(
    "CP373",
    "path-of-an-author",
    Level.WARNING,
    "practice",
    "export the course again, or remove the path",
    (*SCRIPT, *DATA),
    (b"users", b"/home/", b"file:///"),
    rb"([a-z]:[\\/]{1,4}users[\\/]{1,4}[^\\/\"'<>\s]{1,40}|(?<![\w.])/(?:users|home)/[a-z][a-z0-9._-]{1,30}/(?:documents|desktop|downloads|projects|dropbox|work)[^\"'<>\s]{0,40}|file:///[a-z]:?/[^\"'<>\s]{3,60})",
)
def path_of_an_author(match: re.Match[bytes]) -> str:
    """A path of somebody's computer stands in a file.

    It tells a name that nobody meant to publish, and what hangs on it works on that computer only.
    Example: C:\\Users\\kim.lee\\Desktop\\course
    """
    return f"'{shown(match[1])}' is a path on somebody's computer"


@found_in_texts(
    "CP374",
    "private-key",
    Level.ERROR,
    "practice",
    "remove it, and make the key or password worthless today: everybody who had the package has it",
    (*SCRIPT, *DATA),
    (b"private key", b"akia", b"aiza", b"ghp_"),
    rb"(-----BEGIN (?:RSA |EC |OPENSSH |)PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b|\bghp_[0-9A-Za-z]{36}\b)",
)
def private_key(match: re.Match[bytes]) -> str:
    """A secret is in the package: a private key, or the key of a cloud service.

    Every learner can download the files of a course.
    Example: a line that begins with AKIA, in config.js
    """
    return f"a secret is readable for every learner ('{shown(match[1][:12])}…')"


@found_in_texts(
    "CP375",
    "lrs-password",
    Level.ERROR,
    "xAPI 1.0.3 part 3, 4",
    "take endpoint and credentials from the launch address, or from cmi5's fetch URL",
    SCRIPT,
    (b"basic ",),
    rb"authorization[\"']?\s*[:=,]\s*[\"']basic\s+([A-Za-z0-9+/]{16,}={0,2})[\"']",
)
def lrs_password(match: re.Match[bytes]) -> str:
    """A password for a record store is written into a script.

    Every learner can read it, and with it mostly the records of all others.
    Example: Authorization: "Basic dXNlcjpwYXNz…"
    """
    return f"a password is written into the script ('Basic {shown(match[1][:6])}…')"


@found_in_texts(
    "CP376",
    "fixed-lrs",
    Level.REVIEW,
    "tincan.xml launch; cmi5 8.1",
    "take the endpoint from the launch address",
    SCRIPT,
    (b"endpoint",),
    rb"\bendpoint[\"']?\s*[:=]\s*[\"'](https?://[^\"']{4,120})[\"']",
)
def fixed_lrs(match: re.Match[bytes]) -> str:
    """The address of a record store is written into a script.

    If the script uses it when it was opened by an LMS, results go there and the LMS sees nothing. It may be a default that is never used.
    Example: endpoint: "https://lrs.example.org/xapi/"
    """
    return f"the record store {shown(match[1])} is written into the script"


@found_in_texts(
    "CP377",
    "answer-key",
    Level.WARNING,
    "practice",
    "leave the question bank out of the package",
    ("xml", "gift", "csv", "txt"),
    (b"correctresponse", b"<quiz>", b"::", b"correct answer", b"answer key", b"fraction="),
    rb"(<correctResponse\b|<quiz>\s*<!?[^<>]{0,200}|<answer\s+fraction=\"100\"|(?m:^)::[^:\n]{1,80}::"
    rb"[^\n{]{0,300}\{|answer key|(?m:^)correct answers?\b)",
)
def answer_key(match: re.Match[bytes]) -> str:
    """A question bank with its right answers lies in the package.

    A learner finds it at its address, and the mark proves nothing.
    Example: bank.gift, or quiz.xml from Moodle
    """
    return f"'{shown(match[1], 30)}' looks like a key to the answers"


_SOURCES = set(
    [
        "story",
        "cptx",
        "cpvc",
        "fla",
        "psd",
        "ai",
        "xcf",
        "indd",
        "pptx",
        "docx",
        "xlsx",
        "blend",
        "aep",
        "prproj",
        "camproj",
        "trec",
        "tscproj",
        "elp",
        "elpx",
        "ispring",
        "icl",
        "rise",
        "sketch",
        "fig",
        "ts",
        "scss",
        "sass",
        "less",
    ]
)
_COURSE_SOURCES = {
    "course.json",
    "course.lock.json",
    "package.json",
    "package-lock.json",
    "gruntfile.js",
    "webpack.config.js",
}


@rule("CP378", "authoring-source", Level.WARNING, "practice", "leave it out, unless learners are to download it")
def authoring_source(subject: Subject) -> Iterator[Hit]:
    """The source of the course is in the package.

    It makes the package large, shows answers and notes of authors, and serves nobody who learns.
    Example: course.story, course.json, logo.psd
    """
    for name in subject.files:
        last = name.rpartition("/")[2].lower()
        if ending(name) in _SOURCES and not last.endswith(".d.ts"):
            yield Hit(
                f"'{name}' is a source", name, level=Level.NOTE if ending(name) in ("pptx", "docx", "xlsx") else None
            )
        elif last in _COURSE_SOURCES and "/" not in name:
            yield Hit(f"'{name}' is a source", name)


@rule("CP379", "source-map", Level.NOTE, "practice", "build for production")
def source_map(subject: Subject) -> Iterator[Hit]:
    """Source maps are in the package.

    They are for developers, hold the whole source, and often paths of their computers.
    Example: app.js.map
    """
    found = [name for name in subject.files if name.endswith((".js.map", ".css.map"))]
    if found:
        yield Hit(f"{len(found)} source maps, such as '{found[0]}'", found[0])


@rule(
    "CP380", "tools-of-developers", Level.WARNING, "practice", "zip what was built, not the folder in which it was made"
)
def tools_of_developers(subject: Subject) -> Iterator[Hit]:
    """Version control, installed libraries or settings of developers are in the package.

    The history of a project, and a file .env above all, can hold passwords.
    Example: .git/config, node_modules, .env
    """
    marks = (".git", ".svn", ".hg", "node_modules", ".env", ".vscode", ".idea")
    found = {mark: name for name in subject.files for mark in marks if mark in name.split("/")}
    for mark, name in found.items():
        yield Hit(f"'{mark}' is in the package", name)


@found_in_texts(
    "CP381",
    "asks-for-the-place",
    Level.REVIEW,
    _PRIVATE,
    "remove it, or tell the learner why before asking",
    SCRIPT,
    (b"geolocation", b"getusermedia"),
    rb"\b(geolocation\s*\.\s*(?:getCurrentPosition|watchPosition)|mediaDevices\s*\.\s*getUserMedia)\s*\(",
)
def asks_for_the_place(match: re.Match[bytes]) -> str:
    """The course can ask for the learner's place, camera or microphone.

    For a survivor that is a reason to close it. LMSs mostly frame a course so that the browser refuses.
    Example: navigator.geolocation.getCurrentPosition(…)
    """
    return f"'{shown(match[1])}' asks for place, camera or microphone"


@found_in_texts(
    "CP382",
    "sets-cookies",
    Level.NOTE,
    _PRIVATE,
    "keep state in the LMS: suspend data, or a state document",
    SCRIPT,
    (b"document.cookie",),
    rb"document\.cookie\s*=[^=]",
)
def sets_cookies(match: re.Match[bytes]) -> str:
    """The course sets cookies.

    In the LMS's own domain they go with every request of the learner; in a frame of another domain browsers drop them.
    Example: document.cookie = "page=3"
    """
    return "a cookie is set"
