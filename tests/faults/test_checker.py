"""The checker finds each thing that must not happen, and excuses no more than a fault explains."""

import pytest
from made_history import BUTTON, DAY, MadeHistory
from storm.calls import SHOWN, SPOKEN
from storm.findings import Excuse
from storm.papers import NONE_LOST, ONCE
from storm.presses import ONE_END
from storm.words import Accepted, PaperOut, Pressed, Replied, Said, Seen, Stalled, StartedAgain

from mqtt_bridge.events import CallKind, DayOpened, PaperSilent, TicketAdmitted, TicketUnserved
from mqtt_bridge.paper import PaperOutcome


@pytest.fixture
def made() -> MadeHistory:
    """Make a hall where two visitors came, and the first was called and served."""
    made = MadeHistory()
    made.ticket("p1", 1)
    made.ticket("p2", 2, "waiting-hall")
    made.call("c1", "p1", 1)
    made.finish("p1")
    return made


def end_well(made: MadeHistory) -> None:
    """Call whoever waits still."""
    made.call("c2", "p2", 2)
    made.finish("p2")


def call_more(made: MadeHistory, count: int) -> None:
    """Let more visitors come, and call them to another place."""
    for number in range(3, 3 + count):
        made.ticket(f"p{number}", number)
        made.call(f"c{number}", f"p{number}", number, "window-2")
        made.finish(f"p{number}", "window-2")


def test_a_hall_where_all_goes_well_breaks_no_rule(made: MadeHistory) -> None:
    end_well(made)

    assert made.excuses() == {}


def test_a_press_of_which_nothing_came_is_found(made: MadeHistory) -> None:
    made.lines.append(Pressed(at=made.pass_time(), station="entrance", button=BUTTON, felt=True))
    end_well(made)

    assert made.rules() == [ONE_END]


def test_a_press_that_nobody_felt_need_have_no_end(made: MadeHistory) -> None:
    made.lines.append(Pressed(at=made.pass_time(), station="entrance", button=BUTTON, felt=False))
    end_well(made)

    assert made.excuses() == {}


def press_again_after_a_freeze(made: MadeHistory, frozen: str, apart_s: float) -> None:
    """Have a press wait through a freeze, be accepted, and be made once more *apart_s* later."""
    at = made.at
    made.lines.append(Pressed(at=at + 1, station="entrance", button=BUTTON, felt=False))
    made.fault("freeze", frozen, at + 0.5, at + 6)
    made.lines.append(Accepted(at=at + 6.1, station="entrance", press="p9", button=BUTTON))
    made.at = at + 6.1 + apart_s
    made.lines.append(Pressed(at=made.at, station="entrance", button=BUTTON, felt=True))
    made.issue("p9", 9)
    made.paper("p9", 9)
    made.report("p9")
    made.call("c9", "p9", 9)
    made.finish("p9")


def test_a_second_press_that_a_freeze_has_brought_together_with_the_first_is_one_with_it(made: MadeHistory) -> None:
    end_well(made)
    press_again_after_a_freeze(made, "entrance", 0.15)

    assert made.excuses() == {Excuse.ONE_PRESS: 1}


@pytest.mark.parametrize(("frozen", "apart_s"), [("entrance", 0.4), ("waiting-hall", 0.15)])
def test_a_second_press_later_or_without_a_freeze_of_its_station_has_an_end_of_its_own(
    made: MadeHistory, frozen: str, apart_s: float
) -> None:
    end_well(made)
    press_again_after_a_freeze(made, frozen, apart_s)

    assert made.rules() == [ONE_END]


def test_an_accepted_press_without_an_end_is_found(made: MadeHistory) -> None:
    made.press("p3")
    end_well(made)

    assert made.rules() == [ONE_END]


def test_a_press_that_is_refused_and_printed_is_found(made: MadeHistory) -> None:
    made.refuse("p1")
    end_well(made)

    assert made.rules() == [ONE_END]


def test_a_press_that_counts_twice_is_found(made: MadeHistory) -> None:
    made.ticket("p3", 3)
    made.lines = [line for line in made.lines if not (isinstance(line, Pressed) and line.at == made.at)]
    end_well(made)
    made.call("c3", "p3", 3)

    assert made.rules() == ["a press counts once"]


def test_a_ticket_that_nobody_pressed_for_is_found(made: MadeHistory) -> None:
    made.issue("p3", 3)
    made.report("p3", PaperOutcome.FAILED)
    end_well(made)

    assert made.rules() == ["no ticket without a press"]


def test_a_button_that_presses_itself_is_found(made: MadeHistory) -> None:
    made.refuse("p3", "no-link", "self-service-kk")
    end_well(made)

    assert made.rules() == ["nothing is pressed by itself"]


def test_a_press_is_excused_once_its_own_kiosk_was_killed_before_it_answered(made: MadeHistory) -> None:
    made.press("p3")
    made.fault("kill", "entrance", made.at + 0.5, made.at + 2)
    end_well(made)

    assert made.excuses() == {Excuse.KIOSK_KILLED: 1}


@pytest.mark.parametrize(("target", "ago_s"), [("waiting-hall", -0.5), ("entrance", 5.0), ("entrance", -60.0)])
def test_another_kiosks_death_or_one_at_another_time_excuses_no_press(
    made: MadeHistory, target: str, ago_s: float
) -> None:
    made.press("p3")
    made.fault("kill", target, made.at - ago_s, made.at - ago_s + 1)
    end_well(made)

    assert made.rules() == [ONE_END]


def test_a_frozen_kiosk_must_answer_its_press_all_the_same(made: MadeHistory) -> None:
    made.press("p3")
    made.fault("freeze", "entrance", made.at + 0.1, made.at + 10)
    end_well(made)

    assert made.rules() == [ONE_END]


def test_a_paper_that_a_printer_lost_in_the_job_is_excused(made: MadeHistory) -> None:
    made.press("p3")
    made.issue("p3", 3)
    made.fault("printer", "entrance", made.at + 0.1, made.at + 3, "unplugged")
    made.report("p3", PaperOutcome.UNCONFIRMED)
    end_well(made)

    assert made.excuses() == {Excuse.PAPER_LOST: 1, Excuse.RECEPTION: 1}


def test_a_lost_paper_that_was_called_confirmed_is_found(made: MadeHistory) -> None:
    made.press("p3")
    made.issue("p3", 3)
    made.fault("printer", "entrance", made.at + 0.1, made.at + 3, "unplugged")
    made.report("p3")
    end_well(made)
    made.call("c3", "p3", 3)

    assert made.rules() == sorted([ONE_END, "nobody is called without paper"])


def test_a_paper_that_comes_out_twice_is_found(made: MadeHistory) -> None:
    made.paper("p1", 1)
    end_well(made)

    assert made.rules() == [ONE_END]


def test_a_copy_is_no_second_paper(made: MadeHistory) -> None:
    made.paper("p1", 1, copy=True)
    end_well(made)

    assert made.excuses() == {}


def test_a_number_on_two_tickets_is_found(made: MadeHistory) -> None:
    made.ticket("p3", 2)
    end_well(made)
    made.call("c3", "p3", 2)

    assert made.rules() == [ONCE]


def test_a_number_that_a_station_gave_alone_after_the_dispatcher_had_is_found(made: MadeHistory) -> None:
    made.press("p3")
    made.paper("p3", 2)
    end_well(made)
    made.adopt("p3", 2)
    made.report("p3")
    made.call("c3", "p3", 2)

    assert made.rules() == [ONCE]


def test_the_same_number_on_another_day_is_no_second_one(made: MadeHistory) -> None:
    end_well(made)
    made.record(DayOpened(day="2027-01-16", epoch=1, settings=""))
    made.ticket("p3", 1)
    made.call("c3", "p3", 1)

    assert made.excuses() == {}


def test_a_paper_that_the_journal_does_not_know_is_found(made: MadeHistory) -> None:
    made.press("p3")
    made.paper("p3", 900)
    end_well(made)

    assert made.rules() == [NONE_LOST]


def test_a_paper_with_another_number_than_the_journals_is_found(made: MadeHistory) -> None:
    made.press("p3")
    made.issue("p3", 3)
    made.paper("p3", 4)
    made.report("p3")
    end_well(made)
    made.call("c3", "p3", 3)

    assert made.rules() == ["paper and journal agree"]


def test_a_number_given_alone_replaces_the_one_that_nobody_saw(made: MadeHistory) -> None:
    made.press("p3")
    made.issue("p3", 3)
    made.paper("p3", 900)
    made.adopt("p3", 900, ago_s=0)
    made.report("p3")
    end_well(made)
    made.call("c3", "p3", 900)

    assert made.excuses() == {}


def test_a_paper_that_is_no_ticket_is_found(made: MadeHistory) -> None:
    made.paper(None, None)
    end_well(made)

    assert made.rules() == ["every paper is a ticket"]


def test_a_ticket_that_is_never_called_is_found(made: MadeHistory) -> None:
    assert made.rules() == [NONE_LOST]


def test_a_ticket_on_paper_that_became_void_is_found(made: MadeHistory) -> None:
    made.press("p3")
    made.issue("p3", 3)
    made.paper("p3", 3)
    made.report("p3", PaperOutcome.FAILED)
    end_well(made)

    assert made.rules() == [NONE_LOST]


def test_a_ticket_that_the_day_left_unserved_is_not_lost(made: MadeHistory) -> None:
    made.record(TicketUnserved(ticket_id="p2"))

    assert made.excuses() == {}


@pytest.mark.parametrize(
    ("target", "expected"), [("entrance", []), ("waiting-hall", ["a ticket is unsure for a reason"])]
)
def test_a_ticket_is_unsure_for_a_reason(made: MadeHistory, target: str, expected: list[str]) -> None:
    made.press("p3")
    made.fault("cut", target, made.at + 0.1, made.at + 12, "lost")
    made.issue("p3", 3)
    made.paper("p3", 3)
    made.record(PaperSilent(ticket_id="p3"))
    made.report("p3")
    end_well(made)
    made.call("c3", "p3", 3)

    assert made.rules() == expected


def test_an_unsure_ticket_that_the_reception_admits_is_counted(made: MadeHistory) -> None:
    made.press("p3")
    made.fault("kill", "entrance", made.at + 1, made.at + 2)
    made.issue("p3", 3)
    made.paper("p3", 3)
    made.record(PaperSilent(ticket_id="p3"))
    end_well(made)
    made.record(TicketAdmitted(ticket_id="p3"))
    made.call("c3", "p3", 3)

    assert made.excuses() == {Excuse.RECEPTION: 1}


def test_a_call_without_paper_is_found(made: MadeHistory) -> None:
    made.lines = [line for line in made.lines if not (isinstance(line, PaperOut) and line.ticket_id == "p2")]
    made.fault("kill", "waiting-hall", 2.1, 3)  # else its press would be found as well
    end_well(made)

    assert made.rules() == ["nobody is called without paper"]


def test_a_ticket_at_two_places_is_found(made: MadeHistory) -> None:
    end_well(made)
    made.call("c3", "p2", 2, "window-2")

    assert made.rules() == ["no ticket is called at two places"]


def test_a_ticket_called_twice_at_one_place_is_found(made: MadeHistory) -> None:
    end_well(made)
    made.call("c3", "p2", 2)

    assert made.rules() == ["no ticket is called twice"]


def test_a_place_with_two_tickets_is_found(made: MadeHistory) -> None:
    made.ticket("p3", 3)
    made.call("c2", "p2", 2)
    made.call("c3", "p3", 3)

    assert made.rules() == ["one ticket at a place"]


def test_a_ticket_called_before_an_older_one_is_found(made: MadeHistory) -> None:
    made.ticket("p3", 3)
    made.call("c3", "p3", 3)
    made.finish("p3")
    end_well(made)

    assert made.rules() == ["who has waited longest is called"]


def test_a_ticket_that_does_not_wait_yet_is_found_when_it_is_called(made: MadeHistory) -> None:
    end_well(made)
    made.press("p3")
    made.issue("p3", 3)
    made.paper("p3", 3)
    made.call("c3", "p3", 3)

    assert made.rules() == ["only who waits is called"]


def test_an_older_ticket_of_a_zone_that_the_place_does_not_serve_may_wait(made: MadeHistory) -> None:
    end_well(made)
    made.ticket("p3", 3)

    assert made.rules() == [NONE_LOST]
    made.call("c3", "p3", 3, "window-2")
    assert made.excuses() == {}


def test_a_call_that_was_never_spoken_is_found(made: MadeHistory) -> None:
    made.only_call("c2", "p2")
    made.show("c2")

    assert made.rules() == [SPOKEN]


def test_a_call_that_was_spoken_twice_is_found_even_when_its_speaker_was_killed(made: MadeHistory) -> None:
    made.fault("kill", "hall-voice", made.at, made.at + 1)
    end_well(made)
    made.say("c2", 2)

    assert made.rules() == [SPOKEN]


def test_a_sentence_whose_speaker_was_killed_within_it_is_excused(made: MadeHistory) -> None:
    made.only_call("c2", "p2")
    made.show("c2")
    made.fault("kill", "hall-voice", made.at + 0.2, made.at + 1)

    assert made.excuses() == {Excuse.SPEAKER_KILLED: 1}


def test_a_call_whose_recall_was_said_instead_of_it_is_excused_and_one_whose_recall_was_not_said_is_none(
    made: MadeHistory,
) -> None:
    made.only_call("c2", "p2")
    made.show("c2")
    made.only_call("c3", "p2", kind=CallKind.RECALL)
    made.show("c3")
    assert made.rules() == [SPOKEN]
    made.say("c3", 2)

    assert made.excuses() == {Excuse.OVERTAKEN: 1}


def test_a_call_expires_for_a_reason_only(made: MadeHistory) -> None:
    made.only_call("c2", "p2")
    made.show("c2")
    made.fault("freeze", "hall-voice", made.at - 0.5, made.at + 9.5)

    assert made.excuses() == {Excuse.CALL_EXPIRED: 1}


def test_a_freeze_that_leaves_time_to_speak_excuses_no_silence(made: MadeHistory) -> None:
    made.only_call("c2", "p2")
    made.show("c2")
    made.fault("freeze", "hall-voice", made.at - 0.5, made.at + 4)

    assert made.rules() == [SPOKEN]


def test_a_call_with_the_wrong_number_and_one_that_was_never_made_are_found(made: MadeHistory) -> None:
    made.only_call("c2", "p2")
    made.show("c2")
    made.say("c2", 3)
    made.say("c9", 9)

    assert made.rules() == ["only what was called is spoken", "what is spoken is right"]


def test_a_call_that_no_picture_showed_is_found(made: MadeHistory) -> None:
    made.only_call("c2", "p2")
    made.say("c2", 2)

    assert made.rules() == [SHOWN]


def test_a_call_whose_recall_is_shown_was_shown(made: MadeHistory) -> None:
    made.only_call("c2", "p2")
    made.say("c2", 2)
    made.only_call("c3", "p2", kind=CallKind.RECALL)
    made.say("c3", 2)
    made.show("c3")

    assert made.excuses() == {}


def test_a_call_is_excused_that_newer_ones_had_replaced_before_the_display_came_back(made: MadeHistory) -> None:
    made.only_call("c2", "p2")
    made.say("c2", 2)
    since = made.at
    call_more(made, 5)

    made.fault("freeze", "hall-board", since - 0.5, made.at)
    assert made.excuses() == {Excuse.NOT_SHOWN: 1}


@pytest.mark.parametrize(("ends_early_s", "excused"), [(0.0, True), (4.0, False)])
def test_a_machine_that_stood_still_excuses_like_a_freeze_of_all_and_no_longer(
    made: MadeHistory,
    ends_early_s: float,
    excused: bool,  # noqa: FBT001 - a parameter of the example
) -> None:
    made.only_call("c2", "p2")
    made.say("c2", 2)
    since = made.at
    call_more(made, 5)
    made.lines.append(Stalled(at=since - 0.5, until=made.at - ends_early_s))

    verdict = made.verdict()
    assert [violation.rule for violation in verdict.violations] == ([] if excused else [SHOWN])
    assert (Excuse.NOT_SHOWN in verdict.excused) is excused


@pytest.mark.parametrize(("apart_s", "expected"), [(0.05, []), (1.0, [SHOWN])])
def test_calls_that_come_in_one_burst_may_replace_each_other_before_a_picture_is_drawn(
    made: MadeHistory, apart_s: float, expected: list[str]
) -> None:
    for number in range(3, 9):
        made.ticket(f"p{number}", number)
    for number in range(2, 9):
        made.only_call(f"c{number}", f"p{number}", "window-2")
        made.say(f"c{number}", number, "window-2")
        made.finish(f"p{number}", "window-2")
        made.at -= 1 - apart_s
    made.pass_time(2)
    made.show("c4", "c5", "c6", "c7", "c8")

    # c2 and c3 were never on a picture: five newer calls had come before one was drawn, soon or too late.
    assert made.rules() == expected


@pytest.mark.parametrize(("more", "frozen_s"), [(4, 12.0), (5, 2.0)])
def test_a_call_is_found_that_still_had_room_on_the_picture_when_the_display_came_back(
    made: MadeHistory, more: int, frozen_s: float
) -> None:
    made.only_call("c2", "p2")
    made.say("c2", 2)
    made.fault("freeze", "hall-board", made.at - 0.5, made.at + frozen_s)
    call_more(made, more)

    assert made.rules() == [SHOWN]


def test_a_recall_of_somebody_else_is_found(made: MadeHistory) -> None:
    end_well(made)
    made.only_call("c3", "p1", "window-2", CallKind.RECALL)
    made.say("c3", 1, "window-2")
    made.show("c3")

    assert made.rules() == ["only who is called is called again"]


def test_an_answer_that_the_journal_does_not_know_is_found(made: MadeHistory) -> None:
    made.lines.append(Replied(at=made.at, peer="console", request="r1", result="at-place", ticket_id="p2", number=2))
    end_well(made)

    assert made.rules() == ["what was answered is in the journal"]


def test_a_second_answer_that_is_another_one_is_found(made: MadeHistory) -> None:
    for number in (1, 1, 2):
        made.lines.append(Replied(at=made.at, peer="console", request="c1", result="at-place", number=number))
    end_well(made)

    assert made.rules() == ["asked twice, answered the same"]


def test_a_gap_in_the_journal_is_found(made: MadeHistory) -> None:
    end_well(made)
    del made.rows[1]

    assert {"journal without a gap", "every event is about a ticket that was given"} <= {*made.rules()}


def test_a_process_that_ended_by_itself_is_found_and_one_that_was_killed_is_not(made: MadeHistory) -> None:
    end_well(made)
    made.fault("kill", "dispatcher", 3, 4)
    made.lines.append(StartedAgain(at=4, name="dispatcher"))
    assert made.excuses() == {}

    made.lines.append(StartedAgain(at=5, name="dispatcher"))
    assert made.rules() == ["no process ends by itself"]


@pytest.mark.parametrize("kind", [PaperOut, Said, Seen])
def test_a_checker_that_sees_nothing_is_not_content(made: MadeHistory, kind: type) -> None:
    end_well(made)
    made.without(kind)

    assert made.rules()


def test_the_day_of_the_example_is_that_of_its_journal(made: MadeHistory) -> None:
    assert {row.day for row in made.rows} == {DAY}


def test_a_refusal_may_be_decided_anew_by_a_dispatcher_that_was_killed_only(made: MadeHistory) -> None:
    end_well(made)
    at = made.at
    made.lines.append(Replied(at=at - 3, peer="console", request="c2", result="refused", code="nobody-waiting"))
    made.lines.append(Replied(at=at, peer="console", request="c2", result="at-place", ticket_id="p2", number=2))
    assert made.rules() == ["asked twice, answered the same"]
    made.fault("kill", "dispatcher", at - 2, at - 1)

    assert made.excuses() == {Excuse.FORGOTTEN: 1}


def test_what_brought_no_news_may_be_decided_anew_by_a_dispatcher_that_was_killed_only(made: MadeHistory) -> None:
    end_well(made)
    at = made.at
    made.lines.append(Replied(at=at - 3, peer="entrance", request="c3", result="accepted"))
    made.lines.append(Replied(at=at, peer="entrance", request="c3", result="refused", code="cannot-record"))
    assert made.rules() == ["asked twice, answered the same"]
    made.fault("kill", "dispatcher", at - 2, at - 1)

    assert made.excuses() == {Excuse.FORGOTTEN: 1}
