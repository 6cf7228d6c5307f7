"""Ticket stations with a speaker, in a whole hall: the number, who is called, a closed hour; and after kill -9."""

import io
import tomllib
import wave
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from deadline import until
from pressing import call_next

from centre.numerals import cardinal
from firmware.words import Language
from simulator.driving import DrivenHall
from simulator.running import CENTRE
from simulator.toml_text import toml_text


def said_at(hall: DrivenHall, station: str, count: int) -> list[Any]:
    """Wait until the station has said so much; return it, the newest first."""
    said: list[Any] = hall.until(f"/speakers/{station}", lambda said: len(said) >= count)
    return said


def take(hall: DrivenHall, station: str, button: str) -> Any:
    """Take a ticket, and wait until its number is said."""
    before, said = len(hall.get("/tickets")), len(hall.get(f"/speakers/{station}"))
    hall.press(station, button)
    ticket = hall.until("/tickets", lambda tickets: len(tickets) > before)[0]
    said_at(hall, station, said + 1)
    return ticket


def test_a_press_at_the_entrance_says_the_number_that_is_on_the_paper(hall: DrivenHall) -> None:
    ticket = take(hall, "entrance", "consultation-kk")

    said = hall.get("/speakers/entrance")[0]
    assert said["text"].startswith(f"Сіздің нөміріңіз {cardinal(ticket['number'], Language.KK)}.")
    assert said["text"].endswith("«Күту залы» аймағында күтіңіз.")
    assert (said["call_id"], said["language"], said["about"]) == (ticket["ticket_id"], "kk", "ticket")
    assert (said["number"], said["place"]) == (None, None), "a ticket that was taken is no call"
    with wave.open(io.BytesIO(hall.raw(f"/speakers/entrance/{said['n']}.wav"))) as sound:
        assert sound.getframerate() == 48_000
        assert 3 < sound.getnframes() / 48_000 < 12


def test_stations_stand_among_the_speakers_behind_those_of_the_hall(hall: DrivenHall) -> None:
    assert [(speaker["id"], speaker["station"]) for speaker in hall.get("/speakers")] == [
        ("hall-voice", None),
        ("entrance", "entrance"),
        ("waiting-hall", "waiting-hall"),
    ]


def test_a_visitor_who_needs_help_gets_a_ticket_and_hears_that_somebody_comes(hall: DrivenHall) -> None:
    take(hall, "waiting-hall", "assistance-ru")

    assert "К вам подойдёт сотрудник." in hall.get("/speakers/waiting-hall")[0]["text"]
    lamps = hall.until("/stations", lambda s: s[1]["button_lamps"]["assistance-ru"] == "ready")[1]
    assert lamps["indicators"] == {"ready": "ready", "take": "off", "no-paper": "off", "closed": "off"}


def test_who_asks_hears_who_is_called_and_the_hall_is_not_disturbed(hall: DrivenHall) -> None:
    ticket = take(hall, "entrance", "self-service-ru")
    call_next(hall, "pad-seat-1", ticket["number"])
    calls = len(hall.get("/speakers/hall-voice"))

    def asked() -> str:
        before = len(hall.get("/speakers/entrance"))
        hall.press("entrance", "now-serving-ru")
        return str(said_at(hall, "entrance", before + 1)[0]["text"])

    until(asked, lambda text: f"Самообслуживание: {cardinal(ticket['number'], Language.RU)}" in text)
    assert len(hall.get("/speakers/hall-voice")) == calls
    hall.press("pad-seat-1", "finish")


def test_without_paper_the_reception_is_told_by_lamp_and_by_voice(hall: DrivenHall) -> None:
    hall.post("/printer", {"station": "entrance", "fault": "paper-out"})
    try:
        hall.until("/stations", lambda stations: stations[0]["indicators"]["no-paper"] == "cannot")
        before = len(hall.get("/speakers/entrance"))
        hall.press("entrance", "consultation-kk")
        said = said_at(hall, "entrance", before + 1)[0]
        assert said["text"] == "Қағаз жоқ. «Ресепшн» аймағына барыңыз."
    finally:
        hall.post("/printer", {"station": "entrance", "fault": "none"})
    hall.until("/stations", lambda stations: stations[0]["lamps"] == {"state": "ready"})


def test_a_station_that_was_killed_says_nothing_twice(hall: DrivenHall) -> None:
    before = len(hall.get("/speakers/entrance"))
    take(hall, "entrance", "consultation-ru")
    pid = next(daemon["pid"] for daemon in hall.get("/daemons") if daemon["name"] == "entrance")
    hall.post("/daemons/entrance", {"do": "kill"})
    hall.until(
        "/daemons", lambda daemons: any(d["name"] == "entrance" and d["pid"] not in {pid, None} for d in daemons)
    )
    hall.until("/stations", lambda stations: stations[0]["lamps"] == {"state": "ready"})
    take(hall, "entrance", "consultation-kk")

    said = hall.get("/speakers/entrance")
    assert [one["language"] for one in said[: len(said) - before]] == ["kk", "ru"]


def closed_until_tomorrow(folder: Path) -> Path:
    """Write a centre that opens tomorrow at nine, and return where."""
    centre = tomllib.loads(CENTRE.read_text(encoding="utf-8"))
    tomorrow = datetime.now(ZoneInfo(centre["timezone"])) + timedelta(days=1)
    centre["hours"] = {("mon", "tue", "wed", "thu", "fri", "sat", "sun")[tomorrow.weekday()]: ["09:00-13:00"]}
    del centre["calendar"]
    path = folder / "centre.toml"
    path.write_text(toml_text(centre), encoding="utf-8")
    return path


def test_a_closed_hour_is_shown_by_the_lamps_and_spoken(tmp_path: Path, voice_bank: Path) -> None:
    environment = {"KEZEK_CENTRE": str(closed_until_tomorrow(tmp_path)), "KEZEK_REAL_HOURS": "1"}
    with DrivenHall(tmp_path / "run", voice_bank=voice_bank, voice_speed=20, environment=environment) as hall:
        wanted = {"ready": "off", "take": "off", "no-paper": "off", "closed": "closed"}
        hall.until("/stations", lambda stations: stations[0]["lamps"] == {"state": "closed"}, 60)
        hall.until("/stations", lambda stations: stations[0]["indicators"] == wanted)
        hall.until("/stations", lambda stations: stations[0]["button_lamps"]["consultation-kk"] == "closed")
        hall.press("entrance", "consultation-kk")
        assert said_at(hall, "entrance", 1)[0]["text"] == "Орталық жабық. Ертең сағат тоғызда ашылады."
        hall.press("waiting-hall", "now-serving-ru")
        assert said_at(hall, "waiting-hall", 1)[0]["text"] == ("Центр закрыт. Приём начнётся завтра в девять часов.")
        assert hall.get("/tickets") == []
