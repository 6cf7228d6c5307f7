"""What was typed, kept for whoever comes back to it."""

import asyncio

import pytest

from console.web.drafts import KEEP_S, MOST, MOST_OF_SESSION, Drafts, TypedField, TypedForm
from firmware.clock import FakeClock

TAB, OTHER_TAB = "0123456789abcdef", "fedcba9876543210"


def typed(value: str) -> tuple[TypedForm, ...]:
    return (TypedForm(id="finish-1", fields=(TypedField(name="note", value=value),)),)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def drafts(clock: FakeClock) -> Drafts:
    return Drafts(clock)


def test_what_is_kept_is_given_back_once(drafts: Drafts) -> None:
    drafts.keep("own", TAB, "/desk", typed("first"))
    drafts.keep("own", TAB, "/desk", typed("second"))

    assert drafts.has("own", "/desk")
    assert drafts.give_back("own", TAB, "/desk") == typed("second")
    assert drafts.give_back("own", TAB, "/desk") == ()
    assert not drafts.has("own", "/desk")


def test_another_session_tab_or_page_gets_nothing(drafts: Drafts) -> None:
    drafts.keep("own", TAB, "/desk", typed("mine"))

    assert drafts.give_back("other", TAB, "/desk") == ()
    assert drafts.give_back("own", OTHER_TAB, "/desk") == ()
    assert drafts.give_back("own", TAB, "/office/office-12") == ()
    assert not drafts.has("other", "/desk")
    assert not drafts.has_words("other")
    assert drafts.give_back("own", TAB, "/desk") == typed("mine")


def test_what_nobody_comes_back_for_is_forgotten(drafts: Drafts, clock: FakeClock) -> None:
    drafts.keep("own", TAB, "/desk", typed("old"))
    clock.pass_time(KEEP_S - 1)
    assert drafts.has("own", "/desk")

    clock.pass_time(1)
    drafts.forget_old()

    assert not drafts.sessions()


def test_one_session_does_not_push_out_another(drafts: Drafts) -> None:
    drafts.keep("own", TAB, "/desk", typed("mine"))
    for number in range(3 * MOST):
        drafts.keep("greedy", TAB, f"/survey/{number}", typed("much"))

    assert drafts.has("own", "/desk")
    assert drafts.has("greedy", f"/survey/{3 * MOST - MOST_OF_SESSION}")
    assert not drafts.has("greedy", f"/survey/{3 * MOST - MOST_OF_SESSION - 1}")


def test_all_sessions_together_are_bounded(drafts: Drafts) -> None:
    for number in range(MOST + 10):
        drafts.keep(f"session {number}", TAB, "/desk", typed("much"))

    assert len(drafts.sessions()) == MOST
    assert drafts.has(f"session {MOST + 9}", "/desk")


def test_a_part_that_is_only_open_is_not_said_to_be_typed(drafts: Drafts) -> None:
    drafts.keep("own", TAB, "/desk", (TypedForm(id="park-to-1", opened=(True,)),))
    assert not drafts.has_words("own")

    drafts.keep("own", OTHER_TAB, "/desk", typed("words"))
    assert drafts.has_words("own")


def test_what_is_of_a_session_that_has_ended_is_forgotten(drafts: Drafts) -> None:
    drafts.keep("ended", TAB, "/desk", typed("nobody's"))
    drafts.keep("open", TAB, "/desk", typed("somebody's"))

    async def one_round() -> None:
        asked = asyncio.Event()

        async def has_ended(session_id: str) -> bool:
            asked.set()
            return session_id == "ended"

        keeping = asyncio.create_task(drafts.keep_forgetting(has_ended))
        await asked.wait()
        await asyncio.sleep(0)  # the rest of the round waits for nothing
        keeping.cancel()

    asyncio.run(one_round())

    assert drafts.sessions() == {"open"}
