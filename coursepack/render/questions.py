"""What the templates of questions need: orders that tell nothing, and the outlines of places in a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from coursepack.questions import HasId, Hotspot, Region

_DOT = 3.2  # half the size of a number in the picture, with its edge
_Part = TypeVar("_Part", bound=HasId)


def numbered(parts: Sequence[_Part], numbers: Mapping[str, int]) -> list[_Part]:
    """By their numbers, which say nothing of the right order (`lock.options_of`); and never in the order of the source."""
    listed = sorted(parts, key=lambda part: numbers[part.id])
    return listed if listed != list(parts) else [*listed[1:], listed[0]]


class Outline(NamedTuple):
    """The places of a hotspot in one drawing: its view box, and of each place its shape and where its number stands."""

    view: str
    shapes: list[tuple[Region, str, dict[str, str], tuple[str, str]]]


def outline(question: Hotspot, size: tuple[int, int] | None) -> Outline:
    """In units of which the picture is 100 wide, so that a circle stays round."""
    width, height = size or (100, 100)
    tall = 100 * height / width
    return Outline(f"0 0 100 {_short(tall)}", [(region, *_shape(region, tall)) for region in question.regions])


def _shape(region: Region, tall: float) -> tuple[str, dict[str, str], tuple[str, str]]:
    down = tall / 100
    across, along, *more = region.coords
    top = along * down
    match region.shape:
        case "rect":
            box = {"x": across, "y": top, "width": more[0] - across, "height": more[1] * down - top}
            return "rect", _attributes(box), _corner(across, top, tall)
        case "circle":
            (radius,) = more
            circle = {"cx": across, "cy": top, "r": radius}
            return "circle", _attributes(circle), _corner(across - 0.7 * radius, top - 0.7 * radius, tall)
        case "polygon":
            corners = zip(region.coords[::2], region.coords[1::2], strict=True)
            points = " ".join(f"{_short(x)},{_short(y * down)}" for x, y in corners)
            return "polygon", {"points": points}, _corner(across, top, tall)


def _corner(x: float, y: float, tall: float) -> tuple[str, str]:
    """Where the number of a place stands: at its corner, so that it hides nothing, but whole within the picture."""
    return _short(min(max(x, _DOT), 100 - _DOT)), _short(min(max(y, _DOT), tall - _DOT))


def _attributes(values: Mapping[str, float]) -> dict[str, str]:
    return {name: _short(value) for name, value in values.items()}


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
