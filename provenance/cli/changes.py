"""What `compare` prints for people: what the pages declare, then each change, side by side where there is room."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from provenance import dates
from provenance.cli.tree import coloured, columns, plain, put
from provenance.comparing import Change, Comparison, Difference, Edit, Field, Items, Piece, Row, Unit
from provenance.model import Article

WIDE = 100
"""Columns from which both texts stand side by side."""
_MOST = 10  # links, names, numbers that are listed
SIGNS = {Change.KEPT: "=", Change.ALTERED: "~", Change.CUT: "-", Change.ADDED: "+"}
STYLES = {Change.KEPT: "", Change.ALTERED: "yellow", Change.CUT: "red", Change.ADDED: "green"}
_MARKS = {Change.CUT: ("[-", "-]"), Change.ADDED: ("{+", "+}")}


def print_changes(found: Comparison, *, whole: bool) -> None:
    """Print a comparison on standard output; `whole` shows the kept pieces too."""
    width, in_colour = columns(), coloured()
    console = Console(width=width, highlight=False, no_color=not in_colour, force_terminal=in_colour, soft_wrap=False)
    out = _Printer(console, in_colour, width)
    for name, article in (("A", found.a), ("B", found.b)):
        out.line(Text(f"{name}  {_called(article)}", style="bold" if in_colour else ""))
        if where := article.url or article.path:
            out.line(Text(f"   {plain(where)}"), whole=True)
    out.line(Text(f"The texts, A first: {plain(found.match.detail)}"))
    out.line(Text())
    for text in _facts(found, out):
        out.line(text)
    for note in found.notes:
        out.line(Text(f"Note: {plain(note)}"))
    out.line(Text())
    out.line(Text(_summary(found), style="bold" if in_colour else ""))
    for rows in _grouped(found.rows, whole):
        if len(rows) > 1 or (rows[0].change is Change.KEPT and not rows[0].moved and not whole):
            out.line(Text(_kept(rows), style="dim" if in_colour else ""))
        else:
            out.row(rows[0], found.unit)


class _Printer:
    """Prints lines as wide as the terminal, or endless where there is none."""

    def __init__(self, console: Console, in_colour: bool, width: int) -> None:
        self.console, self.in_colour, self.wide = console, in_colour, WIDE <= width <= 1000

    def line(self, text: Text, *, whole: bool = False) -> None:
        """One paragraph, wrapped but when it must stay `whole`."""
        put(self.console, text, soft_wrap=whole or self.console.width > 1000)

    def row(self, row: Row, unit: Unit) -> None:
        """One row: a heading, then its texts, side by side when there is room for two columns."""
        self.line(Text(_heading(row), style=STYLES[row.change] if self.in_colour else ""))
        if self.wide and row.a and row.b:
            table = Table.grid(padding=(0, 2), expand=True)
            table.add_column(ratio=1, overflow="fold")
            table.add_column(ratio=1, overflow="fold")
            table.add_row(self.side(row, row.a, Change.CUT), self.side(row, row.b, Change.ADDED))
            put(self.console, table)
        elif row.edits:
            self.indented(self.edits(row.edits))
        else:
            for name, pieces in (("A  ", row.a), ("B  ", row.b)):
                if pieces:
                    both = unit is Unit.SENTENCE and row.a and row.b
                    self.indented(Text((name if both else "") + _text(pieces)))

    def side(self, row: Row, pieces: tuple[Piece, ...], change: Change) -> Text:
        """One side of a row."""
        if not row.edits:
            return Text(_text(pieces))
        return self.edits(edit for edit in row.edits if edit.change in (Change.KEPT, change))

    def indented(self, text: Text) -> None:
        """A text set in below its heading."""
        if self.console.width > 1000:
            self.line(Text.assemble("    ", text))
            return
        grid = Table.grid(padding=0)
        grid.add_column(width=4)
        grid.add_column(overflow="fold")
        grid.add_row("", text)
        put(self.console, grid)

    def edits(self, edits: Iterable[Edit]) -> Text:
        """Edits as one text: in colour, underlined and struck through; else between marks."""
        text = Text()
        for edit in edits:
            start, end = ("", "") if self.in_colour else _MARKS.get(edit.change, ("", ""))
            style = {Change.CUT: "red strike", Change.ADDED: "green underline"}.get(edit.change, "")
            text.append(start + _flat(edit.text) + end, style=style if self.in_colour else "")
        return text


def _facts(found: Comparison, out: _Printer) -> Iterator[Text]:
    for field in found.fields:
        yield from _field(field, out)
    for name, items in (("links", found.links), ("images", found.images)):
        yield from _items(name, items)
    yield from _difference("numbers", found.numbers)
    if found.names is not None:
        yield from _difference("names", found.names)


def _field(field: Field, out: _Printer) -> Iterator[Text]:
    if field.a is None and field.b is None:
        return
    sign = SIGNS[field.change] if field.change else " "
    lead = f"{sign} {field.name:8}"
    if field.change is Change.KEPT:
        yield Text(f"{lead}{plain(field.a or '')}")
    elif field.edits:
        yield Text.assemble(lead, out.edits(field.edits))
    else:
        detail = f" ({field.detail})" if field.detail else ""
        yield Text(f"{lead}{plain(field.a or 'none')} → {plain(field.b or 'none')}{detail}")


def _items(name: str, items: Items) -> Iterator[Text]:
    counts = [(len(items.kept), "kept"), (len(items.cut), "cut"), (len(items.added), "added")]
    if any(count for count, _ in counts):
        sign = "~" if items.cut or items.added else "="
        yield Text(f"{sign} {name:8}" + ", ".join(f"{count} {word}" for count, word in counts if count))
    for sign, part in (("-", items.cut), ("+", items.added)):
        yield from (Text(f"  {'':8}{sign} {plain(one)}") for one in part[:_MOST])
        if len(part) > _MOST:
            yield Text(f"  {'':8}{sign} and {len(part) - _MOST} more (--format json has all)")


def _difference(name: str, found: Difference) -> Iterator[Text]:
    for sign, where, part in (("-", "A", found.cut), ("+", "B", found.added)):
        if part:
            more = f", and {len(part) - _MOST} more" if len(part) > _MOST else ""
            yield Text(f"{sign} {name:8}in {where} only: {', '.join(map(plain, part[:_MOST]))}{more}")


def _called(article: Article) -> str:
    date = dates.as_iso(article.published).partition("T")[0] if article.published else None
    title = f"“{article.title}”" if article.title else "untitled"
    return plain(" · ".join(x for x in (title, article.outlet or article.domain, article.language, date) if x))


def _summary(found: Comparison) -> str:
    counts = [f"{found.count(change)} {change}" for change in Change if found.count(change)]
    if found.moved:
        counts.append(f"{found.moved} of them moved")
    unsure = sum(not row.sure for row in found.rows)
    if unsure:
        counts.append(f"{unsure} paired by place and length only")
    word = "Paragraphs" if found.unit is Unit.PARAGRAPH else "Sentences"
    return f"{word}: {', '.join(counts) or 'none'}"


def _grouped(rows: Iterable[Row], whole: bool) -> Iterator[list[Row]]:
    """Kept rows in a row together, unless the whole is shown; all others alone."""
    run: list[Row] = []
    for row in rows:
        if row.change is Change.KEPT and not row.moved and not whole:
            run.append(row)
            continue
        if run:
            yield run
        run = []
        yield [row]
    if run:
        yield run


def _kept(rows: list[Row]) -> str:
    a, b = [p for row in rows for p in row.a], [p for row in rows for p in row.b]
    return f"= {_where(a)} → {_where(b)} kept"


def _heading(row: Row) -> str:
    moved = ", moved" if row.moved else ""
    where = " → ".join(_where(side) for side in (row.a, row.b) if side)
    numbers = ""
    if row.a and row.b and (row.numbers.cut or row.numbers.added):
        numbers = f" (numbers: {', '.join(row.numbers.cut) or 'none'} → {', '.join(row.numbers.added) or 'none'})"
    place = (row.b or row.a)[0].place.value
    told = "" if place == "inline" else f" [{place}]"
    unsure = "" if row.sure else ", paired by place and length only"
    return f"{SIGNS[row.change]} {where} {row.change}{moved}{unsure}{told}{numbers}"


def _where(pieces: Iterable[Piece]) -> str:
    numbers = [piece.number for piece in pieces]
    return f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])


def _text(pieces: Iterable[Piece]) -> str:
    return plain(" ".join(piece.text for piece in pieces))


def _flat(text: str) -> str:
    """An edit's text on one line, its outer spaces kept: they part it from its neighbours."""
    inner = plain(text)
    if not inner:
        return " " if text and not text.strip() else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")
