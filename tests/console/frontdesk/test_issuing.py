"""The reception gives tickets, over HTTP: two taps, one ticket, and what became of the paper."""

import re
from collections.abc import Sequence

import pytest
from console_at_work import ConsoleAtWork
from deadline import until
from http_browser import Answer, Browser, Fields

from console.web.texts import texts
from firmware.words import Language, new_id
from mqtt_bridge.faults import FAULTS
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.refusals import REFUSALS

SAY = texts()[Language.KK].say
NUMBER = re.compile(r'class="number large">(\d+)<')
PLAIN: Fields = {"language": "kk", "station": "entrance", "purpose": "complaint"}
TILE = re.compile(r'name="purpose" value="([a-z-]+)"')


def newest(page: str) -> int:
    """Return the number that stands large on the page."""
    (number,) = NUMBER.findall(page)
    return int(number)


def now_card(page: str) -> str:
    """Return what the page says of the ticket that stands large on it."""
    found = re.search(r'<article class="card now.*?</article>', page, re.DOTALL)
    return found[0] if found is not None else ""


def issued(reception: Browser, **fields: str | Sequence[str]) -> int:
    """Give a ticket and return its number, once the page shows it."""
    before = NUMBER.findall(reception.get("/reception").text)
    answer = reception.post("/reception/issue", {**PLAIN, **fields})
    assert answer.status == 200, answer.words
    page = until(lambda: reception.get("/reception").text, lambda page: NUMBER.findall(page) not in (before, []))
    return newest(page)


def settled(reception: Browser, number: int, words: str) -> str:
    """Return the page once *number* stands large on it, and these words beside it."""

    def is_so(page: str) -> bool:
        return NUMBER.findall(page) == [str(number)] and words in now_card(page)

    return until(lambda: reception.get("/reception").text, is_so)


def ticket_id(page: str, number: int) -> str:
    """Return the ticket of *number*, by the forms that are about it."""
    found = re.search(
        rf'/reception/tickets/([0-9a-f]{{16}})/\w+"[^§]*?<span class="unseen">: {number}<', page.replace("</form>", "§")
    )
    assert found is not None, f"nothing can be done about {number}"
    return found[1]


def said(answer: Answer, code: str) -> bool:
    return REFUSALS[code].what.kk in answer.words


def test_a_purpose_and_a_language_give_a_ticket_and_the_page_shows_its_number_and_its_paper(
    reception: Browser,
) -> None:
    with reception.stream("/reception/live") as stream:
        before = NUMBER.findall(stream.until("papers"))
        answer = reception.post("/reception/issue", {**PLAIN, "language": "ru", "assistance": "on"})
        shown = until(
            lambda: stream.until("papers"),
            lambda shown: NUMBER.findall(shown) not in (before, []) and SAY("reception.paper.out") in now_card(shown),
        )

    assert (answer.status, answer.headers["HX-Trigger"]) == (200, "fresh")
    assert 101 <= newest(shown) <= 399
    assert SAY("marks.language.ru") in shown
    assert SAY("marks.assistance") in shown


def test_a_form_that_is_sent_twice_gives_one_ticket(reception: Browser) -> None:
    before, ask = issued(reception), new_id()

    answers = [reception.post("/reception/issue", PLAIN, ask=ask) for _ in range(3)]

    assert [answer.status for answer in answers] == [200, 200, 200]
    until(lambda: newest(reception.get("/reception").text), lambda number: number == before + 1)
    assert issued(reception) == before + 2


def test_several_matters_and_a_competence_go_with_one_ticket(hall: ConsoleAtWork, reception: Browser) -> None:
    number = issued(reception, purpose="", matter=["paper-appeal", "social"], competence="land")
    settled(reception, number, SAY("reception.paper.out"))  # before that nobody calls it
    desk = hall.at_work("desk-2", "window-2")
    call = desk.post("/desk/window-2/call", {"number": str(number), "reason": "test"})

    assert call.status == 200, call.words
    page = until(lambda: desk.get("/desk").text, lambda page: 'action="/desk/window-2/no-show"' in page)
    assert f">{number}<" in page
    assert "Қағаз түріндегі өтініш" in page
    assert "Әлеуметтік қолдау мәселесі" in page
    assert desk.post("/desk/window-2/finish", {"ticket_id": newest_id(page)}).status == 200


def newest_id(page: str) -> str:
    found = re.search(r'name="ticket_id" value="([0-9a-f]{16})"', page)
    assert found is not None
    return found[1]


def test_what_the_visitor_must_be_reminded_of_stands_beside_the_number(reception: Browser) -> None:
    issued(reception, purpose="paper-appeal")

    page = reception.get("/reception").text

    assert SAY("reception.remind") in page
    assert page.count("нотариат куәландырған") == 2  # in the check-list, and in the list of all


def test_a_tile_without_any_purpose_is_told_and_nothing_is_lost(reception: Browser) -> None:
    answer = reception.post("/reception/issue", {"language": "ru", "station": "entrance"})
    plain = reception.submit(
        "/reception/issue", {"language": "ru", "station": "waiting-hall", "representative": "on", "competence": "land"}
    )

    assert (answer.status, plain.status) == (422, 422)
    assert SAY("reception.nothing") in answer.words
    assert re.search(r'value="ru" checked', plain.text)
    assert re.search(r'value="waiting-hall" checked', plain.text)
    assert re.search(r'name="representative" value="on"[^>]* checked', plain.text)
    assert '<option value="land" selected' in plain.text


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"language": "en"}, 422),
        ({"purpose": "no-such-purpose"}, 409),
        ({"purpose": "appointment"}, 409),
        ({"station": "no-such-station"}, 409),
        ({"competence": "no-such-competence"}, 409),
        ({"zone": "consultation"}, 400),
        ({"purpose": "<b>complaint</b>"}, 422),
    ],
)
def test_a_wrong_language_purpose_station_or_field_gives_no_ticket(
    reception: Browser, wrong: Fields, status: int
) -> None:
    before = issued(reception)

    answer = reception.post("/reception/issue", {**PLAIN, **wrong})

    assert answer.status == status, answer.words
    assert issued(reception) == before + 1


def test_only_who_may_gives_tickets(hall: ConsoleAtWork, reception: Browser) -> None:
    before = issued(reception)

    answer = hall.browser("helper").post("/reception/issue", PLAIN)

    assert answer.status == 403
    assert issued(reception) == before + 1


def test_an_unsure_paper_waits_to_be_seen_to_and_is_admitted(hall: ConsoleAtWork, reception: Browser) -> None:
    hall.station.outcome = PaperOutcome.UNCONFIRMED
    with reception.stream("/reception/live") as stream:
        number = issued(reception)
        stream.until("papers", SAY("reception.paper.unsure"))
        shown = settled(reception, number, SAY("reception.paper_do.unsure"))
        which = ticket_id(shown, number)
        answer = reception.post(f"/reception/tickets/{which}/admit", {"ticket_id": which})
        assert answer.status == 200, answer.words
        stream.until("papers", SAY("reception.paper.out"))

    again = reception.post(f"/reception/tickets/{which}/admit", {"ticket_id": which})
    assert (again.status, said(again, "wrong-state")) == (409, True)


def test_an_unsure_paper_is_printed_again_as_a_copy(hall: ConsoleAtWork, reception: Browser) -> None:
    hall.station.outcome = PaperOutcome.UNCONFIRMED
    number = issued(reception)
    which = ticket_id(settled(reception, number, SAY("reception.paper.unsure")), number)
    hall.station.outcome = PaperOutcome.CONFIRMED

    answer = reception.post(f"/reception/tickets/{which}/reprint", {"ticket_id": which, "station": "entrance"})

    assert answer.status == 200, answer.words
    assert settled(reception, number, SAY("reception.paper.out"))


def test_instead_of_a_paper_that_failed_there_is_one_other_ticket_whoever_asks_how_often(
    hall: ConsoleAtWork, reception: Browser
) -> None:
    hall.station.outcome = PaperOutcome.FAILED
    failed = issued(reception)
    which = ticket_id(settled(reception, failed, SAY("reception.paper.failed")), failed)
    refused = reception.post(f"/reception/tickets/{which}/reprint", {"ticket_id": which, "station": "entrance"})
    assert said(refused, "wrong-state")  # it counts no more
    hall.station.outcome = PaperOutcome.CONFIRMED
    away = reception.post(f"/reception/tickets/{which}/anew", {"ticket_id": which, "station": "waiting-hall"})
    assert said(away, "station-offline")

    fields = {"ticket_id": which, "station": "entrance"}
    answers = [reception.post(f"/reception/tickets/{which}/anew", fields) for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 200]
    shown = settled(reception, failed + 1, SAY("reception.paper.out"))
    assert f'id="unsettled-{which}"' not in shown
    assert issued(reception) == failed + 2


def test_a_station_that_is_away_is_told_and_the_form_is_kept(hall: ConsoleAtWork, reception: Browser) -> None:
    before = issued(reception)

    answer = reception.post("/reception/issue", {**PLAIN, "station": "waiting-hall"})

    assert answer.status == 409
    assert said(answer, "station-offline")
    assert "HX-Trigger" not in answer.headers  # the form is not emptied
    assert issued(reception) == before + 1


def test_a_station_without_paper_is_told_before_the_press_and_by_its_name_after_it(
    hall: ConsoleAtWork, reception: Browser
) -> None:
    no_paper = FAULTS["paper-out"].what.kk
    assert no_paper not in reception.get("/reception").text
    hall.station.ail("paper-out")
    until(lambda: no_paper in reception.get("/reception").text)

    refused = reception.post("/reception/issue", PLAIN)
    hall.station.ail()
    until(lambda: no_paper not in reception.get("/reception").text)

    assert refused.status == 409
    assert f": {no_paper}. {REFUSALS['station-offline'].do.kk}" in refused.words
    assert issued(reception)


def test_a_ticket_is_found_by_its_number_marked_and_voided(reception: Browser) -> None:
    number = issued(reception)
    found = reception.post("/reception/find", {"number": str(number)})
    page = reception.get(found.to).text
    which = ticket_id(page, number)
    assert found.to == f"/reception?ticket={which}"

    marked = reception.post(f"/reception/tickets/{which}/mark", {"ticket_id": which, "representative": "on"})
    page = until(lambda: reception.get(found.to).text, lambda page: SAY("marks.representative") in page)
    voided = reception.post(f"/reception/tickets/{which}/void", {"ticket_id": which})
    page = until(lambda: reception.get(found.to).text, lambda page: SAY("reception.paper.void") in page)

    assert (marked.status, voided.status) == (200, 200)
    assert f"/reception/tickets/{which}/reprint" not in page


def test_a_number_that_nobody_has_is_told(reception: Browser) -> None:
    answer = reception.post("/reception/find", {"number": "9999"})
    assert (answer.status, said(answer, "unknown-ticket")) == (409, True)


def test_a_form_about_another_ticket_than_its_address_does_nothing(reception: Browser) -> None:
    numbers = [issued(reception), issued(reception)]
    one, other = (ticket_id(reception.get("/reception").text, number) for number in numbers)

    answer = reception.post(f"/reception/tickets/{one}/void", {"ticket_id": other})

    assert (answer.status, said(answer, "other-ticket")) == (409, True)


def test_a_worker_is_called_for_from_a_page_without_a_place(hall: ConsoleAtWork, reception: Browser) -> None:
    answer = reception.post("/summon", {"kind": "manager"})
    unknown = reception.post("/summon", {"kind": "nobody"})

    assert (answer.status, unknown.status) == (200, 409)
    assert SAY("reception.summoned") in answer.words
    assert hall.browser("desk").post("/summon", {"kind": "manager"}).status == 403


def test_no_tile_is_for_tickets_that_the_check_in_alone_gives(reception: Browser) -> None:
    tiles = TILE.findall(reception.get("/reception").text)

    assert "complaint" in tiles
    assert "appointment" not in tiles
