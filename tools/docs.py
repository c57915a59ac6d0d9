"""`make docs`: writes the pages that follow from the code, so that they cannot say anything else.

docs/cli.md from the commands, docs/rules.md from the rules of lint,
docs/schema.md and docs/blocks.md from `schemas/`, the tables of docs/languages.md and docs/lms.md
from the catalogues and the profiles, and the unreleased part of CHANGELOG.md from `changelog.d/`.
tests/contract/test_docs.py fails while one of them is stale.
"""

from __future__ import annotations

from pathlib import Path

from tools.docs_blocks import blocks_page
from tools.docs_changelog import changelog
from tools.docs_cli import cli_page
from tools.docs_languages import languages_page
from tools.docs_lms import lms_page
from tools.docs_rules import rules_page
from tools.docs_schema import schema_page

ROOT = Path(__file__).parent.parent


def pages() -> dict[str, str]:
    """Every generated page by its path in the repository."""
    return {
        "docs/cli.md": cli_page(),
        "docs/schema.md": schema_page(),
        "docs/blocks.md": blocks_page(ROOT),
        "docs/languages.md": languages_page(ROOT),
        "docs/lms.md": lms_page(ROOT),
        "docs/rules.md": rules_page(),
        "CHANGELOG.md": changelog(ROOT),
    }


def main() -> None:
    """Write the pages that are stale."""
    for name, text in pages().items():
        path = ROOT / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"{name}: rewritten")


if __name__ == "__main__":
    main()
