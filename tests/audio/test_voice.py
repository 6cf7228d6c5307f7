from pathlib import Path

import pytest

from audio.bank import open_bank
from audio.clips import CHIME, inventory, needs_of
from audio.engines import FakeEngine
from audio.pcm import duration_s, pcm_of_wav, to_samples
from audio.shaping import peak
from audio.voice import main
from centre.checks import load_centre

CENTRE = Path(__file__).parents[2] / "centre" / "borodulikha.toml"


def recorded_voice(folder: Path) -> Path:
    """Record every clip of the example centre as a tone; return settings that ask for them."""
    for clip in inventory(needs_of(load_centre(CENTRE))):
        path = folder / "recordings" / f"{clip.key}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        FakeEngine().render(clip, path)
    voice = f'{{ engine = "recorded", recordings = "{folder / "recordings"}" }}'
    config = folder / "audio.toml"
    config.write_text(f'site = "test"\ndevice = "speaker-1"\nbank = "{folder / "bank"}"\nkk = {voice}\nru = {voice}\n')
    return config


def test_a_bank_of_recordings_is_built_for_a_centre(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = recorded_voice(tmp_path)

    assert main(["build", "--centre", str(CENTRE), "--config", str(config), "--processes", "2"]) == 0

    assert open_bank(tmp_path / "bank").sound(CHIME)
    assert open_bank(tmp_path / "bank").sound("ru/45")
    assert " 0 missing" in capsys.readouterr().out


def test_a_recording_that_is_missing_is_named_with_what_to_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = recorded_voice(tmp_path)
    (tmp_path / "recordings" / "kk" / "45.wav").unlink()

    assert main(["build", "--centre", str(CENTRE), "--config", str(config), "--processes", "1"]) == 1

    error = capsys.readouterr().err
    assert "kk/45.wav" in error
    assert "say: қырық бес" in error


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("kk", "Қайталап шақырамыз: жүз бес нөмірлі талон иесі, он екінші кабинетке келіңіз"),
        ("ru", "Повторный вызов: талон сто пять, пройдите в кабинет номер двенадцать"),
    ],
)
def test_a_sentence_can_be_heard(language: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.wav"
    words = ["105", "--language", language, "--place-kind", "office", "--place", "12", "--recall"]

    assert main(["say", *words, str(out)]) == 0

    assert text in capsys.readouterr().out
    assert 4 < duration_s(pcm_of_wav(out.read_bytes())) < 9


def test_what_is_said_to_all_can_be_heard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.wav"

    assert main(["announce", "evacuation", str(out)]) == 0

    assert "сабырмен шығыңыз. Внимание! Срочно" in capsys.readouterr().out
    sound = pcm_of_wav(out.read_bytes())
    assert 8 < duration_s(sound) < 15
    assert peak(to_samples(sound)) < 0.9


def test_wrong_settings_are_one_line_and_exit_78(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "audio.toml"
    config.write_text('site = "test"\n')

    assert main(["build", "--centre", str(CENTRE), "--config", str(config)]) == 78

    assert capsys.readouterr().err.count("\n") == 1


def test_a_number_that_no_ticket_bears_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "10000", str(tmp_path / "out.wav")]) == 1
    assert "9999" in capsys.readouterr().err
