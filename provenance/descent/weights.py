"""The weights of the traits (see `traits`), in log-odds.

Fitted to grown families of known descent by the likelihood of their whole trees, so that they stand for what
`tree.marginals` makes of them (Koo et al. 2007, structured prediction by the matrix-tree theorem).
"""

WEIGHTS: dict[str, float] = {
    "same_language": 5.08,
    "translation": -0.66,
    "added": -2.37,
    "added_elsewhere": -0.74,
    "restored": -0.52,
    "corrected": -0.17,
    "words_changed": -1.01,
    "cut": -0.85,
    "same_text": 0.48,
    "first_part": -1.08,
    "same_title": 1.83,
    "title_grew": 1.70,
    "title_shrank": -2.53,
    "same_author": 3.23,
    "tail_lost": -0.52,
    "tail_carried_over": 1.89,
    "tail_lost_over": -0.49,
    "tail_in_part": -2.30,
    "tail_out_of_order": -1.70,
    "tail_elsewhere": -1.86,
    "silent": 2.87,
    "names_source": 2.78,
    "names_other": -4.44,
    "claims_source": 0.42,
    "names_child": -1.56,
    "older": -2.01,
    "lag_days": -0.64,
    "undated": -0.59,
    "boilerplate_carried": 1.26,
    "shorter_source": -0.68,
    "same_site": -3.00,
    "timely": 0.75,
    "had_already": -1.69,
    "reading_shared": 2.55,
    "title_words": -0.41,
}

ROOT_WEIGHTS: dict[str, float] = {
    "root": -4.42,
    "root_names": -1.82,
    "root_claims": -1.19,
    "root_claims_member": -0.89,
    "root_tail": -1.42,
    "root_text": -1.76,
    "root_author": 2.52,
}
