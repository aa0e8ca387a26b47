"""Make the calls that change files fail, or the process die, at a chosen one of them."""

import errno
import os
import signal
import warnings
from contextlib import contextmanager

CHANGING = (
    "open",
    "write",
    "fsync",
    "replace",
    "rename",
    "unlink",
    "mkdir",
    "ftruncate",
    "truncate",
    "chmod",
    "fchmod",
    "fchown",
)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def disk_full():
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def fault(at, moment, action, *, lasting=False):
    """Run `action` before, halfway through (writes alone) or after call number `at`, from 1.

    If `lasting`, the later calls meet the same. Yields the names of the calls there were.
    """
    real = {name: getattr(os, name) for name in CHANGING}
    calls = []

    def wrap(name):
        def call(*args, **kwargs):
            if name == "open" and not args[1] & os.O_CREAT:
                return real[name](*args, **kwargs)
            calls.append(name)
            if len(calls) != at and not (lasting and len(calls) > at):
                return real[name](*args, **kwargs)
            if moment == "halfway" and name == "write":
                real[name](args[0], bytes(args[1])[: len(args[1]) // 2])
            if moment != "after":
                action()
            try:
                return real[name](*args, **kwargs)
            finally:
                if moment == "after":
                    action()

        return call

    for name in CHANGING:
        setattr(os, name, wrap(name))
    try:
        yield calls
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def moments(calls):
    """Yield the number and the moment of every state of the disk that calls lead through.

    After one call is before the next, and halfway differs from before for a write alone.
    """
    for at, name in enumerate(calls, 1):
        yield at, "before"
        if name == "write":
            yield at, "halfway"
    yield len(calls), "after"


def in_child(function):
    """Run `function` in a process of its own; return how it ended: 0, or minus the signal."""
    return ended(start_child(function))


def start_child(function):
    """Start `function` in a process of its own; return its id."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # forking beside pytest's own threads
        child = os.fork()
    if child:
        return child
    status = 1
    try:
        function()
        status = 0
    except BaseException as error:  # noqa: BLE001 (the parent must learn of every end)
        os.write(2, f"{error!r}\n".encode())
    finally:
        os._exit(status)


def ended(child):
    """Wait for a process; return 0, its status, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run_together(count, work):
    """Run `work(number)` in `count` processes that begin at one moment.

    Returns the numbers of those that acknowledged, as their last act, and how each ended.
    """
    go_out, go_in = os.pipe()
    ack_out, ack_in = os.pipe()

    def child(number):
        def run():
            os.close(go_in)
            os.read(go_out, 1)  # ends when nobody can write any more
            work(number)
            os.write(ack_in, bytes([number]))

        return run

    children = [start_child(child(number)) for number in range(count)]
    for end in (go_in, ack_in, go_out):
        os.close(end)
    results = [ended(child) for child in children]
    acknowledged = set()
    while byte := os.read(ack_out, 1):
        acknowledged.add(byte[0])
    os.close(ack_out)
    return acknowledged, results
