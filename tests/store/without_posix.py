"""Run commands in one process whose `os` lacks what Windows lacks, and without POSIX modules.

    python without_posix.py FOLDER COMMANDS.json

The names go before the package is imported, and after the libraries are: those know what system
they run on, and here that is not Windows. `filelock` comes after, and locks as it does on a system
without `fcntl`. Prints one JSON object: the modules imported, and how each command ended.
"""

import contextlib
import importlib
import io
import json
import os
import pkgutil
import sys
from pathlib import Path

MODULES = ("fcntl", "grp", "posix", "pwd", "readline", "resource", "syslog", "termios", "tty")
CALLS = """
    chown chroot confstr copy_file_range ctermid device_encoding eventfd fchdir fchmod fchown
    fdatasync fork forkpty fpathconf fstatvfs getegid geteuid getgid getgrouplist getgroups
    getloadavg getpgid getpgrp getpriority getresgid getresuid getsid getuid getxattr initgroups
    killpg lchown listxattr lockf major makedev memfd_create minor mkfifo mknod nice openpty
    pathconf pidfd_open pipe2 posix_fadvise posix_fallocate posix_openpt posix_spawn posix_spawnp
    pread preadv pwrite pwritev readv register_at_fork removexattr sched_getaffinity
    sched_setaffinity sched_yield sendfile setegid seteuid setgid setgroups setns setpgid
    setpriority setregid setresgid setresuid setreuid setsid setuid setxattr splice statvfs sync
    sysconf tcgetpgrp tcsetpgrp ttyname uname unshare wait wait3 wait4 waitid WCOREDUMP WEXITSTATUS
    WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WSTOPSIG WTERMSIG writev
""".split()  # noqa: SIM905
FLAGS = """
    O_ACCMODE O_ASYNC O_CLOEXEC O_DIRECT O_DIRECTORY O_DSYNC O_EXLOCK O_LARGEFILE O_NDELAY O_NOATIME
    O_NOCTTY O_NOFOLLOW O_NONBLOCK O_PATH O_RSYNC O_SHLOCK O_SYNC O_TMPFILE WCONTINUED WNOHANG
    WUNTRACED F_LOCK F_TEST F_TLOCK F_ULOCK SEEK_DATA SEEK_HOLE ST_RDONLY PRIO_PROCESS
""".split()  # noqa: SIM905
POSIX_ONLY = frozenset({*CALLS, *FLAGS})
LIBRARIES = (
    *("asyncio", "concurrent.futures", "ctypes", "multiprocessing", "sqlite3", "subprocess"),
    *("branca", "folium", "geopandas", "matplotlib.figure", "numpy", "openpyxl", "pandas"),
    *("pyarrow.dataset", "pyarrow.parquet", "pyogrio", "pyproj"),
    *("rcssmin", "requests", "rjsmin", "shapely", "typer", "xyzservices.providers"),
)


def forget_posix():
    """Take from this process what a Windows machine would not have."""
    for name in LIBRARIES:
        importlib.import_module(name)
    for name in POSIX_ONLY:
        with contextlib.suppress(AttributeError):
            delattr(os, name)
    sys.modules.update(dict.fromkeys(MODULES))


def import_all():
    """Import every module of the package; return their names."""
    import geo

    found = [name for _, name, _ in pkgutil.walk_packages(geo.__path__, "geo.")]
    names = [name for name in found if not name.endswith("__main__")]
    for name in names:
        importlib.import_module(name)
    return names


def run(arguments):
    """Run one command; return its exit status and what it printed."""
    from geo.cli import main

    sys.argv = ["pilotmap", *arguments]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
            status = 0
        except SystemExit as end:
            status = end.code or 0
    return {"status": status, "out": out.getvalue(), "err": err.getvalue()}


if __name__ == "__main__":
    forget_posix()
    os.chdir(sys.argv[1])
    commands = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    imported = import_all()
    sys.stdout.write(json.dumps({"imported": imported, "ended": [run(each) for each in commands]}))
