"""The tests' own lexicon as pages, and a browser that may load nothing but them."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tiny as tiny_lexicon

from cnfin_terms.lexicon.source import read_lexicon
from cnfin_terms.site.build import Written, build

REPOSITORY = "https://example.org/our/lexicon"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
#: Why the browser cannot be tested here; "" where it can.
ABSENT = "no Chromium on this machine" if CHROMIUM is None else (
    "" if importlib.util.find_spec("playwright") else "playwright drives the browser: pip install 'cnfin-terms[browser]'")


def tiny_site(folder: Path) -> Written:
    return build(tiny_lexicon.lexicon(), read_lexicon(tiny_lexicon.FOLDER), folder, REPOSITORY)


class Watch(list[str]):
    """What went wrong in a page: requests to anywhere but its folder, errors, and what the page's policy refused."""

    def over(self, page: Any, folder: Path) -> Any:
        home = folder.resolve().as_uri() + "/"
        page.on("request", lambda request: None if request.url.startswith((home, "data:")) else self.append(f"request: {request.url}"))
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on("console", self._hear)
        return page

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.append(f"{message.type}: {message.text}")


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, in a profile of its own that is gone with it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
