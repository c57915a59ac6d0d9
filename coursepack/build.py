"""From plans to packages on disk: render, write, and the digests beside them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coursepack import archive
from coursepack.formats import FORMATS, Format
from coursepack.package import Package
from coursepack.plan import Plan
from coursepack.problems import CourseError, Place, Problem


@dataclass(frozen=True)
class Built:
    """One package on disk: `sha256` of the file, `content` over paths and bytes in it, sizes in bytes.

    `suspend`: the longest progress in characters; None where the player records nothing, of which `kept` says more. `beside`: what was
    written with it.
    """

    path: Path
    sha256: str
    content: str
    size: int
    files: int
    suspend: int | None
    kept: str = ""
    beside: tuple[Path, ...] = ()


# Texts to write beside a package, by file name.
Beside = Callable[[Plan, Format, Package, Built], Mapping[str, str]]


def _nothing(plan: Plan, item: Format, package: Package, built: Built) -> Mapping[str, str]:
    return {}


def build(  # noqa: PLR0913, PLR0917 - what a build knows
    plans: Sequence[Plan],
    formats: Sequence[Format],
    out: Path,
    progress: Callable[[str], None] = lambda name: None,
    beside: Beside = _nothing,
    also: Sequence[tuple[Plan, Format]] = (),
) -> list[Built]:
    """Write each course in each format to `out`, and what is wanted `also`: all of them or, when anything goes wrong, none.

    `progress` hears the name of each package before work on it begins; `beside` gives what is written with it. Raises `CourseError`.
    """
    wanted = [*((made, item) for made in plans for item in formats), *also]
    if problems := [_in_one(made, item) for made, item in wanted if made.groups and not item.units]:
        raise CourseError(problems)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".coursepack-", dir=out) as temporary:
            stage = Path(temporary)
            built = [_stage(plan, item, stage, out, progress, beside) for plan, item in wanted]
            for path in sorted(stage.iterdir()):
                os.replace(path, out / path.name)
    except OSError as error:
        raise CourseError(
            [Problem(Place(str(out)), "CP064", f"packages cannot be written here: {error.strerror}")]
        ) from None
    return built


def _in_one(made: Plan, item: Format) -> Problem:
    message = f"'{item.name}' cannot hold several units that an LMS launches one by one"
    hint = f"build it in one unit, or as {', '.join(one.name for one in FORMATS if one.units)}"
    return Problem(Place(str(made.source)), "CP230", message, hint)


def _stage(  # noqa: PLR0913, PLR0917 - what a build knows
    plan: Plan, item: Format, stage: Path, out: Path, progress: Callable[[str], None], beside: Beside
) -> Built:
    name = plan.name(item.name) + item.suffix
    progress(name)
    package = item.render(plan)
    _hold_to_the_rules(package, item, name)
    _write(package, item, stage / name)
    built = _described(plan, item, package, stage / name, out / name)
    # The first line is for `sha256sum -c`, which skips the comment.
    digests = f"{built.sha256}  {name}\n# content {built.content}\n"
    (stage / f"{name}.sha256").write_text(digests, encoding="utf-8")
    texts = beside(plan, item, package, built)
    for file, text in texts.items():
        (stage / file).write_text(text, encoding="utf-8", newline="")
    return replace(built, beside=tuple(out / file for file in texts))


def _hold_to_the_rules(package: Package, item: Format, name: str) -> None:
    """Refuse a package with errors: nobody else's linter is to find them first. Raises `CourseError`."""
    if not item.zipped or not item.imported:
        return
    from coursepack.lint import Level, lint_package

    found = [one for one in lint_package(package, name).findings if one.level is Level.ERROR]
    if found:
        raise CourseError(
            [
                Problem(Place(f"{name}/{one.file}".rstrip("/"), one.line), one.rule.code, one.message, one.rule.fix)
                for one in found
            ]
        )


def _write(package: Package, item: Format, path: Path) -> None:
    if item.zipped:
        archive.write(package, path)
        return
    (file,) = package.values()
    with path.open("wb") as stream:
        stream.writelines(file.chunks())


def _described(plan: Plan, item: Format, package: Package, staged: Path, final: Path) -> Built:
    with staged.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    suspend = plan.longest_suspend_data if item.records else None
    return Built(final, digest, package.digest(), staged.stat().st_size, len(package), suspend, item.kept)
