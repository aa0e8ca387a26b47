"""The command line: `pilotmap COMMAND`; each command lives in the module named for it."""

# Nothing is imported here but a module that is built into Python: before `main` begins, Ctrl-C
# shows Python's own traceback.
import atexit

__all__ = ["main"]


def main() -> None:
    """Run the command; Ctrl-C ends it without a word, while its modules are being read too."""
    atexit.register(_end_without_a_word)
    try:
        from .entry import run

        run()
    except SystemExit:
        raise
    except BaseException as error:
        cause: BaseException | None = error
        while cause and not isinstance(cause, KeyboardInterrupt):
            cause = cause.__cause__ or cause.__context__  # Python 3.11 wraps one in a RuntimeError
        if cause is None:
            raise
        raise SystemExit(130) from None  # as shells tell of a command that Ctrl-C ended


def _end_without_a_word() -> None:
    """Let Ctrl-C end the process at once while Python itself ends: all is done by then."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)
