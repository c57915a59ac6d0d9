"""`make bench`: CPU medians against the budgets that the project has set itself.

CPU seconds, not wall time: the machine may be shared. Each command runs once to warm up and then several times. What happens in a
browser is measured by `tools/bench_browser.py`.
"""

from __future__ import annotations

import datetime
import gzip
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from coursepack.formats import BY_NAME
from coursepack.load import load
from coursepack.plan import plan
from tools.bench_browser import browser_rows
from tools.bench_lint import lint_rows
from tools.samples import write_course, write_photo_course

RUNS = 9
ROOT = Path(__file__).parents[1]
# The day that `make demo` names: courses hold facts that are to be verified again.
AS_OF = datetime.date(2026, 11, 23)
# As installed by pip, which compiles modules once: a variable that forbids keeping them would be measured instead.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


class Row(NamedTuple):
    """One measured figure; `limit` is the budget it must not pass."""

    what: str
    value: float
    unit: str
    limit: float


def cpu_seconds(command: Sequence[str], **environment: str) -> float:
    """User and system CPU seconds of a command and its children. Raises CalledProcessError when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    around = ENVIRONMENT | environment
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=around)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def median_cpu(command: Sequence[str], runs: int = RUNS) -> float:
    """Median over `runs` runs, after one to warm up."""
    cpu_seconds(command)
    return statistics.median(cpu_seconds(command) for _ in range(runs))


def build_rows(folder: Path) -> list[Row]:
    """Builds and `--help`."""
    coursepack = str(Path(sys.executable).parent / "coursepack")
    small = write_course(folder / "small", pages=4, blocks=20, questions=10)
    large = write_course(folder / "large", pages=100, blocks=500, questions=500)
    out = str(folder / "dist")

    def build(course: Path) -> list[str]:
        return [coursepack, "build", str(course), "-f", "scorm12", "-o", out]

    return [
        Row("small course (4 pages, 20 blocks, 10 questions) to SCORM 1.2", median_cpu(build(small)), "CPU s", 0.30),
        Row("100 pages, 500 blocks, 500 questions to SCORM 1.2", median_cpu(build(large), 5), "CPU s", 0.80),
        Row("coursepack --help", median_cpu([coursepack, "--help"]), "CPU s", 0.15),
    ]


def picture_rows(folder: Path) -> list[Row]:
    """A course of photographs, for the first time and again."""
    course = write_photo_course(folder / "photos", 20)
    command = [str(Path(sys.executable).parent / "coursepack"), "build", str(course), "-f", "scorm12"]
    command += ["-o", str(folder / "dist")]
    cold = [cpu_seconds(command, COURSEPACK_CACHE=str(folder / f"cache-{number}")) for number in range(3)]
    warm = [cpu_seconds(command, COURSEPACK_CACHE=str(folder / "cache-0")) for _ in range(5)]
    return [
        Row("20 photographs of 12 megapixels to SCORM 1.2, for the first time", statistics.median(cold), "CPU s", 12),
        Row("the same again", statistics.median(warm), "CPU s", 0.80),
    ]


def size_rows() -> list[Row]:
    """What the learner's browser has to fetch besides the course: of a course with all blocks, and of one with all types of question."""
    return [
        Row(
            f"player.js and style.css of {name} for {format_name}, gzipped",
            _script_and_style(name, format_name),
            "KB",
            40,
        )
        for name in ("every-block", "every-question")
        for format_name in ("scorm12", "scorm2004-4", "xapi", "cmi5")
    ]


def _script_and_style(course: str, format_name: str) -> float:
    package = BY_NAME[format_name].render(plan(load(ROOT / "courses" / course, AS_OF)))
    return sum(_gzipped(package[name].read()) for name in ("player.js", "style.css"))


def _gzipped(data: bytes) -> float:
    return len(gzip.compress(data, 9, mtime=0)) / 1024


def main() -> int:
    """Print the table; 1 when a budget is passed."""
    with tempfile.TemporaryDirectory() as temporary:
        rows = [*build_rows(Path(temporary)), *picture_rows(Path(temporary)), *size_rows()]
        rows += [Row(*row) for row in lint_rows(Path(temporary))]
        rows += [Row(*row) for row in browser_rows(Path(temporary))]
    for row in rows:
        verdict = "ok" if row.value <= row.limit else "OVER"
        print(f"{row.value:9.2f} {row.unit:8} at most {row.limit:8.2f}  {verdict:5} {row.what}")
    return int(any(row.value > row.limit for row in rows))


if __name__ == "__main__":
    sys.exit(main())
