"""Serves openedx-scorm-xblock in the XBlock SDK's workbench. Usage: serve_xblock.py PORT FOLDER; runs in the clients' own environment.

The workbench is no Open edX: it has neither users nor courses. What the block asks of Open edX is its learner, and a learner is here.
"""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

BLOCKS = 4
"""How many packages can be imported."""


class Learners:
    """The service "user", as far as the block asks it."""

    def __init__(self, **_: object) -> None:
        pass

    def get_current_user(self) -> SimpleNamespace:
        """One learner, always the same."""
        attributes = {"edx-platform.user_id": 7, "edx-platform.username": "nurse", "edx-platform.user_is_staff": False}
        return SimpleNamespace(opt_attrs=attributes)


def main() -> None:
    """Makes the database in the folder, and serves until it is ended."""
    port, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    (folder / "var").mkdir()
    os.chdir(folder)
    sys.modules["xblock_server"] = sys.modules["__main__"]
    os.environ["DJANGO_SETTINGS_MODULE"] = "workbench.settings"
    os.environ["EXCLUDE_SAMPLE_XBLOCKS"] = "yes"
    from django.conf import settings
    from django.core.management import call_command, execute_from_command_line

    settings.MEDIA_ROOT, settings.MEDIA_URL = str(folder / "media"), "/media/"
    settings.WORKBENCH["services"]["user"] = "xblock_server.Learners"
    # The workbench adds the learner to the addresses of handlers, and the block puts a file's name behind them: not by a handler, then.
    settings.XBLOCK_SETTINGS = {"ScormXBlock": {"PROXY_ASSETS_LMS": False}}
    # djpyfs keeps files for blocks that ask for them; this one does not.
    settings.INSTALLED_APPS = [name for name in settings.INSTALLED_APPS if name != "djpyfs"]
    # The workbench's own pages post without a token when they stand in no form.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "Csrf" not in name]
    import django

    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    from openedxscorm import ScormXBlock
    from workbench import scenarios
    from workbench.runtime import WorkbenchRuntime

    # Open edX gives a block its place in a course; the workbench gives it, in handlers alone, one that is no text.
    WorkbenchRuntime._patch_xblock = lambda *_: None
    ScormXBlock.location = property(lambda block: SimpleNamespace(block_id=str(block.scope_ids.usage_id)))

    # The scenario that the block brings along names it by another name than the one by which it is installed.
    scenarios.get_scenarios.initialized = True
    for number in range(BLOCKS):
        scenarios.add_xml_scenario(f"course.{number}", f"Course {number}", "<scorm/>")
    execute_from_command_line(["manage", "runserver", f"127.0.0.1:{port}", "--noreload"])


if __name__ == "__main__":
    main()
