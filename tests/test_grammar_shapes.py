"""What the language files need not say: what may follow a name, and how credits run together, in every language.

Each example of the files is written in other shapes, which must be read alike. Floors are shares of the shapes of one
language that are; they only rise.
"""

import pytest

from provenance.grammar import codes, language, read

LANGUAGES = [pytest.param(code, marks=pytest.mark.xdist_group(code)) for code in codes()]
URL = "https://kajut.example/2020/05/storm"
ADDRESSES = (f": {URL}", f" ({URL})", f" – {URL}", f", {URL}", f" {URL}", f"\n{URL}", f" [{URL}]")
DATES = (", 12.03.2020", " (12.03.2020)", " – 12.03.2020")
BETWEEN = (". ", " | ", ", ", "; ", " / ", "\n", " – ")
MOST = 6


def _names_at_the_end(code):
    """Examples whose outlet stands last and has no address: (text up to its end, outlet)."""
    for line in language(code).lines:
        for example in line.examples:
            text, outlet = example["text"], example.get("outlet")
            if not outlet or line.says == "none" or "url" in example or text.count(outlet) != 1:
                continue
            end = text.index(outlet) + len(outlet)
            end += text[end : end + 1] in tuple('"”»“’』」》〉')
            if not text[end:].strip(" .)。") and len(read(text, code)) == 1:
                yield text[:end], outlet


def _share(results):
    results = list(results)
    return sum(results) / len(results) if results else 1.0


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_address_behind_a_name_is_its_own(code):
    def right(text, outlet, url):
        return any((r.value("outlet"), r.value("url")) == (outlet, URL) for r in read(text + url, code))

    assert _share(right(*pair, url) for pair in _names_at_the_end(code) for url in ADDRESSES) >= 0.93


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_date_behind_a_name_is_not_part_of_it(code):
    def right(text, outlet, date):
        return any(r.value("outlet") == outlet for r in read(text + date, code))

    assert _share(right(*pair, date) for pair in _names_at_the_end(code) for date in DATES) >= 0.9


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_language_of_the_original_behind_a_name_is_not_part_of_it(code):
    named = language(code).languages
    foreign = next(name for name, one in named.items() if one in ("en", "fr", "de") and one != code)

    def right(text, outlet):
        return any(r.value("outlet") == outlet for r in read(f"{text} ({foreign})", code))

    assert _share(right(*pair) for pair in _names_at_the_end(code) if not any(n in pair[0] for n in named)) >= 0.88


@pytest.mark.parametrize(
    "code, text, outlet",
    [
        ("en", "Reproduced, with the kind permission of the editors, from the magazine Slack Water", "Slack Water"),
        ("de", "Übernommen, mit freundlicher Genehmigung der Redaktion, von der Zeitschrift Hafenblatt", "Hafenblatt"),
        ("fr", "Repris, avec l’aimable autorisation de la rédaction, du site Le Quai", "Le Quai"),
        ("es", "Tomado (con permiso de la redacción) del portal El Muelle", "El Muelle"),
        ("cs", "Převzato, s laskavým svolením redakce, z webu Tiché molo", "Tiché molo"),
        ("sr", "Преузето, уз дозволу уредништва, са портала Тихи кеј", "Тихи кеј"),
        ("el", "Αναδημοσίευση, με την άδεια της σύνταξης, από το περιοδικό Παλιό Λιμάνι", "Παλιό Λιμάνι"),
    ],
)
def test_what_is_said_aside_of_a_permission_is_read_over(code, text, outlet):
    [reading] = read(text, code)
    assert (reading.line.says, reading.value("outlet")) == ("republication", outlet)
    assert text[reading.start : reading.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "She sailed, with the permission of the harbour master, from Tern Bay.",
        "The boat was taken, with the consent of its owner, to the yard.",
        "Source: a spring, with permission of nobody, below the quay.",
    ],
)
def test_a_permission_makes_no_credit(text):
    assert not read(text, "en")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_source_and_a_translator_in_one_line_are_both_read(code):
    sources, translators = _alone(code, "republication", "outlet"), _alone(code, "role", "translator")
    pairs = [(a, b) for source in sources for who in translators for a, b in ((source, who), (who, source))]

    def right(first, second, between):
        (text, slot, value), (other, slot_too, value_too) = first, second
        found = {}
        for reading in read(text.rstrip(".。") + between + other, code):
            found |= {name: one.value for name, one in reading.slots.items()}
        return found.get(slot) == value and found.get(slot_too) == value_too

    assert _share(right(*pair, between) for pair in pairs for between in BETWEEN) >= 0.75


def _alone(code, says, slot):
    """Some short examples that fill one slot and no other: (text, slot, value)."""
    found = [
        (example["text"], slot, example[slot])
        for line in language(code).lines
        if line.says == says
        for example in line.examples
        if set(example) == {"text", slot} and len(example["text"]) <= 70 and example["text"][0] not in "([\n"
    ]
    return [one for one in found if "\n" not in one[0]][:: max(1, len(found) // MOST)][:MOST]


@pytest.mark.parametrize(
    "code, text, outlet, origin",
    [
        (
            "en",
            "Reprinted from Slack Water, which took it from the magazine Coast Journal",
            "Slack Water",
            "Coast Journal",
        ),
        ("fr", "Repris du site Le Quai, qui l’avait tiré de la revue Bassin Nord", "Le Quai", "Bassin Nord"),
        ("es", "Tomado de El Muelle, que lo tomó de la revista Bajamar", "El Muelle", "Bajamar"),
        ("cs", "Převzato z webu Tiché molo, který je převzal z měsíčníku Severní proud", "Tiché molo", "Severní proud"),
        ("ru", "Источник: «Старый причал», который взял его из журнала «Маяк»", "Старый причал", "Маяк"),
        ("en", "Source: Slack Water, which took its name from a poem", "Slack Water", None),
        ("en", "Source: Slack Water, which took a boat to Tern Bay", "Slack Water", None),
    ],
)
def test_a_clause_behind_a_name_may_tell_the_source_of_the_source(code, text, outlet, origin):
    [reading] = read(text, code)
    assert (reading.value("outlet"), reading.value("origin")) == (outlet, origin)


@pytest.mark.parametrize(
    "code, text, outlet",
    [
        ("ko", "물결노트 블로그에서 퍼왔습니다", "물결노트"),
        ("tr", "Eski Liman'dan alınmıştır", "Eski Liman"),
        ("en", "This text is taken from Slack Water", "Slack Water"),
    ],
)
def test_an_address_behind_a_whole_credit_is_its_source_s(code, text, outlet):
    [reading] = read(f"{text} {URL}", code)
    assert (reading.value("outlet"), reading.value("url")) == (outlet, URL)
