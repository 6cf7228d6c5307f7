"""The life of a press."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from firmware.lamps import LampState
from firmware.words import Bilingual, Id, Language, PlaceKind
from kiosk.deeds import Accept, Ask, Deed, Refuse, Spool
from kiosk.reports import NO_ANSWER
from kiosk.settings import Action, ButtonSettings
from kiosk.station import JOB_LIFE_S, MOST_ASKED, MOST_TICKETS, QUEUE_FULL, REFUSED_S, Station, StationSettings
from mqtt_bridge.commands import CallNext, IssueTicket, ReportPaper, Request
from mqtt_bridge.paper import PaperOutcome, TicketPaper
from mqtt_bridge.public import Centre, PlaceSign, ZoneSign
from mqtt_bridge.replies import Accepted, AtPlace, Issued, Refusal, RefusalCode, Reply

TEXT = Bilingual(kk="Консультация", ru="Консультация")
CENTRE = Centre(
    name=TEXT,
    address=TEXT,
    timezone="Asia/Almaty",
    day="2026-11-23",
    zones=(ZoneSign(zone="consultation", title=TEXT, wait_at=TEXT),),
    places=(PlaceSign(place="window-1", kind=PlaceKind.WINDOW, number=1, zones=("consultation",)),),
)
ELSEWHERE = ButtonSettings(name="b", pin=5, action=Action.TAKE_TICKET, zone="x", language=Language.RU)
TICKET = ButtonSettings(name="ticket", pin=5, action=Action.TAKE_TICKET, zone="consultation", language=Language.KK)
NEXT = ButtonSettings(name="next", pin=6, action=Action.CALL_NEXT, place="window-1")


def station(*, link_up: bool = True, obstacle: str | None = None, centre: Centre | None = CENTRE) -> Station:
    """Make a station at which a press is accepted, unless told otherwise."""
    made = Station(StationSettings("entrance"))
    made.link_changed(up=link_up, now=0.0)
    made.printer_obstacle = obstacle
    made.centre = centre
    return made


def accepted(deeds: object) -> Request:
    assert isinstance(deeds, tuple)
    (deed,) = deeds
    assert isinstance(deed, Accept)
    return deed.request


def paper(ticket_id: Id, job_id: Id = "") -> TicketPaper:
    return TicketPaper(
        job_id=job_id or ticket_id,
        ticket_id=ticket_id,
        number=101,
        zone="consultation",
        language=Language.KK,
        issued_at=1.0,
        ahead=0,
        copy=bool(job_id),
    )


def issued(press: Id) -> Reply:
    return Reply(id=press, result=Issued(paper=paper(press)))


def outcome(job_id: Id, what: PaperOutcome, fault: str = "") -> ReportPaper:
    return ReportPaper(ticket_id=job_id, job_id=job_id, outcome=what, fault=fault)


def reports(deeds: object) -> list[ReportPaper]:
    assert isinstance(deeds, list)
    return [deed.request.command for deed in deeds if isinstance(deed.request.command, ReportPaper)]


def test_a_pad_whose_cable_chatters_is_refused_visibly_and_ends_nothing() -> None:
    pad = station()
    deeds = [deed for _ in range(1500) for deed in pad.pressed(NEXT, 0.0, 0.0)]

    assert [type(deed) for deed in deeds] == [Accept] * MOST_ASKED + [Refuse] * (1500 - MOST_ASKED)
    assert {deed.reason for deed in deeds if isinstance(deed, Refuse)} == {QUEUE_FULL}


def test_a_press_asks_at_once_and_its_reply_is_spooled_with_ten_seconds_to_live() -> None:
    made = station()
    request = accepted(made.pressed(TICKET, at=10.0, now=10.001))

    assert request.command == IssueTicket(zone="consultation", language=Language.KK, station="entrance")
    assert made.lamp(10.1) is LampState.WORKING
    assert made.replied(issued(request.id), now=10.2) == (Spool(paper(request.id), 10.2 + JOB_LIFE_S),)
    assert made.lamp(10.3) is LampState.WORKING


def test_a_printed_ticket_is_reported_and_the_lamp_is_ready_again() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    made.replied(issued(press), now=10.1)
    job, deeds = made.printed(outcome(press, PaperOutcome.CONFIRMED), now=11.0)

    assert job is not None
    assert (job.pressed_at, deeds, made.lamp(11.0)) == (10.0, (), LampState.READY)
    assert reports(made.due(11.0)) == [outcome(press, PaperOutcome.CONFIRMED)]


def test_a_press_that_nobody_looked_at_for_a_second_asks_for_nothing() -> None:
    made = station()

    assert made.pressed(TICKET, at=10.0, now=11.1) == ()
    assert (made.too_old, made.refused, made.lamp(11.1)) == (1, 0, LampState.READY)


@pytest.mark.parametrize(
    ("made", "button", "reason"),
    [
        (station(link_up=False), TICKET, "no-link"),
        (station(link_up=False), NEXT, "no-link"),
        (station(centre=None), TICKET, "starting"),
        (station(obstacle="paper-out"), TICKET, "paper-out"),
        (Station(StationSettings("entrance")), TICKET, "no-link"),
        (station(), ELSEWHERE, "unknown-zone"),
        (station(), ButtonSettings(name="b", pin=5, action=Action.RECALL, place="x"), "unknown-place"),
    ],
)
def test_what_cannot_be_done_is_refused_for_all_to_see(made: Station, button: ButtonSettings, reason: str) -> None:
    (refusal,) = made.pressed(button, at=10.0, now=10.0)

    assert isinstance(refusal, Refuse)
    assert refusal.reason == reason
    assert (made.refused, made.lamp(10.0 + REFUSED_S - 0.1)) == (1, LampState.CANNOT)
    assert made.next_due(10.0) == 10.0 + REFUSED_S


def test_a_station_that_has_not_heard_its_printer_yet_cannot_print() -> None:
    made = Station(StationSettings("entrance"))
    made.link_changed(up=True, now=0.0)
    made.centre = CENTRE

    assert (made.obstacle(), made.lamp(0.0)) == ("starting", LampState.CANNOT)


def test_a_pad_needs_no_printer() -> None:
    made = Station(StationSettings(None))
    made.link_changed(up=True, now=0.0)
    made.centre = CENTRE

    assert made.lamp(0.0) is LampState.READY
    assert accepted(made.pressed(NEXT, at=1.0, now=1.0)).command == CallNext(place="window-1", finish_current=True)


def test_a_printer_without_paper_does_not_keep_a_place_from_calling() -> None:
    assert accepted(station(obstacle="paper-out").pressed(NEXT, at=1.0, now=1.0))


def test_the_ninth_press_on_its_way_to_paper_is_refused() -> None:
    made = station()
    presses = [accepted(made.pressed(TICKET, at=10.0, now=10.0)).id for _ in range(MOST_TICKETS)]
    for press in presses[:4]:
        made.replied(issued(press), now=10.1)
    (refusal,) = made.pressed(TICKET, at=10.2, now=10.2)
    assert isinstance(refusal, Refuse)
    assert refusal.reason == "queue-full"
    assert accepted(made.pressed(NEXT, at=10.2, now=10.2))

    made.printed(outcome(presses[0], PaperOutcome.CONFIRMED), now=10.3)
    assert accepted(made.pressed(TICKET, at=10.3, now=10.3))


def test_a_refusal_of_the_dispatcher_is_shown_for_three_seconds() -> None:
    made = station()
    press = accepted(made.pressed(NEXT, at=10.0, now=10.0)).id
    no = Refusal(code=RefusalCode.NOBODY_WAITING, detail="window-1")

    assert made.replied(Reply(id=press, result=no), now=10.1) == (Refuse(press, "nobody-waiting", "window-1"),)
    assert made.lamp(13.0) is LampState.CANNOT
    assert made.lamp(13.2) is LampState.READY


def test_a_place_that_was_served_is_ready_again() -> None:
    made = station()
    press = accepted(made.pressed(NEXT, at=10.0, now=10.0)).id
    assert made.lamp(10.0) is LampState.WORKING
    assert made.replied(Reply(id=press, result=AtPlace(place="window-1", ticket=None)), now=10.1) == ()
    assert made.lamp(10.1) is LampState.READY


def test_a_request_is_repeated_with_the_same_id_while_there_is_patience() -> None:
    made = station()
    request = accepted(made.pressed(TICKET, at=10.0, now=10.0))

    assert made.next_due(10.0) == pytest.approx(10.4)
    assert made.due(10.4) == [Ask(request)]
    made.link_changed(up=False, now=10.5)
    assert made.due(10.9) == []
    assert made.link_changed(up=True, now=11.0) == [Ask(request)]


def test_a_press_without_an_answer_is_refused_and_its_ticket_disowned() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    refusal, ask = made.due(11.5)

    assert refusal == Refuse(press, NO_ANSWER)
    assert reports([ask]) == [outcome(press, PaperOutcome.FAILED, NO_ANSWER)]
    assert made.lamp(11.6) is LampState.CANNOT


def test_a_number_that_comes_too_late_is_void_and_never_printed() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    _refusal, told = made.due(11.5)
    assert isinstance(told, Ask)
    made.replied(Reply(id=told.request.id, result=Refusal(code=RefusalCode.UNKNOWN_TICKET)), now=11.6)
    assert reports(made.due(11.7)) == []

    assert made.replied(issued(press), now=12.0) == ()
    assert reports(made.due(12.0)) == [outcome(press, PaperOutcome.FAILED, NO_ANSWER)]
    assert made.sent_paper(paper(press), now=12.1) == ()


def test_a_copy_of_a_ticket_that_was_given_up_is_printed() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    made.due(11.5)
    copy = paper(press, job_id="c" * 16)

    assert made.sent_paper(copy, now=12.0) == (Spool(copy, 22.0),)


def test_a_call_without_an_answer_is_refused_and_reports_nothing() -> None:
    made = station()
    press = accepted(made.pressed(NEXT, at=10.0, now=10.0)).id

    assert made.due(11.5) == [Refuse(press, NO_ANSWER)]


def test_an_answer_that_comes_twice_is_printed_once() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    assert made.replied(issued(press), now=10.1)

    assert made.replied(issued(press), now=10.2) == ()


def test_a_press_whose_paper_never_left_is_refused_and_reported() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    made.replied(issued(press), now=10.1)
    _job, deeds = made.printed(outcome(press, PaperOutcome.FAILED, "paper-out"), now=20.1)

    assert deeds == (Refuse(press, "paper-out"),)
    assert reports(made.due(20.1)) == [outcome(press, PaperOutcome.FAILED, "paper-out")]


def test_a_paper_that_somebody_else_wanted_is_reported_and_refuses_nobody() -> None:
    made = station()
    assert made.sent_paper(paper("a" * 16), now=10.0) == (Spool(paper("a" * 16), 20.0),)
    job, deeds = made.printed(outcome("a" * 16, PaperOutcome.FAILED, "paper-out"), now=20.0)

    assert job is not None
    assert (job.pressed_at, deeds, made.refused) == (None, (), 0)


def test_a_late_word_of_the_printer_is_reported_too() -> None:
    made = station()
    made.sent_paper(paper("a" * 16), now=10.0)
    made.printed(outcome("a" * 16, PaperOutcome.UNCONFIRMED), now=15.0)
    (first,) = made.due(15.0)
    assert isinstance(first, Ask)
    made.replied(Reply(id=first.request.id, result=Accepted()), now=15.1)

    assert made.printed(outcome("a" * 16, PaperOutcome.CONFIRMED), now=30.0) == (None, ())
    assert reports(made.due(30.0)) == [outcome("a" * 16, PaperOutcome.CONFIRMED)]


def test_without_a_link_reports_wait_and_the_loop_may_sleep() -> None:
    made = station()
    made.sent_paper(paper("a" * 16), now=10.0)
    made.link_changed(up=False, now=10.0)
    made.printed(outcome("a" * 16, PaperOutcome.CONFIRMED), now=11.0)
    assert made.due(11.0) == []
    assert made.next_due(11.0) == float("inf")

    made.link_changed(up=True, now=12.0)
    assert reports(made.due(12.0)) == [outcome("a" * 16, PaperOutcome.CONFIRMED)]


def test_a_daemon_that_ends_disowns_what_it_asked_for() -> None:
    made = station()
    press = accepted(made.pressed(TICKET, at=10.0, now=10.0)).id
    made.pressed(NEXT, at=10.0, now=10.0)
    made.abandon()

    told = [deed for deed in made.due(10.1) if isinstance(deed, Ask)]
    assert reports(told) == [outcome(press, PaperOutcome.FAILED, NO_ANSWER)]
    assert made.replied(issued(press), now=10.2) == ()


class AnyLife(RuleBasedStateMachine):
    """However presses, answers, papers, time and the link mix: every press ends once, and a refused one is no paper."""

    asked = Bundle("asked")
    answers = Bundle("answers")
    papers = Bundle("papers")

    def __init__(self) -> None:
        super().__init__()
        self.made = station()
        self.now = 100.0
        self.live: set[Id] = set()
        self.spooled: set[Id] = set()
        self.printed: set[Id] = set()
        self.refused: set[Id] = set()
        self.reported: dict[Id, PaperOutcome] = {}
        self.unanswered: list[Id] = []

    def do(self, deeds: object) -> list[Id]:
        """Carry deeds out; return the jobs that went to the printer."""
        jobs = []
        assert isinstance(deeds, (tuple, list))
        for deed in deeds:
            match deed:
                case Spool(paper=given):
                    assert given.job_id not in self.refused | self.spooled
                    self.spooled.add(given.job_id)
                    jobs.append(given.job_id)
                case Refuse(press=press):
                    assert press not in self.refused | self.printed
                    self.refused.add(press)
                    self.live.discard(press)
                case Ask(request=request) if isinstance(request.command, ReportPaper):
                    self.reported[request.command.job_id] = request.command.outcome
                    self.unanswered.append(request.id)
                case _:
                    pass
        return jobs

    @rule(target=asked)
    def press(self) -> object:
        deeds: list[Deed] = list(self.made.pressed(TICKET, self.now, self.now))
        self.do(deeds)
        presses = [deed.request.id for deed in deeds if isinstance(deed, Accept)]
        self.live.update(presses)
        return multiple(*presses)

    @rule(target=answers, press=asked)
    def the_dispatcher_answers(self, press: Id) -> Id:
        return press

    @rule(target=papers, press=answers)
    def the_answer_arrives(self, press: Id) -> object:
        return multiple(*self.do(self.made.replied(issued(press), self.now)))

    @rule(press=consumes(answers))
    def a_refusal_arrives(self, press: Id) -> None:
        self.do(self.made.replied(Reply(id=press, result=Refusal(code=RefusalCode.NUMBERS_USED_UP)), self.now))

    @rule(job=consumes(papers), what=st.sampled_from([PaperOutcome.CONFIRMED, PaperOutcome.FAILED]))
    def the_printer_ends(self, job: Id, what: PaperOutcome) -> None:
        if what is PaperOutcome.CONFIRMED:
            self.printed.add(job)
            self.live.discard(job)
        self.do(self.made.printed(outcome(job, what), self.now)[1])

    @rule(seconds=st.sampled_from([0.1, 0.5, 2.0, 40.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds
        self.do(self.made.due(self.now))

    @rule(up=st.booleans())
    def the_link_changes(self, *, up: bool) -> None:
        self.do(self.made.link_changed(up=up, now=self.now))

    @invariant()
    def nothing_is_both_paper_and_refusal(self) -> None:
        assert not self.printed & self.refused

    @invariant()
    def the_lamp_works_while_a_press_is_open(self) -> None:
        if self.live:
            assert self.made.lamp(self.now) is not LampState.READY

    def teardown(self) -> None:
        """In the end, with a link and time, every press has ended and every end is told."""
        self.do(self.made.link_changed(up=True, now=self.now))
        for job in self.spooled - self.printed - self.refused:
            self.printed.add(job)
            self.live.discard(job)
            self.do(self.made.printed(outcome(job, PaperOutcome.CONFIRMED), self.now)[1])
        self.now += 2.0
        self.do(self.made.due(self.now))
        while self.unanswered:
            self.do(self.made.replied(Reply(id=self.unanswered.pop(), result=Accepted()), self.now))
            self.do(self.made.due(self.now))

        assert not self.live
        assert self.made.next_due(self.now + REFUSED_S) == float("inf")
        assert all(self.reported[job] is PaperOutcome.CONFIRMED for job in self.printed)


TestAnyLife = AnyLife.TestCase
TestAnyLife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
