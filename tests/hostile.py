"""Strings that would run, break or vanish wherever text is taken for code."""

MARK = "pilotmap-was-here"
HOSTILE = [
    "<script>window.hacked = 1</script>",
    "</script><script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    '"><svg onload=alert(1)>',
    "${window.hacked = 1} `${window.hacked = 1}`",
    f"{{{{ cycler.__init__.__globals__.os.system('touch {MARK}') }}}}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "50 {% off",
    "{# a comment that never ends",
    r"\x3cscript\x3ewindow.hacked = 1\x3c/script\x3e \u003cb\u003e",
    "<!-- <script> --!> <![CDATA[ ]]>",
    "line\u2028separator\u2029paragraph",
    "javascript:window.hacked=1",
    "&lt;b&gt; &amp;amp; &#x3c;",
    "@@data@@ @@scripts@@ {{title}}",
    "'; window.hacked = 1; '",
    "渭南 \U0001f33e e\u0301 \u200d",
]
CELLS = [
    *HOSTILE,
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2-2",
    "@SUM(A1)",
    "\uff1d1+1",
    "'=1",
    "a;=1+1",
    "]]>",
    "-->",
    "@import url(x)",
    "a } @book{x, \\input{/etc/passwd} % $x^2$ \\",
    "$\\frac{1$ $$",
    "\u202eturned",
    "CON",
    "../../x",
    'a"b',
    "\\",
    "x" * 10_000,
]
"""And what a table, a citation or a picture would take for its own."""
NAMES = [
    "l; touch x #", "$(touch x)", "CON", "a.", "..", "a\nb", "\u202ex", "-rf", "a'b\"", "\x1b[2J",
    "\x7f", "=1", "\u2028", "%PATH%", "x" * 200,
]  # fmt: skip
"""Names of files, without their ending."""
