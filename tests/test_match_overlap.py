"""Copies, excerpts and look-alikes within a language; tokens, shingles and sentences under them."""

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.match import fingerprint, overlap, relation_of, shortlist
from provenance.match.sentences import sentences
from provenance.match.shingles import SAMPLE, hashes_of, sampling, shingles
from provenance.match.tokens import LIMIT, base_language, tokens
from provenance.model import Article, Match, Relation

WORDS = [
    a + b + c for a in ("ba", "ke", "mo", "ti", "zu") for b in ("ran", "lis", "dov") for c in ("", "ek", "ona", "it")
]
CHINESE = "港口负责人周五表示经过罢工之后港口重新开放首艘入港的是一艘运送小麦的货船工会领导人感谢了市长和码头工人"


def prose(count: int, seed: int = 0) -> str:
    pick = random.Random(seed)
    words = [pick.choice(WORDS) for _ in range(count)]
    return " ".join(w.capitalize() + "." if n % 11 == 10 else w for n, w in enumerate(words))


def changed(text: str, share: float, seed: int = 1) -> str:
    pick = random.Random(seed)
    return " ".join("altered" if pick.random() < share else word for word in text.split())


def article(text: str, name: str, language: str = "en") -> Article:
    return Article(name, None, None, None, None, language, None, (), (), (), text, "0" * 64)


def test_a_copy_is_a_copy_whatever_its_case_and_spacing():
    text = prose(300)
    match = overlap(text, text.upper().replace(" ", "\n"), "en")
    assert (match.a_in_b, match.b_in_a, match.score) == (1.0, 1.0, 1.0)
    assert [(p.a_start, p.score) for p in match.passages] == [(0, 1.0)]
    assert relation_of(match) is Relation.REPUBLICATION


@pytest.mark.parametrize("share", [0.1, 0.2, 0.3])
def test_a_copy_with_words_changed_is_found(share):
    text = prose(600)
    assert relation_of(overlap(text, changed(text, share), "en")) is Relation.REPUBLICATION


def test_an_excerpt_is_part_of_the_larger_text():
    text = prose(600)
    words = text.split()
    match = overlap(" ".join(words[200:320]), text, "en")
    assert match.a_in_b > 0.95
    assert match.b_in_a < 0.3
    assert relation_of(match) is Relation.EXCERPT
    passage = match.passages[0]
    assert text[passage.b_start : passage.b_end] == " ".join(words[200:320]).rstrip(".")


def test_part_taken_and_the_rest_rewritten_is_an_adaptation():
    text = prose(800)
    mixed = " ".join(text.split()[:120]) + " " + prose(160, seed=9)
    assert relation_of(overlap(mixed, text, "en")) is Relation.ADAPTATION


def test_texts_with_the_same_words_in_other_orders_are_not_copies():
    match = overlap(prose(400, 1), prose(400, 2), "en")
    assert match.score < 0.5
    assert relation_of(match) is None


def test_a_stock_phrase_is_too_little():
    match = overlap("All rights reserved by the publisher here", "All rights reserved by the publisher here", "en")
    assert match.score <= 0.3
    assert match.detail.startswith("too little evidence")
    assert relation_of(match) is None


def test_passages_that_changed_places_are_found_apart():
    first, second = prose(80, 3), prose(80, 4)
    match = overlap(f"{first} {second}", f"{second} {first}", "en")
    assert len(match.passages) == 2
    assert match.passages[0].b_start > match.passages[1].b_start


def test_a_changed_word_does_not_part_a_passage_but_lowers_its_score():
    words = prose(120, 5).split()
    other = [*words[:60], "altered", *words[61:]]
    (passage,) = overlap(" ".join(words), " ".join(other), "en").passages
    assert 0.9 < passage.score < 1


def test_unspaced_scripts_are_compared_by_characters():
    match = overlap(CHINESE, f"编者按：{CHINESE[:40]}，完。", "zh")
    assert match.b_in_a > 0.7
    assert relation_of(match) is Relation.REPUBLICATION


def test_translation_scores_decide_the_relation():
    assert relation_of(Match("translation", 0.51, 0, 0)) is Relation.TRANSLATION
    assert relation_of(Match("translation", 0.49, 1, 1)) is None


def test_nothing_in_common_and_no_text():
    for pair in (("", ""), ("", prose(50)), (prose(50), "完全不同的文字")):
        assert overlap(*pair).score == 0


def test_fingerprints_are_the_same_in_every_process():
    code = "from provenance.match import fingerprint as f; print(sorted(f('one two three four five')))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == str(sorted(fingerprint("One two, three four five!")))
    assert len(fingerprint("one two three four five")) == 3


def test_fingerprints_sample_long_texts_and_keep_short_ones():
    long, short = prose(5_000), prose(40)
    assert len(fingerprint(short)) == len({s.hash for s in shingles(short)})
    every = {s.hash for s in shingles(long)}
    kept = fingerprint(long)
    assert kept == {h for h in every if h % SAMPLE == 0}
    assert 0.7 < len(kept) * SAMPLE / len(every) < 1.4
    assert [sampling(n) for n in (1, 127, 128, 256, 512, 10_000)] == [1, 1, 2, 4, 8, 8]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_offsets_point_into_the_text(text):
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
    for shingle in shingles(text):
        assert -(2**63) <= shingle.hash < 2**63
        assert 0 <= shingle.start < shingle.end <= len(text)
    end = 0
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= end
        end = sentence.end


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_overlap_is_symmetric(a, b):
    forth, back = overlap(a, b), overlap(b, a)
    assert (forth.score, forth.a_in_b, forth.b_in_a) == (back.score, back.b_in_a, back.a_in_b)
    assert all(0 < p.score <= 1 for p in forth.passages)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_sentences_lose_nothing_but_space(text):
    assert "".join("".join(s.text.split()) for s in sentences(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Mora met J. P. Lind on Monday. They spoke for two hours about wheat.", 2),
        ("Am 12. Januar 2022 wurde lange verhandelt. Danach gab es eine Erklärung.", 2),
        ("Это произошло в г. Вальдемар в прошлую пятницу! Никто не пострадал, сообщила полиция.", 2),
        (
            "他们在周五举行了会谈，讨论了港口重新开放以后的各种安排以及工人的待遇问题。下一轮会谈将于五月在里斯本举行，届时双方将签署协议。",
            2,
        ),
        ("वे शुक्रवार को राजधानी में मिले और बातचीत की। अगली बैठक मई के महीने में होगी।", 2),
        ("قال المدير إن الميناء سيفتح غدا صباحا؟ لم يجب أحد على هذا السؤال المهم.", 2),
        ("Title without a full stop here\nThe first sentence stands on its own line.", 2),
    ],
)
def test_sentences_of_many_scripts(text, count):
    assert len(sentences(text)) == count


def test_sentences_are_bounded():
    assert len(sentences("This sentence is exactly long enough. " * 5_000)) <= 80
    assert max(len(s.text) for s in sentences("ก" * 2_000)) <= 400


def test_text_beyond_the_limit_is_left_out():
    assert max(token.end for token in tokens("ab " * LIMIT)) <= LIMIT


@pytest.mark.parametrize(("tag", "base"), [("zh-Hant-TW", "zh"), ("en_US", "en"), ("FR", "fr"), (None, ""), ("", "")])
def test_base_language(tag, base):
    assert base_language(tag) == base


def test_shortlist_puts_the_likeliest_first():
    text = prose(200)
    others = [article(prose(200, seed), str(seed)) for seed in range(20, 40)]
    wanted = article(changed(text, 0.1), "wanted")
    chosen = shortlist(article(text, "asked"), [*others, wanted], most=3)
    assert len(chosen) == 3
    assert chosen[0] is wanted
    assert shortlist(article(text, "asked"), others[:2]) == tuple(others[:2])


def test_shortlist_across_languages():
    russian = article("Хелена Корвальд сказала в Брюсселе, что порт потерял 18,5 млн евро и 3250 тонн.", "ru", "ru")
    english = article("Helena Korvald said in Brussels that the port lost 18.5m euros and 3,250 tonnes.", "en")
    others = [article(prose(40, seed), str(seed)) for seed in range(20, 30)]
    assert shortlist(russian, [*others, english], most=1) == (english,)


@settings(max_examples=200)
@given(st.text(max_size=60), st.sampled_from(["en", "vi", "ja", None]))
def test_the_hashes_alone_are_those_of_the_shingles(text, language):
    for whole in (text, text + CHINESE[:9], prose(7) + text, prose(9) + "港口负" + text):
        assert hashes_of(whole, language) == {shingle.hash for shingle in shingles(whole, language)}
