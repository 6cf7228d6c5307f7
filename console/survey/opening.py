"""From the machine's settings to the survey's questions and to its open store."""

from pathlib import Path

from console.receptions.opening import PathText
from console.survey.questions import SHIPPED, Survey, load_survey
from console.survey.store import SurveyStore
from firmware.settings import Settings


class SurveySettings(Settings, frozen=True, kw_only=True):
    """Where the survey is kept: a table in the console's own settings."""

    questions: PathText | None = None
    """The centre's own survey.toml. None: the questions that Kezek ships."""
    file: PathText = "/var/lib/kezek/console/survey.db"
    """On a local disk. It names nobody."""


def read_survey(settings: SurveySettings) -> Survey:
    """Read and check the questions. Raises SettingsError with one line for a technician."""
    return load_survey(Path(settings.questions) if settings.questions is not None else SHIPPED)


def open_survey(settings: SurveySettings, survey: Survey) -> SurveyStore:
    """Open the store. Raises StoreError with one line for a technician."""
    return SurveyStore(Path(settings.file), survey)
