"""Serves scormhost on a port of this machine. Usage: serve_scormhost.py PORT FOLDER; runs in the clients' own environment."""

import sys
from pathlib import Path

import uvicorn
from scormhost import create_scorm_app


def main() -> None:
    """Whoever registers first is the administrator."""
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    app = create_scorm_app(data_dir=folder / "data", secret_key="only-for-this-test-and-its-length-is-enough")
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main()
