"""What can go wrong, in the words of the command line."""


class TrichdanError(Exception):
    """Anything that the package raises of its own."""


class PipelineError(TrichdanError, ValueError):
    """A pipeline file, a file that it names or a setting cannot be used. Nothing was done."""


class InputError(TrichdanError, FileNotFoundError):
    """An input of a pipeline was not found. Nothing was done."""


class TableError(TrichdanError, ValueError):
    """A table in memory cannot be used: no column is the text, or its batches cannot be had."""


class OutputError(TrichdanError, OSError):
    """The output could not be written. Whatever was there before is still there."""


class RejectError(TrichdanError, ValueError):
    """A single text was refused. ``code`` is the code of its row of ``rejects``."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class InternalError(TrichdanError, RuntimeError):
    """A defect of the program."""
