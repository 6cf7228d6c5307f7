"""Before anything is attacked: what the attacks stand on works."""

from console_at_work import ConsoleAtWork


def test_somebody_signs_in_takes_a_place_and_calls_whoever_waits(hall: ConsoleAtWork) -> None:
    issued = hall.ticket()
    desk = hall.at_work("desk", "window-1")
    with desk.stream("/desk/live") as stream:
        stream.until("place-window-1", f">{issued.paper.number}<")
        answer = desk.post("/desk/window-1/next")
        assert (answer.status, answer.words) == (200, "")
        page = stream.until("place-window-1", "/desk/window-1/no-show")
    assert issued.paper.ticket_id in page
