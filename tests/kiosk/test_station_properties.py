"""What no life of a station may break: a state machine driven by hypothesis."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule
from station_under_test import TICKET, issued, outcome, station

from firmware.lamps import LampState
from firmware.words import Id
from kiosk.deeds import Accept, Ask, Deed, Refuse, Spool
from kiosk.lamp_pictures import lamp
from kiosk.press_signs import REFUSED_S
from mqtt_bridge.commands import ReportPaper
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Accepted, Refusal, RefusalCode, Reply


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
            assert lamp(self.made.standing(self.now)) is not LampState.READY

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
TestAnyLife.settings = settings(max_examples=60, stateful_step_count=30)
