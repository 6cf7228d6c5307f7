"""Calls for a worker, as a helper's telephone and the hall show them."""

import pytest
from hall_under_test import HallUnderTest
from onlooker import looking_at

from centre.services import Worker
from console.accounts.account import Account
from console.accounts.roles import StaffRole
from console.web.filling.summonses import all_summonses, helper, workers_of
from console.web.views.helping import Escort
from mqtt_bridge.commands import Finish, StartServing
from mqtt_bridge.hall_commands import RaiseSummons, ReleaseSummons, TakeSummons
from mqtt_bridge.place_commands import Park

HELPER = frozenset({Worker.HELPER})


def raised(hall: HallUnderTest, kind: str, place: str | None = None) -> str:
    before = set(hall.hall.summonses)
    hall.ask(RaiseSummons(kind=kind, place=place))
    hall.pass_time(1)
    (summons_id,) = set(hall.hall.summonses) - before
    return summons_id


def free(hall: HallUnderTest, *, account_id: str = "s-1") -> list[str]:
    return [summons.summons_id for summons in helper(looking_at(hall), account_id, HELPER).free]


def test_what_is_urgent_stands_before_what_is_old_and_is_everybodys(hall: HallUnderTest) -> None:
    old, young = raised(hall, "helper", "seat-1"), raised(hall, "escort", "window-1")
    urgent = raised(hall, "emergency", "window-2")
    raised(hall, "manager", "window-1")

    assert free(hall) == [urgent, old, young]
    managers = helper(looking_at(hall), "s-2", {Worker.MANAGER}).free
    assert [summons.what for summons in managers] == ["Шұғыл көмек", "Орталық басшысы"]


def test_whoever_is_at_a_place_sees_first_what_is_wanted_there(hall: HallUnderTest) -> None:
    here, far, near = (
        raised(hall, "helper", "window-2"),
        raised(hall, "helper", "seat-1"),
        raised(hall, "escort", "window-2"),
    )
    hall.ask(TakeSummons(summons_id=here), staff="s-1")

    assert free(hall) == [near, far]
    assert free(hall, account_id="s-2") == [far, near]


def test_mine_is_mine_and_what_another_has_taken_says_who(hall: HallUnderTest) -> None:
    mine, others = raised(hall, "helper", "seat-1"), raised(hall, "helper", "window-1")
    hall.ask(TakeSummons(summons_id=mine), staff="s-1")
    hall.ask(TakeSummons(summons_id=others), staff="s-2")

    seen = helper(looking_at(hall), "s-1", HELPER)

    assert [(summons.summons_id, summons.is_mine) for summons in seen.mine] == [(mine, True)]
    assert [(summons.summons_id, summons.taken_by) for summons in seen.others] == [(others, "Болат")]
    assert seen.free == ()
    hall.ask(ReleaseSummons(summons_id=mine), staff="s-1")
    assert free(hall) == [mine]


def test_what_a_button_took_is_taken_by_somebody(hall: HallUnderTest) -> None:
    hall.ask(TakeSummons(summons_id=raised(hall, "helper", "seat-1")))

    (seen,) = all_summonses(looking_at(hall), "s-1")

    assert (seen.taken_by, seen.is_mine) == ("басқа қызметкер", False)


def test_an_escort_shows_where_the_visitor_is_until_the_visit_ends(hall: HallUnderTest) -> None:
    hall.wait(assistance=True)
    (summons,) = hall.hall.summonses.values()
    hall.ask(TakeSummons(summons_id=summons.summons_id), staff="s-1")

    def now() -> tuple[str, str]:
        (escort,) = helper(looking_at(hall), "s-1", HELPER).escorts
        return escort.now, escort.place

    assert now() == ("waits", "")
    hall.call("window-2")
    assert now() == ("called", "2-терезе")
    hall.ask(StartServing(place="window-2"))
    assert now() == ("served", "2-терезе")
    hall.ask(Park(place="window-2", reason="құжат"))
    assert now() == ("parked", "")


def test_an_escort_is_over_with_the_visit(hall: HallUnderTest) -> None:
    hall.wait(assistance=True)
    (summons,) = hall.hall.summonses.values()
    hall.ask(TakeSummons(summons_id=summons.summons_id), staff="s-1")
    hall.call("window-2")
    hall.ask(Finish(place="window-2"))

    escorts: tuple[Escort, ...] = helper(looking_at(hall), "s-1", HELPER).escorts

    assert escorts == ()


@pytest.mark.parametrize(
    ("roles", "workers"),
    [
        ((StaffRole.HELPER,), {Worker.HELPER}),
        ((StaffRole.RECEPTION, StaffRole.HELPER), {Worker.RECEPTION, Worker.HELPER}),
        ((StaffRole.HALL,), set(Worker)),
        ((StaffRole.MANAGER,), set(Worker)),
        ((StaffRole.CONSULTANT,), set()),
    ],
)
def test_a_role_says_as_whom_somebody_is_called_for(roles: tuple[StaffRole, ...], workers: set[Worker]) -> None:
    account = Account(login="aliya", name="Әлия", roles=roles, account_id="s-1")

    assert workers_of(account) == workers
