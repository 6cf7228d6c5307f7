"""Forty presses on two stations, and three places that call as fast as they can: in calm, and in a storm."""

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from reading import has_number, likeness, read_png

from centre.checks import load_centre
from firmware.words import Language
from simulator.driving import DrivenHall
from simulator.running import CENTRE

PRESSES = 40
STATIONS = ("entrance", "waiting-hall")
BUTTONS = ("consultation-kk", "consultation-ru", "self-service-kk", "self-service-ru")
PADS = ("pad-window-1", "pad-window-2", "pad-window-3")
"""window-3 calls both zones, so every ticket can be called by one of them."""
PRESS_EVERY_S = 0.12
"""Eight buttons in turn, so each is pressed every second."""
AT_ONCE = 8
"""So many tickets may be on their way, four at each station; it refuses the ninth."""
VICTIMS = tuple("broker" if n % 4 == 3 else "dispatcher" for n in range(13))
BETWEEN_KILLS_S = 1.6
FAULTS = ("paper-out", "cover-open", "silent", "unplugged")
DONE_S = 60.0

Stop = threading.Event


@pytest.fixture
def hall(tmp_path: Path, voice_bank: Path, voice_speed: float) -> Iterator[DrivenHall]:
    """Start a hall of its own for each test."""
    with DrivenHall(tmp_path / "hall", voice_bank=voice_bank, voice_speed=voice_speed) as hall:
        hall.until_well()
        yield hall


@contextmanager
def going_on(*deeds: Callable[[Stop], None]) -> Iterator[None]:
    """Do all *deeds* meanwhile, each in a thread; what one of them raises is raised at the end."""
    stop = Stop()
    with ThreadPoolExecutor(len(deeds)) as pool:
        running = [pool.submit(deed, stop) for deed in deeds]
        try:
            yield
        finally:
            stop.set()
    for deed in running:
        deed.result()


def calling(hall: DrivenHall, pad: str) -> Callable[[Stop], None]:
    """Press call-next of *pad* for as long as it is wanted."""

    def call(stop: Stop) -> None:
        while not stop.wait(0.35):
            hall.press(pad, "call-next")

    return call


def at_least(count: int) -> Callable[[list[Any]], bool]:
    """Return whether there are so many."""
    return lambda things: len(things) >= count


def press_all(hall: DrivenHall, every_s: float = PRESS_EVERY_S, at_once: int = PRESSES) -> None:
    """Press the buttons of both stations in turn, while no more than *at_once* tickets are on their way."""
    pause = threading.Event()
    for n in range(PRESSES):
        hall.until("/tickets", at_least(n - at_once + 1))
        hall.press(STATIONS[n % 2], BUTTONS[n // 2 % 4])
        pause.wait(every_s)


def refusals(hall: DrivenHall) -> int:
    """Count the presses of ticket buttons that were refused visibly."""
    return sum(entry["refusals"]["count"] for entry in hall.get("/stations") if entry["station"] in STATIONS)


def boards(hall: DrivenHall, seen: set[tuple[int, str]]) -> Callable[[Stop], None]:
    """Listen to the page's events, and note every number with its place that stands on the board."""

    def listen(stop: Stop) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", hall.port, timeout=20)
        connection.request("GET", "/events")
        answer = connection.getresponse()
        event = b""
        while not stop.is_set():
            line = answer.readline()
            if line.startswith(b"event: "):
                event = line[7:].strip()
            elif line.startswith(b"data: ") and event == b"board":
                seen.update((call["number"], call["place"]) for call in json.loads(line[6:])["calls"])
        connection.close()

    return listen


def check_numbers_and_calls(tickets: list[Any], said: list[Any]) -> None:
    """Hold that each ticket has a number of its own in its zone's range, and was said once, in its own language."""
    zones = {zone.name: range(zone.first, zone.last + 1) for zone in load_centre(CENTRE).zones}
    numbers = [ticket["number"] for ticket in tickets]
    assert len(set(numbers)) == len(numbers)
    assert all(ticket["number"] in zones[ticket["zone"]] for ticket in tickets)
    assert Counter(saying["number"] for saying in said) == Counter(numbers)
    assert len({saying["call_id"] for saying in said}) == len(said)
    languages = {ticket["number"]: ticket["language"] for ticket in tickets}
    assert {saying["number"]: saying["language"] for saying in said} == languages


def test_forty_presses_become_forty_tickets_each_called_once_shown_and_spoken(hall: DrivenHall) -> None:
    shown: set[tuple[int, str]] = set()
    with going_on(*(calling(hall, pad) for pad in PADS), boards(hall, shown)):
        press_all(hall, at_once=AT_ONCE)
        tickets = hall.until("/tickets", lambda tickets: len(tickets) == PRESSES, DONE_S)
        said = hall.until("/speakers/hall-voice", lambda said: len(said) >= PRESSES, DONE_S)

    assert refusals(hall) == 0
    check_numbers_and_calls(tickets, said)
    assert shown == {(saying["number"], saying["place"]) for saying in said}
    titles = {zone.name: zone.title for zone in load_centre(CENTRE).zones}
    with ThreadPoolExecutor(2) as pool:
        texts = list(pool.map(lambda ticket: read_png(hall.raw(f"/tickets/{ticket['n']}.png")), tickets))
    for ticket, text in zip(tickets, texts, strict=True):
        assert has_number(text, ticket["number"]), text
        assert likeness(text, titles[ticket["zone"]].get(Language(ticket["language"]))) >= 0.9, text


def test_each_press_ends_in_one_ticket_or_one_refusal_whatever_is_killed(hall: DrivenHall) -> None:
    def storm(_stop: Stop) -> None:
        for victim in VICTIMS:
            threading.Event().wait(BETWEEN_KILLS_S)
            hall.post(f"/daemons/{victim}", {"do": "kill"})

    with going_on(*(calling(hall, pad) for pad in PADS)):
        with going_on(storm):
            press_all(hall, len(VICTIMS) * BETWEEN_KILLS_S / PRESSES)
        hall.until("/daemons", lambda daemons: all(daemon["state"] == "running" for daemon in daemons))
        end = time.monotonic() + DONE_S
        while len(hall.get("/tickets")) + refusals(hall) < PRESSES and time.monotonic() < end:
            threading.Event().wait(0.2)
        tickets = hall.get("/tickets")
        said = hall.until("/speakers/hall-voice", lambda said: len(said) >= len(tickets), DONE_S)
        starts = {daemon["name"]: daemon["starts"] for daemon in hall.get("/daemons")}

    assert starts["dispatcher"] == 1 + VICTIMS.count("dispatcher")
    assert starts["broker"] == 1 + VICTIMS.count("broker")
    assert len(tickets) + refusals(hall) == PRESSES
    assert len(tickets) >= PRESSES / 4
    check_numbers_and_calls(tickets, said)


def test_no_number_is_called_without_its_paper_whatever_befalls_the_printers(hall: DrivenHall) -> None:
    def trouble(stop: Stop) -> None:
        for n in range(len(FAULTS) * 4):
            hall.post("/printer", {"station": STATIONS[n % 2], "fault": FAULTS[n // 2 % len(FAULTS)]})
            stop.wait(0.25)
            hall.post("/printer", {"station": STATIONS[n % 2], "fault": "none"})
            stop.wait(0.25)

    with going_on(*(calling(hall, pad) for pad in PADS)):
        with going_on(trouble):
            press_all(hall, len(FAULTS) * 2 / PRESSES)
        for station in STATIONS:
            hall.post("/printer", {"station": station, "fault": "none"})
        hall.until("/stations", lambda stations: all(s["lamps"] == {"state": "ready"} for s in stations[:2]))
        hall.press("entrance", BUTTONS[0])
        last = hall.until("/tickets", lambda tickets: tickets and tickets[0]["station"] == "entrance")[0]
        said = hall.until("/speakers/hall-voice", lambda said: last["number"] in {s["number"] for s in said}, DONE_S)
        papers = [ticket["number"] for ticket in hall.get("/tickets")]

    called = [saying["number"] for saying in said]
    assert refusals(hall) > 0
    assert len(set(papers)) == len(papers)
    assert len(set(called)) == len(called)
    assert set(called) <= set(papers)
