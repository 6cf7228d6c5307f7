"""Lengths of time as a clock shows them."""


def length(seconds: float) -> str:
    """Return 4:05, or 1:04:05."""
    whole = max(0, int(seconds))
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
