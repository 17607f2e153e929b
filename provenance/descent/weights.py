"""The weights of the traits (see `traits`), in log-odds.

Fitted to grown families of known descent by the likelihood of their whole trees, so that they stand for what
`tree.marginals` makes of them (Koo et al. 2007, structured prediction by the matrix-tree theorem). Two were set
after the fit: `wording_shared` is the logarithm of a likelihood and counts as one; `silent` is lowered so that
a credit is taken at its word in doubt.
"""

WEIGHTS: dict[str, float] = {
    "same_language": 3.64,
    "translation": -1.30,
    "added": -2.25,
    "added_elsewhere": -0.95,
    "restored": -0.24,
    "corrected": -0.37,
    "words_changed": -1.23,
    "cut": -0.94,
    "shortened": 0.16,
    "same_text": 1.01,
    "first_part": -0.90,
    "slips_kept": 1.35,
    "same_title": 3.28,
    "title_grew": 2.08,
    "title_shrank": -1.72,
    "same_author": 1.26,
    "tail_lost": -0.37,
    "tail_carried_over": 1.42,
    "tail_lost_over": -0.29,
    "tail_in_part": -1.73,
    "tail_out_of_order": -0.79,
    "tail_elsewhere": -1.11,
    "silent": 1.31,
    "wording_shared": 1.00,
    "names_source": 2.79,
    "names_other": -3.01,
    "claims_source": 0.79,
    "names_child": -1.29,
    "order": 0.52,
    "older": -2.39,
    "lag": 0.14,
    "lag_days": -0.99,
    "lag_long": -0.26,
    "undated": -1.02,
    "boilerplate_carried": 1.08,
    "boilerplate_foreign": -0.26,
    "shorter_source": -1.49,
    "longer_source": -0.25,
}

ROOT_WEIGHTS: dict[str, float] = {
    "root": -2.34,
    "root_names": -2.20,
    "root_claims": -0.93,
    "root_claims_member": -0.67,
    "root_tail": -0.62,
    "root_author": 1.93,
}
