"""The technician's command: builds a bank, proves that it can say everything, and lets one hear it."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from audio.bank import open_bank
from audio.building import Built, Order, build_bank
from audio.checking import check_bank, tones_lacking
from audio.clips import inventory, needs_of, place_clip
from audio.errors import AudioError
from audio.joining import joined
from audio.naming import place_named
from audio.pcm import wav_bytes
from audio.progress import Progress
from audio.sentence import Sentence, announcement, sentence
from audio.settings import AudioSettings, voices_of
from centre.checks import load_centre
from centre.words import unapproved
from firmware.settings import EXIT_SETTINGS, SettingsError, load_settings
from firmware.words import Language
from mqtt_bridge.hall_events import AnnouncementKind

_PROGRAM = "kezek-voice"
_PLAIN = AudioSettings(site="none", device="none")
_SHOWN = 12
"""So many of the clips that are missing are named."""


def main(argv: Sequence[str] | None = None) -> int:
    """Parse, and do it."""
    options = _parser().parse_args(argv)
    does = {"build": _build, "check": _check, "say": _say, "announce": _announce, "script": _script}
    try:
        settings = load_settings(options.config, AudioSettings) if options.config else _PLAIN
        return does[options.do](settings, options)
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
    centre = argparse.ArgumentParser(add_help=False)
    centre.add_argument("--centre", type=Path, required=True, help="centre.toml, for its numbers, places and hours")
    bank = argparse.ArgumentParser(add_help=False)
    bank.add_argument("--bank", "--out", type=Path, help="the bank's folder, unless it is the one of the settings")
    language = argparse.ArgumentParser(add_help=False)
    language.add_argument("--language", choices=[language.value for language in Language], default="kk")
    does = parser.add_subparsers(dest="do", required=True)
    build = does.add_parser("build", parents=[config, centre, bank], help="make what is missing in a bank")
    build.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    does.add_parser("check", parents=[config, centre, bank], help="prove that a bank can say all of a centre")
    say = does.add_parser("say", parents=[config, language], help="write the call of a ticket to a WAV file")
    say.add_argument("number", type=int)
    say.add_argument("place", help="a place of --centre, or without one a kind and a number like window-3, office-12А")
    say.add_argument("file", type=Path)
    say.add_argument("--centre", type=Path, help="centre.toml, for the names of its places")
    say.add_argument("--recall", action="store_true")
    say.add_argument("--still-here", action="store_true", help="ask whether the visitor has waited through an outage")
    announce = does.add_parser("announce", parents=[config], help="write what is said to all to a WAV file")
    announce.add_argument("kind", choices=[kind.value for kind in AnnouncementKind])
    announce.add_argument("file", type=Path)
    announce.add_argument("--begins", default="13:00", metavar="HH:MM", help="when hours or a break begin")
    announce.add_argument("--ends", default="14:30", metavar="HH:MM", help="when they end")
    does.add_parser("script", parents=[config, centre, language], help="list what a person is to record")
    return parser


def _build(settings: AudioSettings, options: argparse.Namespace) -> int:
    clips = inventory(needs_of(load_centre(options.centre)))
    folder = options.bank or Path(settings.bank)
    tell = Progress(f"{_PROGRAM}: {folder}").tell
    order = Order(clips, voices_of(settings.kk, settings.ru), settings.chime, options.processes, tell=tell)
    built = build_bank(folder, order)
    sys.stdout.write(f"{folder}: {built.rendered} clips made, {built.kept} were there, {len(built.failed)} missing\n")
    return _told(built)


def _told(built: Built) -> int:
    """Say which clips are missing, and which were not said by the voice that they were meant for."""
    for key, why in [*built.failed.items()][:_SHOWN]:
        sys.stderr.write(f"{_PROGRAM}: {key}: {why}\n")
    if len(built.failed) > _SHOWN:
        sys.stderr.write(f"{_PROGRAM}: and {len(built.failed) - _SHOWN} more\n")
    groups: dict[tuple[str, str], list[str]] = {}
    for key, lesser in built.lesser.items():
        groups.setdefault((key.partition("/")[0], lesser.engine), []).append(f"{key}: {lesser.why}")
    for (language, engine), lacking in groups.items():
        sys.stderr.write(f"{_PROGRAM}: {language}: {len(lacking)} clips by {engine} instead, the first {lacking[0]}\n")
    return 1 if built.failed else 0


def _check(settings: AudioSettings, options: argparse.Namespace) -> int:
    folder = options.bank or Path(settings.bank)
    bank, is_whole = open_bank(folder), True
    for language, checked in check_bank(bank, load_centre(options.centre)).items():
        sys.stdout.write(
            f"{language.value}: {checked.percent:.5g} % of {checked.sentences} sentences:"
            f" {checked.numbers} numbers, {checked.places} places, {len(AnnouncementKind)} announcements\n"
        )
        for clip, why in [*checked.lacks.items()][:_SHOWN]:
            sys.stdout.write(f"{language.value}: lacks {clip.key}, {clip.text}: {why}\n")
        if len(checked.lacks) > _SHOWN:
            sys.stdout.write(f"{language.value}: and {len(checked.lacks) - _SHOWN} more clips\n")
        is_whole = is_whole and not checked.lacks
    for why in tones_lacking(bank):
        sys.stdout.write(f"{why}\n")
        is_whole = False
    for language in unapproved():
        sys.stdout.write(f"{language.value}: no native speaker has approved the words (centre/words.toml) yet\n")
    if not is_whole:
        sys.stdout.write(f"make what is missing with: {_PROGRAM} build --centre {options.centre} --out {folder}\n")
    return 0 if is_whole else 1


def _say(settings: AudioSettings, options: argparse.Namespace) -> int:
    name, place = place_named(options.place, load_centre(options.centre) if options.centre else None)
    way = place_clip(name, place, Language(options.language))
    words = sentence(options.number, way, is_recall=options.recall, asks=options.still_here)
    return _write(settings, words, options.file)


def _announce(settings: AudioSettings, options: argparse.Namespace) -> int:
    return _write(settings, announcement(AnnouncementKind(options.kind), options.begins, options.ends), options.file)


def _script(_settings: AudioSettings, options: argparse.Namespace) -> int:
    for clip in inventory(needs_of(load_centre(options.centre))):
        if clip.language.value == options.language:
            sys.stdout.write(f"{clip.key}.wav\t{clip.written()}\n")
    return 0


def _write(settings: AudioSettings, words: Sentence, file: Path) -> int:
    """Write the sentence, joined from a bank that is made for it alone."""
    with tempfile.TemporaryDirectory(prefix="kezek-voice-") as scratch:
        clips = [spoken.clip for spoken in words.spoken]
        built = build_bank(Path(scratch), Order(clips, voices_of(settings.kk, settings.ru), settings.chime))
        if _told(built):
            return 1
        bank = open_bank(Path(scratch))
        file.write_bytes(wav_bytes(joined(words, bank.sound, bank.sound(words.tone), settings.gaps)))
    sys.stdout.write(f"{file}: {words.text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
