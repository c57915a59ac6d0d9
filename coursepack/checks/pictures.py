"""Pictures: each is what its name says, can be read to its end, and is no larger than it has to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coursepack.checks.assets import IMAGES
from coursepack.checks.context import Context
from coursepack.facts import Fact
from coursepack.problems import Problem

if TYPE_CHECKING:
    from coursepack.media.prepared import Prepared

MOVES = 5  # seconds after which a reader must be able to stop what moves (WCAG 2.2, 2.2.2)


def pictures(context: Context) -> Iterator[Problem]:
    """Make all pictures ready, and report those that cannot be, that weigh too much or that do not come to rest."""
    firsts = {path: fact for path, fact in context.firsts("image").items() if path.lower().endswith(IMAGES)}
    if not firsts:
        return
    from coursepack.media import pictures as made

    uses = [fact for fact in context.having("asset") if fact.kind == "image"]
    zoomed = {fact.value for fact in uses if _zooms(context, fact)}
    # A poster and a logo are one file for all screens.
    sized = {fact.value for fact in uses if "poster" not in fact.pointer and fact.pointer[0] != "brand"}
    jobs = {
        path: (context.files[path], made.Wanted(made.ZOOMED if path in zoomed else made.SHOWN, path in sized))
        for path in firsts
    }
    for path, result in made.prepare_all(jobs).items():
        if isinstance(result, made.PictureError):
            yield context.error(firsts[path].pointer, result.code, f"'{path}' {result}", result.hint)
            continue
        context.media.pictures[path] = result
        yield from _weighed(context, firsts[path], result, jobs[path][1].widest)


def _weighed(context: Context, fact: Fact, picture: Prepared, widest: int) -> Iterator[Problem]:
    from coursepack.media.pictures import BUDGET

    size = context.files[fact.value].stat().st_size
    if picture.original and (size > BUDGET or picture.original[0] > 2 * widest):
        width, height = picture.original
        carried = f"the package carries {megabytes(picture.weight())} instead"
        message = f"'{fact.value}' has {megabytes(size)} and {width} × {height} pixels; {carried}"
        hint = f"nothing has to be done; {widest} pixels across would be enough"
        yield context.warning(fact.pointer, "CP113", message, hint)
    if picture.seconds > MOVES:
        message = f"'{fact.value}' moves for more than {MOVES} seconds, and nobody can stop it"
        yield context.warning(fact.pointer, "CP114", message, "make it shorter, or make it a video")


def _zooms(context: Context, fact: Fact) -> bool:
    """Whether the block may show the picture in the large view."""
    block = context.get(*fact.pointer[:-1])
    return isinstance(block, dict) and block.get("type") == "image" and block.get("zoom") is not False


def megabytes(size: int) -> str:
    """A size in words."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"
