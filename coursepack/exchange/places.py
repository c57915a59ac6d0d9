"""The places of a hotspot drawn over its picture, each with a number, so that paper and key can name them."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from coursepack.exchange.bank import Form


def drawn(regions: list[Form], width: int, height: int) -> Markup:
    """An SVG of the picture's size with the outline and the number of each place. It says nothing itself: the words stand beside it."""
    size = max(width, height) / 28
    shapes = "".join(_outline(region, width, height) for region in regions)
    marks = "".join(_mark(str(number), *_corner(one, width, height), size) for number, one in enumerate(regions, 1))
    return Markup(
        f'<svg viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false" font-size="{size:.4g}" '
        f'stroke-width="{size / 9:.3g}">{shapes}{marks}</svg>'
    )


def _points(region: Form, width: int, height: int) -> list[tuple[float, float]]:
    coords = [float(value) for value in region["coords"]]
    return [(x * width / 100, y * height / 100) for x, y in zip(coords[::2], coords[1::2], strict=False)]


def _outline(region: Form, width: int, height: int) -> str:
    """Twice: white below, so that it stands out from any picture."""
    points = _points(region, width, height)
    if region["shape"] == "circle":
        radius = float(region["coords"][2]) * width / 100
        shape = f'<circle cx="{points[0][0]:.5g}" cy="{points[0][1]:.5g}" r="{radius:.5g}"'
    elif region["shape"] == "rect":
        (left, top), (right, bottom) = points
        shape = f'<rect x="{left:.5g}" y="{top:.5g}" width="{right - left:.5g}" height="{bottom - top:.5g}"'
    else:
        listed = " ".join(f"{x:.5g},{y:.5g}" for x, y in points)
        shape = f'<polygon points="{listed}"'
    return f'{shape} class="halo"/>{shape} class="edge"/>'


def _corner(region: Form, width: int, height: int) -> tuple[float, float]:
    """Where the number stands: the first corner, or the top of a circle."""
    points = _points(region, width, height)
    if region["shape"] == "circle":
        return points[0][0], points[0][1] - float(region["coords"][2]) * width / 100
    return min(points, key=lambda point: (point[1], point[0])) if region["shape"] == "polygon" else points[0]


def _mark(text: str, x: float, y: float, size: float) -> str:
    radius = size * 0.75
    x, y = max(radius, x), max(radius, y)
    return (
        f'<circle cx="{x:.5g}" cy="{y:.5g}" r="{radius:.4g}" class="mark"/>'
        f'<text x="{x:.5g}" y="{y + size * 0.36:.5g}">{escape(text)}</text>'
    )
