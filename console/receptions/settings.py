"""receptions.toml as structs: who receives, when and where. The checks between keys are in `checks` beside it."""

from datetime import date, time
from typing import Annotated, Literal

from msgspec import Meta

from firmware.settings import Settings
from firmware.words import SetText, Slug

Day = Annotated[date, Meta(description="a date like 2026-11-12, without quotes")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Span = Annotated[
    str,
    Meta(
        pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d\Z",
        description="two times of day in quotes, like '10:00-12:00'",
    ),
]
HttpsUrl = Annotated[
    str,
    Meta(
        pattern=r"^https://[A-Za-z0-9.-]+(:\d{1,5})?(/[!-~]*)?\Z",
        max_length=500,
        description="an address like 'https://meet.example.kz/room-12'",
    ),
]


class BodySettings(Settings, frozen=True, kw_only=True):
    """A state body or department, whose leadership is handed the list of those to be received."""

    name: Slug
    title: SetText


class OfficialSettings(Settings, frozen=True, kw_only=True):
    """Somebody who receives."""

    name: Slug
    """Of the post, such as 'akim': it outlives whoever holds it."""
    title: SetText
    """The post, as pages and lists say it."""
    person: SetText | None = None
    """Who holds the post. Officials are public; nobody else is named in settings."""
    body: Slug
    competences: tuple[Slug, ...] = ()
    """Of centre.toml: which places are shown this official's receptions, by what they are competent for. Empty: all."""


class RuleSettings(Settings, frozen=True, kw_only=True):
    """One line of the schedule that the akim approves."""

    name: Slug
    """Receptions and bookings hang on it: another name is another reception."""
    official: Slug
    office: Slug
    """A place of centre.toml."""
    weekday: Weekday | None = None
    """Either this, every week or in some weeks of the month, or `date`."""
    weeks: Annotated[tuple[Annotated[int, Meta(ge=1, le=5)], ...], Meta(max_length=5)] = ()
    """[1, 3]: on the first and the third such weekday of each month. Empty: every week."""
    date: Day | None = None
    hours: Span
    slot_min: Annotated[int, Meta(ge=5, le=240)]
    """How long one visitor is received. What is left of the hours after the last whole slot is not given out."""
    body: Slug | None = None
    """Whose list it is on. None: that of the official's body."""
    video_link: HttpsUrl | None = None
    """Where other bodies join by video."""
    valid_from: Day | None = None
    valid_until: Day | None = None
    """The last day on which it holds."""


class ExceptionSettings(Settings, frozen=True, kw_only=True):
    """How one reception differs from its rule. Its bookings go with it."""

    rule: Slug
    date: Day
    """On which it would have been."""
    off: bool = False
    """It does not take place."""
    moved_to: Day | None = None
    hours: Span | None = None
    office: Slug | None = None
    substitute: Slug | None = None
    """The official who receives instead."""


class OutcomeSettings(Settings, frozen=True, kw_only=True):
    """What can come of a reception, in the centre's own words."""

    name: Slug
    title: SetText


class ReceptionsSettings(Settings, frozen=True, kw_only=True):
    """The whole schedule, and the rules of booking."""

    zone: Slug = "personal-reception"
    """The zone of centre.toml whose tickets a checked-in visitor gets."""
    freeze_working_days: Annotated[int, Meta(ge=0, le=30)] = 2
    """So many working days before the day of a reception its list is final."""
    freeze_time: Annotated[
        str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d\Z", description="a time of day in quotes, like '09:00'")
    ] = "00:00"
    """From this time of that working day on."""
    book_ahead_days: Annotated[int, Meta(ge=1, le=400)] = 60
    early_s: Annotated[float, Meta(ge=0, le=86_400)] = 600.0
    """Who comes earlier than this is accompanied to the waiting hall, not to the office."""
    late_s: Annotated[float, Meta(ge=0, le=86_400)] = 900.0
    """Who comes later than this has missed the slot."""
    erase_after_days: Annotated[int, Meta(ge=1, le=3650)] = 365
    """So long after the reception, or after the follow-up, the visitor's data are erased."""
    bodies: Annotated[tuple[BodySettings, ...], Meta(min_length=1, max_length=100)]
    officials: Annotated[tuple[OfficialSettings, ...], Meta(min_length=1, max_length=100)]
    outcomes: Annotated[tuple[OutcomeSettings, ...], Meta(min_length=1, max_length=50)]
    rules: Annotated[tuple[RuleSettings, ...], Meta(max_length=200)] = ()
    exceptions: Annotated[tuple[ExceptionSettings, ...], Meta(max_length=500)] = ()

    def official(self, name: str) -> OfficialSettings | None:
        """Return the official called *name*, if there is one."""
        return next((official for official in self.officials if official.name == name), None)

    def body(self, name: str) -> BodySettings | None:
        """Return the body called *name*, if there is one."""
        return next((body for body in self.bodies if body.name == name), None)

    def rule(self, name: str) -> RuleSettings | None:
        """Return the rule called *name*, if there is one."""
        return next((rule for rule in self.rules if rule.name == name), None)


def times_of(span: str) -> tuple[time, time]:
    """Return the two times of a `Span`."""
    begins, ends = span.split("-")
    return time.fromisoformat(begins), time.fromisoformat(ends)
