"""The effective configuration as YAML, the way config.yaml would say it, secrets masked."""

from io import StringIO

from ruamel.yaml import YAML

from .settings import Config


def as_yaml(config: Config) -> str:
    """What is in force, every default spelled out."""
    yaml = YAML(typ="safe")
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.width = 120
    out = StringIO()
    yaml.dump(config.masked(), out)
    return out.getvalue()
