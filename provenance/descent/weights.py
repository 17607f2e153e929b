"""The weights of the traits (see `traits`), in log-odds.

Fitted to grown families of known descent by the likelihood of their whole trees, so that they stand for what
`tree.marginals` makes of them (Koo et al. 2007, structured prediction by the matrix-tree theorem).
"""

WEIGHTS: dict[str, float] = {
    "same_language": 5.18,
    "translation": -0.30,
    "added": -2.43,
    "added_elsewhere": -0.73,
    "restored": -0.43,
    "corrected": -0.19,
    "words_changed": -1.21,
    "cut": -0.77,
    "same_text": 0.47,
    "first_part": -1.03,
    "same_title": 1.73,
    "title_grew": 1.32,
    "title_shrank": -2.82,
    "same_author": 3.24,
    "tail_lost": -0.56,
    "tail_carried_over": 2.05,
    "tail_lost_over": -0.49,
    "tail_in_part": -2.26,
    "tail_out_of_order": -1.36,
    "tail_elsewhere": -2.12,
    "anothers_line": -0.54,
    "silent": 1.67,
    "names_source": 2.12,
    "names_other": -4.94,
    "claims_source": 0.41,
    "names_child": -1.69,
    "older": -2.02,
    "lag_days": -0.71,
    "undated": -0.68,
    "boilerplate_carried": 1.23,
    "shorter_source": -0.71,
    "same_site": -2.94,
    "timely": 0.73,
    "had_already": -1.75,
    "reading_shared": 2.48,
    "title_words": -0.12,
}

ROOT_WEIGHTS: dict[str, float] = {
    "root": -4.69,
    "root_names": -1.74,
    "root_claims": -1.38,
    "root_claims_member": -1.03,
    "root_tail": -0.81,
    "root_text": -1.44,
    "root_author": 2.91,
}
