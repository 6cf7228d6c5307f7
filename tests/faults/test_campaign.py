"""One minute of faults at random against a whole hall, the same ones each time."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

CAMPAIGN = Path(__file__).parents[2] / "bench" / "campaign.py"
SEED = 7
"""Its faults befall the console as well."""
DONE_S = 280.0
STOPPED_S = 60.0


@pytest.mark.timeout(400)
def test_a_minute_of_faults_breaks_no_rule(tmp_path: Path, voice_bank: Path) -> None:
    wish = ["--minutes", "1", "--seed", str(SEED), "--folder", str(tmp_path), "--bank", str(voice_bank), "--json"]
    with subprocess.Popen(
        [sys.executable, str(CAMPAIGN), *wish], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as campaign:
        try:
            told, complaints = campaign.communicate(timeout=DONE_S)
        finally:
            if campaign.poll() is None:
                campaign.send_signal(signal.SIGINT)  # so that it takes its hall down
                campaign.wait(STOPPED_S)

    assert campaign.returncode == 0, complaints
    figures = json.loads(told)
    assert figures["violations"] == figures["unsettled"] == {}
    assert figures["papers"] > 50
    assert figures["calls"] > 50
    assert figures["click_answers"]["done"] > 20
    assert figures["killed"]["console"] > 0
    # Where nothing can be mounted there is no full disk; everything else can be tried wherever the tests run.
    tried = {kind for kind, count in figures["faults"].items() if count}
    assert tried == {"kill", "freeze", "cut", "printer", "disk-full", "clock"} - {*figures["not_tried"]}
    assert figures["not_tried"].keys() <= {"disk-full"}
