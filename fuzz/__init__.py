"""Random input for every parser and reader, guided by what of the code it reaches: `make fuzz`, docs/security.md.

    python -m fuzz [--runs N] [--seconds S] [TARGET...]

A target is a function from bytes that fails where something does not hold; to add one, write the function and a line
in its module's tuple. What makes one fail is put into `found/TARGET/` once it is mended, and tried again by the tests.
"""
