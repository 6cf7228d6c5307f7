"""The time as a station knows it, which may be not at all: a Pi without network boots in 1970, or last week."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from firmware.clock import Clock, SystemClock
from kiosk.kept import Moment
from mqtt_bridge.public import Centre

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
SYNCHRONISED = Path("/run/systemd/timesync/synchronized")
"""systemd-timesyncd makes it once the machine's clock is right; see systemd-timesyncd.service(8)."""


class StationTime:
    """Tells the time by the dispatcher's boards, or else by a clock of the machine's that has been set."""

    def __init__(self, clock: Clock | None = None, boot_id: Path = BOOT_ID, synchronised: Path = SYNCHRONISED) -> None:
        self._clock: Clock = clock or SystemClock()
        self._synchronised = synchronised
        self._ahead_s: float | None = None
        try:
            self._boot = boot_id.read_text().strip()
        except OSError:
            self._boot = ""  # then no moment of an earlier life is of this boot, and ages are lower bounds

    def heard(self, unix: float, at: float) -> None:
        """Take the dispatcher's time, heard at the monotonic time *at*."""
        self._ahead_s = unix - at

    def known(self, now: float) -> float | None:
        """Return Unix seconds, by the dispatcher's clock if it was heard in this life; None when nobody knows."""
        if self._ahead_s is not None:
            return now + self._ahead_s
        return self._clock.wall() if self._synchronised.exists() else None

    def moment(self, now: float) -> Moment:
        """Return *now* so that a later life of this station can count from it."""
        return Moment(boot=self._boot, at=now, unix=self.known(now))

    def age_s(self, moment: Moment, now: float) -> float:
        """Return how long ago *moment* was; at least so long, if the machine was switched off since, clockless."""
        if self._boot and moment.boot == self._boot:
            return max(now - moment.at, 0.0)
        unix = self.known(now)
        # Monotonic time counts from the boot: before that it was at least.
        return now if unix is None or moment.unix is None else max(unix - moment.unix, now)


def day_of(centre: Centre, at: float | None) -> str:
    """Return the business day as well as it is known: empty when it may be another one than the centre's newest."""
    local = at_the_centre(centre, at)
    return centre.day if local is not None and local.date().isoformat() == centre.day else ""


def time_of_day(centre: Centre, at: float | None) -> str:
    """Return the centre's local time, "10:42"; empty when it is not known."""
    local = at_the_centre(centre, at)
    return "" if local is None else local.strftime("%H:%M")


def at_the_centre(centre: Centre, at: float | None) -> datetime | None:
    """Return the centre's local time; None when it is not known."""
    if at is None:
        return None
    try:
        return datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(centre.timezone))
    except (ValueError, OverflowError, OSError, LookupError):  # what ZoneInfo and datetime raise on nonsense
        return None
