"""From a call that a place asks for to the frame that shows it and to the first sample that says it.

All are processes of their own: the dispatcher with its journal, a display that draws 1920 x 1080, a speaker with a bank
of clips, and between them a private Mosquitto. The time begins when the place's request leaves it, so that deciding and
writing down are in it. The floor, taken in turn, is one QoS 1 round trip and one durable commit.
"""

import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from asker import Asker, let_wait
from door_client import DoorClient
from figures import parser, percentile, show
from floor import Floor
from measured_hall import audio_settings, dispatcher_settings, display_settings, make_bank, process
from readiness import wait_until_ready

from firmware.clock import SystemClock
from mqtt_bridge.commands import CallNext
from mqtt_bridge.private_broker import PrivateBroker

FRAME_MS = 1000 / 60
WARM_UP = 5


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    arguments = parser(__doc__)
    arguments.add_argument("--calls", type=int, default=100)
    arguments.add_argument("--bank", type=Path, help="a bank of clips to use; one is made unless told")
    options = arguments.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        broker = PrivateBroker(folder)
        broker.start()
        dispatcher = dispatcher_settings(folder, "bench", broker.port)
        bank = options.bank or folder / "bank"
        make_bank(bank)
        display = display_settings(folder, "bench", broker.port)
        audio = audio_settings(folder, "bench", broker.port, bank)
        with (
            process("-m", "dispatcher", "--config", str(dispatcher)),
            process("-m", "display", "--config", str(display), "--simulate", name),
            process("-m", "audio", "--config", str(audio), "--simulate", name),
        ):
            wait_until_ready(broker.port, "bench", "dispatcher", "hall-board", "hall-voice")
            frames, samples, floors = _measure(folder, broker.port, options.calls)
        broker.kill()
    figures = {
        "frame_ms_p50": percentile(frames, 50) * 1000,
        "frame_ms_p99": percentile(frames, 99) * 1000,
        "sample_ms_p50": percentile(samples, 50) * 1000,
        "sample_ms_p99": percentile(samples, 99) * 1000,
        "floor_ms_p50": percentile(floors, 50) * 1000,
        "floor_ms_p99": percentile(floors, 99) * 1000,
        "frame_time_ms": FRAME_MS,
    }
    show(figures, as_json=options.json)
    return 0


def _measure(folder: Path, port: int, calls: int) -> tuple[list[float], list[float], list[float]]:
    frames: list[float] = []
    samples: list[float] = []
    floors: list[float] = []
    station, pad, floor = Asker(port, "bench", "entrance"), Asker(port, "bench", "pad-window-1"), Floor(port, folder)
    let_wait(station, calls + WARM_UP)
    pause, clock = threading.Event(), SystemClock()
    with (
        DoorClient(folder / "hall-board.sock", watch=True) as board,
        DoorClient(folder / "hall-voice.sock", watch=True) as voice,
    ):
        for _ in range(calls + WARM_UP):
            pause.wait(0.2)  # the last sentence is over by then
            call_id, asked_at, _result = pad.ask(CallNext(place="window-1", finish_current=True))
            frames.append(board.until("frame", call_id=call_id)["monotonic_s"] - asked_at)
            said_at = voice.until("said", call_id=call_id)["at"] - (clock.wall() - clock.monotonic())
            samples.append(said_at - asked_at)
            floors.append(floor.measure())
    for each in (station, pad, floor):
        each.close()
    return frames[WARM_UP:], samples[WARM_UP:], floors[WARM_UP:]


if __name__ == "__main__":
    sys.exit(main())
