"""Why the store cannot be used, or not for this. Each message is one line, and says nothing of a person."""


class StoreError(RuntimeError):
    """The file cannot be used."""


class StoreNewerError(StoreError):
    """It was written by a newer Kezek."""


class StoreDamagedError(StoreError):
    """What is in it makes no sense: only a backup helps."""


class KeyFileError(StoreError):
    """The file of the key is missing, is no key, or is not the key of this store."""


class UnwritableTextError(ValueError):
    """A text has a lone surrogate, which no file can hold. The store is well, and has kept nothing of it."""
