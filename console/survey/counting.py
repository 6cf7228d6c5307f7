"""What visitors have answered in some days, counted. Nobody's answers, everybody's."""

from collections import Counter
from collections.abc import Mapping

import msgspec

from console.survey.questions import QuestionSettings
from console.survey.store import Stands, SurveyStore


class QuestionCounts(msgspec.Struct, frozen=True, kw_only=True):
    """One question of the survey as it is now."""

    question: QuestionSettings
    counts: Mapping[str, int]
    """By answer, in the order that they are shown; 0 where nobody gave one."""
    others: int
    """Given while the question had other answers."""

    @property
    def answered(self) -> int:
        """How many gave one of the answers."""
        return sum(self.counts.values())

    @property
    def mean(self) -> float | None:
        """The middle of a rating; None of anything else, and when nobody has answered."""
        if self.question.kind != "rating" or not self.answered:
            return None
        return sum(int(rating) * count for rating, count in self.counts.items()) / self.answered


class SurveyCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Some days of the survey."""

    visits: Mapping[Stands, int]
    """How many were chosen, by what became of it."""
    questions: tuple[QuestionCounts, ...]
    """Those of the survey as it is now."""


def survey_counts(store: SurveyStore, first_day: str, last_day: str) -> SurveyCounts:
    """Count from *first_day* to *last_day*, both ISO dates and both included."""
    days = (first_day, last_day)
    with store.told_as_store_errors():
        stands = dict(
            store.file.execute("SELECT stands, count(*) FROM visits WHERE day BETWEEN ? AND ? GROUP BY stands", days)
        )
        given = store.file.execute(
            "SELECT question, answer, count(*) FROM answers JOIN visits USING (ticket_id)"
            " WHERE day BETWEEN ? AND ? GROUP BY question, answer",
            days,
        ).fetchall()
    counted: Counter[tuple[str, str]] = Counter({(question, answer): count for question, answer, count in given})
    return SurveyCounts(
        visits={each: stands.get(each.value, 0) for each in Stands},
        questions=tuple(_counts(question, counted) for question in store.survey.questions),
    )


def _counts(question: QuestionSettings, counted: Counter[tuple[str, str]]) -> QuestionCounts:
    counts = {answer: counted[question.name, answer] for answer in question.answers()}
    everything = sum(count for (name, _answer), count in counted.items() if name == question.name)
    return QuestionCounts(question=question, counts=counts, others=everything - sum(counts.values()))
