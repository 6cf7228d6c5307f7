import pytest

from display.announced import announced
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.public import Announcement


@pytest.mark.parametrize(
    ("kind", "times", "kk", "ru"),
    [
        ("opening-soon", ("09:00", None), "Қабылдау сағат 09:00-де басталады", "Приём начнётся в 09:00"),
        ("lunch-soon", ("13:00", "14:30"), "Түскі үзіліс: 13:00–14:30", "Обеденный перерыв: 13:00–14:30"),
        ("closing-soon", (None, "18:30"), "Қабылдау сағат 18:30-да аяқталады", "Приём закончится в 18:30"),
        ("closed", (None, None), "Бүгінгі қабылдау аяқталды", "Приём на сегодня окончен"),
        (
            "evacuation-over",
            (None, None),
            "Қауіп сейілді. Кезек жалғасады, талондарыңыз жарамды",
            "Опасность миновала. Очередь продолжается, талоны действительны",
        ),
    ],
)
def test_what_is_said_to_all_stands_on_the_board_in_both_languages(
    kind: str, times: tuple[str | None, str | None], kk: str, ru: str
) -> None:
    said = Announcement(
        announcement_id="0" * 16, kind=AnnouncementKind(kind), begins=times[0], ends=times[1], at=0.0, speak_left_s=0.0
    )
    text = announced(said)

    assert text is not None
    assert (text.kk, text.ru) == (kk, ru)


def test_an_evacuation_is_no_banner() -> None:
    said = Announcement(announcement_id="0" * 16, kind=AnnouncementKind.EVACUATION, at=0.0, speak_left_s=0.0)

    assert announced(said) is None
