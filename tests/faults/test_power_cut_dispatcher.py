"""The power goes at any moment: what the dispatcher has answered stands, and no number is given to a second ticket."""

import random
from contextlib import closing
from functools import partial
from pathlib import Path

import msgspec
import pytest
from power_cut_lives import Connect, CutLives
from shell_under_test import ISSUE, Shell

from centre.checks import load_centre
from dispatcher.journal import Journal
from firmware.clock import FakeClock
from firmware.words import Id, Number
from mqtt_bridge.commands import CallNext, Request
from mqtt_bridge.replies import Issued, Reply
from mqtt_bridge.topics import REQUEST

SHIPPED = Path(__file__).parents[2] / "centre" / "borodulikha.toml"
CENTRE = msgspec.structs.replace(load_centre(SHIPPED), hours=None)
LIVES = 10
MOST_DEEDS = 250
"""What an undisturbed life asks of the disk, about."""


class DispatcherUnderCuts:
    """One dispatcher, and all numbers that it ever answered with."""

    def __init__(self, folder: Path, seed: int, patch: pytest.MonkeyPatch) -> None:
        self._chance = random.Random(seed)
        self._lives = CutLives(folder, self._chance)
        self._patch = patch
        self._clock = FakeClock()
        self.given: dict[Id, Number] = {}

    def live(self, most_deeds: int = MOST_DEEDS) -> None:
        """Let it answer until the power goes; then start it with what is left, on the machine's own SQLite."""
        self._lives.live(self._serve, most_deeds)
        self._clock.pass_time(5)
        shell = Shell(self._lives.found, CENTRE, self._clock)
        with closing(shell.dispatcher):
            shell.link_comes_up()
            assert shell.state() == ("ready", [])
            known = {ticket.ticket_id: ticket.number for ticket in shell.hall.tickets.values()}
            assert self.given.items() <= known.items()
            assert len(set(known.values())) == len(known)
            for ticket_id in self._chance.sample(sorted(self.given), min(3, len(self.given))):
                answer = shell.ask(ISSUE, ticket_id, "entrance")
                assert isinstance(answer, Issued)
                assert answer.paper.number == self.given[ticket_id]

    def _serve(self, folder: Path, connect: Connect) -> None:
        with self._patch.context() as patch:
            patch.setattr("dispatcher.journal_place.Journal", partial(Journal, connect=connect))
            shell = Shell(folder, CENTRE, self._clock)
            with closing(shell.dispatcher):
                for _ in range(self._chance.randint(1, 40)):
                    self._ask_some(shell)
                    self._clock.pass_time(self._chance.choice([0.01, 0.2, 3]))
                    shell.dispatcher.tick()

    def _ask_some(self, shell: Shell) -> None:
        """Ask for tickets and calls in one batch, and note what is answered."""
        for _ in range(self._chance.choice([1, 1, 4])):
            request = Request(id=f"{self._chance.getrandbits(64):016x}", command=ISSUE)
            shell.put(REQUEST.encode(request), "entrance")
        shell.put(REQUEST.encode(Request(id=request.id[::-1], command=CallNext(place="window-1"))), "pad-window-1")
        heard = len(shell.bridge.left)
        shell.dispatcher.tick()
        for _topic, _payload, message in shell.bridge.left[heard:]:
            if isinstance(message, Reply) and isinstance(message.result, Issued):
                paper = message.result.paper
                assert paper.number not in self.given.values()
                self.given[paper.ticket_id] = paper.number


@pytest.mark.parametrize("seed", range(5))
def test_what_the_dispatcher_answered_outlives_any_power_cut(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatcher = DispatcherUnderCuts(tmp_path, seed, monkeypatch)
    for _ in range(LIVES):
        dispatcher.live()

    assert len(dispatcher.given) > LIVES


@pytest.mark.parametrize("seed", range(60))
def test_a_first_start_that_is_cut_short_needs_no_technician(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    DispatcherUnderCuts(tmp_path, seed, monkeypatch).live(most_deeds=30)
