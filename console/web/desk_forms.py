"""What a desk's and an office's page can send, and what the dispatcher is asked for it."""

from typing import Annotated

import msgspec
from msgspec import Meta

from console.web.forms import Form
from firmware.words import Id, Number, Slug
from mqtt_bridge.commands import CallNext, Finish, NoShow, Recall, StartServing, Undo
from mqtt_bridge.outcome import VisitOutcome
from mqtt_bridge.place_commands import ClosePlace, OpenPlace, Park, PausePlace, Transfer

Reason = Annotated[str, Meta(min_length=1, max_length=200)]


class Nothing(Form, frozen=True, kw_only=True):
    """A button alone."""


class AboutTicket(Form, frozen=True, kw_only=True):
    """A button that is about the ticket which the page showed: if the place has another by now, nothing happens."""

    ticket_id: Id


Reference = Annotated[str, Meta(max_length=64)]
OutcomeOf = Annotated[str, Meta(pattern=r"^([a-z0-9][a-z0-9-]{0,30}:)?[a-z0-9][a-z0-9-]{0,30}\Z")]
"""An outcome; of a ticket with several matters, `matter:outcome`."""


class FinishForm(AboutTicket, frozen=True, kw_only=True):
    """What a visit ended with."""

    outcome: Annotated[tuple[OutcomeOf, ...], Meta(max_length=10)] = ()
    reference: Reference = ""
    """Of the outcome that has one."""
    reference_of: dict[Slug, Reference] = msgspec.field(default_factory=dict)
    """The same by matter, in fields such as `reference_of:land`."""


class TransferForm(AboutTicket, frozen=True, kw_only=True):
    """Where a visitor is sent: `zone:…` or `place:…`."""

    to: Annotated[str, Meta(pattern=r"^(zone|place):[a-z0-9][a-z0-9-]{0,30}\Z")]
    comes_back: bool = False


class ParkForm(AboutTicket, frozen=True, kw_only=True):
    """Why a visitor goes and comes back."""

    reason: Annotated[str, Meta(max_length=200)] = ""


class PauseForm(Form, frozen=True, kw_only=True):
    """Why nobody is at the place."""

    reason: Reason


class CallForm(Form, frozen=True, kw_only=True):
    """Who is called out of order, by number or by ticket, and why."""

    number: Number | None = None
    ticket_id: Id | None = None
    reason: Reason


def next_of(place: Slug, _form: Nothing) -> CallNext:
    """Call the next."""
    return CallNext(place=place)


def recall_of(place: Slug, form: AboutTicket) -> Recall:
    """Call once more."""
    return Recall(place=place, ticket_id=form.ticket_id)


def start_of(place: Slug, form: AboutTicket) -> StartServing:
    """Note that the visitor has come."""
    return StartServing(place=place, ticket_id=form.ticket_id)


def no_show_of(place: Slug, form: AboutTicket) -> NoShow:
    """Nobody came."""
    return NoShow(place=place, ticket_id=form.ticket_id)


def undo_of(place: Slug, form: AboutTicket) -> Undo:
    """Take the last step back."""
    return Undo(place=place, ticket_id=form.ticket_id)


def open_of(place: Slug, _form: Nothing) -> OpenPlace:
    """Call visitors from now on."""
    return OpenPlace(place=place)


def close_of(place: Slug, _form: Nothing) -> ClosePlace:
    """Serve nobody any more."""
    return ClosePlace(place=place)


def pause_of(place: Slug, form: PauseForm) -> PausePlace:
    """Be away for a while."""
    return PausePlace(place=place, reason=form.reason)


def park_of(place: Slug, form: ParkForm) -> Park:
    """Let the visitor fetch something."""
    return Park(place=place, reason=form.reason, ticket_id=form.ticket_id)


def transfer_of(place: Slug, form: TransferForm) -> Transfer:
    """Send the visitor on."""
    kind, _colon, name = form.to.partition(":")
    zone, target = (name, None) if kind == "zone" else (None, name)
    return Transfer(place=place, to_zone=zone, to_place=target, comes_back=form.comes_back, ticket_id=form.ticket_id)


def finish_of(place: Slug, form: FinishForm, with_reference: frozenset[str]) -> Finish:
    """End the visit; a number belongs to the outcomes that have one."""
    return Finish(place=place, outcomes=outcomes_of(form, with_reference), ticket_id=form.ticket_id)


def outcomes_of(form: FinishForm, with_reference: frozenset[str]) -> tuple[VisitOutcome, ...]:
    """Return what was ticked, each with its matter and its number."""
    outcomes = []
    for ticked in form.outcome:
        matter, _colon, name = ticked.rpartition(":")
        reference = form.reference_of.get(matter, "") if matter else form.reference
        outcomes.append(
            VisitOutcome(outcome=name, matter=matter or None, reference=reference if name in with_reference else "")
        )
    return tuple(outcomes)


def reference_field(matter: str | None) -> str:
    """Return in which field of the form the number about *matter* stands."""
    return f"reference_of:{matter}" if matter else "reference"
