"""Whatever is killed at whatever moment: what was reported as kept is there, and the store is whole."""

import os
import random

import pytest

from tests import postgres
from tests.crash import WORKS, Trial

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.__name__)
def test_a_kill_at_a_random_moment_loses_nothing(tmp_path, kind, work):
    if kind == "sqlite":
        work(Trial(tmp_path, str(tmp_path / "store.db"), random.Random()))
    else:
        with postgres.database(of_a_store=False) as url:
            work(Trial(tmp_path, url, random.Random()))
