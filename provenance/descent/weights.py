"""The weights of the traits (see `traits`), in log-odds.

Fitted to grown families of known descent by the likelihood of their whole trees, so that they stand for what
`tree.marginals` makes of them (Koo et al. 2007, structured prediction by the matrix-tree theorem). That of
`wording_everyones` was set: a credit is taken at its word where nothing but its words speaks against it.
"""

WEIGHTS: dict[str, float] = {
    "same_language": 3.66,
    "translation": -1.25,
    "added": -2.24,
    "added_elsewhere": -0.95,
    "restored": -0.24,
    "corrected": -0.37,
    "words_changed": -1.22,
    "cut": -0.94,
    "shortened": 0.16,
    "same_text": 1.01,
    "first_part": -0.89,
    "slips_kept": 1.36,
    "same_title": 3.29,
    "title_grew": 2.09,
    "title_shrank": -1.72,
    "same_author": 1.26,
    "tail_lost": -0.37,
    "tail_carried_over": 1.46,
    "tail_lost_over": -0.29,
    "tail_in_part": -1.74,
    "tail_out_of_order": -0.89,
    "tail_elsewhere": -1.07,
    "silent": 1.98,
    "wording_shared": 0.68,
    "wording_everyones": -0.50,
    "names_source": 2.92,
    "names_other": -2.89,
    "claims_source": 0.87,
    "names_child": -1.27,
    "order": 0.52,
    "older": -2.40,
    "lag": 0.14,
    "lag_days": -0.99,
    "lag_long": -0.26,
    "undated": -1.02,
    "boilerplate_carried": 1.08,
    "boilerplate_foreign": -0.28,
    "shorter_source": -1.49,
    "longer_source": -0.25,
}

ROOT_WEIGHTS: dict[str, float] = {
    "root": -2.41,
    "root_names": -2.11,
    "root_claims": -0.88,
    "root_claims_member": -0.63,
    "root_tail": -0.51,
    "root_author": 1.93,
}
