"""The weights of the traits (see `traits`), in log-odds.

Fitted to grown families of known descent by the likelihood of their whole trees, so that they stand for what
`tree.marginals` makes of them (Koo et al. 2007, structured prediction by the matrix-tree theorem).
"""

WEIGHTS: dict[str, float] = {
    "same_language": 5.97,
    "translation": -0.37,
    "added": -2.57,
    "added_elsewhere": -0.74,
    "restored": -0.46,
    "corrected": -0.17,
    "words_changed": -1.44,
    "cut": -0.73,
    "same_text": 0.46,
    "first_part": -1.06,
    "same_title": 1.78,
    "title_grew": 1.26,
    "title_shrank": -2.83,
    "same_author": 3.26,
    "tail_lost": -0.55,
    "tail_carried_over": 2.13,
    "tail_lost_over": -0.47,
    "tail_in_part": -2.24,
    "tail_out_of_order": -1.36,
    "tail_elsewhere": -2.06,
    "anothers_line": -0.53,
    "silent": 1.85,
    "names_source": 2.25,
    "names_other": -4.83,
    "claims_source": 0.40,
    "names_child": -1.86,
    "older": -2.21,
    "lag_days": -0.64,
    "undated": -0.61,
    "boilerplate_carried": 1.25,
    "shorter_source": -0.71,
    "same_site": -2.97,
    "timely": 0.72,
    "had_already": -1.83,
    "reading_shared": 2.29,
    "title_words": -0.03,
}

ROOT_WEIGHTS: dict[str, float] = {
    "root": -4.84,
    "root_names": -1.77,
    "root_claims": -1.44,
    "root_claims_member": -1.08,
    "root_tail": -0.83,
    "root_text": -2.12,
    "root_author": 2.51,
}
