"""What every answer carries, and what is different where browsers talk TLS."""

import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from console_at_work import ConsoleAtWork
from http_browser import FORM, Browser, form
from staff_room import PASSWORD

from console.accounts.roles import StaffRole
from firmware.words import new_id
from mqtt_bridge.private_broker import PrivateBroker

ANSWERS = ("/", "/sign-in", "/desk", "/places", "/static/main.js", "/nothing-here", "/desk/live")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
            *("-subj", "/CN=kezek", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return folder


@pytest.fixture(scope="module")
def encrypted(
    shared_broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory, certificate: Path
) -> Iterator[ConsoleAtWork]:
    web = f'certificate = "{certificate / "certificate.pem"}"\nkey = "{certificate / "key.pem"}"\n'
    folder, site = tmp_path_factory.mktemp("encrypted"), f"test-{new_id()}"
    staff = {"desk": (StaffRole.CONSULTANT,)}
    with ConsoleAtWork(folder, site, shared_broker.port, staff=staff, web=web) as at_work:
        yield at_work


@pytest.fixture
def trusting(encrypted: ConsoleAtWork, certificate: Path) -> Browser:
    context = ssl.create_default_context(cafile=str(certificate / "certificate.pem"))
    return Browser(encrypted.port, trusts=context)


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_forbids_foreign_scripts_frames_and_guesses(hall: ConsoleAtWork, path: str) -> None:
    for browser in (hall.at_work("desk", "window-1"), hall.stranger()):
        with browser.stream(path, accept="*/*") as answer:
            headers = answer.headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert not any(word in policy for word in ("unsafe", "*", "http:", "https:", "eval"))
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == ("no-cache" if "/static/" in path and answer.status == 200 else "no-store")
        assert "server" not in headers
        assert "strict-transport-security" not in headers


def test_the_sessions_cookie_is_no_scripts_and_goes_to_no_other_page(hall: ConsoleAtWork) -> None:
    body = form({"name": "desk", "password": PASSWORD})
    answer = hall.stranger().send("POST", "/sign-in", body, {"Content-Type": FORM})
    (cookie,) = answer.headers.get_all("set-cookie", [])
    assert {part.strip().lower() for part in cookie.split(";")[1:]} == {"httponly", "samesite=strict", "path=/"}


def test_where_browsers_talk_tls_the_cookie_never_crosses_the_network_in_the_clear(trusting: Browser) -> None:
    body = form({"name": "desk", "password": PASSWORD})
    answer = trusting.send("POST", "/sign-in", body, {"Content-Type": FORM})
    assert answer.status == 303
    (cookie,) = answer.headers.get_all("set-cookie", [])
    assert {part.strip().lower() for part in cookie.split(";")[1:]} == {
        "httponly", "samesite=strict", "path=/", "secure",
    }  # fmt: skip
    page = trusting.get("/places")
    assert page.status == 200
    assert page.headers["strict-transport-security"] == "max-age=31536000"

    new = "бес көк шәйнек пен 3 кесе"
    renewed = trusting.submit("/password", {"old": PASSWORD, "new": new, "again": new})
    assert "secure" in renewed.headers["set-cookie"].lower()
    assert trusting.get("/places").status == 200


def test_tls_is_spoken_alone_and_no_old_one(encrypted: ConsoleAtWork, trusting: Browser) -> None:
    link = Browser(encrypted.port).connection()
    link.connect()
    with link.sock as plain:
        plain.sendall(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200 OK" not in plain.recv(1000)
    distrusting = Browser(encrypted.port, trusts=ssl.create_default_context())
    with pytest.raises(ssl.SSLCertVerificationError):
        distrusting.get("/sign-in")
    secure = trusting.connection()
    secure.connect()
    with secure.sock as spoken:
        assert isinstance(spoken, ssl.SSLSocket)
        assert spoken.version() in {"TLSv1.2", "TLSv1.3"}
    assert trusting.get("/sign-in").status == 200
