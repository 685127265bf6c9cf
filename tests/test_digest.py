"""A digest is the SHA-1 of all parts, in base32."""

from __future__ import annotations

import base64
import hashlib

from hypothesis import example, given
from hypothesis import strategies as st

from scraper.digest import digest


@given(parts=st.lists(st.binary()))
@example(parts=[b"160", b"55"])  # the first two of its bytes are zero
def test_a_digest_is_what_base64_says(parts: list[bytes]) -> None:
    whole = hashlib.sha1(b"".join(parts), usedforsecurity=False).digest()
    assert digest(*parts) == "sha1:" + base64.b32encode(whole).decode()
