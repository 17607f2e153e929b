"""What the documentation takes from the code: commands, rules, what is registered, measured pictures."""
