"""The weights of the traits (see `traits`), in log-odds.

Fitted to grown families of known descent by the likelihood of their whole trees, so that they stand for what
`tree.marginals` makes of them (Koo et al. 2007, structured prediction by the matrix-tree theorem).
"""

WEIGHTS: dict[str, float] = {
    "same_language": 5.99,
    "translation": -0.34,
    "added": -2.51,
    "added_elsewhere": -0.67,
    "restored": -0.49,
    "corrected": -0.17,
    "words_changed": -1.41,
    "cut": -0.73,
    "same_text": 0.46,
    "first_part": -1.06,
    "same_title": 1.77,
    "title_grew": 1.26,
    "title_shrank": -2.87,
    "same_author": 3.27,
    "tail_lost": -0.55,
    "tail_carried_over": 2.12,
    "tail_lost_over": -0.47,
    "tail_in_part": -2.23,
    "tail_out_of_order": -1.37,
    "tail_elsewhere": -2.04,
    "anothers_line": -0.52,
    "silent": 1.89,
    "names_source": 2.25,
    "names_other": -4.83,
    "claims_source": 0.42,
    "names_child": -1.80,
    "older": -2.27,
    "lag_days": -0.64,
    "undated": -0.64,
    "boilerplate_carried": 1.25,
    "shorter_source": -0.68,
    "same_site": -2.98,
    "timely": 0.69,
    "had_already": -1.76,
    "reading_shared": 2.30,
    "title_words": -0.04,
}

ROOT_WEIGHTS: dict[str, float] = {
    "root": -4.85,
    "root_names": -1.66,
    "root_claims": -1.42,
    "root_claims_member": -1.05,
    "root_tail": -0.73,
    "root_text": -1.94,
    "root_author": 2.61,
    "root_byline": 1.78,
}
