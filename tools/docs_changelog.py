"""The unreleased part of CHANGELOG.md: the fragments of `changelog.d/`, by kind and name."""

from __future__ import annotations

from pathlib import Path

KINDS = ("added", "changed", "fixed", "removed", "security")
_BEGIN, _END = "<!-- unreleased: written by make docs -->", "<!-- end of unreleased -->"
_EMPTY = f"# Changelog\n\n{_BEGIN}\n{_END}\n"


def changelog(root: Path) -> str:
    """CHANGELOG.md with its unreleased part renewed. Raises ValueError for a fragment that is named otherwise."""
    path = root / "CHANGELOG.md"
    text = path.read_text(encoding="utf-8") if path.is_file() else _EMPTY
    before, rest = text.split(_BEGIN)
    after = rest.split(_END)[1]
    return f"{before}{_BEGIN}\n{_unreleased(root / 'changelog.d')}{_END}{after}"


def _unreleased(folder: Path) -> str:
    entries: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for path in sorted(folder.glob("*.md")):
        if path.name == "README.md":
            continue
        kind = path.name.removesuffix(".md").rpartition(".")[2]
        if kind not in entries:
            raise ValueError(f"{path.name}: the name must end with one of {', '.join(f'.{one}.md' for one in KINDS)}")
        entries[kind].append(path.read_text(encoding="utf-8").strip())
    parts = [f"### {kind.capitalize()}\n\n" + "\n\n".join(texts) + "\n" for kind, texts in entries.items() if texts]
    return "## Unreleased\n\n" + "\n".join(parts or ["Nothing yet.\n"])
