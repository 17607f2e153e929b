"""From where on two texts are taken to belong together, for all who compare any."""

MATCHED = 0.5
"""Score of a measure from which two texts match: for a translation, as likely as not."""
LITTLE = 0.3
"""The most that a measure gives where there is too little evidence."""
COPY = 0.30
"""Share of shingles from which two texts are copies: two independent translations share .07-.21."""
LEAST = 8
"""Distinct shared shingles below which nothing is asserted: a stock phrase gives as many."""
