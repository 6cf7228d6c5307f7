"""survey.toml as structs, and reading it: the questions that a chosen visitor is asked, in both languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta

from firmware.settings import Settings, SettingsError, load_settings, parse_settings
from firmware.words import SetText, Slug

SHIPPED = Path(__file__).with_name("survey.toml")
LOWEST, HIGHEST = 1, 5
"""Of a rating; the highest is best."""
YES, NO = "yes", "no"
FEWEST_OPTIONS = 2

Kind = Literal["rating", "yes-no", "choice"]


class OptionSettings(Settings, frozen=True, kw_only=True):
    """One of the answers to choose from."""

    name: Slug
    text: SetText


class QuestionSettings(Settings, frozen=True, kw_only=True):
    """One question. Every question can be skipped."""

    name: Slug
    """Answers are counted by it: another meaning wants another name."""
    kind: Kind
    text: SetText
    options: Annotated[tuple[OptionSettings, ...], Meta(max_length=8)] = ()
    """Of a choice."""

    def answers(self) -> tuple[str, ...]:
        """Return what can be answered, in the order that it is shown."""
        match self.kind:
            case "rating":
                return tuple(str(rating) for rating in range(LOWEST, HIGHEST + 1))
            case "yes-no":
                return (YES, NO)
        return tuple(option.name for option in self.options)


class Survey(Settings, frozen=True, kw_only=True):
    """The whole survey: a few taps."""

    questions: Annotated[tuple[QuestionSettings, ...], Meta(min_length=1, max_length=10)]

    def question(self, name: str) -> QuestionSettings | None:
        """Return the question called *name*, if there is one."""
        return next((question for question in self.questions if question.name == name), None)


def load_survey(path: Path = SHIPPED) -> Survey:
    """Read and check survey.toml. Raises SettingsError with one line: file, key, what would be right."""
    return _checked(load_settings(path, Survey), str(path))


def parse_survey(text: str, source: str) -> Survey:
    """Read and check TOML text; *source* is how errors call it. Raises SettingsError."""
    return _checked(parse_settings(text, Survey, source), source)


def _checked(survey: Survey, source: str) -> Survey:
    for complaint in _complaints(survey):
        raise SettingsError(f"{source}: {complaint}")
    return survey


def _complaints(survey: Survey) -> Iterator[str]:
    yield from _twice("questions", [question.name for question in survey.questions])
    for index, question in enumerate(survey.questions):
        key = f"questions[{index}].options"
        if question.kind != "choice" and question.options:
            yield f"{key}: a question of kind {question.kind!r} has its answers already; right would be none"
        if question.kind == "choice" and len(question.options) < FEWEST_OPTIONS:
            yield f"{key}: are {len(question.options)}; right would be {FEWEST_OPTIONS} at least to choose from"
        yield from _twice(key, [option.name for option in question.options])


def _twice(table: str, names: list[str]) -> Iterator[str]:
    for index, name in enumerate(names):
        if names.index(name) != index:
            yield f"{table}[{index}].name: {name} is taken by {table}[{names.index(name)}]; it must be unique"
