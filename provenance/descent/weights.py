"""The weights of the traits (see `traits`), in log-odds.

Fitted to grown families of known descent by the likelihood of their whole trees, so that they stand for what
`tree.marginals` makes of them (Koo et al. 2007, structured prediction by the matrix-tree theorem).
"""

WEIGHTS: dict[str, float] = {
    "same_language": 5.67,
    "translation": -0.64,
    "added": -2.52,
    "added_elsewhere": -0.77,
    "restored": -0.35,
    "corrected": -0.19,
    "words_changed": -1.29,
    "cut": -0.79,
    "same_text": 0.52,
    "first_part": -1.08,
    "same_title": 2.00,
    "title_grew": 1.65,
    "title_shrank": -2.64,
    "same_author": 3.28,
    "tail_lost": -0.52,
    "tail_carried_over": 1.91,
    "tail_lost_over": -0.49,
    "tail_in_part": -2.29,
    "tail_out_of_order": -1.63,
    "tail_elsewhere": -1.79,
    "anothers_line": -2.00,
    "silent": 3.10,
    "names_source": 2.96,
    "names_other": -4.33,
    "claims_source": 0.43,
    "names_child": -1.81,
    "older": -2.17,
    "lag_days": -0.63,
    "undated": -0.63,
    "boilerplate_carried": 1.25,
    "shorter_source": -0.67,
    "same_site": -2.99,
    "timely": 0.72,
    "had_already": -1.68,
    "reading_shared": 2.37,
    "title_words": -0.18,
}

ROOT_WEIGHTS: dict[str, float] = {
    "root": -4.17,
    "root_names": -1.83,
    "root_claims": -1.15,
    "root_claims_member": -0.87,
    "root_tail": -1.45,
    "root_text": -1.76,
    "root_author": 2.48,
}
