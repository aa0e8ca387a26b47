"""Import every command module, so that it registers itself on the application."""

from geo.cli import (
    add,
    build,
    check,
    date,
    edit,
    explain,
    find,
    import_,
    init,
    list,
    remove,
    source,
    undo,
)
