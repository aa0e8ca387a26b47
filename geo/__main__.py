"""Run the command as `python -m pilotmap`; in a checkout, `python -m geo`."""

from .cli import main

if __name__ == "__main__":
    main()
