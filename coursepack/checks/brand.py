"""A brand: its two colours can be read and seen on everything they stand on, and its logo is light enough for the first page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursepack.brand.palette import ACCENT, PRIMARY, Failure, failures, nearest, palettes
from coursepack.checks.context import Context
from coursepack.problems import Problem

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_GROUNDS = {"paper": "the page", "card": "a card", "sunk": "the outline", "brand": "itself"}
MAX_LOGO = 60 * 1024  # bytes; it is loaded before the first page is read, often over a ward's wireless


def brand(context: Context) -> Iterator[Problem]:
    """The colours, and the size of the logo."""
    if isinstance(context.get("brand"), dict):
        yield from _colours(context)
        yield from _logos(context)


def _colours(context: Context) -> Iterator[Problem]:
    given = {name: context.get("brand", name) for name in ("primary", "accent")}
    colours = {}
    for name, default in (("primary", PRIMARY), ("accent", ACCENT)):
        value = default if given[name] is None else given[name]
        if not (isinstance(value, str) and _COLOUR.fullmatch(value)):  # reported already
            return
        colours[name] = value.lower()
    palette = palettes(colours["primary"], colours["accent"])["light"]
    worst: dict[str, Failure] = {}
    for failure in failures(palette, "light"):
        of = "accent" if failure.name == "accent" else "primary"
        if of not in worst or failure.ratio / failure.needed < worst[of].ratio / worst[of].needed:
            worst[of] = failure
    for of, failure in worst.items():
        code = "CP076" if of == "accent" else "CP075"
        what = "a sign needs" if of == "accent" else "text needs"
        ground = f"{_GROUNDS.get(failure.on, 'a tinted box')} ({palette[failure.on]})"
        message = (
            f"{of} colour '{given[of]}' has a contrast of {_cut(failure.ratio)} on {ground}; {what} {failure.needed:g}"
        )
        hint = f"the nearest colour that passes: '{nearest(of, colours['primary'], colours['accent'])}'"
        yield context.error(("brand", of), code, message, hint)


def _cut(ratio: float) -> str:
    """Two decimals, never rounded up to what is needed."""
    return f"{int(ratio * 100) / 100:.2f}"


def _logos(context: Context) -> Iterator[Problem]:
    for name in ("file", "dark"):
        value = context.get("brand", "logo", name)
        file = context.files.get(value) if isinstance(value, str) else None
        if file and (size := file.stat().st_size) > MAX_LOGO:
            message = f"logo '{value}' has {size // 1024} KB; it is loaded before the first page"
            hint = f"make it smaller than {MAX_LOGO // 1024} KB: an SVG, or a picture of about 400 pixels"
            yield context.warning(("brand", "logo", name), "CP077", message, hint)
