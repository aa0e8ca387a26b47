"""What the import contracts cannot say: sizes, and circles through the door of a package."""

import ast
from collections import Counter
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "geo").rglob("*.py"))
LONGEST_MODULE = 350
LONGEST_FUNCTION = 60


def _name(path):
    return path.relative_to(ROOT).as_posix()


@cache
def _tree(path):
    return ast.parse(path.read_text("utf-8"))


def _module(path):
    return _name(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def _functions(tree, *, has_options):
    """Yield (name, lines) of each function, its docstring counted; with options, of its body."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0].lineno if has_options else node.lineno
            yield node.name, node.end_lineno - first + 1


def _imports(path, modules):
    """Return what a module imports of the package, inside functions and for types too."""
    found = set()
    package = _module(path) if path.name == "__init__.py" else _module(path).rpartition(".")[0]
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ImportFrom) and node.level:
            parts = package.split(".")
            base = ".".join(parts[: len(parts) - node.level + 1])
            target = f"{base}.{node.module}" if node.module else base
            for alias in node.names:
                inner = f"{target}.{alias.name}"
                found.add(inner if inner in modules else target)
    return found - {_module(path)}


def test_a_module_is_short_enough_to_read():
    lines = {_name(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}

    assert {name: count for name, count in lines.items() if count > LONGEST_MODULE} == {}


def test_a_function_fits_on_a_screen():
    """A command, and a method of `Rollout`, has its options in its signature: its body counts."""
    long = []
    for path in MODULES:
        has_options = path.parent.name == "cli" or path.name in {"door.py", "methods.py"}
        found = _functions(_tree(path), has_options=has_options)
        long += [(_name(path), *each) for each in found if each[1] > LONGEST_FUNCTION]

    assert long == []


def test_no_modules_import_each_other_in_a_circle():
    modules = {_module(path) for path in MODULES}
    graph = {_module(path): _imports(path, modules) for path in MODULES}

    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_no_two_modules_of_tests_have_one_name():
    """Two of a name cannot be collected together, but in packages."""
    modules = [
        path.name
        for path in Path(__file__).parent.rglob("*.py")
        if "node_modules" not in path.parts
        and path.name != "conftest.py"
        and not (path.parent / "__init__.py").exists()
    ]

    assert {name for name, times in Counter(modules).items() if times > 1} == set()
