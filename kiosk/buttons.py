"""One button as kiosk.toml has it: what a press of it asks for, and which keys that needs."""

from collections.abc import Iterator
from enum import Enum
from typing import Annotated

from msgspec import Meta

from firmware.settings import Settings
from firmware.words import Language, Slug

Pin = Annotated[int, Meta(ge=2, le=27)]
"""BCM numbering, header pins only."""


class Action(Enum):
    """What a press asks for."""

    TAKE_TICKET = "take-ticket"
    CALL_NEXT = "call-next"
    RECALL = "recall"
    START_SERVING = "start-serving"
    FINISH = "finish"
    NO_SHOW = "no-show"
    UNDO = "undo"
    PARK = "park"
    OPEN_PLACE = "open-place"
    PAUSE_PLACE = "pause-place"
    CLOSE_PLACE = "close-place"
    SUMMON = "summon"
    FEEDBACK = "feedback"
    EVACUATE = "evacuate"
    EVACUATION_OVER = "evacuation-over"
    WAITING_LIST = "waiting-list"
    ROLL_CHANGED = "roll-changed"
    NOW_SERVING = "now-serving"


ORDERS = frozenset({Action.WAITING_LIST, Action.ROLL_CHANGED})
"""What the station does by itself: the dispatcher is not asked."""
HELD_S = {
    Action.WAITING_LIST: 5.0,
    Action.ROLL_CHANGED: 3.0,
    Action.EVACUATE: 3.0,
    Action.EVACUATION_OVER: 5.0,
}
"""Actions that no chance touch may set off, and for how long their buttons are held unless told."""
FOR_NO_PLACE = frozenset({Action.TAKE_TICKET, Action.NOW_SERVING, *HELD_S})
FOR_VISITORS = frozenset({Action.TAKE_TICKET, Action.NOW_SERVING, Action.SUMMON, Action.FEEDBACK})
"""What a speaker answers to."""
PAUSE_REASON = "үзіліс · перерыв"

_ONLY = {
    "zone": (Action.TAKE_TICKET,),
    "purpose": (Action.TAKE_TICKET,),
    "language": (Action.TAKE_TICKET, Action.NOW_SERVING, Action.SUMMON, Action.FEEDBACK),
    "assistance": (Action.TAKE_TICKET,),
    "summons": (Action.SUMMON,),
    "rating": (Action.FEEDBACK,),
    "reason": (Action.PAUSE_PLACE,),
}
"""The actions that a key belongs to."""
_NEEDED = {
    "language": (Action.TAKE_TICKET, Action.NOW_SERVING),
    "summons": (Action.SUMMON,),
    "rating": (Action.FEEDBACK,),
}
"""The actions that cannot do without a key."""


class ButtonSettings(Settings, frozen=True, kw_only=True):
    """One button and what a press of it asks for."""

    name: Slug
    pin: Pin
    lamp_pin: Pin | None = None
    """Of a lamp in the button, lit by a high level: it says what becomes of this button's press."""
    debounce_ms: Annotated[int, Meta(ge=5, le=200)] = 25
    """The contact must be still this long before a press counts."""
    min_interval_ms: Annotated[int, Meta(ge=50, le=5000)] = 300
    """Presses closer together than this are one."""
    action: Action
    zone: Slug | None = None
    """For `take-ticket`: the zone of the ticket; that of the purpose unless told."""
    purpose: Slug | None = None
    """For `take-ticket`: what the visitor comes for, one of the centre's purposes."""
    language: Language | None = None
    """For `take-ticket`: the ticket's language, and later the call's. For `now-serving`, `summon` and `feedback`: in
    which language the speaker answers; the last two answer in both unless told."""
    assistance: bool | None = None
    """For `take-ticket`: the visitor needs help until the visit ends."""
    place: Slug | None = None
    """For the actions of a call pad and for `feedback`: the place that it is for. For `summon`: where the worker is
    wanted; at this station unless told."""
    finish_first: bool | None = None
    """For `call-next`: end the visit that the place still has; true unless told, so that one button is a whole pad."""
    summons: Slug | None = None
    """For `summon`: which worker, one of the centre's summonses."""
    rating: Annotated[int, Meta(ge=1, le=5)] | None = None
    """For `feedback`: how the visit was; 5 is best."""
    reason: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    """For `pause-place`: why nobody is there, «үзіліс · перерыв» unless told."""
    hold_s: Annotated[float, Meta(ge=1, le=9)] | None = None
    """For `waiting-list` and `evacuation-over` (5 s unless told), `roll-changed` and `evacuate` (3 s): a shorter press
    asks for nothing."""

    @property
    def held_s(self) -> float | None:
        """Return how long it is to be held; None when a press is enough."""
        return HELD_S.get(self.action) if self.hold_s is None else self.hold_s


def button_complaints(button: ButtonSettings) -> Iterator[str]:
    """Yield what is wrong between the keys of one button."""
    action = button.action
    for key, owners in _ONLY.items():
        if action in _NEEDED.get(key, ()) and getattr(button, key) is None:
            yield f"{key}: {action.value} needs a {key}"
        if action not in owners and getattr(button, key) is not None:
            *others, last = (owner.value for owner in owners)
            only = f"{', '.join(others)} and {last} have" if others else f"{last} has"
            yield f"{key}: {action.value} has no {key}; only {only}"
    if action is Action.TAKE_TICKET and button.zone is None and button.purpose is None:
        yield "zone: take-ticket needs a zone or a purpose"
    if action in FOR_NO_PLACE and button.place is not None:
        yield f"place: {action.value} has no place; only the actions of a call pad, feedback and summon have"
    if action not in {*FOR_NO_PLACE, Action.SUMMON} and button.place is None:
        yield f"place: {action.value} needs a place"
    if button.finish_first is not None and action is not Action.CALL_NEXT:
        yield f"finish_first: {action.value} finishes nothing first; only call-next does"
    if button.hold_s is not None and action not in HELD_S:
        *others, last = (held.value for held in HELD_S)
        yield f"hold_s: {action.value} is pressed, not held; only {', '.join(others)} and {last} are"
