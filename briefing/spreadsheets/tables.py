"""The two tables that planners take away as CSV: who is served, and every site's verdict."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.spreadsheets.spreadsheet import Cell, csv_bytes
from briefing.telling import ASSUMED, assumed_words, kind_of, name_of
from gis.coverage import Why
from gis.screening import RULES, Answer, Screening, Verdict
from gis.setback import setbacks
from i18n import Language, msg
from layers.area import Area
from layers.catalogue import LAYERS
from layers.roads import ACCURACY
from plans.situation import Situation

# What makes a table a snapshot: which plan, of which day, and whose data.
_SNAPSHOT = (msg("Plan"), msg("Day of the plan"), msg("Credit"))
_SERVED_HEADINGS = (
    msg("Id"),
    msg("Place"),
    msg("Kind"),
    msg("Officers per shift"),
    msg("Officers are assumed"),
    msg("In use"),
    msg("Served"),
    msg("Why"),
    msg("Zone"),
    msg("Name of the zone"),
    msg("Minutes"),
    msg("Metres"),
    msg("Metres from the street"),
    msg("Standard"),
    msg("How travel was found"),
    *_SNAPSHOT,
)
_SITE_HEADINGS = (
    msg("Id"),
    msg("Name"),
    msg("Kind"),
    msg("Commune"),
    msg("Owner"),
    msg("Operator"),
    msg("Footprint (m²)"),
    msg("Metres from the street"),
    msg("Assumed columns"),
    msg("Rest zone"),
    msg("Verdict"),
    msg("Rules that decide"),
    msg("Reasons"),
    msg("Sources"),
    msg("Overruled because"),
    msg("Source of the row"),
    msg("Date of the data"),
    *_SNAPSHOT,
)
_VERDICT_HEADINGS = (
    msg("Id"),
    msg("Name"),
    msg("Rule"),
    msg("Verdict"),
    msg("Reason"),
    msg("Source"),
    msg("Date of the data"),
    msg("Rests on"),
    msg("Overruled because"),
)
_METHODS = {
    "network": msg("streets"),
    "strategic": msg(
        "strategic road network (driving times inside Paris: half within {median} %, nine in ten "
        "within {p90} %)",
        median=ACCURACY["inside minutes"][0],
        p90=ACCURACY["inside minutes"][1],
    ),
    "estimated": msg("estimated from straight distance"),
}


def served_csv(situation: Situation, *, say: Language) -> bytes:
    """Write one row a demand point: its zone, the way there, and whether that is near enough."""
    return csv_bytes([say(h) for h in _SERVED_HEADINGS], _served_rows(situation, say), language=say)


def sites_csv(situation: Situation, *, say: Language) -> bytes:
    """Write one row a candidate site, none left out, with every verdict that decides."""
    return csv_bytes([say(h) for h in _SITE_HEADINGS], _site_rows(situation, say), language=say)


def verdicts_csv(area: Area, screening: Screening, *, say: Language) -> bytes:
    """Write one row a verdict: every rule on every site."""
    names = area["candidates"]["name"].to_dict()
    rows = (
        _verdict_row(verdict, str(names[verdict.site_id]), say) for verdict in screening.verdicts
    )
    return csv_bytes([say(h) for h in _VERDICT_HEADINGS], rows, language=say)


def _verdict_row(verdict: Verdict, name: str, say: Language) -> list[Cell]:
    return [
        verdict.site_id,
        name,
        verdict.rule,
        verdict.answer.key,
        say(verdict.reason),
        verdict.source,
        verdict.as_of,
        verdict.basis.value,
        _overruling(verdict),
    ]


def _served_rows(situation: Situation, say: Language) -> Iterator[list[Cell]]:
    names = situation.area["candidates"]["name"]
    method = say(_METHODS[situation.table.method])
    _, setback = setbacks(situation.table)
    served = situation.coverage.frame.drop(columns="officers")
    frame = situation.demand.frame.drop(columns="cutoff").join(served)
    for row in frame.itertuples():
        layer = LAYERS[str(row.layer)]
        yield [
            row.Index,
            name_of(row, layer, say),
            say(kind_of(row, layer.name)),
            row.officers,
            say(ASSUMED) if row.officers_assumed else "",
            _yes(row.in_use, say),
            _yes(row.covered, say),
            say(Why(row.why).message),
            row.zone,
            names[row.zone] if row.zone else "",
            row.minutes,
            row.metres,
            setback[row.Index],
            row.cutoff,
            method,
            *_snapshot(situation),
        ]


def _site_rows(situation: Situation, say: Language) -> Iterator[list[Cell]]:
    layer = LAYERS["candidates"]
    setback, _ = setbacks(situation.table)
    for site in situation.area["candidates"].itertuples():
        verdicts = situation.screening.of(site.Index)
        barring = [verdict for verdict in verdicts if verdict.counts_as is not Answer.ALLOWED]
        yield [
            site.Index,
            name_of(site, layer, say),
            say(kind_of(site, layer.name)),
            site.commune,
            site.owner,
            site.operator,
            site.footprint_m2,
            setback[site.Index],
            assumed_words(site.assumed, layer, say),
            _yes(site.Index in situation.plan.picks, say),
            say(situation.screening.answers[site.Index].label),
            _joined(say(RULES[verdict.rule]) for verdict in barring),
            _joined(say(verdict.reason) for verdict in barring),
            _joined(verdict.source for verdict in barring),
            _joined(_overruling(verdict) for verdict in verdicts),
            site.source,
            site.as_of.date() if site.as_of == site.as_of else None,
            *_snapshot(situation),
        ]


def _snapshot(situation: Situation) -> tuple[Cell, ...]:
    manifest = situation.area.manifest
    return situation.plan.digest, situation.plan.on, f"{manifest.credit} – {manifest.licence}"


def _overruling(verdict: Verdict) -> str:
    return verdict.overruled_by.reason if verdict.overruled_by else ""


def _joined(parts: Iterator[str]) -> str:
    return " | ".join(part for part in parts if part)


def _yes(answer: object, say: Language) -> str:
    return say("yes") if answer else say("no")
