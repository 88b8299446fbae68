"""A real browser (Debian's Chromium, driven by selenium) with a new profile, restricted to the tested server."""

import base64
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import installed
import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
AXE_VERSION = "4.10.3"
INSIDE = ("data", "blob", "about")  # schemes of content within a page, which is not requested over the network
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-prefers-reduced-motion",  # scrolling would move links away from the pointer
)
WIDE, NARROW = (1280, 900), (390, 844)
PATIENCE = 20.0  # seconds


@contextmanager
def browser(size: tuple[int, int] = WIDE, *, scripts: bool = True, dark: bool = False) -> Iterator[Chrome]:
    """Run a browser with a window of ``size`` and a new profile; skip the test if there is none."""
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if binary is None or driver is None:
        pytest.skip("Chromium and its driver are not installed: apt-get install chromium chromium-driver")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = Options()
        options.binary_location = binary
        for argument in (*ARGUMENTS, f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        opened = Chrome(options=options, service=Service(driver))
        try:
            opened.set_page_load_timeout(PATIENCE)
            metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == NARROW}
            opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            if not scripts:
                opened.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
            if dark:
                feature = {"name": "prefers-color-scheme", "value": "dark"}
                opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
            _leave_first_page(opened)
            yield opened
        finally:
            opened.quit()


def waited(page: Chrome, selector: str) -> None:
    """Wait until an element matches ``selector``."""
    WebDriverWait(page, PATIENCE).until(lambda here: here.find_elements(By.CSS_SELECTOR, selector), selector)


def heading(page: Chrome) -> str:
    """Return the page's main heading."""
    return str(page.find_element(By.TAG_NAME, "h1").text)


def requested(page: Chrome) -> list[str]:
    """Return the addresses requested over the network since the last call."""
    messages = (json.loads(entry["message"])["message"] for entry in _log(page, "performance"))
    sent = (each["params"]["request"]["url"] for each in messages if each["method"] == "Network.requestWillBeSent")
    return [url for url in sent if urlsplit(url).scheme not in INSIDE]


def _leave_first_page(opened: Chrome) -> None:
    """Discard the requests and errors of the browser's own first page."""
    opened.get("about:blank")
    for kind in ("performance", "browser"):
        _log(opened, kind)


def _log(page: Chrome, kind: str) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = page.get_log(kind)  # type: ignore[no-untyped-call]  # selenium leaves it so
    return entries


def complaints(page: Chrome) -> list[str]:
    """Return console warnings and errors since the last call, violations of the security policy included."""
    return [str(entry["message"]) for entry in _log(page, "browser") if entry["level"] in ("SEVERE", "WARNING")]


def screenshot(page: Chrome, name: str, most: int = 3200) -> None:
    """Write a screenshot of the whole page to build/screenshots/, at most ``most`` pixels high."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    # A loaded page has no size before its layout, which a busy machine delays.
    size = WebDriverWait(page, PATIENCE).until(_size)
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], most), "scale": 1}
    taken = page.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
    (SCREENSHOTS / f"{name}.png").write_bytes(base64.b64decode(taken["data"]))


def _size(page: Chrome) -> dict[str, int]:
    size: dict[str, int] = page.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    return size if size["width"] else {}


def axe() -> str:
    """Return the source of axe-core, installed once with npm; skip the test if npm cannot bring it."""
    modules = installed.npm(f"axe-core-{AXE_VERSION}", f"axe-core@{AXE_VERSION}")
    return (modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
