"""What a visit may end with, by the centre's settings."""

import re
from collections.abc import Container

from centre.settings import CentreSettings
from hall.asked import refuse
from mqtt_bridge.outcome import VisitOutcome
from mqtt_bridge.replies import Refusal, RefusalCode


def refuse_outcome(centre: CentreSettings, given: VisitOutcome, matters: Container[str]) -> Refusal | None:
    """Return why a visit with *matters* cannot end so; None when it can."""
    outcome = centre.outcome(given.outcome)
    if outcome is None:
        return refuse(RefusalCode.UNKNOWN_OUTCOME, given.outcome)
    if given.matter is not None and given.matter not in matters:
        return refuse(RefusalCode.UNKNOWN_PURPOSE, f"{given.matter} is none of the ticket's matters")
    if outcome.reference_pattern:
        if re.fullmatch(outcome.reference_pattern, given.reference) is None:
            said = given.reference or "no number"
            return refuse(RefusalCode.WRONG_REFERENCE, f"{said}; {outcome.name} wants {outcome.reference_pattern}")
    elif given.reference:
        return refuse(RefusalCode.WRONG_REFERENCE, f"{outcome.name} has no number")
    return None
