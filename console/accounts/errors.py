"""Why the file of accounts cannot be used. Each message is one line, and says nothing of a person."""


class StaffFileError(RuntimeError):
    """The file cannot be used."""


class StaffFileNewerError(StaffFileError):
    """It was written by a newer Kezek."""


class StaffFileDamagedError(StaffFileError):
    """What is in it makes no sense: only a backup helps, or accounts made anew."""
