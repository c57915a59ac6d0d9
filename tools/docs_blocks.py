"""docs/blocks.md: every type of block with what its schema says of it and a picture from `courses/every-block`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HEAD = """# Blocks

Every type of block, as it looks in the course `every-block` on a wide screen. Each is whole without script and on paper. The fields
are in [schema.md](schema.md), how to write them in [authoring.md](authoring.md). `make pictures` takes the pictures again.
"""

FOOT = """
## Terms

A term of the [glossary](authoring.md#glossary) is a link in a text, `[quiet room](term:quiet-room)`. Its definition opens below the words,
and the glossary is a page of its own that leads back to every use.

![A term with its definition open](pictures/blocks/terms.png)

## Sources

A [citation](authoring.md#citations), `[@samhsa2014]`, is a number in the text. The page *Sources* lists what is
cited, each with a way back to every place.

![The page of sources](pictures/blocks/references.png)
"""


def block_types(root: Path) -> list[str]:
    """In the order of the schema."""
    block: dict[str, Any] = json.loads((root / "schemas/block.schema.json").read_text(encoding="utf-8"))
    types: list[str] = block["properties"]["type"]["enum"]
    return types


def blocks_page(root: Path) -> str:
    """The page."""
    return HEAD + "".join(_section(root, name) for name in block_types(root)) + FOOT


def _section(root: Path, name: str) -> str:
    schema: dict[str, Any] = json.loads((root / f"schemas/blocks/{name}.schema.json").read_text(encoding="utf-8"))
    picture = f"![The block {name}](pictures/blocks/{name}.png)"
    return (
        f"\n## {schema['title']}\n\n`{name}` – {schema['description']} [Fields](schema.md#block-{name}).\n\n{picture}\n"
    )
