"""Every error that planqa raises on purpose.

    PlanqaError
    ├── InputError      a file, a question or an argument that cannot be used   (exit code 3)
    ├── SettingError    an unknown or ill-formed setting                        (exit code 2)
    └── LibraryError    the index on disk is missing, stale or damaged          (rebuilt, or exit code 3)

A message is one line in Chinese: what, where, what to do.
"""


class PlanqaError(Exception):
    """Root of all errors raised on purpose; ``str(error)`` is shown to the user as it is."""


class InputError(PlanqaError):
    """A document, a question or an argument that cannot be used."""


class SettingError(PlanqaError):
    """A setting that is unknown or has no sensible value."""


class LibraryError(PlanqaError):
    """The index on disk is missing, stale or damaged; the message says which and why."""
