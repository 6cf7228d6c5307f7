"""Whatever comes over MQTT is read into its message, or refused as malformed: nothing else, and quickly."""

from typing import Any

import pytest
from any_message import payloads
from fuzzing import fuzz, quickly
from hypothesis import given
from hypothesis import strategies as st

from firmware.inbox import Inbox
from mqtt_bridge.client import Arrived, Bridge, subscription
from mqtt_bridge.settings import DeviceSettings
from mqtt_bridge.topics import ALL_TOPICS, MalformedError, Topic

LEVELS = st.text("abc/+#-_0é\0", max_size=40)


@pytest.mark.parametrize("topic", ALL_TOPICS, ids=lambda topic: topic.name)
@given(data=st.data())
@fuzz
def test_any_payload_is_a_message_or_malformed(topic: Topic[Any], data: st.DataObject) -> None:
    payload = data.draw(payloads(topic.kind))
    with quickly():
        try:
            message = topic.decode(payload)
        except MalformedError as error:
            assert str(error)  # noqa: PT017 - it is also right not to raise
            return
        assert topic.decode(topic.encode(message)) == message


@given(data=st.data(), retained=st.booleans())
@fuzz
def test_a_bridge_reads_or_counts_and_drops_whatever_arrives(data: st.DataObject, retained: bool) -> None:  # noqa: FBT001
    bridge = Bridge(DeviceSettings(site="site", device="d"), Inbox(), [subscription(topic) for topic in ALL_TOPICS])
    topic = data.draw(st.sampled_from(ALL_TOPICS))
    name = data.draw(LEVELS | st.just(topic.filter("site").replace("+", "x")))
    arrived = Arrived(name, data.draw(payloads(topic.kind)), retained, 0.0)

    assert (bridge.read(arrived) is None) == (bridge.malformed == 1)
