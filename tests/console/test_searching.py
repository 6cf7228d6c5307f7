"""Finding somebody at the reception: what is found, how it is spelt, and what is written down of it."""

import pytest
from reception_days import STAFF, at, refused, visitor
from reception_store import MONDAY, THURSDAY, booked, bytes_of

from console.receptions.keeping import erase_due
from console.receptions.looks import looks_page
from console.receptions.refusals import RefusalCode
from console.receptions.rows import Why
from console.receptions.searching import MOST_FOUND, Found, SearchWords, search
from console.receptions.store import Store

ONE = visitor("+7 701 555-44-33", name="Әсем Үлгіқызы", reference="ЖТ-2027-00001", person_id="AB 123456")
OTHER = visitor("ulgi@x.kz", name="Мысал Мысалұлы-Үлгі", organisation="«Мысал» ЖШС")


def found(store: Store, words: str, moment: float = MONDAY) -> list[str]:
    answer = search(store, SearchWords(words=words), STAFF, moment)
    assert isinstance(answer, Found), answer
    return list(answer.seen)


@pytest.fixture
def ids(store: Store) -> dict[str, str]:
    return {"one": booked(store, "10:00", ONE), "other": booked(store, "10:20", OTHER)}


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("әсем", ["one"]),
        ("Асем", ["one"]),
        ("ЫСАЛ", []),
        ("улги", ["one", "other"]),
        ("улгикызы асем", ["one"]),
        ("үлгі мысал", ["other"]),
        ("мысал жшс", ["other"]),
        ("8 701 555 44 33", ["one"]),
        ("5554433", ["one"]),
        ("4433", ["one"]),
        ("00001", ["one"]),
        ("жт-2027", ["one"]),
        ("жт 2027-00001", ["one"]),
        ("ab123456", ["one"]),
        ("ulgi@", ["other"]),
        ("Үлгі Ешкім", []),
        ("9999", []),
    ],
)
def test_somebody_is_found_however_it_is_spelt(store: Store, ids: dict[str, str], words: str, who: list[str]) -> None:
    assert found(store, words) == [ids[name] for name in who]


@pytest.mark.parametrize("words", ["", " ", "а", "-", "123", "1 2 3", "()", "😀"])
def test_what_would_find_everybody_is_too_short(store: Store, ids: dict[str, str], words: str) -> None:
    answer = search(store, SearchWords(words=words), STAFF, MONDAY)

    assert refused(answer) is RefusalCode.TOO_SHORT
    assert looks_page(store).looks == ()


def test_a_search_is_one_look_at_those_who_were_shown_and_never_says_what_was_typed(
    store: Store, ids: dict[str, str]
) -> None:
    found(store, "үлгі")
    found(store, "Жоқадам")

    nobody, both = looks_page(store).looks
    assert (both.why, both.staff, set(both.booking_ids)) == (Why.SEARCH, STAFF, set(ids.values()))
    assert (nobody.why, nobody.booking_ids) == (Why.SEARCH, ())
    assert "Жоқадам".encode() not in bytes_of(store)
    assert "Жоқадам" not in repr(SearchWords(words="Жоқадам"))


def test_a_search_that_cannot_be_written_down_shows_nobody(store: Store, ids: dict[str, str]) -> None:
    store.file.execute("CREATE TRIGGER full BEFORE INSERT ON looks BEGIN SELECT RAISE(ABORT, 'no room'); END")

    with pytest.raises(RuntimeError, match="no room"):
        search(store, SearchWords(words="үлгі"), STAFF, MONDAY)


def test_days_gone_by_are_found_by_a_whole_telephone_or_document_alone(store: Store, ids: dict[str, str]) -> None:
    later = at("2027-03-01 09:00")

    assert found(store, "әсем", later) == []
    assert found(store, "5554433", later) == []
    assert found(store, "8 (701) 555-44-33", later) == [ids["one"]]
    assert found(store, "AB-123456", later) == [ids["one"]]
    assert found(store, "ULGI@x.kz", later) == [ids["other"]]


def test_today_comes_before_the_coming_days_and_these_before_days_gone_by(store: Store, ids: dict[str, str]) -> None:
    again = booked(store, "10:00", ONE, day="2027-02-04")

    assert found(store, "87015554433", THURSDAY) == [ids["one"], again]
    assert found(store, "87015554433", at("2027-02-04 09:00")) == [again, ids["one"]]


def test_who_was_erased_is_not_found(store: Store, ids: dict[str, str]) -> None:
    erase_due(store, at("2028-03-01 09:00"))

    assert found(store, "87015554433") == []


def test_too_many_are_cut_short_and_that_is_told(store: Store) -> None:
    slots = [slot for slot in store.table_at(MONDAY).slots.values() if slot.official == "head-of-appeals"]
    coming = [slot for slot in slots if at("2027-01-20 00:00") <= at(f"{slot.day} 00:00") <= at("2027-02-20 00:00")]
    for number, slot in enumerate(coming[: MOST_FOUND + 1]):
        person = visitor(f"{number}@x.kz", name="Көп Адам")
        booked(store, f"{slot.begins:%H:%M}", person, str(slot.day), "head-of-appeals")

    answer = search(store, SearchWords(words="көп"), STAFF, MONDAY)

    assert isinstance(answer, Found)
    assert (len(answer.seen), answer.has_more) == (MOST_FOUND, True)
    assert len(looks_page(store).looks[0].booking_ids) == MOST_FOUND


def test_half_a_character_finds_nobody_and_does_not_end_the_search(store: Store, ids: dict[str, str]) -> None:
    assert found(store, "аб\ud83d") == []
