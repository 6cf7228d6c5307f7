"""A part of a page that arrives anew by itself."""

from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct

from console.web.rendering import render_region
from console.web.views.page import Page
from firmware.words import Language

if TYPE_CHECKING:
    from console.web.house import House


@dataclass(frozen=True)
class Region(ABC):
    """A `live.Subject`: drawn once for all who have the same page open in the same language."""

    house: "House"
    language: Language

    @property
    @abstractmethod
    def name(self) -> str:
        """The region's element in the page."""

    @property
    @abstractmethod
    def template(self) -> str:
        """What draws it."""

    @abstractmethod
    def view(self) -> Struct:
        """Return all that it shows now."""

    def look(self) -> Hashable:
        """See `live.Subject`."""
        return self.view()

    def draw(self, seen: Hashable) -> str:
        """See `live.Subject`."""
        if not isinstance(seen, Struct):
            raise TypeError(f"{seen!r} is no view")
        return render_region(self.template, self._page(), seen)

    def _page(self) -> Page:
        house, language = self.house, self.language
        return Page(
            centre=house.centre.name.get(language),
            language=language,
            now=house.now(),
            is_dispatcher_away=house.is_dispatcher_away(),
            is_evacuation=house.is_evacuation(),
        )


class Banner(Struct, frozen=True, kw_only=True):
    """How it is with the hall as a whole."""

    is_dispatcher_away: bool
    is_evacuation: bool


@dataclass(frozen=True)
class BannerRegion(Region):
    """What stands above every page."""

    @property
    def name(self) -> str:
        """See `Region`."""
        return "banner"

    @property
    def template(self) -> str:
        """See `Region`."""
        return "shell/_banner.html"

    def view(self) -> Banner:
        """See `Region`."""
        house = self.house
        return Banner(is_dispatcher_away=house.is_dispatcher_away(), is_evacuation=house.is_evacuation())
