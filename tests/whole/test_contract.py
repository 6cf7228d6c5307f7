"""The simulator's HTTP interface, call by call, over a real hall."""

import io
import json
import os
import select
import signal
import subprocess
import sys
import wave
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pressing import HALL_VOICE, call_next

from simulator.driving import DrivenHall, is_welcoming, is_well

TAKES = ["consultation-kk", "consultation-ru", "self-service-kk", "self-service-ru"]
ASKS = ["assistance-kk", "assistance-ru", "now-serving-kk", "now-serving-ru"]


def station(hall: DrivenHall, name: str) -> Any:
    return next(entry for entry in hall.get("/stations") if entry["station"] == name)


def daemon(hall: DrivenHall, name: str) -> Any:
    return next(entry for entry in hall.get("/daemons") if entry["name"] == name)


def take_ticket(hall: DrivenHall, station: str, button: str) -> Any:
    """Press, and wait for the paper."""
    before = hall.get("/tickets")
    hall.press(station, button)
    return hall.until("/tickets", lambda tickets: len(tickets) > len(before))[0]


def test_stations_tell_their_buttons_lamps_and_printers(hall: DrivenHall) -> None:
    entrance, pad = station(hall, "entrance"), station(hall, "pad-window-1")

    assert [button["name"] for button in entrance["buttons"]] == TAKES + ASKS
    assert entrance["buttons"][0] == {
        "name": "consultation-kk",
        "action": "take-ticket",
        "zone": "consultation",
        "language": "kk",
        "place": None,
    }
    assert set(entrance["lamps"].values()) == {"ready"}
    assert entrance["printer"] == {"state": "ok", "paper": "ok"}
    assert pad["buttons"][0] == {
        "name": "call-next",
        "action": "call-next",
        "zone": None,
        "language": None,
        "place": "window-1",
    }
    assert pad["printer"] == {"state": "absent", "paper": "unknown"}


def test_a_press_becomes_paper_a_call_a_frame_and_a_voice(hall: DrivenHall) -> None:
    ticket = take_ticket(hall, "waiting-hall", "consultation-ru")
    assert (ticket["station"], ticket["zone"], ticket["language"]) == ("waiting-hall", "consultation", "ru")
    assert 101 <= ticket["number"] <= 399
    assert ticket["copy"] is False
    picture = Image.open(io.BytesIO(hall.raw(f"/tickets/{ticket['n']}.png")))
    assert picture.width == 576
    assert len(hall.raw(f"/tickets/{ticket['n']}.bin")) == ticket["bytes"]

    frame = hall.get("/displays")[0]
    assert hall.get("/speakers")[0]["id"] == HALL_VOICE
    said = call_next(hall, "pad-window-1", ticket["number"])
    assert (said["place"], said["language"]) == ("window-1", "ru")
    assert said["text"].startswith("Талон сто")
    with wave.open(io.BytesIO(hall.raw(f"/speakers/hall-voice/{said['n']}.wav"))) as sound:
        assert (sound.getframerate(), sound.getsampwidth()) == (48000, 2)
        assert sound.getnframes() > 48000
    hall.until("/displays", lambda displays: displays[0]["frame"] > frame["frame"])
    assert Image.open(io.BytesIO(hall.raw(f"/displays/{frame['id']}.png"))).size == (1920, 1080)
    hall.press("pad-window-1", "finish")


@pytest.mark.parametrize(
    ("fault", "state", "paper"),
    [
        ("paper-out", "paper-out", "out"),
        ("cover-open", "cover-open", "ok"),
        ("cutter-jammed", "cutter-jammed", "ok"),
        ("silent", "printer-silent", "unknown"),
        ("unplugged", "printer-unplugged", "unknown"),
    ],
)
def test_a_station_whose_printer_fails_says_so_prints_nothing_and_recovers_by_itself(
    hall: DrivenHall, fault: str, state: str, paper: str
) -> None:
    hall.post("/printer", {"station": "entrance", "fault": fault})
    try:
        hall.until("/stations", lambda stations: stations[0]["printer"]["state"] == state)
        entrance = hall.until("/stations", lambda stations: "cannot" in stations[0]["lamps"].values())[0]
        assert entrance["printer"]["paper"] == paper
        before = hall.get("/tickets")
        hall.press("entrance", "self-service-kk")
        hall.until("/stations", lambda stations: stations[0]["refusals"]["count"] > entrance["refusals"]["count"])
        assert hall.get("/tickets") == before
    finally:
        hall.post("/printer", {"station": "entrance", "fault": "none"})
    hall.until("/stations", lambda stations: stations[0]["lamps"] == {"state": "ready"})
    assert take_ticket(hall, "entrance", "self-service-kk")["station"] == "entrance"


def test_low_paper_is_told_and_printed_on(hall: DrivenHall) -> None:
    hall.post("/printer", {"station": "waiting-hall", "fault": "paper-low"})
    hall.until("/stations", lambda stations: stations[1]["printer"]["paper"] == "low")
    assert take_ticket(hall, "waiting-hall", "self-service-ru")["station"] == "waiting-hall"
    hall.post("/printer", {"station": "waiting-hall", "fault": "none"})
    hall.until("/stations", lambda stations: stations[1]["printer"] == {"state": "ok", "paper": "ok"})


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/press", {"station": "nowhere", "button": "call-next"}, 404),
        ("POST", "/press", {"station": "entrance", "button": "nothing"}, 404),
        ("POST", "/press", {"station": 1}, 400),
        ("POST", "/press", None, 400),
        ("POST", "/printer", {"station": "pad-window-1", "fault": "none"}, 404),
        ("POST", "/printer", {"station": "entrance", "fault": "fire"}, 400),
        ("GET", "/tickets/9999.png", None, 404),
        ("GET", "/tickets/9999.bin", None, 404),
        ("GET", "/displays/nothing.png", None, 404),
        ("GET", "/speakers/nobody", None, 404),
        ("GET", "/speakers/nobody/1.wav", None, 404),
        ("GET", "/speakers/hall-voice/9999.wav", None, 404),
        ("POST", "/daemons/nobody", {"do": "kill"}, 404),
        ("POST", "/daemons/broker", {"do": "dance"}, 400),
        ("GET", "/nothing/at/all", None, 404),
        ("GET", "/press", None, 405),
    ],
)
def test_what_is_unknown_or_wrong_is_refused_in_json(
    hall: DrivenHall, method: str, path: str, body: object, status: int
) -> None:
    answered, answer = hall.call(method, path, body)

    assert answered == status
    assert json.loads(answer)["error"]


@pytest.mark.parametrize("name", ["dispatcher", "broker", "entrance", "hall-board", "hall-voice", "printer-entrance"])
def test_a_killed_process_comes_back_and_the_next_press_becomes_a_called_ticket(hall: DrivenHall, name: str) -> None:
    pid = daemon(hall, name)["pid"]
    hall.post(f"/daemons/{name}", {"do": "kill"})
    hall.until(
        "/daemons",
        lambda daemons: all(is_well(d) and d["state"] == "running" for d in daemons),
    )
    assert daemon(hall, name)["pid"] != pid
    hall.until("/stations", lambda stations: all(map(is_welcoming, stations)))

    ticket = take_ticket(hall, "entrance", "consultation-kk")
    call_next(hall, "pad-window-2", ticket["number"])
    hall.press("pad-window-2", "finish")


def pad(daemons: list[dict[str, Any]]) -> dict[str, Any]:
    return next(daemon for daemon in daemons if daemon["name"] == "pad-seat-1")


def test_a_stopped_daemon_stays_stopped_and_its_buttons_do_nothing_until_it_is_started(hall: DrivenHall) -> None:
    hall.post("/daemons/pad-seat-1", {"do": "stop"})
    until = {"state": "stopped", "condition": "offline"}
    stopped = pad(hall.until("/daemons", lambda daemons: pad(daemons).items() >= until.items()))
    assert stopped == {
        "name": "pad-seat-1",
        "role": "kiosk",
        "pid": None,
        "state": "stopped",
        "starts": 1,
        "condition": "offline",
        "faults": [],
    }
    assert hall.call("POST", "/press", {"station": "pad-seat-1", "button": "call-next"})[0] == 202
    hall.post("/daemons/pad-seat-1", {"do": "start"})
    hall.until("/daemons", lambda daemons: pad(daemons)["state"] == "running")


def test_a_second_simulator_in_the_same_folder_and_a_port_in_use_are_refused_in_one_line(
    hall: DrivenHall, tmp_path: Path
) -> None:
    for folder, port, complaint in ((hall.folder, 0, "another simulator"), (tmp_path, hall.port, "is taken")):
        refused = subprocess.run(
            [sys.executable, "-m", "simulator"],
            env={**os.environ, "KEZEK_RUN_DIR": str(folder), "KEZEK_SIMULATOR_PORT": str(port)},
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        assert refused.returncode == 1
        assert complaint in refused.stderr
        assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)])
def test_nothing_is_left_of_a_hall_that_has_ended(
    tmp_path: Path, voice_bank: Path, number: signal.Signals, code: int
) -> None:
    with DrivenHall(tmp_path / ("deep-" * 20), voice_bank=voice_bank) as hall:
        pids = [entry["pid"] for entry in hall.get("/daemons")]
        assert None not in pids
        children = [os.pidfd_open(pid) for pid in pids]
        os.kill(hall.pid, number)
        assert hall.stop() == code
    for child in children:
        assert select.select([child], [], [], 10)[0], "a process has outlived the simulator"
        os.close(child)
