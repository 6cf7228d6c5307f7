"""The visitors who were chosen for the survey, and its questions, in the words of both languages."""

from collections.abc import Callable, Mapping
from functools import partial

from console.survey.questions import QuestionSettings, Survey
from console.survey.store import ChosenVisit
from console.web.filling.looking import Looking
from console.web.filling.tickets import time_of_day
from console.web.surveying import SurveyNow
from console.web.texts import texts
from console.web.views.helping import Answer, Chosen, Question, SurveyList
from console.web.views.helping import Survey as Asked
from firmware.words import Bilingual, Language

SEPARATOR = ":"
"""Between a question's name and its answer: neither may have it."""
_SAID = ("worst", "best", "skip")


def survey_list(looking: Looking, now: SurveyNow) -> SurveyList:
    """Return who can be asked, the newest first."""
    return SurveyList(
        chosen=tuple(_chosen(looking, visit) for visit in now.chosen), answered_today=now.answered, is_away=now.is_away
    )


def asked(looking: Looking, visit: ChosenVisit, survey: Survey) -> Asked:
    """Return the questions for one visitor, in the language of the ticket to begin with."""
    ticket = looking.hall.tickets.get(visit.ticket_id)
    return Asked(
        asked=_chosen(looking, visit),
        language=ticket.language if ticket is not None else looking.language,
        questions=questions(survey),
        words=said_to_visitors(),
    )


def questions(survey: Survey) -> tuple[Question, ...]:
    """Return all questions, in their order."""
    return tuple(_question(index, question) for index, question in enumerate(survey.questions))


def said_to_visitors() -> Mapping[str, Bilingual]:
    """Return what else is said to visitors."""
    return {name: _both(partial(_said, name)) for name in _SAID}


def _chosen(looking: Looking, visit: ChosenVisit) -> Chosen:
    ticket = looking.hall.tickets.get(visit.ticket_id)
    return Chosen(
        ticket_id=visit.ticket_id,
        number=ticket.number if ticket is not None else None,
        place=looking.place(visit.place),
        ended=time_of_day(looking, visit.chosen_at),
    )


def _question(index: int, question: QuestionSettings) -> Question:
    words = {option.name: option.text for option in question.options}
    return Question(
        field=f"a{index}",
        text=Bilingual(kk=question.text.kk, ru=question.text.ru),
        answers=tuple(
            Answer(value=f"{question.name}{SEPARATOR}{answer}", text=_words(question, answer, words.get(answer)))
            for answer in question.answers()
        ),
        is_rating=question.kind == "rating",
    )


def _words(question: QuestionSettings, answer: str, option: Bilingual | None) -> Bilingual:
    if option is not None:
        return option
    if question.kind == "rating":
        return Bilingual(kk=answer, ru=answer)
    return _both(lambda say: say(f"survey.answers.{answer}"))


def _said(name: str, say: Callable[..., str]) -> str:
    return say(f"survey.said.{name}")


def _both(said: Callable[[Callable[..., str]], str]) -> Bilingual:
    kk, ru = (said(texts()[language].say) for language in (Language.KK, Language.RU))
    return Bilingual(kk=kk, ru=ru)
