"""The weights of the traits (see `traits`), in log-odds.

Fitted to grown families of known descent by the likelihood of their whole trees, so that they stand for what
`tree.marginals` makes of them (Koo et al. 2007, structured prediction by the matrix-tree theorem).
"""

WEIGHTS: dict[str, float] = {
    "same_language": 3.42,
    "translation": -1.29,
    "added": -3.03,
    "added_elsewhere": -1.04,
    "restored": -0.19,
    "corrected": -0.35,
    "words_changed": -1.21,
    "cut": -0.93,
    "shortened": 0.25,
    "same_text": 1.02,
    "first_part": -0.90,
    "slips_kept": 1.55,
    "same_title": 3.21,
    "title_grew": 2.01,
    "title_shrank": -1.79,
    "same_author": 1.23,
    "tail_lost": -0.39,
    "tail_carried_over": 1.46,
    "tail_lost_over": -0.29,
    "tail_in_part": -1.64,
    "tail_out_of_order": -0.73,
    "tail_elsewhere": -1.22,
    "silent": 2.32,
    "names_source": 2.56,
    "names_other": -3.28,
    "claims_source": 0.58,
    "names_child": -1.24,
    "order": 0.51,
    "older": -2.40,
    "lag": 0.15,
    "lag_days": -0.99,
    "lag_long": -0.25,
    "undated": -1.00,
    "boilerplate_carried": 1.08,
    "boilerplate_foreign": -0.22,
    "shorter_source": -1.48,
    "longer_source": -0.26,
}

ROOT_WEIGHTS: dict[str, float] = {
    "root": -2.12,
    "root_names": -2.40,
    "root_claims": -1.02,
    "root_claims_member": -0.75,
    "root_tail": -0.82,
    "root_author": 1.93,
}
