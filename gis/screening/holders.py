"""The two rules on who holds a site: what its tags say, and what the law presumes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from gis.screening import law
from gis.screening.book import RuleSetting
from gis.screening.city_hall import Body, CityHalls
from gis.screening.facts import Facts, Finding, Site
from gis.screening.verdicts import Basis
from i18n import Message, msg

_Recogniser = Callable[[str, bool], Body]


def run_by_city_hall(facts: Facts, setting: RuleSetting) -> list[Finding]:
    """Read operator and owner; the operator's type tells a private namesake of a commune apart."""
    body_of = _remembering(facts.city_halls)
    counted = {Body.CITY_HALL}
    counted |= {Body.UNLISTED} if setting["unlisted"] else set()
    counted |= {Body.MUNICIPAL} if setting["municipal_bodies"] else set()
    return [_run_by(site, body_of, counted) for site in facts.sites]


def presumed_city_hall(facts: Facts, setting: RuleSetting) -> list[Finding]:
    """Ask the law of public schools and sports halls who holds them; see ``law`` for its table."""
    presume = partial(_presumed, facts, _remembering(facts.city_halls), setting)
    return [presume(site)._replace(as_of=site.as_of) for site in facts.sites]


def _remembering(city_halls: CityHalls) -> _Recogniser:
    """Recognise each spelling once: a region has thousands of sites and a few hundred operators."""
    return cache(lambda text, private: city_halls.recognise(text, private=private))


def _bodies(site: Site) -> list[tuple[str, str]]:
    stated = (("owner", site.owner), ("operator", site.operator))
    return [(key, text) for key, text in stated if text.strip()]


def _run_by(site: Site, body_of: _Recogniser, counted: set[Body]) -> Finding:
    private = site.operator_type == "private"
    found = [(body_of(text, private), key, text) for key, text in _bodies(site)]
    if not found:
        return Finding(hit=False, reason=_SILENT, as_of=site.as_of, basis=Basis.UNKNOWN)
    body, key, text = min(found, key=lambda one: list(Body).index(one[0]))
    return Finding(
        hit=body in counted,
        reason=_WORDS[body](text),
        source=f"{key}={text}",
        as_of=site.as_of,
        basis=site.basis(key),
    )


_SILENT = msg("No operator or owner is known.")
_WORDS: dict[Body, Callable[[str], Message]] = {
    Body.CITY_HALL: lambda text: msg("“{body}” is city hall.", body=text),
    Body.UNLISTED: lambda text: msg(
        "“{body}” is a town hall, but its commune is not on the area's list.", body=text
    ),
    Body.MUNICIPAL: lambda text: msg(
        "“{body}” belongs to the city but is a body of its own: ask it, not city hall.", body=text
    ),
    Body.OTHER: lambda text: msg("“{body}” is not a city hall.", body=text),
}


def _presumed(facts: Facts, body_of: _Recogniser, setting: RuleSetting, site: Site) -> Finding:
    if private := _said_private(site):
        return Finding(hit=False, reason=_PRIVATE, source=private)
    known = law.presumption(site.kind, site.name, in_paris=site.in_paris)
    presumed = known if facts.country == law.COUNTRY else None
    level, source = _stated(site)
    if level and not (presumed and _agree(level, presumed, site)):
        return _by_statement(level, source, site, other_levels=bool(setting["other_levels"]))
    if presumed is law.SPORTS_HALL and (other := _another(site, body_of)):
        return Finding(hit=False, reason=_SAYS_OTHERWISE, source=other)
    if presumed is None:
        return _nothing_presumed(facts.country, site)
    return _by_law(presumed, site, other_levels=bool(setting["other_levels"]))


_PRIVATE = msg("It is private: the law gives it to no public body.")
_SAYS_OTHERWISE = msg("A tag names somebody else than city hall, so nothing is presumed.")


def _said_private(site: Site) -> str:
    """Give the column that says the site is private, and what it says; empty when none does."""
    for column in ("operator_type", "holder_level"):
        if getattr(site, column) == "private":
            return f"{column}=private"
    texts = (("name", site.name), *_bodies(site))
    return next((f"{key}={text}" for key, text in texts if law.says_private(text)), "")


def _stated(site: Site) -> tuple[law.Level | None, str]:
    """Give the level that a column states.

    An education authority that runs a school does not own its walls, so it states nothing.
    """
    taught = any(law.is_school_authority(text) for _, text in _bodies(site))
    if site.holder_level and not (taught and site.holder_level == "state"):
        level: law.Level = site.holder_level  # type: ignore[assignment]  # the schema's words
        return level, f"holder_level={site.holder_level}"
    for key, text in _bodies(site):
        if named := law.level_of(text):
            return named, f"{key}={text}"
    return None, ""


def _agree(level: law.Level, presumed: law.Presumption, site: Site) -> bool:
    one_body = bool(site.in_paris) and {level, presumed.level} == _ONE_IN_PARIS
    return level == presumed.level or one_body


_ONE_IN_PARIS = {"commune", "departement"}


def _by_statement(level: law.Level, source: str, site: Site, *, other_levels: bool) -> Finding:
    of_city = level == "commune" or (bool(site.in_paris) and level == "departement")
    counted = other_levels and level in {"departement", "region"}
    return Finding(hit=of_city or counted, reason=_HELD_BY[level], source=source)


_HELD_BY: dict[law.Level, Message] = {
    "commune": msg("The data says that the commune holds it."),
    "departement": msg("The data says that the département holds it: ask the département."),
    "region": msg("The data says that the region holds it: ask the region."),
    "state": msg("The data says that the state holds it."),
    "private": _PRIVATE,
}


def _another(site: Site, body_of: _Recogniser) -> str:
    """Give the owner or operator of a sports hall who is not city hall; empty for none."""
    ours = {Body.CITY_HALL, Body.UNLISTED}
    bodies = _bodies(site)
    if any(body_of(text, False) in ours for _, text in bodies):  # noqa: FBT003 - the cache needs it
        return ""
    return next((f"{key}={text}" for key, text in bodies), "")


def _nothing_presumed(country: str, site: Site) -> Finding:
    if not country:
        return Finding(hit=False, reason=_COUNTRY_UNKNOWN, basis=Basis.UNKNOWN)
    if country != law.COUNTRY:
        reason = msg("Only French law is known here, and this is {country}.", country=country)
        return Finding(hit=False, reason=reason, basis=Basis.UNKNOWN)
    if site.kind == "school" and law.is_nursery(site.name):
        return Finding(hit=False, reason=_NURSERY, source=f"name={site.name}", basis=Basis.UNKNOWN)
    return Finding(hit=False, reason=_NO_ARTICLE)


_COUNTRY_UNKNOWN = msg("The area's country is not known, so no law is applied.")
_NURSERY = msg("Its name is a day nursery's; no article says who holds it.")
_NO_ARTICLE = msg("The law presumes nothing of sites of this kind.")


def _by_law(presumed: law.Presumption, site: Site, *, other_levels: bool) -> Finding:
    doubted = site.operator_type != "public" and presumed is not law.SPORTS_HALL
    return Finding(
        hit=presumed.level == "commune" or other_levels,
        reason=_doubtful(presumed.words) if doubted else presumed.words,
        source=presumed.article,
        basis=Basis.PRESUMED,
    )


@cache
def _doubtful(words: Message) -> Message:
    return msg(
        "{words} The data does not say whether it is public or private: presumed public.",
        words=words,
    )
