"""The weights of the traits (see `traits`), in log-odds.

Fitted to grown families of known descent by the likelihood of their whole trees, so that they stand for what
`tree.marginals` makes of them (Koo et al. 2007, structured prediction by the matrix-tree theorem).
"""

WEIGHTS: dict[str, float] = {
    "same_language": 2.71,
    "translation": -0.82,
    "added": -1.67,
    "added_elsewhere": -0.73,
    "restored": -0.32,
    "corrected": -0.30,
    "words_changed": -0.91,
    "cut": -0.85,
    "shortened": 0.19,
    "same_text": 0.91,
    "first_part": -0.74,
    "slips_kept": 0.62,
    "same_title": 2.75,
    "title_grew": 1.50,
    "title_shrank": -1.54,
    "same_author": 1.40,
    "tail_lost": -0.71,
    "tail_carried_over": 1.29,
    "tail_lost_over": -0.52,
    "tail_in_part": -1.91,
    "tail_out_of_order": -1.35,
    "tail_elsewhere": -1.40,
    "silent": 2.40,
    "wording_shared": 0.33,
    "names_source": 2.62,
    "names_other": -3.36,
    "claims_source": 0.64,
    "names_child": -1.56,
    "older": -1.72,
    "lag": 0.32,
    "lag_days": -1.16,
    "lag_long": 0.69,
    "undated": -0.75,
    "boilerplate_carried": 1.16,
    "boilerplate_foreign": -0.69,
    "shorter_source": -1.36,
    "longer_source": -0.46,
    "same_site": -1.99,
    "timely": 0.47,
    "had_already": -0.70,
    "reading_shared": 1.50,
}

ROOT_WEIGHTS: dict[str, float] = {
    "root": -1.89,
    "root_names": -2.15,
    "root_claims": -0.86,
    "root_claims_member": -0.64,
    "root_tail": -0.96,
    "root_elder": -0.45,
    "root_author": 2.19,
}
