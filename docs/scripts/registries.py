"""What is registered, in Markdown tables: each row from the docstring of the function that does it."""

from collections.abc import Callable, Iterable
from importlib import import_module
from inspect import cleandoc

from provenance import errors

VALUES = (
    ("provenance.acquire", "Options", ""),
    ("provenance.walk", "Limits", ""),
    ("provenance.notebook", "Notebook", "claims, chain, origins, to_networkx, to_pandas"),
    ("provenance.notebook", "Said", ""),
    ("provenance.inspection", "Inspection", ""),
    ("provenance.ingestion", "Ingested", ""),
    ("provenance.linking", "Linked", ""),
    ("provenance.watching", "Rounds", ""),
    ("provenance.watching", "Round", ""),
    ("provenance.origins", "Origins", ""),
    ("provenance.formats", "Record", ""),
    ("provenance.store.connect", "Location", ""),
)
MODULES = ("provenance.comparing.nouns",)


def finders() -> str:
    """The finders of signals: the module's name, and what it looks for."""
    from provenance.signals import FINDERS

    return _table(("finder", "looks for"), ((_module(find), _home(find)) for find in FINDERS))


def rules() -> str:
    """The table of rules, as `provenance rules` prints it."""
    from provenance.infer.rules import table

    rows = ((row.name, row.kind, "" if row.weight is None else f"{row.weight:+.1f}", row.says) for row in table())
    return _table(("rule", "kind", "weight", "what it says"), rows)


def readers() -> str:
    """The readers, in the order in which they are asked; then the tables of other programs."""
    from provenance.acquire import READERS
    from provenance.acquire.imports import IMPORTERS

    own = _table(("reader", "reads"), ((read.__name__.removeprefix("read_"), _said(read)) for read in READERS))
    others = _table(("table", "what it is"), ((_module(one.row), _home(one.row)) for one in IMPORTERS))
    return f"{own}\nTables and lists of other programs are told by the names of their columns:\n\n{others}"


def traits() -> str:
    """The traits of descent with their weights, as they were fitted."""
    from provenance.descent.traits import TRAITS
    from provenance.descent.weights import WEIGHTS

    named = ((one.__name__, _said(one)) for one in TRAITS)
    rows = ((name.replace("_", "-"), f"{WEIGHTS.get(name, 0.0):+.2f}", said) for name, said in named)
    return _table(("trait", "weight", "what it says"), rows)


def resolvers() -> str:
    """The resolvers, in order of trust."""
    from provenance.resolve import RESOLVERS

    return _table(("resolver", "proposes"), ((name, _said(resolve)) for name, resolve in RESOLVERS))


def measures() -> str:
    """The measures, in the order in which they are tried."""
    from provenance.match import MEASURES

    return _table(("measure", "does"), ((measure.__name__, _said(measure)) for measure in MEASURES))


def formats() -> str:
    """The formats: name, suffix, what it is for, whether a large store streams through it."""
    from provenance.formats.formats import FORMATS

    rows = ((f.name, f.suffix, "streams" if f.stream or f.pack else "is held", _one_line(f.doc)) for f in FORMATS)
    return _table(("format", "suffix", "a large store", "what it is"), rows)


def values() -> str:
    """What the verbs take and give beside the nouns, for autodoc: each by the module that holds it."""
    parts = []
    for place, name, members in VALUES:
        found = getattr(import_module(place), name)
        parts.append(f".. autoclass:: {found.__module__}.{found.__qualname__}")
        parts.extend([f"   :members: {members}"] if members else [])
    lines = "\n".join((*parts, *(f".. automodule:: {module}\n   :members:" for module in MODULES)))
    return f"```{{eval-rst}}\n{lines}\n```\n"


def tree() -> str:
    """The tree of errors, as the module draws it."""
    return f"```text\n{cleandoc(errors.__doc__ or '')}\n```\n"


def variables() -> str:
    """The environment variables that options are read from."""
    from docs.scripts.commands import variables as found

    rows = ((name, _of(options)) for name, options in sorted(found().items()))
    return _table(("variable", "stands for"), rows)


def _of(options: list[str]) -> str:
    option = options[0].rpartition(" ")[2]
    where = ", ".join(
        f"`{one.rpartition(' ')[0].removeprefix('provenance').strip() or 'provenance'}`" for one in options
    )
    return f"`{option}` of {where}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *((f"`{first}`", *map(_cell, rest)) for first, *rest in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _module(function: Callable[..., object]) -> str:
    return function.__module__.rpartition(".")[2]


def _home(function: Callable[..., object]) -> str:
    """What the function's module says of itself, in its first paragraph."""
    return _one_line(import_module(function.__module__).__doc__ or "")


def _said(function: Callable[..., object]) -> str:
    return _one_line(function.__doc__ or "")


def _one_line(doc: str) -> str:
    return " ".join(cleandoc(doc).partition("\n\n")[0].split()).replace("<", "\\<")
