"""The tests, a package: the judged corpus (`tests.corpus`) is imported by name."""
