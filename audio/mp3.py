"""Turns an MP3 file into a WAV file, as a process of its own: SDL decodes only with a device, here one that is none."""

import os
import sys
from pathlib import Path

from audio.pcm import RATE_HZ, wav_bytes


def main() -> int:
    """Read the file that the first argument names, and write the second."""
    source, target = (Path(name) for name in sys.argv[1:])
    os.environ.update(PYGAME_HIDE_SUPPORT_PROMPT="1", SDL_AUDIODRIVER="dummy")
    import pygame

    try:
        pygame.mixer.init(RATE_HZ, -16, 1, allowedchanges=0)
        target.write_bytes(wav_bytes(bytes(pygame.mixer.Sound(str(source)).get_raw())))
    except (pygame.error, OSError) as error:
        sys.stderr.write(f"{source}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
