"""The technician's command: builds a bank ahead of the first call, and lets one hear a sentence."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from audio.bank import open_bank
from audio.building import Built, build_bank
from audio.clips import inventory, needs_of, place_clip
from audio.errors import AudioError
from audio.joining import joined
from audio.pcm import wav_bytes
from audio.sentence import Sentence, announcement, sentence
from audio.settings import AudioSettings, engines_of
from centre.checks import load_centre
from firmware.settings import EXIT_SETTINGS, SettingsError, load_settings
from firmware.words import Language, PlaceKind
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.public import PlaceSign

_PROGRAM = "kezek-voice"
_PLAIN = AudioSettings(site="none", device="none")


def main(argv: Sequence[str] | None = None) -> int:
    """Parse, build or say."""
    options = _parser().parse_args(argv)
    try:
        settings = load_settings(options.config, AudioSettings) if options.config else _PLAIN
        return {"build": _build, "say": _say, "announce": _announce}[options.do](settings, options)
    except SettingsError as error:
        sys.stderr.write(f"{_PROGRAM}: {error}\n")
        return EXIT_SETTINGS
    except (AudioError, OSError, ValueError) as error:
        sys.stderr.write(f"{_PROGRAM}: {error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=_PROGRAM, description=__doc__)
    config = argparse.ArgumentParser(add_help=False)
    config.add_argument("--config", type=Path, help="the speaker's settings, for its voices; espeak-ng unless told")
    does = parser.add_subparsers(dest="do", required=True)
    build = does.add_parser("build", parents=[config], help="make what is missing in a bank")
    build.add_argument("--centre", type=Path, required=True, help="centre.toml, for its places")
    build.add_argument("--out", type=Path, help="the bank's folder, unless it is the one of the settings")
    build.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    say = does.add_parser("say", parents=[config], help="write the call of a ticket to a WAV file")
    say.add_argument("number", type=int)
    say.add_argument("file", type=Path)
    say.add_argument("--language", choices=[language.value for language in Language], default="kk")
    say.add_argument("--place-kind", choices=[kind.value for kind in PlaceKind], default="window")
    say.add_argument("--place", type=int, default=1)
    say.add_argument("--recall", action="store_true")
    say.add_argument("--still-here", action="store_true", help="ask whether the visitor has waited through an outage")
    announce = does.add_parser("announce", parents=[config], help="write what is said to all to a WAV file")
    announce.add_argument("kind", choices=[kind.value for kind in AnnouncementKind])
    announce.add_argument("file", type=Path)
    return parser


def _build(settings: AudioSettings, options: argparse.Namespace) -> int:
    clips = inventory(needs_of(load_centre(options.centre)))
    folder = options.out or Path(settings.bank)
    built = build_bank(folder, clips, engines_of(settings.kk, settings.ru), processes=options.processes)
    sys.stdout.write(f"{folder}: {built.rendered} clips made, {built.kept} were there, {len(built.failed)} missing\n")
    return _told(built)


def _say(settings: AudioSettings, options: argparse.Namespace) -> int:
    kind, language = PlaceKind(options.place_kind), Language(options.language)
    place = PlaceSign(place=f"{kind.value}-{options.place}", kind=kind, number=options.place, zones=())
    way = place_clip(place.place, place, language)
    words = sentence(options.number, way, is_recall=options.recall, asks=options.still_here)
    return _write(settings, words, options.file)


def _announce(settings: AudioSettings, options: argparse.Namespace) -> int:
    return _write(settings, announcement(AnnouncementKind(options.kind)), options.file)


def _write(settings: AudioSettings, words: Sentence, file: Path) -> int:
    with tempfile.TemporaryDirectory(prefix="kezek-voice-") as scratch:
        clips = [spoken.clip for spoken in words.spoken]
        built = build_bank(Path(scratch), clips, engines_of(settings.kk, settings.ru))
        if built.failed:
            return _told(built)
        bank = open_bank(Path(scratch))
        file.write_bytes(wav_bytes(joined(words, bank.sound, bank.sound(words.tone))))
    sys.stdout.write(f"{file}: {words.text}\n")
    return 0


def _told(built: Built) -> int:
    for key, why in built.failed.items():
        sys.stderr.write(f"{_PROGRAM}: {key}: {why}\n")
    return 1 if built.failed else 0


if __name__ == "__main__":
    sys.exit(main())
