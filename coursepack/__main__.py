"""`python -m coursepack`, for where the command is not on the PATH."""

from coursepack.cli import main

main(prog_name="coursepack")
