"""Says what `make demo` has made and what to do with it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent

if __name__ == "__main__":
    packages = sorted((ROOT / "dist").glob("*.zip"))
    print(
        f"\n{len(packages)} packages are in dist/. Import a -scorm12.zip into an LMS, or an -xapi.zip into one with an LRS."
    )
    print("To try the course here, in a local LMS that shows every call:\n")
    print("    .venv/bin/coursepack play courses/human-trafficking-awareness\n")
    print("and open the address that it prints.")
