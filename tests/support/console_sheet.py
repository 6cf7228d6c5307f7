"""Pictures of the console's sample pages to look at: every theme, language and size asked for."""

import argparse
import mimetypes
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from console_samples import samples
from sample_words import Sample

from console.web.rendering import render
from console.web.views.page import Theme
from firmware.words import Language

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

ROOT = Path(__file__).parents[2]
ORIGIN = "http://console.invalid"
FOLDERS = {"static": ROOT / "console/web/static", "fonts": ROOT / "fonts"}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'"
SIZES = {"1280": (1280, 720), "768": (768, 1024), "390": (390, 844), "320": (320, 640)}


@contextmanager
def open_page(width: int, height: int) -> "Iterator[Page]":
    """Open a page in Debian's Chromium, to which `show` gives sample pages."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        raise FileNotFoundError("chromium is not installed: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": width, "height": height})
        browser.close()


def show(page: "Page", sample: Sample, theme: Theme) -> None:
    """Give *page* the sample as a server would, under the same content security policy; only its font may keep it."""
    shell = msgspec.structs.replace(sample.page, theme=theme)
    html = render(sample.template, shell, sample.view)
    page.unroute_all()
    page.route("**/*", lambda route: _answer(route, html))
    page.goto(f"{ORIGIN}/")
    page.evaluate("document.fonts.ready.then(() => null)")


def _answer(route: "Route", html: str) -> None:
    folder, _, name = route.request.url.removeprefix(f"{ORIGIN}/").partition("/")
    if not folder:
        route.fulfill(body=html, content_type="text/html", headers={"content-security-policy": POLICY})
        return
    path = FOLDERS[folder] / name
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    route.fulfill(body=path.read_bytes(), content_type=kind)


def main(argv: Sequence[str] | None = None) -> int:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "run/pictures/console")
    parser.add_argument("--page", action="append", help="only pages whose name begins so")
    parser.add_argument("--size", action="append", choices=SIZES, help="1280 and 768 unless told; phones' pages 390")
    parser.add_argument("--theme", action="append", choices=[theme.value for theme in Theme])
    parser.add_argument("--language", action="append", choices=[language.value for language in Language])
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    count = 0
    with open_page(1280, 720) as page:
        for language in map(Language, options.language or ("kk", "ru")):
            for name, sample in samples(language).items():
                if options.page and not name.startswith(tuple(options.page)):
                    continue
                for size in options.size or (("390",) if sample.is_phone else ("1280", "768")):
                    width, height = SIZES[size]
                    page.set_viewport_size({"width": width, "height": height})
                    for theme in map(Theme, options.theme or ("light", "dark", "contrast")):
                        show(page, sample, theme)
                        path = options.out / f"{name}-{language.value}-{theme.value}-{size}.png"
                        page.screenshot(path=path, full_page=True)
                        count += 1
    sys.stdout.write(f"{count} pictures in {options.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
