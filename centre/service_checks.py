"""The checks between what a centre's purposes, competences, outcomes and summonses name, and what there is of them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from centre.settings import CentreSettings
from firmware.words import PlaceKind

MOST_REPEATS = 4


def service_complaints(centre: CentreSettings) -> Iterator[str]:
    """Yield what is wrong: "key: what is wrong, what would be right"."""
    for table, names in _names(centre).items():
        for name, times in Counter(names).items():
            if times > 1:
                yield f"{table}[{len(names) - 1 - names[::-1].index(name)}].name: {name} is taken; it must be unique"
    yield from _references(centre)
    yield from _purposes(centre)
    yield from _competences(centre)
    yield from _appointments(centre)
    for index, outcome in enumerate(centre.outcomes):
        if (why := _why_not(outcome.reference_pattern)) is not None:
            yield f"outcomes[{index}].reference_pattern: {outcome.reference_pattern!r} {why}"


def _why_not(pattern: str) -> str | None:
    """Say why *pattern* is of no use. One that repeats what repeats can take hours to match sixty letters."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"is no regular expression: {error}"
    plain = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "x", pattern)
    if re.search(r"\)[*+?{]|\(\?", plain) or re.search(r"(?<!\\)(?:\\\\)*\\[1-9]", pattern):
        return "repeats a group, or looks around; right would be single letters and [classes] with numbers of times"
    if len(re.findall(r"[*+?{|]", plain)) > MOST_REPEATS:
        return f"has too many repeats; right would be {MOST_REPEATS} at most"
    return None


def _names(centre: CentreSettings) -> dict[str, list[str]]:
    return {
        "competences": [each.name for each in centre.competences],
        "purposes": [each.name for each in centre.purposes],
        "outcomes": [each.name for each in centre.outcomes],
        "summonses": [each.name for each in centre.summonses],
    }


def _references(centre: CentreSettings) -> Iterator[str]:
    """Yield the names of what there is not."""
    queue, names = centre.queue, _names(centre)
    zones = [zone.name for zone in centre.zones]
    told: list[tuple[str, str | None, str, Iterable[str]]] = [
        ("queue.assistance_summons", queue.assistance_summons, "summonses", names["summonses"]),
        ("queue.competence_summons", queue.competence_summons, "summonses", names["summonses"]),
        ("queue.unattended_summons", queue.unattended_summons, "summonses", names["summonses"]),
    ]
    for index, purpose in enumerate(centre.purposes):
        told += [
            (f"purposes[{index}].zone", purpose.zone, "zones", zones),
            (f"purposes[{index}].competence", purpose.competence, "competences", names["competences"]),
            (f"purposes[{index}].summons", purpose.summons, "summonses", names["summonses"]),
        ]
    for index, place in enumerate(centre.places):
        told += [(f"places[{index}].competences", c, "competences", names["competences"]) for c in place.competences]
    for index, peer in enumerate(centre.peers):
        told += [(f"peers[{index}].summonses", kind, "summonses", names["summonses"]) for kind in peer.summonses]
    for key, name, table, there_are in told:
        if name is not None and name not in there_are:
            yield f"{key}: there is no {name!r} in {table}; there are {', '.join(sorted(there_are)) or 'none'}"


def _purposes(centre: CentreSettings) -> Iterator[str]:
    for index, purpose in enumerate(centre.purposes):
        if purpose.zone is None and purpose.summons is None:
            yield (
                f"purposes[{index}].zone: purpose {purpose.name!r} leads nowhere; "
                f"name a zone for its ticket, or a summons for a worker who comes"
            )
        if purpose.zone is None and purpose.competence is not None:
            yield f"purposes[{index}].competence: purpose {purpose.name!r} has no zone, so nobody calls its ticket"


def _competences(centre: CentreSettings) -> Iterator[str]:
    """Somebody must have each competence, in each zone for which a purpose needs it."""
    for index, competence in enumerate(centre.competences):
        zones = {purpose.zone for purpose in centre.purposes if purpose.competence == competence.name} - {None}
        for zone in sorted(map(str, zones)) or [""]:
            if not any(
                competence.name in place.competences and (not zone or zone in place.zones) for place in centre.places
            ):
                where = f" of zone {zone!r}" if zone else ""
                yield f"competences[{index}].name: no place{where} has {competence.name!r}; name it in its competences"


def _appointments(centre: CentreSettings) -> Iterator[str]:
    """Yield zones by appointment that have no office, and purposes that would bind such a ticket twice."""
    for index, zone in enumerate(centre.zones):
        offices = [place for place in centre.places if zone.name in place.zones and place.kind is PlaceKind.OFFICE]
        if zone.by_appointment and not offices:
            yield f"zones[{index}].by_appointment: no office serves zone {zone.name!r}; an appointment needs one"
    for index, purpose in enumerate(centre.purposes):
        named = centre.zone(purpose.zone) if purpose.zone is not None else None
        if named is not None and named.by_appointment and purpose.competence is not None:
            yield f"purposes[{index}].competence: tickets of zone {named.name!r} are bound to their office already"
