"""`import pilotmap` in a checkout: the folder `geo/`, which a wheel installs under that name.

An editable installation puts this folder on the path. Wheels leave it out.
"""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

_init = Path(__file__).parents[1] / "__init__.py"
_spec = spec_from_file_location(__name__, _init, submodule_search_locations=[str(_init.parent)])
if _spec is None or _spec.loader is None:
    raise ImportError(f"cannot read {_init}")
_module = module_from_spec(_spec)
sys.modules[__name__] = _module
_spec.loader.exec_module(_module)
