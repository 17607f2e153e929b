"""Flows between outlets as rows: for JSON and for a CSV table."""

import csv
from collections.abc import Iterable
from typing import TextIO

from provenance.flows import Flow
from provenance.formats.tables import safe
from provenance.formats.values import clean, cleaned, number


def flow_json(flow: Flow) -> dict[str, object]:
    """`flow` as a JSON object; the lag in hours, or null."""
    return {
        "derived": clean(flow.derived),
        "source": clean(flow.source),
        "hops": flow.hops,
        "relations": dict(flow.relations),
        "languages": [
            {"source": cleaned(source), "derived": cleaned(derived), "hops": hops}
            for (source, derived), hops in flow.languages
        ],
        "median_lag_hours": _hours(flow),
        "dated": flow.dated,
        "credited": number(flow.credited),
        "confidence": number(flow.confidence),
    }


def relations(flow: Flow) -> str:
    """The relations of `flow` on one line: `translation 3, via 1`."""
    return ", ".join(f"{name} {hops}" for name, hops in flow.relations)


def languages(flow: Flow) -> str:
    """The languages of `flow` on one line, from the source's to the copy's: `ru→fr 3, ? 1`."""
    told = []
    for (source, derived), hops in flow.languages:
        same = source == derived
        told.append(f"{clean(source or '?')}{'' if same else '→' + clean(derived or '?')} {hops}")
    return ", ".join(told)


def write_flows(flows: Iterable[Flow], out: TextIO) -> None:
    """A CSV table, one line a flow; no cell is a formula to a spreadsheet."""
    table = csv.writer(out, lineterminator="\n")
    table.writerow(
        ("derived", "source", "hops", "relations", "languages", "median_lag_hours", "dated", "credited", "confidence")
    )
    for flow in flows:
        lag = _hours(flow)
        told = (clean(flow.derived), clean(flow.source), str(flow.hops), relations(flow), languages(flow))
        counted = ("" if lag is None else lag, flow.dated, number(flow.credited), number(flow.confidence))
        table.writerow([*map(safe, told), *counted])


def _hours(flow: Flow) -> float | None:
    return None if flow.lag is None else number(flow.lag.total_seconds() / 3600)
