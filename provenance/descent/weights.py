"""The weights of the traits (see `traits`), in log-odds.

Fitted to grown families of known descent by the likelihood of their whole trees, so that they stand for what
`tree.marginals` makes of them (Koo et al. 2007, structured prediction by the matrix-tree theorem).
"""

WEIGHTS: dict[str, float] = {
    "same_language": 3.50,
    "translation": -1.39,
    "likeness": -0.00,
    "added": -2.94,
    "added_elsewhere": -1.21,
    "changed": -1.43,
    "restored": -0.38,
    "slipped": -0.43,
    "cut": -0.79,
    "same_text": 0.52,
    "first_part": 0.64,
    "slips_kept": 1.59,
    "same_title": 3.24,
    "title_grew": 2.13,
    "title_shrank": -1.87,
    "same_author": 1.45,
    "author_appears": 0.30,
    "tail_carried": 0.07,
    "tail_lost": -0.33,
    "tail_carried_over": 1.37,
    "tail_lost_over": -0.25,
    "tail_in_part": -1.71,
    "tail_out_of_order": -1.07,
    "tail_elsewhere": -1.03,
    "silent": 1.90,
    "names_source": 2.22,
    "names_page": -1.40,
    "names_other": -4.07,
    "named_within": 1.00,
    "claims_source": 1.06,
    "claims_other": -0.27,
    "names_child": -1.28,
    "older": -3.82,
    "much_older": 0.20,
    "lag": 0.58,
    "lag_days": -1.34,
    "lag_long": -0.47,
    "undated": -0.92,
    "boilerplate_carried": 0.97,
    "boilerplate_foreign": -0.17,
    "shorter_source": -1.48,
    "longer_source": -0.41,
}

ROOT_WEIGHTS: dict[str, float] = {
    "root": -2.11,
    "root_names": -3.27,
    "root_claims": -1.04,
    "root_claims_member": -0.79,
    "root_tail": -0.49,
    "root_author": 2.11,
}
