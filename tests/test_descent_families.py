"""Who copied whom within one family: chains, stars, sediment, slips, dates, lost ancestors."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.acquire import Options
from provenance.descent import Known, descend, unseen, witness
from provenance.descent.bounds import bounded, spanned
from provenance.descent.laid import compare, sediment
from provenance.descent.settling import settled
from provenance.descent.witness import line_of
from provenance.infer import claims
from provenance.model import DateInterval
from provenance.reading import pages
from tests.web import BODY, MORE, Page, source, write


@pytest.fixture
def read(tmp_path):
    """Pages -> witnesses by name."""

    def call(*web):
        found = {}
        by_url = {page.url: page.name for page in web}
        for got in pages(str(write(tmp_path / "web.jsonl", web)), Options()):
            found[by_url[got.article.url]] = witness(got.article, got.signals, claims(got.article, got.signals))
        return found

    return call


def family(members, **rest):
    return {d.child.id: d for d in descend(list(members.values()), anyone, Known(**rest))}


def anyone(a, b):
    """Kin where any page may descend from any other."""
    return a.id != b.id


def parents(members, **rest):
    """The parent of each page, by name."""
    names = {member.id: name for name, member in members.items()}
    found = family(members, **rest)
    return {
        names[node]: (names[d.parent.pair.parent.id] if d.parent and d.parent.probability >= 0.5 else None)
        for node, d in found.items()
    }


def slipped(body, number, old, new):
    return tuple(line.replace(old, new) if n == number else line for n, line in enumerate(body))


def test_a_chain_of_credits_is_no_star(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    second = Page("bravo", tail=(source(first),), published="2024-03-01T19:00:00Z")
    third = Page("carol", tail=(source(first), source(second)), published="2024-03-02T07:00:00Z")
    fourth = Page("delta", tail=(source(first), source(second), source(third)), published="2024-03-02T20:00:00Z")
    found = parents(read(first, second, third, fourth))
    assert found == {"alpha": None, "bravo": "alpha", "carol": "bravo", "delta": "carol"}


def test_a_star_of_credits_is_no_chain(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    worded = (
        source(first),
        f"First published by {first.outlet}.",
        f"This article originally appeared on {first.outlet}.",
    )
    others = [
        Page(name, tail=(line,), published=f"2024-03-02T0{n}:00:00Z")
        for n, (name, line) in enumerate(zip(("bravo", "carol", "delta"), worded, strict=True))
    ]
    found = parents(read(first, *others))
    assert found == {"alpha": None, "bravo": "alpha", "carol": "alpha", "delta": "alpha"}


def test_a_credit_that_everyone_words_so_is_taken_at_its_word(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    others = [Page(name, tail=(source(first),), published=f"2024-03-02T0{n}:00:00Z") for n, name in enumerate("bcd")]
    members = read(first, *others)
    bare = {line.formula: 0.9 for line in members["b"].tail}
    found = family(members, shares=bare)
    best = [found[members[name].id].parent for name in "bcd"]
    assert [parent and parent.pair.parent.id for parent in best] == [members["alpha"].id] * 3


def test_a_silent_copy_that_carries_a_tail_hangs_on_the_page_whose_tail_it_is(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    second = Page("bravo", tail=(source(first),), published="2024-03-01T19:00:00Z")
    credit = f"Reprinted by kind permission of the editors of {second.outlet}, who hold the rights to this text."
    third = Page("carol", tail=(source(first), credit), published="2024-03-02T07:00:00Z")
    silent = Page("delta", tail=(source(first), credit), published="2024-03-02T20:00:00Z")
    assert parents(read(first, second, third, silent))["delta"] == "carol"


def test_a_credit_that_says_for_whom_it_was_translated_is_that_page_s_own(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    line = f"Source: {first.url} / translated by Odile Marin for Bravo Post"
    second = Page("bravo", tail=(line,))
    third = Page("carol", tail=(line,), published="2024-03-01T11:00:00Z")
    assert parents(read(first, second, third)) == {"alpha": None, "bravo": "alpha", "carol": "bravo"}


def test_a_slip_is_inherited(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    body = slipped(slipped(BODY, 1, "unsafe", "unsaffe"), 5, "architect", "architct")
    second = Page("bravo", body, published="2024-03-01T19:00:00Z")
    third = Page("carol", body, published="2024-03-02T07:00:00Z")
    fourth = Page("delta", published="2024-03-02T09:00:00Z")
    found = parents(read(first, second, third, fourth))
    assert (found["carol"], found["delta"]) == ("bravo", "alpha")


def test_what_was_cut_does_not_come_back(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    second = Page("bravo", BODY[:3] + BODY[5:], published="2024-03-01T19:00:00Z")
    third = Page("carol", BODY[:3] + BODY[5:7], published="2024-03-02T07:00:00Z")
    fourth = Page("delta", BODY[:6], published="2024-03-02T09:00:00Z")
    found = parents(read(first, second, third, fourth))
    assert (found["carol"], found["delta"]) == ("bravo", "alpha")


def test_identical_copies_are_rivals_not_guesses(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    twins = [Page(name, published="2024-03-01T19:00:00Z") for name in ("bravo", "carol", "delta")]
    last = Page("echo", published="2024-03-02T02:00:00Z")
    members = read(first, *twins, last)
    found = family(members)[members["echo"].id]
    assert found.parent is not None
    assert found.parent.probability < 0.5
    assert {p.pair.parent.id for p in found.rivals if p.probability > 0.05} >= {members["bravo"].id} - {
        found.parent.pair.parent.id
    }


def test_a_forged_date_does_not_turn_a_credit_round(read):
    first = Page("alpha", published="2024-03-20T08:00:00Z", author="Berit Lund")
    second = Page("bravo", tail=(source(first),), published="2024-03-03T19:00:00Z")
    members = read(first, second)
    found = family(members)[members["bravo"].id]
    assert found.parent is not None
    assert found.parent.pair.parent is members["alpha"]
    values = dict(zip((trait.__name__ for trait in all_traits()), found.parent.values, strict=True))
    assert values["older"] == 1.0  # flagged


def all_traits():
    from provenance.descent.traits import TRAITS

    return TRAITS


def test_a_credit_that_the_text_contradicts_is_not_believed(read):
    other = tuple(
        f"Quite another report, part {n}, of the regatta that was held in calm weather last week." for n in range(6)
    )
    first = Page("alpha", published="2024-03-01T08:00:00Z")
    second = Page("bravo", other, tail=(source(first),), published="2024-03-02T08:00:00Z", title="Regatta")
    assert parents(read(first, second))["bravo"] is None


def test_two_copies_of_a_lost_page_point_to_it(read):
    members = read(
        Page("alpha", BODY[:6], published="2024-03-01T08:00:00Z", author="Berit Lund"),
        Page("bravo", (*BODY[2:], *MORE), published="2024-03-01T09:00:00Z", author="Jonas Vik"),
    )
    found = list(family(members).values())
    assert not [d for d in found if d.parent and d.parent.probability >= 0.5]
    (lost,) = unseen(found)
    assert {page.id for page in lost.copies} == {member.id for member in members.values()}
    assert {line.text for line in lost.lines} == set(BODY[2:6])


def test_an_excerpt_and_its_source_have_no_lost_ancestor(read):
    members = read(
        Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund"),
        Page("bravo", BODY[:3], published="2024-03-01T22:00:00Z"),
    )
    found = family(members)
    assert not unseen(list(found.values()))
    assert found[members["bravo"].id].parent is not None


def test_a_persons_word_outranks_the_traits(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    second = Page("bravo", tail=(source(first),), published="2024-03-01T19:00:00Z")
    third = Page("carol", tail=(source(first), source(second)), published="2024-03-02T07:00:00Z")
    members = read(first, second, third)
    ids = {name: member.id for name, member in members.items()}
    assert parents(members)["carol"] == "bravo"
    assert parents(members, words={(ids["carol"], ids["alpha"]): True})["carol"] == "alpha"
    assert parents(members, words={(ids["carol"], ids["bravo"]): False})["carol"] != "bravo"


def test_the_order_of_the_members_does_not_matter(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    web = [
        first,
        *(Page(name, BODY[n:], published="2024-03-02T08:00:00Z") for n, name in enumerate(("bravo", "carol", "delta"))),
    ]
    members = list(read(*web).items())
    outcomes = []
    for seed in range(4):
        random.Random(seed).shuffle(members)
        found = family(dict(members))
        outcomes.append({n: (d.parent and d.parent.pair.parent.id, d.original) for n, d in found.items()})
    assert all(outcome == outcomes[0] for outcome in outcomes)


def test_a_line_that_pages_carry_whatever_their_text_is_no_sediment(read):
    plug = "Subscribe to our letter."
    first = Page("alpha", tail=(plug,), published="2024-03-01T08:00:00Z", author="Berit Lund")
    second = Page("bravo", tail=(plug,), published="2024-03-01T19:00:00Z")
    members = read(first, second)
    (line,) = members["alpha"].tail
    found = family(members, plain={line.key})[members["bravo"].id]
    assert found.parent is not None
    assert not found.parent.pair.tails.carried


def test_address_metadata_and_visible_date_make_one_interval(read):
    page = Page("alpha", published="2024-03-01T08:00:00Z")
    (member,) = read(page).values()
    assert member.moment is not None
    assert not member.forged


def test_of_very_many_possible_parents_the_named_one_is_kept(read):
    first = Page("alpha", BODY[:2], published="2024-01-01T08:00:00Z")
    crowd = [Page(f"crowd{n}", published=f"2024-03-01T{n % 24:02d}:00:00Z") for n in range(85)]
    last = Page("zulu", BODY[:2], tail=(source(first),), published="2024-01-02T09:00:00Z")
    members = read(first, *crowd, last)
    found = family(members)[members["zulu"].id]
    possible = [found.parent, *found.rivals] if found.parent else list(found.rivals)
    assert len(possible) == 80
    assert members["alpha"].id in {p.pair.parent.id for p in possible}


def test_a_line_that_has_another_link_was_written_anew(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    home = Page("bravo", tail=(source(first, deep=False),), published="2024-03-01T19:00:00Z")
    deep = Page("carol", tail=(source(first),), published="2024-03-01T21:00:00Z")
    bare = Page("delta", tail=(f"Source: {first.outlet}",), published="2024-03-01T22:00:00Z")
    members = read(first, home, deep, bare)
    tails = {name: member.tail for name, member in members.items()}
    assert len({line.key for tail in tails.values() for line in tail}) == 1
    assert sediment(tails["bravo"], tails["carol"]).carried == 0
    assert sediment(tails["bravo"], tails["carol"]).outside == tails["carol"]
    assert sediment(tails["carol"], tails["delta"]).carried == 1
    assert parents(read(first, home, deep))["carol"] == "alpha"


def test_a_page_without_a_date_is_older_than_what_was_taken_from_it(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    undated = Page("bravo", tail=(source(first),))
    copy = Page("carol", tail=(*undated.tail, source(undated)), published="2024-03-02T07:00:00Z")
    members = read(first, undated, copy)
    found = family(members)
    dated = found[members["carol"].id].parent.pair.parent
    assert dated.id == members["bravo"].id
    assert members["bravo"].moment is None
    bound = dated.moment
    assert (bound.earliest.isoformat(), bound.latest.date().isoformat()) == ("2024-03-01T08:00:00+00:00", "2024-03-02")


def test_dates_are_bounded_through_pages_without_one_and_round_circles(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z")
    last = Page("delta", published="2024-03-03T08:00:00Z")
    members = read(first, Page("bravo"), Page("carol"), last)
    ids = {name: member.id for name, member in members.items()}
    chain = {ids["bravo"]: ids["alpha"], ids["carol"]: ids["bravo"], ids["delta"]: ids["carol"]}
    found = {member.id: member.moment for member in bounded(list(members.values()), chain)}
    for name in ("bravo", "carol"):
        moment = found[ids[name]]
        assert (moment.earliest.day, moment.latest.day) == (1, 3)
    circle = {ids["bravo"]: ids["carol"], ids["carol"]: ids["bravo"]}
    assert bounded(list(members.values()), circle) == list(members.values())


def test_what_would_leave_no_moment_at_all_is_not_believed(read):
    late, early = Page("alpha", published="2024-03-09"), Page("carol", published="2024-03-02")
    members = read(late, Page("bravo"), early)
    ids = {name: member.id for name, member in members.items()}
    wrong = {ids["bravo"]: ids["alpha"], ids["carol"]: ids["bravo"]}
    assert bounded(list(members.values()), wrong) == list(members.values())


@pytest.mark.parametrize(("year", "end"), [("0001", datetime.min), ("9999", datetime.max)])
def test_a_family_at_an_end_of_the_calendar_is_narrowed_as_far_as_that(read, year, end):
    members = read(Page("alpha", published="2024-03-01T08:00:00Z"), Page("bravo"))
    moment = DateInterval(end.replace(microsecond=0, tzinfo=UTC), end.replace(microsecond=1, tzinfo=UTC), year)
    edge = replace(members["alpha"], moment=moment)
    found = spanned([edge, members["bravo"]])[1].moment
    assert end.replace(tzinfo=UTC) in (found.earliest, found.latest)


def test_a_byline_below_the_text_is_no_sediment(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    signed = Page("bravo", tail=(source(first), "by Berit Lund", "by"), published="2024-03-01T19:00:00Z")
    members = read(first, signed)
    (below,) = [member for member in settled(list(members.values())) if member.id == members["bravo"].id]
    assert [line.text for line in below.tail] == [f"Source: {first.outlet}"]
    assert below.author == "Berit Lund"


def test_of_two_pages_that_credit_nobody_the_one_with_a_name_above_its_text_is_sooner_the_original(read):
    members = read(Page("alpha", published="2024-03-01"), Page("bravo", published="2024-03-01"))
    plain = family(members)
    named = family(members | {"alpha": replace(members["alpha"], bylines=("Berit Lund",))})
    first, second = members["alpha"].id, members["bravo"].id
    assert plain[first].original == pytest.approx(plain[second].original)
    assert named[first].original > plain[first].original > named[second].original


def test_an_outlet_does_not_take_from_itself(read):
    first = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
    copy = Page("bravo", published="2024-03-01T19:00:00Z")
    members = read(first, copy)
    apart = family(members)[members["bravo"].id].parent
    same = {name: replace(member, domain="one.example") for name, member in members.items()}
    within = family(same)[members["bravo"].id].parent
    assert apart.probability >= 0.5
    assert within is None or within.score < apart.score


def test_texts_without_paragraphs_descend_as_others_do(read):
    whole = " ".join((*BODY, *MORE))
    words = whole.split()
    changed = " ".join(word if n % 12 else "otherwise" for n, word in enumerate(words))
    part = " ".join(word if n % 15 else "else" for n, word in enumerate(words[len(words) // 3 : 2 * len(words) // 3]))
    found = parents(
        read(
            Page("alpha", (whole,), published="2024-03-01T08:00:00Z", title="One"),
            Page("bravo", (changed,), published="2024-03-02T08:00:00Z", title="Two"),
            Page("carol", (part,), published="2024-03-03T08:00:00Z", title="Three"),
        )
    )
    assert found["alpha"] is None
    assert found["bravo"] == "alpha"
    assert found["carol"] in {"alpha", "bravo"}


def test_paragraphs_run_together_and_split_are_no_new_text(read):
    members = read(Page("alpha", BODY), Page("bravo", (BODY[0] + " " + BODY[1] + " " + BODY[2], *BODY[3:])))
    a, b = (next(m for m in members.values() if m.url and name in m.url) for name in ("alpha", "bravo"))
    for parent, child in ((a, b), (b, a)):
        lines = compare(parent.body, child.body)
        held = [Counter(word for line in side for word in line.words) for side in zip(*lines.changed, strict=True)]
        assert held[0] == held[1]
        assert sum(len(line.words) for line in (*lines.cut, *lines.added)) < 24


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=70), max_size=4), st.randoms())
def test_no_word_is_lost_when_pages_are_laid_side_by_side(texts, pick):
    child = [[word for word in words if pick.random() > 0.1] or ["z"] for words in texts]
    mixed = [word for words in child for word in words]
    old, new = [line_of(" ".join(words)) for words in texts], [line_of(" ".join(mixed))] if mixed else []
    lines = compare(old, new)
    theirs = [*lines.kept, *(a for a, _ in lines.changed), *lines.cut]
    mine = [*lines.kept, *(b for _, b in lines.changed), *lines.added]
    for side, every in ((theirs, old), (mine, new)):
        words = Counter(word for line in side for word in line.words)
        whole = Counter(word for line in every for word in line.words)
        assert words <= whole
        assert (whole - words).total() <= 8 * len(lines.changed)
