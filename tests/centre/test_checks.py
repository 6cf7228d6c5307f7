"""A centre's document: what is accepted, and how a mistake is told."""

from datetime import date
from pathlib import Path

import pytest

from centre.checks import decode_centre, encode_centre, load_centre, parse_centre, warnings
from firmware.settings import SettingsError

ZONES = '["z0", "z1", "z2", "z3", "z4"]'
QUIET = date(2026, 9, 1)
"""No estimated holiday is near."""
SHIPPED = Path(__file__).parents[2] / "centre" / "borodulikha.toml"


def changed(old: str, new: str) -> str:
    """Return the shipped centre with one mistake in it."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


def test_a_document_that_would_fit_into_no_message_is_refused() -> None:
    title = "Қ" * 840
    zones = "".join(
        f'[[zones]]\nname = "z{n}"\ntitle = {{ kk = "{title}", ru = "{title}" }}\n'
        f'wait_at = {{ kk = "{title}", ru = "{title}" }}\nfirst = {1000 + n}\nlast = {1000 + n}\n'
        for n in range(5)
    )
    places = f'[[places]]\nname = "more"\nkind = "desk"\nnumber = 9\nbody = {{ kk = "x", ru = "x" }}\nzones = {ZONES}\n'
    text = changed("[[peers]]", f"{places}{zones}[[peers]]")
    assert parse_centre(text, "centre.toml").zone("z4") is not None

    with pytest.raises(SettingsError, match=r"^centre.toml: the file: \d+ bytes as JSON, at most 48000; .* shorter$"):
        parse_centre(text.replace('kk = "x"', f'kk = "{title}"').replace('ru = "x"', f'ru = "{title}"'), "centre.toml")


def test_a_letter_tells_two_offices_of_one_number_apart() -> None:
    twelve_b = changed(
        "[[competences]]",
        """[[places]]
name = "office-12b"
kind = "office"
number = 12
letter = "Б"
body = { kk = "Аппарат", ru = "Аппарат" }
zones = ["personal-reception"]

[[competences]]""",
    )

    assert parse_centre(twelve_b, "centre.toml").place("office-12b") is not None
    with pytest.raises(SettingsError, match=r"places\[5\].number: office 12 is taken by places\[3\]; it must"):
        parse_centre(twelve_b.replace('letter = "Б"\n', ""), "centre.toml")


def test_the_shipped_centre_is_in_order_and_survives_the_journal() -> None:
    centre = load_centre(SHIPPED)

    assert decode_centre(encode_centre(centre)) == centre


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("first = 401", "first = 399", "zones[1].first: 399-599 of zone 'personal-reception' overlaps 101-399 of zone"),
        ("last = 399", "last = 99", "zones[0].last: 99 is less than first = 101"),
        ('name = "window-2"', 'name = "window-1"', "places[1].name: window-1 is taken by places[0]; it must be unique"),
        ("number = 2", "number = 1", "places[1].number: window 1 is taken by places[0]"),
        (
            "number = 12\n",
            "",
            "places[3].number: is missing; right would be a number, or a title and a way for a place",
        ),
        ("number = 12\n", 'letter = "А"\n', "places[3].number: is missing"),
        (
            "number = 12\n",
            "number = 12\nletter = 'A'\n",  # a Latin one
            "places[3].letter: 'A' is wrong; right would be one capital Cyrillic letter in quotes out of",
        ),
        (
            "number = 12\n",
            'title = { kk = "Әкім", ru = "Аким" }\n',
            "places[3].way: is missing; right would be what the voice says to send a visitor there",
        ),
        (
            "number = 12\n",
            'number = 12\nway = { kk = "әкімге келіңіз", ru = "пройдите к акиму" }\n',
            "places[3].title: is missing; right would be the name on the sign, in both languages",
        ),
        (
            "number = 12\n",
            'title = { kk = "Әкім", ru = "Аким" }\nway = { kk = "12-кабинетке келіңіз", ru = "пройдите к акиму" }\n',
            "places[3].way.kk: '12-кабинетке келіңіз' has digits; right would be words",
        ),
        (
            "number = 12\n",
            f'title = {{ kk = "{"Ә" * 61}", ru = "Аким" }}\nway = {{ kk = "келіңіз", ru = "пройдите к акиму" }}\n',
            "places[3].title.kk: has 61 characters, at most 60",
        ),
        ('zones = ["consultation"]', 'zones = ["advice"]', "places[0].zones: there is no zone 'advice'; there are"),
        ('places = ["window-1"]', 'places = ["window-9"]', "peers[2].places: there is no place 'window-9'"),
        ('station = "waiting-hall"', 'station = "entrance"', "peers[1].station: entrance is taken by peers[0]"),
        ('name = "waiting-hall"', 'name = "entrance"', "peers[1].name: entrance is taken by peers[0]"),
        ('timezone = "Asia/Almaty"', 'timezone = "Asia/Nowhere"', "timezone: 'Asia/Nowhere' is no time zone"),
        ('role = "display"', 'role = "display"\nstation = "x"', "peers[7].station: role display prints nothing"),
        ('role = "audio"', 'role = "audio"\nplaces = ["window-1"]', "peers[8].places: role audio has no buttons"),
        (
            "[[ticker]]",
            "[[ticker]]\nfrom = 2026-12-02\nuntil = 2026-12-01",
            "ticker[0].until: 2026-12-01 is before from =",
        ),
        ("[[ticker]]", '[[ticker]]\nhours = "13:00-09:00"', "ticker[0].hours: '13:00-09:00' ends before it has begun"),
        (
            "[[ticker]]",
            '[[ticker]]\nhours = "9-13"',
            "ticker[0].hours: '9-13' is wrong; right would be two times of day",
        ),
        (
            "[[ticker]]",
            f'[[ticker]]\ntext = {{kk = "{"Қ" * 161}", ru = "x"}}\n[[ticker]]',
            "ticker[0].text.kk: 161 char",
        ),
        ("first = 101", "first = 0", "zones[0].first: 0 is wrong; right would be a whole number, 1 to 9999"),
        ("first = 101", "frist = 101", "zones[0].frist: there is no such key; right would be first"),
        ("undo_s = 10", "undo_s = true", "queue.undo_s: true is wrong; right would be a number, 0 to 60"),
        (
            'zones = ["personal-reception"]',
            'zones = ["self-service"]',
            "zones[1].name: no place calls the tickets of zone",
        ),
        ('kind = "office"', 'kind = "tower"', "places[3].kind: 'tower' is wrong; right would be one of window, office"),
        (
            'day_begins = "03:00"',
            'day_begins = "25:00"',
            "day_begins: '25:00' is wrong; right would be a time of day in quotes, like '03:00'",
        ),
        (
            'mon = ["09:00-13:00"',
            'mon = ["13:00-09:00"',
            "hours.mon[0]: '13:00-09:00' ends before it has begun; right would be an end later that day",
        ),
        (
            'tue = ["09:00-13:00"',
            'tue = ["09:00-14:31"',
            "hours.tue[1]: '14:30-18:30' begins before '09:00-14:31' has ended; spans of a day must be in order",
        ),
        (
            'wed = ["09:00-13:00"',
            'wed = ["9-13"',
            "hours.wed[0]: '9-13' is wrong; right would be two times of day in quotes, like '09:00-13:00'",
        ),
        (
            'holidays = "KZ"',
            'holidays = "ZZ"',
            "calendar.holidays: holidays of 'ZZ' are not known; right would be a code",
        ),
        (
            'holidays = "KZ"',
            'holidays = "Kazakhstan"',
            "calendar.holidays: 'Kazakhstan' is wrong; right would be the code of a country in quotes, like 'KZ'",
        ),
        ("[hours]", "[hours]\nholidays = []", "hours.holidays: there is no such key; right would be one of mon, tue"),
        ('site = "borodulikha"', "site = borodulikha", "is not TOML: "),
    ],
)
def test_a_mistake_is_told_with_file_key_and_what_would_be_right(old: str, new: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_centre(changed(old, new), "centre.toml")

    assert str(caught.value).startswith("centre.toml: ")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_hours_of_no_day_at_all_are_taken_for_a_mistake() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    before, rest = text.split("[hours]\n")

    with pytest.raises(SettingsError, match=r"^centre.toml: hours: no weekday has a span; without the table \[hours\]"):
        parse_centre(f"{before}[hours]\n{rest[rest.index('#') :]}", "centre.toml")


def test_a_range_too_short_for_leases_is_warned_of_and_accepted() -> None:
    assert list(warnings(load_centre(SHIPPED), QUIET)) == []
    short = parse_centre(changed("last = 399", "last = 107"), "centre.toml")

    (warning,) = warnings(short, QUIET)
    assert warning.startswith("zones[0].last: of 2 numbers at the top, 2 stations cannot have a share each, ")


@pytest.mark.parametrize("address", ["http://kezek.example", "https://kezek.example/", "https://" + "k" * 80, "kezek"])
def test_a_public_address_that_no_ticket_could_carry_is_refused(address: str) -> None:
    text = Path("centre/borodulikha.toml").read_text()

    with pytest.raises(SettingsError, match="public_address") as refused:
        parse_centre(f'public_address = "{address}"\n{text}', "centre.toml")
    assert "https://kezek.example/t" in str(refused.value) or "80" in str(refused.value)
    assert parse_centre(f'public_address = "https://kezek.example/t"\n{text}', "centre.toml").public_address
