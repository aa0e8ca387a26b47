"""Take the picture in README: the article's map as Chromium draws it, as a light WebP file.

`python docs/screenshot.py` writes docs/map.webp; `--check` only compares, and fails where the page
has come to look different (fonts differ between systems, so a small difference is allowed).
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURE = Path(__file__).with_name("map.webp")
SIZE = {"width": 1280, "height": 800}
QUALITY = 0.8
ALLOWED = 0.02
"""Greatest mean difference of a channel, as a share of its range, that fonts may make."""

_ENCODE = """async ([png, quality]) => {
  const bitmap = await createImageBitmap(await (await fetch(png)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""

_COMPARE = """async (pictures) => {
  const [a, b] = await Promise.all(pictures.map(async (url) => {
    const bitmap = await createImageBitmap(await (await fetch(url)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  }));
  if (a.width !== b.width || a.height !== b.height) return 1;
  let sum = 0;
  for (let at = 0; at < a.data.length; at += 1) sum += Math.abs(a.data[at] - b.data[at]);
  return sum / a.data.length / 255;
}"""


def _data_url(kind: str, content: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def shot(browser: Browser) -> bytes:
    """Return the article's page of 2020 as PNG, at `SIZE` pixels."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.html"
        command = [sys.executable, "-m", "geo", "build", "--out", str(path)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        page = browser.new_page(viewport=SIZE)
        page.goto(f"{path.as_uri()}#y=2020")
        page.wait_for_selector("html[data-state=ready]")
        return page.screenshot()


def difference(browser: Browser, picture: Path = PICTURE) -> float:
    """Return the mean difference of a channel between the page and a picture, from 0 to 1."""
    urls = [_data_url("png", shot(browser)), _data_url("webp", picture.read_bytes())]
    return float(browser.new_page().evaluate(_COMPARE, urls))


def _main() -> int:
    from playwright.sync_api import sync_playwright

    system = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=["--no-sandbox"])
        if "--check" in sys.argv[1:]:
            found = difference(browser)
            print(f"{PICTURE.name} differs from the page by {found:.1%}, allowed {ALLOWED:.0%}")
            return int(found > ALLOWED)
        encoded = browser.new_page().evaluate(_ENCODE, [_data_url("png", shot(browser)), QUALITY])
        PICTURE.write_bytes(base64.b64decode(encoded))
        print(f"{PICTURE}: {PICTURE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(_main())
