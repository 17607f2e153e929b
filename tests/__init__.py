"""The tests: a package, so that they can import the judged corpus (`tests.corpus`); its modules also import each other by name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
