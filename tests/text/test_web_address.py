"""Which texts are addresses on the web."""

import pytest

from geo.text.escape import is_web_address

GOOD = [
    "http://a.cn", "https://www.gov.cn/x?a=b|c", "http://[::1]/", "https://例子.中国/路径?q=武威",
    "HTTP://EXAMPLE.ORG:8080/#x", "http://127.0.0.1", "https://a_b.example.com/", "http://a.cn./",
    "https://web.archive.org/web/2020/http://x.cn/", "http://localhost:3", "https://x.cn/a?b=c,d",
]  # fmt: skip
BAD = [
    "", "http://", "http:///x", "http://a b", "http://[::1", "http://[::1]x", "http://[v1.x]",
    "http://a:b/", "http://a:99999/", "http://a:", "http://..", "http://-", "http://a..b",
    "https://u:p@h/", "https://https://x", "https:/x.cn", "//x.cn", "www.gov.cn", "ftp://x",
    "file:///x", "data:text/html,x", "javascript:alert(1)", "mailto:a@b.c", "http:\\\\x",
    "https://x.cn/<script>", " https://x.cn", "https://x.cn\n", "https://x\u202e.cn",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_an_address_is_one(text):
    assert is_web_address(text)


@pytest.mark.parametrize("text", BAD)
def test_what_no_browser_opens_is_none(text):
    assert not is_web_address(text)
