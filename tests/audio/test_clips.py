from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from speaker_hall import OFFICE_12, WINDOW_3, centre, needs

from audio.clips import (
    Needs,
    inventory,
    needs_heard,
    needs_of,
    number_clip,
    phrase_clip,
    place_clip,
    wait_clip,
    zone_clip,
)
from centre.checks import load_centre
from centre.numerals import parts
from centre.settings import CalendarDay, DayKind
from centre.words import words
from firmware.words import Language
from mqtt_bridge.public import OpeningHours, OpenSpan

SHIPPED = Path(__file__).parents[2] / "centre" / "borodulikha.toml"


def test_a_centre_needs_each_clip_once() -> None:
    keys = [clip.key for clip in inventory(needs(WINDOW_3, OFFICE_12, times=["09:00", "14:30"]))]
    phrases = sum(len(words().phrases[language]) for language in Language)

    assert len(keys) == len(set(keys)) == 2 * (99 + 9 + 9 + 2 + 2) + phrases


def test_a_centre_needs_the_times_of_its_hours_and_of_its_own_days() -> None:
    shipped = load_centre(SHIPPED)
    short_day = CalendarDay(on=date(2027, 3, 5), kind=DayKind.WORKING, hours=("10:00-12:00",))
    calendar = structs.replace(shipped.calendar, days=(short_day,))

    assert needs_of(shipped).times >= {"09:00", "13:00", "14:30", "18:30"}
    assert needs_of(structs.replace(shipped, calendar=calendar)).times >= {"09:00", "10:00", "12:00"}


def test_the_published_centre_needs_what_its_settings_need() -> None:
    spans = (OpenSpan(begins=1_800_000_000.0, ends=1_800_003_600.0),)  # 13:00 to 14:00 in Almaty
    heard = structs.replace(centre(WINDOW_3), hours=OpeningHours(spans=spans, known_until=1_800_100_000.0))

    assert needs_heard(heard) == needs(WINDOW_3, times=["13:00", "14:00"])
    assert needs_heard(structs.replace(heard, timezone="Asia/Nowhere")) == needs(WINDOW_3)


def test_a_centre_needs_what_its_stations_say_of_its_zones() -> None:
    zones = needs_of(load_centre(SHIPPED)).zones
    have = {clip.key: clip.text for clip in inventory(Needs({}, zones=zones))}

    for name, zone in zones.items():
        for language in Language:
            named, wait = zone_clip(name, zone.title, language), wait_clip(name, zone.wait_at, language)
            assert (have[named.key], have[wait.key]) == (named.text, wait.text)


@given(st.integers(1, 9999), st.sampled_from(Language))
def test_every_number_is_in_the_inventory(number: int, language: Language) -> None:
    have = set(inventory(needs()))

    assert all(number_clip(part, language) in have for part in parts(number))


def test_a_place_ends_the_sentence_and_a_number_does_not() -> None:
    assert place_clip("window-3", WINDOW_3, Language.KK).written() == "үшінші терезеге келіңіз."
    assert number_clip(45, Language.RU).written() == "сорок пять,"


def test_a_question_is_read_as_one() -> None:
    assert phrase_clip("still-here", Language.KK).written() == "әлі осындасыз ба?"
    assert phrase_clip("still-here", Language.RU).written() == "вы ещё здесь?"
