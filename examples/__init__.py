"""A small web of pages that took from one another, and the demo that traces it."""
