"""The survey: who is to be asked, what can be answered, and what is kept of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.receptions.errors import StoreError, StoreNewerError
from console.survey.counting import survey_counts
from console.survey.opening import SurveySettings, open_survey, read_survey
from console.survey.questions import load_survey, parse_survey
from console.survey.schema import SCHEMA
from console.survey.store import NotTaken, Stands, SurveyStore
from firmware.settings import SettingsError
from firmware.words import Language, new_id
from mqtt_bridge.events import AnyEvent, Recorded, StepUndone, VisitFinished

DAY, NEXT_DAY = "2027-01-21", "2027-01-22"
SHIPPED = load_survey()


class Hall:
    """Tells a store of visits that end."""

    def __init__(self, store: SurveyStore) -> None:
        self.store = store
        self.journal: list[Recorded] = []

    def tell(self, event: AnyEvent, day: str = DAY) -> None:
        recorded = Recorded(seq=len(self.journal) + 1, at=1000.0 + len(self.journal), event=event)
        self.journal.append(recorded)
        self.store.take_news(day, [recorded])

    def chosen(self, day: str = DAY) -> str:
        ticket_id = new_id()
        self.tell(VisitFinished(ticket_id=ticket_id, place="window-1", survey=True), day)
        return ticket_id

    def answered(self, day: str = DAY, **answers: str) -> str:
        ticket_id = self.chosen(day)
        assert self.store.answer(ticket_id, answers, Language.KK, "staff-7", 2000.0) is None
        return ticket_id


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SurveyStore]:
    with SurveyStore(tmp_path / "survey.db", SHIPPED) as store:
        yield store


@pytest.fixture
def hall(store: SurveyStore) -> Hall:
    return Hall(store)


def to_ask(store: SurveyStore, day: str = DAY) -> list[str]:
    return [visit.ticket_id for visit in store.open_visits(day)]


def test_whom_the_hall_has_chosen_is_to_be_asked_the_newest_first(hall: Hall, store: SurveyStore) -> None:
    first = hall.chosen()
    hall.tell(VisitFinished(ticket_id=new_id(), place="window-1"))
    second = hall.chosen()

    assert to_ask(store) == [second, first]
    assert to_ask(store, NEXT_DAY) == []


def test_a_visitor_is_asked_once(hall: Hall, store: SurveyStore) -> None:
    answered, declined = hall.chosen(), hall.chosen()
    assert store.answer(answered, {"service": "5"}, Language.RU, "staff-7", 2000.0) is None
    assert store.decline(declined, "staff-7", 2000.0) is None

    for ticket_id in (answered, declined):
        assert store.answer(ticket_id, {"service": "1"}, Language.KK, "staff-9", 2001.0) is NotTaken.ASKED_ALREADY
        assert store.decline(ticket_id, "staff-9", 2001.0) is NotTaken.ASKED_ALREADY
    assert to_ask(store) == []
    assert survey_counts(store, DAY, DAY).questions[0].counts["5"] == 1


def test_a_day_that_is_told_again_asks_nobody_anew(hall: Hall, store: SurveyStore) -> None:
    hall.answered(service="4")
    waiting = hall.chosen()

    store.take_news(DAY, hall.journal)

    assert to_ask(store) == [waiting]


def test_a_visit_whose_end_was_taken_back_is_not_asked_about(hall: Hall, store: SurveyStore) -> None:
    ticket_id = hall.chosen()
    hall.tell(StepUndone(ticket_id=ticket_id, place="window-1"))

    assert to_ask(store) == []
    assert store.answer(ticket_id, {"service": "5"}, Language.KK, "staff-7", 2000.0) is NotTaken.UNKNOWN_VISIT


def test_answers_that_were_given_stay_though_the_visits_end_is_taken_back(hall: Hall, store: SurveyStore) -> None:
    ticket_id = hall.answered(service="5")
    hall.tell(StepUndone(ticket_id=ticket_id, place="window-1"))

    assert survey_counts(store, DAY, DAY).visits[Stands.ANSWERED] == 1


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({}, NotTaken.NOTHING_SAID),
        ({"service": "6"}, NotTaken.WRONG_ANSWER),
        ({"service": "0"}, NotTaken.WRONG_ANSWER),
        ({"service": "<b>"}, NotTaken.WRONG_ANSWER),
        ({"clear": "maybe"}, NotTaken.WRONG_ANSWER),
        ({"wait": "yes"}, NotTaken.WRONG_ANSWER),
        ({"name": "yes"}, NotTaken.WRONG_ANSWER),
        ({"service": "5", "clear": "Yes"}, NotTaken.WRONG_ANSWER),
    ],
)
def test_what_the_survey_does_not_offer_is_no_answer(
    hall: Hall, store: SurveyStore, answers: dict[str, str], why: NotTaken
) -> None:
    ticket_id = hall.chosen()

    assert store.answer(ticket_id, answers, Language.KK, "staff-7", 2000.0) is why
    assert to_ask(store) == [ticket_id]


def test_answers_are_counted_by_question_and_day(hall: Hall, store: SurveyStore) -> None:
    hall.answered(service="5", clear="yes", wait="short")
    hall.answered(service="2", clear="yes")
    hall.answered(NEXT_DAY, service="1")
    store.decline(hall.chosen(), "staff-7", 2000.0)
    hall.chosen()

    counts = survey_counts(store, DAY, DAY)

    assert counts.visits == {Stands.OPEN: 1, Stands.ANSWERED: 2, Stands.DECLINED: 1}
    service, clear, wait, language = counts.questions
    assert (service.counts, service.mean) == ({"1": 0, "2": 1, "3": 0, "4": 0, "5": 1}, 3.5)
    assert (clear.counts, clear.answered, clear.mean) == ({"yes": 2, "no": 0}, 2, None)
    assert wait.counts == {"short": 1, "bearable": 0, "long": 0}
    assert (language.answered, service.others) == (0, 0)
    assert survey_counts(store, DAY, NEXT_DAY).questions[0].answered == 3


def test_answers_to_a_question_that_has_others_now_are_told_apart(
    hall: Hall, store: SurveyStore, tmp_path: Path
) -> None:
    hall.answered(wait="short")
    options = '{ name = "ok", text = { kk = "а", ru = "б" } }, { name = "bad", text = { kk = "в", ru = "г" } }'
    text = f'[[questions]]\nname = "wait"\nkind = "choice"\ntext = {{ kk = "а", ru = "б" }}\noptions = [{options}]'

    with SurveyStore(tmp_path / "survey.db", parse_survey(text, "survey.toml")) as changed:
        (wait,) = survey_counts(changed, DAY, DAY).questions
    assert (wait.answered, wait.others) == (0, 1)


def test_the_store_keeps_over_a_restart_and_for_this_account_alone(
    hall: Hall, store: SurveyStore, tmp_path: Path
) -> None:
    waiting = hall.chosen()
    with SurveyStore(tmp_path / "survey.db", SHIPPED) as again:
        assert to_ask(again) == [waiting]
    assert (tmp_path / "survey.db").stat().st_mode & 0o077 == 0


def test_a_file_of_a_newer_kezek_is_left_alone(store: SurveyStore, tmp_path: Path) -> None:
    store.file.execute(f"PRAGMA user_version = {SCHEMA + 1}")

    with pytest.raises(StoreNewerError, match="install the newer Kezek"):
        SurveyStore(tmp_path / "survey.db", SHIPPED)


def test_what_the_disk_says_is_told_in_one_line(hall: Hall, store: SurveyStore) -> None:
    store.file.execute("CREATE TRIGGER full BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'no room'); END")
    ticket_id = hall.chosen()

    with pytest.raises(StoreError, match="no room"):
        store.answer(ticket_id, {"service": "5"}, Language.KK, "staff-7", 2000.0)
    assert to_ask(store) == [ticket_id]


def test_the_shipped_survey_is_short_and_in_both_languages() -> None:
    assert {question.kind for question in SHIPPED.questions} == {"rating", "yes-no", "choice"}
    assert len(SHIPPED.questions) <= 4
    texts = [question.text for question in SHIPPED.questions]
    texts += [option.text for question in SHIPPED.questions for option in question.options]
    assert all(text.kk != text.ru for text in texts)


QUESTION = '[[questions]]\nname = "a"\nkind = "yes-no"\ntext = { kk = "а", ru = "б" }\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "questions"),
        (QUESTION + QUESTION, r"questions\[1\].name: a is taken by questions\[0\]"),
        (QUESTION.replace("yes-no", "essay"), r"questions\[0\].kind"),
        (QUESTION.replace("yes-no", "choice"), r"questions\[0\].options: are 0; right would be 2 at least"),
        (
            QUESTION + 'options = [{ name = "x", text = { kk = "а", ru = "б" } }]',
            r"questions\[0\].options: a question of kind 'yes-no' has its answers already",
        ),
        (QUESTION.replace('ru = "б"', 'en = "b"'), "survey.toml"),
        ("questions = 5", "survey.toml"),
    ],
)
def test_a_mistake_in_the_survey_is_told_with_its_key(text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told) as caught:
        parse_survey(text, "survey.toml")
    assert "\n" not in str(caught.value)


def test_a_survey_without_questions_is_none() -> None:
    with pytest.raises(SettingsError, match="questions"):
        parse_survey("questions = []", "survey.toml")


def test_a_centre_may_have_questions_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "survey.toml"
    own.write_text(QUESTION, encoding="utf-8")
    settings = SurveySettings(questions=str(own), file=str(tmp_path / "own.db"))

    with open_survey(settings, read_survey(settings)) as store:
        assert [question.name for question in store.survey.questions] == ["a"]
    assert read_survey(SurveySettings()) == SHIPPED
    with pytest.raises(SettingsError, match=r"missing\.toml: cannot be read"):
        read_survey(SurveySettings(questions=str(tmp_path / "missing.toml")))
