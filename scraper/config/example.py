"""The commented config.yaml that `dateline init` writes."""

from pathlib import Path

from scraper.errors import UsageError

from .locate import FILE_NAME


def example() -> str:
    """The whole text; it loads as it stands."""
    from importlib.resources import files  # only who asks for the text needs it

    return files(__package__).joinpath("example.yaml").read_text(encoding="utf-8")


def write_example(folder: Path) -> Path:
    """Write config.yaml into `folder`, made if need be; UsageError rather than overwrite a file that is there."""
    file = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(example())
    except FileExistsError as error:
        if Path(error.filename) == file:
            raise UsageError(f"{file} is there already and stays as it is; delete it to begin anew") from None
        raise UsageError(f"{folder} is a file; name a folder") from None
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror or error}") from None
    return file
