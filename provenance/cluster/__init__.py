"""Linking on a cluster: the decisions of `linking`, made on Spark over the Parquet tables of `parquet`.

    fingerprints   each page: its hashes, anchors, credits
    candidates     joins over these: which pages may be kin, with the bounds of the store's indexes
    pairs          which of them are
    components     what hangs together
    drawing        each family: `linking` over what was found
    engine         the stages in their order
    link           a store, or a folder of tables, linked so

What reads, compares and infers is the code of `descent`, `match` and `linking`; here is only how it is spread. Needs
the extra `spark`, and Java.
"""
