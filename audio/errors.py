"""What can go wrong with the voice."""


class AudioError(RuntimeError):
    """The root of this package's errors."""


class EngineError(AudioError):
    """An engine did not give a clip."""


class MissingClipError(AudioError, LookupError):
    """The bank has no such clip, or one that is not what its manifest says."""


class PlayerError(AudioError, OSError):
    """There is no sound device, or it does not take the sound."""


class NoCardError(PlayerError):
    """The machine has no sound card at all: nothing was even tried."""
