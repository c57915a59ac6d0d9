"""How long lint takes over a large package, and how much memory: 200 MB in 5,000 files, as an authoring tool would write it."""

from __future__ import annotations

import random
import subprocess
import sys
import zipfile
from pathlib import Path

FILES, PAGES, PAGE, MEGABYTE = 5_000, 3_000, 14_000, 1 << 20
SIZE = 200 * MEGABYTE
_CODE = """
import resource, sys, time
from pathlib import Path
from coursepack.lint import lint
lint(Path(sys.argv[1]))
used = resource.getrusage(resource.RUSAGE_SELF)
peak = open('/proc/self/status').read().split('VmHWM:')[1].split()[0]
print(used.ru_utime + used.ru_stime, int(peak) / 1024)
"""


def write_package(path: Path) -> Path:
    """3,000 pages and scripts, and pictures that fill it up to 200 MB; the same bytes every time."""
    chance = random.Random(6)
    words = [f"word{number}" for number in range(500)]
    pictures = FILES - PAGES - 1
    each = (SIZE - PAGES * PAGE) // pictures
    names = [f"pages/p{number}.{'html' if number % 2 else 'js'}" for number in range(PAGES)]
    names += [f"media/m{number}.jpg" for number in range(pictures)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            if name.endswith(".jpg"):
                archive.writestr(name, chance.randbytes(each), zipfile.ZIP_STORED)
            else:
                text = " ".join(chance.choices(words, k=PAGE // 8))[: PAGE - 200]
                archive.writestr(name, f'<html lang="en"><title>x</title><p><img src="../media/m1.jpg" alt="x">{text}')
        listed = "".join(f'<file href="{name}"/>' for name in names)
        archive.writestr("imsmanifest.xml", _MANIFEST.format(names[1], listed))
    return path


_MANIFEST = """<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" identifier="BIG"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="O"><organization identifier="O"><title>Big</title><item identifier="I" identifierref="R"><title>Big</title></item>
</organization></organizations><resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="{}">{}</resource>
</resources></manifest>"""


def measured(path: Path) -> tuple[float, float]:
    """CPU seconds of a process that lints it, and its peak of memory in MB."""
    said = subprocess.run([sys.executable, "-c", _CODE, path], check=True, capture_output=True, text=True).stdout
    seconds, peak = map(float, said.split())
    return seconds, peak


def lint_rows(folder: Path) -> list[tuple[str, float, str, float]]:
    """For the table of `make bench`: what, value, unit, limit."""
    seconds, peak = measured(write_package(folder / "big.zip"))
    what = "lint of 200 MB in 5,000 files"
    return [(what, seconds, "CPU s", 2.0), (f"{what}: peak of memory", peak, "MB", 100)]
