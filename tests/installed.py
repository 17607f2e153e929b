"""The package as others get it: built without a network, and installed where nothing is but what it requires."""

import subprocess
import sys
import tarfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent


def built(source: Path, kind: str, folder: Path) -> Path:
    """The sdist or the wheel of a source tree, made without a network."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (made,) = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return made


def unpacked(sdist: Path, folder: Path) -> Path:
    """The one folder that a sdist holds."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (inside,) = folder.iterdir()
    return inside


def environment(folder: Path, wheel: Path) -> Path:
    """A new environment with the wheel and links to what it requires without extras; its `bin`."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    link(required(wheel), site)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(folder / "bin" / "python")]
    command = [*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "bin"


def link(names: set[str], folder: Path) -> None:
    """What these distributions have put into this environment's folder of packages, each thing by a link."""
    for name in names:
        dist = metadata.distribution(name)
        for part in {path.parts[0] for path in dist.files or ()} - {"..", "__pycache__"}:
            there = folder / part
            if not there.exists():
                there.symlink_to(Path(str(dist.locate_file(part))))


def required(wheel: Path, *extras: str) -> set[str]:
    """The names of all that the wheel requires with these extras, and what that requires in turn."""
    (info,) = metadata.distributions(path=[str(wheel)])
    seen: set[tuple[str, str]] = set()
    todo = list(_requires(info, ("", *extras)))
    while todo:
        requirement = todo.pop()
        for extra in ("", *sorted(requirement.extras)):
            key = canonicalize_name(requirement.name), extra
            if key not in seen and key[0] != canonicalize_name(info.name):
                seen.add(key)
                todo += _requires(metadata.distribution(key[0]), (extra,))
    return {name for name, _ in seen}


def _requires(dist: metadata.Distribution, extras: tuple[str, ...]) -> Iterator[Requirement]:
    for text in dist.requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in extras):
            yield requirement
