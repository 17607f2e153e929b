"""The store in a web browser, and its JSON API. Needs the extra `web`; only `serve` imports it."""
