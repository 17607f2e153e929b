"""The weights of the traits (see `traits`), in log-odds.

Fitted to grown families of known descent by the likelihood of their whole trees, so that they stand for what
`tree.marginals` makes of them (Koo et al. 2007, structured prediction by the matrix-tree theorem).
"""

WEIGHTS: dict[str, float] = {
    "same_language": 2.76,
    "translation": -0.86,
    "added": -1.83,
    "added_elsewhere": -0.75,
    "restored": -0.34,
    "corrected": -0.30,
    "words_changed": -0.96,
    "cut": -0.87,
    "shortened": 0.24,
    "same_text": 0.94,
    "first_part": -0.79,
    "slips_kept": 0.60,
    "same_title": 2.78,
    "title_grew": 1.54,
    "title_shrank": -1.56,
    "same_author": 1.48,
    "tail_lost": -0.73,
    "tail_carried_over": 1.42,
    "tail_lost_over": -0.52,
    "tail_in_part": -1.93,
    "tail_out_of_order": -1.39,
    "tail_elsewhere": -0.92,
    "silent": 2.37,
    "wording_shared": 0.48,
    "names_source": 2.61,
    "names_other": -3.33,
    "claims_source": 0.74,
    "names_child": -1.52,
    "older": -1.77,
    "lag": 0.32,
    "lag_days": -1.14,
    "lag_long": 0.66,
    "undated": -0.75,
    "boilerplate_carried": 1.20,
    "boilerplate_foreign": -0.74,
    "shorter_source": -1.34,
    "longer_source": -0.46,
    "same_site": -2.34,
    "timely": 0.46,
    "had_already": -0.57,
    "reading_shared": 1.49,
}

ROOT_WEIGHTS: dict[str, float] = {
    "root": -1.90,
    "root_names": -2.02,
    "root_claims": -0.84,
    "root_claims_member": -0.62,
    "root_tail": -0.85,
    "root_elder": -0.50,
    "root_author": 2.20,
}
