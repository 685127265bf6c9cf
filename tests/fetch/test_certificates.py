"""Certificates of an authority that we trust: one that is right is taken, any other is refused as such."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from pathlib import Path

import httpx
import pytest

from scraper.errors import FetchError
from tests.fetch.conftest import client, response, serving


def certificate(folder: Path, host: str, days: int) -> tuple[Path, Path]:
    """(certificate, key) for the host, valid for so many days from now; it vouches for itself."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    key, request, made, more = (folder / name for name in ("key.pem", "request.pem", "made.pem", "more"))
    more.write_text(f"subjectAltName=DNS:{host}\n")
    asked = [openssl, "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={host}", "-keyout", key, "-out", request]
    signed = [openssl, "x509", "-req", "-in", request, "-signkey", key, "-days", str(days), "-extfile", more]
    subprocess.run(asked, check=True, capture_output=True)
    subprocess.run([*signed, "-out", made], check=True, capture_output=True)
    return made, key


@pytest.mark.parametrize(
    ("host", "days", "told"),
    [("localhost", 2, None), ("localhost", -1, "expired"), ("other.example", 2, "ostname mismatch")],
    ids=["right", "expired", "of another host"],
)
def test_a_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, days: int, told: str | None) -> None:
    made, key = certificate(tmp_path, host, days)
    trusting = ssl.create_default_context(cafile=str(made))
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: trusting)
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(made, key)

    async def run() -> None:
        async with serving({"/": response(b"x")}, tls=server_side) as server, client(retries=2) as http:
            url = server.url.replace("127.0.0.1", "localhost") + "/"
            if told is None:
                assert (await http.get(url, check_robots=False)).body == b"x"
                return
            with pytest.raises(FetchError, match=told) as caught:
                await http.get(url, check_robots=False)
            assert caught.value.kind == "tls"
            assert server.asked == []

    asyncio.run(run())
