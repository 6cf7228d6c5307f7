"""From a desk's form to what the dispatcher is asked."""

from console.web.desk_forms import FinishForm, finish_of, reference_field
from mqtt_bridge.outcome import VisitOutcome

TICKET = "0" * 16
WITH_REFERENCE = frozenset({"appeal-registered"})


def test_each_matter_ends_with_its_own_outcomes_and_number() -> None:
    form = FinishForm(
        ticket_id=TICKET,
        outcome=("land:appeal-registered", "complaint:advised", "complaint:appeal-registered"),
        reference_of={"land": "KZ-1", "complaint": "KZ-2"},
    )

    assert finish_of("window-1", form, WITH_REFERENCE).outcomes == (
        VisitOutcome(outcome="appeal-registered", matter="land", reference="KZ-1"),
        VisitOutcome(outcome="advised", matter="complaint"),
        VisitOutcome(outcome="appeal-registered", matter="complaint", reference="KZ-2"),
    )


def test_a_ticket_with_one_matter_names_none() -> None:
    form = FinishForm(ticket_id=TICKET, outcome=("advised", "appeal-registered"), reference="KZ-1")

    assert finish_of("window-1", form, WITH_REFERENCE).outcomes == (
        VisitOutcome(outcome="advised"),
        VisitOutcome(outcome="appeal-registered", reference="KZ-1"),
    )


def test_the_number_of_a_matter_stands_in_a_field_of_its_own() -> None:
    assert (reference_field(None), reference_field("land")) == ("reference", "reference_of:land")
