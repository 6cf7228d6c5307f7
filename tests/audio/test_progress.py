import io

from audio.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_grows_in_a_terminal() -> None:
    out = Terminal()
    progress = Progress("bank", out)
    for done in (1, 2, 3):
        progress.tell(done, 3)

    *_before, half, full = out.getvalue().split("\r")
    assert half == "bank [####################..........] 2/3"
    assert full == "bank [##############################] 3/3\n"


def test_without_a_terminal_there_is_a_line_for_every_tenth() -> None:
    out = io.StringIO()
    progress = Progress("bank", out)
    for done in range(1, 281):
        progress.tell(done, 280)

    assert out.getvalue().splitlines() == [f"bank {28 * tenth}/280" for tenth in range(1, 11)]
