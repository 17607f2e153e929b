"""What others depend on changes only where somebody wrote it down."""

from tests.public_names import PAGE, listing


def test_public_names_are_those_of_the_listing():
    assert PAGE.read_text("utf-8") == listing(), "look at each changed name, then: python -m tests.public_names"


def test_the_listing_has_no_place_of_this_machine_and_no_passing_value():
    told = listing()
    assert " at 0x" not in told
    assert "site-packages" not in told
    assert told == listing()
