"""The language detector answers the same from the cache folder, without one, and over a damaged one."""

import os

import pytest

from provenance.extract import detector

TEXTS = {
    "fr": "La mairie a publié hier la liste des rues où les travaux commenceront au printemps prochain.",
    "ru": "Вчера мэрия опубликовала список улиц, на которых весной начнутся ремонтные работы.",
    "de": "Die Stadt veröffentlichte gestern die Liste der Straßen, in denen im Frühjahr gebaut wird.",
    "ja": "市役所は昨日、来春に工事が始まる通りの一覧を公表しました。",
}


@pytest.fixture()
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    detector.classifier.cache_clear()
    yield tmp_path / "provenance"
    detector.classifier.cache_clear()


def answers():
    detector.classifier.cache_clear()
    return {text: detector.classifier()(text) for text in TEXTS.values()}


def packed():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return {text: identifier.classify(text) for text in TEXTS.values()}


def test_the_mapped_model_answers_as_the_packed_one(cache):
    assert answers() == packed()
    assert answers() == packed()  # this time it is there already
    assert [code for code, _ in answers().values()] == list(TEXTS)
    assert [path.name for path in cache.iterdir()] == [next(cache.glob("languages-*")).name]


def test_a_damaged_model_is_unpacked_again(cache):
    expected = answers()
    part = next(cache.glob("languages-*")) / "nextmove.npy"
    whole = part.stat().st_size
    part.write_bytes(part.read_bytes()[:1000])
    assert answers() == expected
    assert (next(cache.glob("languages-*")) / "nextmove.npy").stat().st_size == whole


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_a_model_that_others_could_have_written_is_unpacked_again(cache):
    assert answers() == packed()
    [folder] = cache.glob("languages-*")
    folder.chmod(0o777)
    (folder / "classes.json").write_text('["xx"]')
    assert answers() == packed()
    [folder] = cache.glob("languages-*")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_model_of_another_version_goes(cache):
    old = cache / "languages-0.0.1-5"
    old.mkdir(parents=True)
    answers()
    assert not old.exists()


def test_no_folder_is_needed(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert [code for code, _ in answers().values()] == list(TEXTS)
    detector.classifier.cache_clear()
