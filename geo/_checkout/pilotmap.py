"""`import pilotmap` in a checkout: the folder `geo/`, which a wheel installs under that name.

An editable installation puts this folder on the path. Wheels leave it out.
"""

import sys
from os.path import abspath, dirname, join

_package = dirname(dirname(abspath(__file__)))  # noqa: PTH100, PTH120
_init = join(_package, "__init__.py")  # noqa: PTH118
# The loader and the specification are of the kinds that this file has: to import `importlib.util`
# takes longer than all else here, and a Ctrl-C meanwhile shows Python's own traceback.
_loader = type(__loader__)(__name__, _init)  # type: ignore[name-defined]
_spec = type(__spec__)(__name__, _loader, origin=_init, is_package=True)
_spec.submodule_search_locations = [_package]
_spec.has_location = True
_module = type(sys)(__name__)
_module.__spec__, _module.__loader__ = _spec, _loader
_module.__file__, _module.__path__, _module.__package__ = _init, [_package], __name__
sys.modules[__name__] = _module
_loader.exec_module(_module)
