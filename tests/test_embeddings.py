"""The extra `embeddings`: a model on disk, made by the test, is asked too whether a text translates another."""

import json
import os
import pickle
import shutil
import subprocess
from pathlib import Path

import pytest

from provenance.match.programs import program_in
from tests.tiny_model import ENGLISH, OTHER

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv-embeddings" / "bin" / "python"

SAID = (
    "In the village of Kivila the old well is dry, and nobody remembers rain since 1874.",
    "Every evening the women of the village carry water up the hill as well as they can.",
    "The children sleep beside the road, and a stone is what they have under the head.",
    "There is a song about it that everyone in the village knows, though nobody will sing.",
    "Nobody remembers who was first to say that the hill would keep the water for itself.",
    "The road is dry as a stone, and the evening is long when the children do not sleep.",
)
TOLD = (
    "Kus on küla Kivila, seal on vana kaev kuiv, ja keegi ei mäletab vihma 1874 saadik.",
    "Iga õhtu naised kannavad vett kui küla ja mägi seda lubab, ning kaev on nagu ikka.",
    "Seal lapsed magavad kus tee on lähedal, ja kivi on neil siis alati pea juures all.",
    "Üks laul on sellest olemas mida küla ometi tunneb, aga keegi seda enam ei taha sedasi.",
    "Enam ei keegi mäletab kes ütles nõnda, et mägi hoiab seda kallist vett endale alles.",
    "See tee on kuiv nagu kivi, ja õhtu on pikk kui lapsed ei magavad mitte kuidagi siin.",
)
OTHERS = (
    "Kivila poes müüdi 1874 leiba ja piima, aga see oli kõik kallim kui linnas oli olnud.",
    "Keegi ei ostnud midagi, sest raha oli vähe ja talv tuli varem kui keegi oli arvanud.",
    "Pood suleti kevadel ning maja lammutati, kivi viidi uue silla alla ja unustati sinna.",
    "Sild ise kestis kaua, kuni jää selle kord ära viis koos kõige sellega mis peal oli.",
    "Uus omanik lubas maja jälle üles ehitada, kuid tema lubadused jäid paberile alatiseks.",
    "Nüüd kasvab seal vaid rohi, ja lambad söövad seda rahulikult suvest kuni sügiseni.",
)


@pytest.fixture(scope="session")
def model(tmp_path_factory):
    """A model of two languages, in a folder."""
    if not PYTHON.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("make embeddings was not run")
        pytest.skip("make embeddings was not run")
    folder = tmp_path_factory.mktemp("model") / "tiny"
    subprocess.run([PYTHON, "-m", "tests.tiny_model", folder], check=True, cwd=ROOT, capture_output=True)
    return folder


def ran(*arguments, **more):
    command = [PYTHON, "-m", "provenance", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **more})


def stored(path, *pages):
    """A store of texts, in the environment of the extra."""
    rows = (
        {"url": f"https://{name}.example/kaev", "text": "\n".join(lines), "language": language, "published": date}
        for name, lines, language, date in pages
    )
    (path / "pages.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    store = path / "web.db"
    assert ran("--store", store, "ingest", path / "pages.jsonl").returncode == 0
    return store


def links(store):
    told = ran("--store", store, "export", "--format", "jsonl", "--output", "-")
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    return {(r["derived_url"], r["source_url"], r["relation"]) for r in rows if r["kind"] == "link"}


def test_a_translation_without_enough_names_is_linked_by_what_it_means(tmp_path, model):
    pages = (("harbour", SAID, "en", "2024-03-01T08:00:00Z"), ("kaev", TOLD, "et", "2024-03-02T08:00:00Z"))
    store = stored(tmp_path, *pages, ("pood", OTHERS, "et", "2024-03-02T09:00:00Z"))
    assert ran("--store", store, "link").returncode == 0
    assert links(store) == set()
    done = ran("--store", store, "link", "--again", "--embeddings", model)
    assert done.returncode == 0, done.stderr
    assert links(store) == {("https://kaev.example/kaev", "https://harbour.example/kaev", "translation")}


def test_comparing_tells_what_the_model_says(tmp_path, model):
    store = stored(tmp_path, ("harbour", SAID, "en", None), ("kaev", TOLD, "et", None), ("pood", OTHERS, "et", None))
    scores = {}
    for name, chosen in (
        ("kaev", {}),
        ("kaev", {"PROVENANCE_EMBEDDINGS": str(model)}),
        ("pood", {"PROVENANCE_EMBEDDINGS": str(model)}),
    ):
        asked = ("https://harbour.example/kaev", f"https://{name}.example/kaev", "--offline", "--format", "json")
        told = ran("--store", store, "compare", *asked, **chosen)
        assert told.returncode == 0, told.stderr
        match = json.loads(told.stdout)["match"]
        assert ("alike for the model" in match["detail"]) == bool(chosen)
        scores[name, bool(chosen)] = match["score"]
    assert scores["kaev", False] < 0.5 <= scores["kaev", True]
    assert scores["pood", True] < 0.3


def test_a_folder_without_a_model_is_one_line(tmp_path, model):
    store = stored(tmp_path, ("harbour", SAID, "en", None), ("kaev", TOLD, "et", None))
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "modules.json").write_text("[{")
    told = ran("--store", store, "link", "--again", "--embeddings", tmp_path / "empty")
    assert told.returncode != 0
    (line,) = [line for line in told.stderr.splitlines() if line.startswith("provenance: ")]
    assert "no model that can be read" in line
    assert str(tmp_path / "empty") in line
    assert "Traceback" not in told.stderr


def test_what_is_no_folder_is_refused_and_nothing_is_fetched(run, tmp_path):
    ran_here = run("link", "--embeddings", "some/model-of-a-hub")
    assert ran_here.status == 2
    assert "some/model-of-a-hub: not a folder" in " ".join(ran_here.err.split())
    assert not (tmp_path / "some").exists()


def test_the_words_of_the_model_are_pairs():
    assert len(ENGLISH.split()) == len(OTHER.split()) == len(set(OTHER.split()))


class Runs:
    """A pickle of it writes a file when it is read."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def poisoned(folder, kind, canary):
    """A model with a program in it: as weights, or as a class that its files name."""
    if kind == "pickle":
        [weights] = folder.glob("*/model.safetensors")
        weights.with_name("pytorch_model.bin").write_bytes(pickle.dumps(Runs(canary), protocol=2))
        weights.unlink()
    else:
        rows = json.loads((folder / "modules.json").read_text())
        rows[0] |= {"class": {"type": "evil.Module"}, "path": {"path": "../elsewhere"}}[kind]
        (folder / "modules.json").write_text(json.dumps(rows))
        (folder / "evil.py").write_text(f"open({str(canary)!r}, 'w')\nclass Module: pass\n")


@pytest.mark.parametrize("kind", ["pickle", "class", "path"])
def test_a_program_in_a_model_is_named_and_not_run(tmp_path, model, kind):
    store = stored(tmp_path, ("harbour", SAID, "en", None), ("kaev", TOLD, "et", None))
    shutil.copytree(model, tmp_path / "evil")
    poisoned(tmp_path / "evil", kind, tmp_path / "canary")
    told = ran(
        "--store", store, "link", "--again", "--embeddings", tmp_path / "evil", PYTHONPATH=str(tmp_path / "evil")
    )
    assert told.returncode == 3
    assert not (tmp_path / "canary").exists()
    assert {"pickle": "is a pickle", "class": "'evil.Module'", "path": "'../elsewhere'"}[kind] in told.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("modules.json", '[{"type": "os.Thing", "path": ""}]'),
        ("1_Dense/config.json", '{"activation_function": "os.abort"}'),
        ("0_Words/wordembedding_config.json", '{"tokenizer_class": "evil.Tokenizer"}'),
        ("router_config.json", '{"types": {"a": "evil.Module"}}'),
        ("config.json", '{"auto_map": {"AutoModel": "evil.Model"}}'),
        ("2_Dense/pytorch_model.bin", ""),
    ],
)
def test_what_a_reader_of_models_would_run_is_seen(tmp_path, name, said):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(said)
    assert name in program_in(tmp_path)


def test_an_ordinary_model_has_no_program(tmp_path):
    types = ("sentence_transformers.models.Transformer", "sentence_transformers.models.Dense")
    (tmp_path / "modules.json").write_text(json.dumps([{"type": one, "path": f"{n}_x"} for n, one in enumerate(types)]))
    (tmp_path / "config.json").write_text('{"tokenizer_class": "XLMRobertaTokenizer", "activation": "gelu"}')
    (tmp_path / "dense.json").write_text('{"activation_function": "torch.nn.modules.activation.Tanh"}')
    for name in ("model.safetensors", "pytorch_model.bin"):
        (tmp_path / name).touch()
    assert program_in(tmp_path) is None
