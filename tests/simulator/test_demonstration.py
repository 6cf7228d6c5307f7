from datetime import date, timedelta

from centre.checks import load_centre
from console.receptions.checks import parse_receptions
from console.receptions.schedule import receptions_between
from console.receptions.settings import ReceptionsSettings
from simulator.demonstration import receptions_here
from simulator.running import CENTRE, RECEPTIONS

TODAY = date(2027, 1, 3)  # a Sunday in the holidays


def demonstrated(text: str) -> ReceptionsSettings:
    return parse_receptions(receptions_here(text, TODAY), load_centre(CENTRE), "receptions.toml")


def test_guests_see_receptions_today_and_tomorrow_whatever_day_it_is() -> None:
    settings = demonstrated(RECEPTIONS.read_text(encoding="utf-8"))
    found = receptions_between(settings, lambda _day: True, TODAY, TODAY + timedelta(days=6))

    assert [(one.official, (one.day - TODAY).days) for one in found] == [
        ("akim", 0),
        ("chief-of-staff", 0),
        ("deputy-akim", 1),
        ("head-of-appeals", 2),
    ]


def test_a_demonstration_leaves_exceptions_out_and_titles_as_they_are() -> None:
    shipped = RECEPTIONS.read_text(encoding="utf-8")
    settings = demonstrated(f'{shipped}\n[[exceptions]]\nrule = "akim"\ndate = 2027-01-07\noff = true\n')

    assert settings.exceptions == ()
    official = settings.official("akim")
    assert official is not None
    assert official.title.kk == "Аудан әкімі"
