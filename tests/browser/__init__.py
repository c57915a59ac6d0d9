import pytest

# Its assertions explain themselves as those of a test do.
pytest.register_assert_rewrite("tests.browser.learner")
