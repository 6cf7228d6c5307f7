"""Topics: their names, their levels, and what they refuse to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware.words import Role
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.topics import (
    ALL_TOPICS,
    BOARD,
    DEVICE_STATE,
    PAYLOAD_LIMIT,
    RECEPTIONS,
    REPLY,
    REQUEST,
    MalformedError,
)

STATE = DeviceState(role=Role.KIOSK, boot=3, condition=Condition.READY)


def test_a_topic_names_its_site_and_levels_and_reads_them_back() -> None:
    topic = DEVICE_STATE.at("borodulikha", device="entrance")

    assert topic == "kezek/1/borodulikha/device/entrance/state"
    assert DEVICE_STATE.levels_of(topic) == {"site": "borodulikha", "device": "entrance"}
    assert REPLY.levels_of(topic) is None


def test_a_level_that_is_not_given_is_subscribed_to_in_all_its_values() -> None:
    assert REQUEST.filter("borodulikha") == "kezek/1/borodulikha/request/+"
    assert REQUEST.filter("borodulikha", peer="entrance") == REQUEST.at("borodulikha", peer="entrance")


def test_a_missing_or_unknown_level_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match=r"a level of .* is missing"):
        REQUEST.at("borodulikha")
    with pytest.raises(ValueError, match="has no level 'room'"):
        BOARD.at("borodulikha", room="hall")


def test_no_two_topics_answer_to_the_same_name() -> None:
    for topic in ALL_TOPICS:
        name = topic.filter("s").replace("+", "x")
        assert [other.name for other in ALL_TOPICS if other.levels_of(name) is not None] == [topic.name]


def test_only_states_snapshots_and_leases_are_retained() -> None:
    assert {topic.name for topic in ALL_TOPICS if topic.retain} == {
        "device/{device}/state",
        "centre",
        "board",
        "lease/{station}",
        "receptions",
    }


def test_what_was_encoded_is_decoded() -> None:
    assert DEVICE_STATE.decode(DEVICE_STATE.encode(STATE)) == STATE


def test_a_payload_over_the_limit_is_not_even_looked_at() -> None:
    with pytest.raises(MalformedError, match=f"at most {PAYLOAD_LIMIT} are read"):
        DEVICE_STATE.decode(DEVICE_STATE.encode(STATE) + b" " * PAYLOAD_LIMIT)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_malformed(payload: bytes) -> None:
    for topic in ALL_TOPICS:
        try:
            topic.decode(payload)
        except MalformedError as error:
            assert str(error)  # noqa: PT017 - it is also right not to raise


@pytest.mark.parametrize("delay_min", [1441, 10**400])
def test_a_delay_that_no_day_is_long_enough_for_is_malformed(delay_min: int) -> None:
    sign = '{"official":{"kk":"a","ru":"b"},"place":"office-12","begins":1,"ends":2,"delay_min":%d}'
    payload = f'{{"days":[{{"day":"2026-11-27","receptions":[{sign % delay_min}]}}]}}'

    with pytest.raises(MalformedError, match="delay_min"):
        RECEPTIONS.decode(payload.encode())
