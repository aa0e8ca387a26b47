"""`import pilotmap` in a checkout: the folder `geo/`, which a wheel installs under that name.

An editable installation puts this folder on the path. Wheels leave it out.
"""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from os.path import abspath, dirname, join  # pathlib would double the time of the import

_package = dirname(dirname(abspath(__file__)))  # noqa: PTH100, PTH120
_init = join(_package, "__init__.py")  # noqa: PTH118
_spec = spec_from_file_location(__name__, _init, submodule_search_locations=[_package])
if _spec is None or _spec.loader is None:
    raise ImportError(f"cannot read {_init}")
_module = module_from_spec(_spec)
sys.modules[__name__] = _module
_spec.loader.exec_module(_module)
