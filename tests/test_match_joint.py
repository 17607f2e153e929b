"""Copies among many texts at once: the words of whole texts, the pairs that share hashes, what is bounded."""

import itertools
import random
from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.match.joint import MODULI, RARE, WINDOW, copies, likely, merged, paired, sampled
from provenance.match.shingles import distinct, fingerprint, hashes_of, shingles
from provenance.match.tokens import forms, tokens
from provenance.store import entries

WORDS = [a + b + c for a in ("ba", "ke", "mo", "ti") for b in ("ran", "lis", "dov") for c in ("", "ek", "ona", "it")]
ODD = "aZ9_ \n½ﬁéße\u0301\u0640\u064b\u0654ﷺ港カﾞกा़क한\u1112\u1161İ\u00ad\u200b\ud800\x00🙂—٣"


def prose(count, seed):
    pick = random.Random(seed)
    return [pick.choice(WORDS) + str(pick.randrange(9)) for _ in range(count)]


@given(st.one_of(st.text(), st.text(ODD, max_size=40)))
@settings(max_examples=400)
def test_the_words_of_a_text_at_once_are_those_read_one_by_one(text):
    assert forms(text) == [token.form for token in tokens(text)]
    for language in ("en", "vi"):
        found = distinct(text, language)
        assert found.tolist() == sorted({shingle.hash for shingle in shingles(text, language)})


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(-3, 5)), max_size=40, unique=True))
def test_pairs_share_what_they_hold_together(rows):
    held = {}
    for text, value in rows:
        held.setdefault(text, set()).add(value)
    texts, hashes = (np.array([row[n] for row in rows], np.int64) for n in (0, 1))
    holders = Counter(value for _, value in rows)
    both = {(a, b): held[a] & held[b] for a, b in itertools.combinations(sorted(held), 2) if held[a] & held[b]}
    wanted = {pair: (len(values), min(holders[n] for n in values) <= RARE) for pair, values in both.items()}
    pairs = paired(texts, hashes)
    assert told(pairs) == wanted
    few = hashes < 2
    assert told(merged([paired(texts[few], hashes[few]), paired(texts[~few], hashes[~few])])) == wanted


def told(pairs):
    return {(a, b): (n, rare) for a, b, n, rare in zip(*(side.tolist() for side in pairs), strict=True)}


def test_a_single_hash_counts_where_no_more_can_be_expected_and_few_hold_it():
    sizes = np.array([30, 8 * 130, 70])
    pairs = np.array([0, 0, 0, 0, 1]), np.array([1, 1, 1, 1, 2]), np.array([1, 1, 2, 2, 1])
    rare = np.array([True, False, True, False, True])
    assert likely((*pairs, rare), sizes, 0.24).tolist() == [True, False, True, True, False]


def test_what_a_text_costs_is_bounded_and_a_large_family_hangs_together():
    many = 40 * WINDOW
    texts, hashes = np.tile(np.arange(many), 5), np.repeat(np.arange(5), many)
    a, b, shared, _ = paired(texts, hashes)
    assert len(a) < many * WINDOW
    assert set(shared.tolist()) == {5}
    assert {(int(x), int(y)) for x, y in zip(a, b, strict=True)} >= {(n, n + 1) for n in range(many - 1)}


def test_copies_excerpts_and_no_others_are_found_in_one_pass():
    web = [prose(300 + 40 * n, n) for n in range(30)]
    web[7] = [word if n % 12 else "changed" for n, word in enumerate(web[3])]
    web[11] = web[5][60:180]
    web[12] = []
    web[13] = web[14] = ["short"]
    every = [distinct(" ".join(words), "en") for words in web]
    a, b, shared = copies(every, 0.3, 8)
    found = {(int(x), int(y)): int(n) for x, y, n in zip(a, b, shared, strict=True)}
    assert found.keys() == {(3, 7), (5, 11), (13, 14)}
    assert found[3, 7] == len(hashes_of(" ".join(web[3]), "en") & hashes_of(" ".join(web[7]), "en"))
    assert len(copies([], 0.3, 8)[0]) == 0


def test_samples_are_the_fingerprints_and_tell_who_may_be_alike():
    words = prose(900, 1)
    texts = [" ".join(words), " ".join(words[:250] + prose(600, 2)), " ".join(words[:20] + prose(800, 3))]
    every = [distinct(text) for text in texts]
    samples = [sampled(found) for found in every]
    assert [frozenset(found.tolist()) for found in samples] == [fingerprint(text) for text in texts]
    pairs = paired(np.repeat(np.arange(3), [len(found) for found in samples]), np.concatenate(samples))
    ends = zip(*(side.tolist() for side in pairs[:2]), strict=True)
    near = dict(zip(ends, likely(pairs, np.array([len(found) for found in every]), 0.3), strict=True))
    assert near[0, 1]
    assert not near.get((0, 2), False)


def test_the_store_counts_what_the_moduli_of_samples_divide():
    assert entries.MODULI == MODULI
    assert entries.packed([8, 4, 6, -3, 8], {}).divisible() == (4, 3, 2, 1)
