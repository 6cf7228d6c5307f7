import wave
from pathlib import Path

import pytest

from audio.bank import open_bank, read_manifest
from audio.clips import CHIME, inventory, needs_of
from audio.engines import FakeEngine
from audio.pcm import duration_s, pcm_of_wav, to_samples
from audio.shaping import peak
from audio.voice import main
from centre.checks import load_centre

CENTRE = Path(__file__).parents[2] / "centre" / "borodulikha.toml"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Record every clip of the example centre as a tone. To be read only."""
    folder = tmp_path_factory.mktemp("recordings")
    for clip in inventory(needs_of(load_centre(CENTRE))):
        path = folder / f"{clip.key}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        FakeEngine().render(clip, path)
    return folder


@pytest.fixture
def config(recordings: Path, tmp_path: Path) -> Path:
    """Write settings that ask for the recordings."""
    voice = f'{{ recordings = "{recordings}", recordings_licence = "CC0-1.0" }}'
    path = tmp_path / "audio.toml"
    path.write_text(f'site = "test"\ndevice = "s-1"\nbank = "{tmp_path / "bank"}"\nkk = {voice}\nru = {voice}\n')
    return path


def build(config: Path, *more: str) -> int:
    return main(["build", "--centre", str(CENTRE), "--config", str(config), *more])


def check(config: Path) -> int:
    return main(["check", "--centre", str(CENTRE), "--config", str(config)])


def test_a_bank_of_recordings_is_built_for_a_centre_and_can_say_all_of_it(config: Path, capsys: Capture) -> None:
    assert build(config, "--processes", "2") == 0
    said = capsys.readouterr()
    assert "356 clips made, 0 were there, 0 missing" in said.out
    assert "356/356" in said.err

    assert build(config) == 0
    assert "0 clips made, 356 were there, 0 missing" in capsys.readouterr().out
    assert open_bank(config.parent / "bank").sound(CHIME)
    assert read_manifest(config.parent / "bank").voices["recorded/kk"].licence == "CC0-1.0"
    assert check(config) == 0
    shown = capsys.readouterr().out
    assert "kk: 100 % of 6179 sentences: 697 numbers, 5 places, 6 announcements" in shown
    assert "ru: 100 % of 6177 sentences: 697 numbers, 5 places, 6 announcements" in shown
    assert "kk: no native speaker has approved the words" in shown


def test_what_a_bank_lacks_is_named_with_how_to_make_it(config: Path, capsys: Capture) -> None:
    assert build(config, "--processes", "2") == 0
    bank = config.parent / "bank"
    (bank / "kk" / "45.wav").unlink()
    (bank / "ru" / "to-window-2.wav").write_bytes(b"half a cl")
    (bank / "chime.wav").unlink()
    capsys.readouterr()

    assert check(config) == 1

    shown = capsys.readouterr().out
    assert "kk: lacks kk/45, қырық бес: clip kk/45 of the bank" in shown
    assert "ru: lacks ru/to-window-2, подойдите к окну номер два: clip ru/to-window-2 is not what the manifest" in shown
    assert "clip chime of the bank" in shown
    assert f"make what is missing with: kezek-voice build --centre {CENTRE} --out {bank}" in shown
    assert "100 %" not in shown


def test_a_bank_that_is_not_there_can_say_nothing(tmp_path: Path, capsys: Capture) -> None:
    assert main(["check", "--centre", str(CENTRE), "--bank", str(tmp_path / "none")]) == 1

    assert "kk: 0 % of 6179 sentences" in capsys.readouterr().out


def test_a_recording_that_is_missing_is_said_by_the_next_engine_and_named_with_what_to_say(
    recordings: Path, tmp_path: Path, capsys: Capture
) -> None:
    own = tmp_path / "own" / "kk"
    own.mkdir(parents=True)
    (own / "4.wav").write_bytes((recordings / "kk" / "4.wav").read_bytes())
    config = tmp_path / "audio.toml"
    config.write_text(f'site = "test"\ndevice = "s-1"\nkk = {{ recordings = "{own.parent}" }}\n')

    assert main(["say", "105", "window-1", str(tmp_path / "out.wav"), "--config", str(config)]) == 0

    told = capsys.readouterr()
    assert f"kk: 4 clips by espeak-ng-140 instead, the first kk/100: {own.parent}/kk/100.wav: is missing" in told.err
    assert "Жүз бес нөмірлі талон иесі, бірінші терезеге келіңіз" in told.out


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["105", "desk-3", "--language", "kk"], "Жүз бес нөмірлі талон иесі, үшінші жұмыс орнына келіңіз"),
        (["105", "office-12А", "--language", "ru"], "Талон сто пять, пройдите в кабинет номер двенадцать а"),
        (
            ["105", "office-12", "--recall", "--centre", str(CENTRE)],
            "Қайталап шақырамыз: жүз бес нөмірлі талон иесі, он екінші кабинетке келіңіз",
        ),
    ],
)
def test_a_call_can_be_heard(words: list[str], text: str, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out.wav"

    assert main(["say", *words, str(out)]) == 0

    assert text in capsys.readouterr().out
    assert 4 < duration_s(pcm_of_wav(out.read_bytes())) < 9
    with wave.open(str(out)) as sound:
        assert (sound.getframerate(), sound.getsampwidth(), sound.getnchannels()) == (48_000, 2, 1)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["105", "tower-3"], "place tower-3: is no kind and number; right would be one like window-3, or --centre"),
        (["105", "office-12A"], "place office-12A: is no kind and number"),
        (["105", "window-9", "--centre", str(CENTRE)], "place window-9: there is none; there are window-1, window-2"),
        (["10000", "window-1"], "10000 is not a number from 1 to 9999"),
    ],
)
def test_a_call_that_cannot_be_is_refused_in_one_line(
    words: list[str], complaint: str, tmp_path: Path, capsys: Capture
) -> None:
    assert main(["say", *words, str(tmp_path / "out.wav")]) == 1

    told = capsys.readouterr().err
    assert complaint in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["evacuation"], "сабырмен шығыңыз. Внимание! Срочно"),
        (
            ["lunch-soon", "--begins", "12:30", "--ends", "13:30"],
            "сағат он екі отызда басталады. Қабылдау",
        ),
    ],
)
def test_what_is_said_to_all_can_be_heard(words: list[str], text: str, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out.wav"

    assert main(["announce", *words, str(out)]) == 0

    assert text in capsys.readouterr().out
    sound = pcm_of_wav(out.read_bytes())
    assert 8 < duration_s(sound) < 20
    assert peak(to_samples(sound)) < 0.9


def test_a_person_who_records_gets_a_list_of_what_to_say(capsys: Capture) -> None:
    assert main(["script", "--centre", str(CENTRE), "--language", "ru"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(set(lines)) == 177
    assert "ru/45.wav\tсорок пять," in lines
    assert "ru/to-office-12.wav\tпройдите в кабинет номер двенадцать." in lines
    assert "ru/at-1430.wav\tв четырнадцать тридцать." in lines


def test_wrong_settings_are_one_line_and_exit_78(tmp_path: Path, capsys: Capture) -> None:
    config = tmp_path / "audio.toml"
    config.write_text('site = "test"\n')

    assert build(config) == 78

    assert capsys.readouterr().err.count("\n") == 1
