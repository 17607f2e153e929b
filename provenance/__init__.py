"""Where did this article come from? The verbs, imported when they are first used."""
