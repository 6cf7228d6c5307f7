"""Draws a day: how many wait in each zone, whom the places have, when they are closed. Text in both languages."""

from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from busy_day.course import Course
from busy_day.demand import HOUR_S
from busy_day.run import DayRun
from centre.place_words import place_label
from firmware.words import Language
from printer.fonts import Face, font

WIDTH_PX, MARGIN_PX, LEFT_PX = 1440, 32, 320
PERSON_PX, GAP_PX, ROW_PX = 11, 30, 40
GRID = 5
"""People from one line of a chart to the next."""
TEXT_PX, TITLE_PX = 17, 24
PAPER, INK, FAINT, LINE = (255, 255, 255), (28, 32, 38), (104, 112, 122), (218, 222, 228)
LUNCH, AWAY = (241, 238, 228), (250, 224, 208)
COLOURS = ((22, 98, 168), (178, 76, 20), (30, 124, 76), (120, 70, 160))
WORDS = {
    "waiting": "Күтуде / Ожидают",
    "places": "Орындар / Места",
    "lunch": "Үзіліс / Перерыв",
    "away": "Жабық\nЗакрыто",
}


class DayPicture:
    """One picture in the making."""

    def __init__(self, day: DayRun) -> None:
        self._day = day
        self._course = Course(day.history)
        self._zones = {zone.name: zone for zone in day.centre.zones}
        self._begins = day.spans[0].begins
        self._ends = day.spans[-1].ends + HOUR_S / 2
        charts = sum(self._most(zone) * PERSON_PX + GAP_PX for zone in self._zones)
        height = 130 + charts + 60 + ROW_PX * len(day.centre.places) + 50
        self._image = Image.new("RGB", (WIDTH_PX, height), PAPER)
        self._pen = ImageDraw.Draw(self._image)
        self._colour = dict(zip(self._zones, COLOURS * len(self._zones), strict=False))

    def draw(self) -> Image.Image:
        """Draw everything."""
        name = self._day.centre.name
        self._text((MARGIN_PX, 24), f"{name.kk} / {name.ru}", TITLE_PX, bold=True)
        self._text((MARGIN_PX, 62), WORDS["waiting"], TEXT_PX, FAINT)
        top = 100
        bottom = self._image.height - 50
        self._shade(top, bottom)
        self._hours(top, bottom)
        for zone in self._zones:
            self._chart(zone, top)
            top += self._most(zone) * PERSON_PX + GAP_PX
        self._text((MARGIN_PX, top + 12), WORDS["places"], TEXT_PX, FAINT)
        self._places(top + 44)
        return self._image

    def _shade(self, top: int, bottom: int) -> None:
        spans = self._day.spans
        for span, following in pairwise(spans):
            self._pen.rectangle((self._x(span.ends), top, self._x(following.begins), bottom), LUNCH)
            middle = (self._x(span.ends) + self._x(following.begins)) / 2
            self._text((middle, top - 28), WORDS["lunch"], TEXT_PX, FAINT, anchor="ma")

    def _hours(self, top: int, bottom: int) -> None:
        zone = ZoneInfo(self._day.centre.timezone)
        at = self._begins
        while at <= self._ends:
            x = self._x(at)
            self._pen.line((x, top, x, bottom), LINE)
            self._text((x, bottom + 12), f"{datetime.fromtimestamp(at, zone):%H:%M}", TEXT_PX, FAINT, anchor="ma")
            at += HOUR_S

    def _most(self, zone: str) -> int:
        """Return how many people the zone's chart has room for."""
        most = max((count for _at, count in self._course.waiting.get(zone, [])), default=0)
        return max(GRID, -(-most // GRID) * GRID)

    def _chart(self, zone: str, top: int) -> None:
        most, colour = self._most(zone), self._colour[zone]
        base = top + most * PERSON_PX
        for count in range(0, most + 1, GRID):
            y = base - count * PERSON_PX
            self._pen.line((LEFT_PX, y, WIDTH_PX - MARGIN_PX, y), LINE)
            self._text((LEFT_PX - 10, y), str(count), TEXT_PX - 3, FAINT, anchor="rm")
        line = [(at, count) for at, count in self._course.waiting.get(zone, []) if at >= self._begins]
        for (at, count), (until, _count) in zip(line, [*line[1:], (self._ends, 0)], strict=True):
            if count:
                left, right = self._x(at), self._x(min(until, self._ends))
                self._pen.rectangle((left, base - count * PERSON_PX, max(left, right), base), colour)
        title = self._zones[zone].title
        self._text((MARGIN_PX, top), title.kk, TEXT_PX, colour, bold=True)
        self._text((MARGIN_PX, top + 24), title.ru, TEXT_PX, colour)
        self._pen.line((LEFT_PX, base, WIDTH_PX - MARGIN_PX, base), INK)

    def _places(self, top: int) -> None:
        for row, place in enumerate(self._day.centre.places):
            y = top + row * ROW_PX
            if place.name in self._day.away:
                since, until = self._day.away[place.name]
                self._pen.rectangle((self._x(since), y, self._x(until), y + ROW_PX - 10), AWAY)
                middle = (self._x(since) + self._x(until)) / 2
                self._text((middle, y + ROW_PX / 2 - 5), WORDS["away"], TEXT_PX - 5, FAINT, anchor="mm")
            labels = [place_label(place, language) for language in Language]
            self._text((MARGIN_PX, y + ROW_PX / 2 - 5), " / ".join(labels), TEXT_PX, INK, anchor="lm")
            for had in self._course.had:
                if had.place == place.name:
                    box = (self._x(had.since), y, max(self._x(had.since), self._x(had.until) - 1), y + ROW_PX - 10)
                    self._pen.rectangle(box, self._colour[had.zone])

    def _x(self, at: float) -> float:
        return LEFT_PX + (at - self._begins) / (self._ends - self._begins) * (WIDTH_PX - MARGIN_PX - LEFT_PX)

    def _text(
        self,
        at_px: tuple[float, float],
        text: str,
        size_px: int,
        colour: tuple[int, int, int] = INK,
        *,
        bold: bool = False,
        anchor: str = "la",
    ) -> None:
        face = Face.BOLD if bold else Face.PLAIN
        self._pen.text(at_px, text, colour, font(face, size_px), anchor=anchor, spacing=1, align="center")


def draw_day(day: DayRun, path: Path) -> None:
    """Draw *day* into *path*, a PNG."""
    DayPicture(day).draw().save(path, optimize=True)
