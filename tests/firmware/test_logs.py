"""Lines of the log."""

import logging

import pytest

from firmware.logs import start_log


@pytest.fixture(autouse=True)
def _log_as_it_was() -> object:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_what_a_stranger_sent_makes_no_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    start_log()
    logging.getLogger("mqtt").warning("message dropped why=%s", "unknown field `a\nERROR all is lost\x1b[2J`, Әңгіме")

    line = capsys.readouterr().err
    assert line.endswith(
        "WARNING mqtt message dropped why=unknown field `a\\u000aERROR all is lost\\u001b[2J`, Әңгіме\n"
    )
    assert len(line.splitlines()) == 1


def test_a_traceback_keeps_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    start_log()
    try:
        int("seven")
    except ValueError:
        logging.getLogger("mqtt").exception("ended")

    assert capsys.readouterr().err.splitlines()[-1].startswith("ValueError: ")
