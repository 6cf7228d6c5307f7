import re

from firmware.words import new_id
from mqtt_bridge.ticket_token import ticket_address, ticket_token


def test_a_ticket_has_one_token_and_another_ticket_another() -> None:
    ids = [new_id() for _ in range(200)]

    assert [ticket_token(one) for one in ids] == [ticket_token(one) for one in ids]
    assert len({ticket_token(one) for one in ids}) == 200


def test_a_token_is_the_one_that_papers_in_visitors_hands_have() -> None:
    assert ticket_token("0123456789abcdef") == "3g5s336e3t43hiz6"


def test_a_token_is_safe_in_an_address_and_shows_nothing_of_the_id() -> None:
    ticket_id = new_id()
    token = ticket_token(ticket_id)

    assert re.fullmatch("[a-z2-7]{16}", token)
    assert ticket_id[:6] not in token
    assert ticket_address("https://kezek.example/t", ticket_id) == f"https://kezek.example/t/{token}"
