"""The table of docs/lms.md: each profile, what it sets, and how many of its facts are how sure."""

from __future__ import annotations

from pathlib import Path

from coursepack.lms.profile import Profile, names, profile

_BEGIN, _END = "<!-- table: written by make docs -->", "<!-- end of table -->"
_WORDS = {"passed-or-failed": "`passed`, `failed`, `completed`", "completed-only": "`completed` only"}
_HEAD = """| LMS | `--lms` | format | ends with | checked | vendor | reported | unverified | gone through |
|---|---|---|---|---:|---:|---:|---:|---|"""


def lms_page(root: Path) -> str:
    """docs/lms.md with its table renewed."""
    before, rest = (root / "docs/lms.md").read_text(encoding="utf-8").split(_BEGIN)
    after = rest.split(_END)[1]
    rows = "\n".join(_row(profile(name)) for name in names())
    return f"{before}{_BEGIN}\n{_HEAD}\n{rows}\n{_END}{after}"


def _row(one: Profile) -> str:
    counts = [sum(fact.mark == mark for fact in one.facts) for mark in ("checked", "vendor", "reported", "unverified")]
    numbers = " | ".join(str(count) if count else "" for count in counts)
    return (
        f"| {one.title} | `{one.name}` | `{one.format.use}` | {_WORDS[one.status.words]} | {numbers} | {one.reviewed} |"
    )
