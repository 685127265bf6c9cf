"""Compiles the parser's busiest modules where a C compiler is at hand; elsewhere the same files run as plain Python.

Every module that has a .pxd beside it is compiled: Cython reads there which of its values may be C's. They share these
types, so all are compiled or none is. What a .pyx does is done by another module where nothing is compiled.
DATELINE_PURE=1 compiles nothing.
"""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.errors import BaseError, CCompilerError

DIRECTIVES = {
    "language_level": 3,
    "annotation_typing": False,  # the .pxd tells the types
    "boundscheck": False,
    "initializedcheck": False,
}
PACKAGES = ("scraper", "db")
FLAGS = ["-O1", "-finline-small-functions", "-fexpensive-optimizations", "-g0", "-ffp-contract=off"]
"""-O2 takes half as long again and makes nothing faster but what reads bytes one by one, which the third one does. The
sums of the models' trees stay the same everywhere."""


class build_all_or_none(build_ext):  # noqa: N801 - as setuptools calls its commands
    def run(self) -> None:
        if self.inplace:  # what an earlier build left: Python would take it instead of the files beside it
            for left in files(f"*{sysconfig.get_config_var('EXT_SUFFIX')}"):
                left.unlink()
        super().run()  # builds elsewhere, and copies where `inplace` asks for it

    def build_extensions(self) -> None:
        try:
            self._compile()
        except (BaseError, CCompilerError, ImportError, OSError) as error:
            self.warn(f"nothing is compiled: dateline works, but reads pages more slowly ({error})")
            self._remove()
            self.extensions.clear()

    def _remove(self) -> None:
        for extension in self.extensions:
            Path(self.get_ext_fullpath(extension.name)).unlink(missing_ok=True)

    def _compile(self) -> None:
        from Cython.Build import cythonize

        cores = os.cpu_count() or 1
        translated = cythonize(
            self.extensions, build_dir="build/cython", compiler_directives=DIRECTIVES, nthreads=cores, quiet=True
        )
        for extension, told in zip(self.extensions, translated, strict=True):
            extension.sources = told.sources
        self.parallel = cores
        super().build_extensions()


def modules() -> list[Extension]:
    if os.environ.get("DATELINE_PURE"):
        return []
    typed = [types.with_suffix(".py") for types in files("*.pxd")]
    sources = sorted(file for file in (*typed, *files("*.pyx")) if file.is_file())
    flags = FLAGS if os.name == "posix" else []
    return [Extension(".".join(file.with_suffix("").parts), [str(file)], extra_compile_args=flags) for file in sources]


def files(pattern: str) -> list[Path]:
    return [file for package in PACKAGES for file in Path(package).rglob(pattern)]


setup(ext_modules=modules(), cmdclass={"build_ext": build_all_or_none})
