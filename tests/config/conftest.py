"""A config.yaml in a folder of its own, and what loading it brings."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from scraper.config import Config, load_config
from scraper.errors import ConfigError

Load = Callable[..., Config]
Problems = Callable[..., list[str]]

AGENT = 'user_agent: "Test/1.0 (+mailto:test@example.org)"\n'


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Loads a text as ./config.yaml, with no environment but the given one."""
    monkeypatch.chdir(tmp_path)

    def load(text: str | bytes, environ: Mapping[str, str] | None = None, database: str | None = None) -> Config:
        content = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "config.yaml").write_bytes(content)
        return load_config(None, environ=environ or {}, database=database)

    return load


@pytest.fixture
def problems(load: Load) -> Problems:
    def problems(text: str | bytes, environ: Mapping[str, str] | None = None, database: str | None = None) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            load(text, environ, database)
        return caught.value.problems

    return problems
