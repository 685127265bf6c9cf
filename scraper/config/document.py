"""The text of config.yaml as plain values, with the line of each; syntax errors in our own words."""

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from db.frozen import frozen

from .position import KeyPath, Lines, Problem
from .syntax import explain, without_mark

MAX_VALUES = 1_000_000
"""Aliases of aliases can unfold to more than fits in memory; 50,000 sources are well below this."""

_TAG = "tag:yaml.org,2002:"


@frozen
class Document:
    values: dict[str, Any]
    lines: Lines
    problems: list[Problem]
    """What is wrong with the form: then `values` holds what could be read."""


def read_document(text: str) -> Document:
    """Never raises: a text that isn't YAML gives no values and one problem."""
    yaml = YAML(typ="safe", pure=True)
    yaml.composer.warn_double_anchors = False  # YAML allows it: the nearest above counts
    try:
        root = yaml.compose(text)
    except MarkedYAMLError as error:
        return _nothing(explain(error, text))
    except YAMLError as error:
        return _nothing(without_mark(error, text))
    except RecursionError:
        return _nothing(Problem((), "nested too deeply", line=1))
    except (ValueError, AssertionError, AttributeError, IndexError, KeyError, TypeError) as error:
        # ruamel.yaml trips over some broken texts with whatever error comes first
        return _nothing(Problem((), f"not YAML ({type(error).__name__} in the YAML reader)", line=1))
    if root is None or (isinstance(root, ScalarNode) and not root.value.strip()):
        return _nothing(Problem((), "the file is empty; delete it and run `dateline init` for an example"))
    if not isinstance(root, MappingNode):
        found = "a list" if isinstance(root, SequenceNode) else "a text"
        return _nothing(Problem((), f"expected keys such as 'sources:', got {found}", line=root.start_mark.line + 1))
    reader = _Reader()
    try:
        values = reader.mapping(root, ())
    except RecursionError:
        return _nothing(Problem((), "nested too deeply", line=1))
    except _TooMuch:
        return _nothing(Problem((), f"more than {MAX_VALUES:,} values; do aliases repeat each other?", line=1))
    return Document(values, Lines(reader.lines), reader.problems)


def _nothing(problem: Problem) -> Document:
    return Document({}, Lines({}), [problem])


class _TooMuch(Exception):
    pass


@dataclass(slots=True)
class _Reader:
    """Walks the nodes and keeps the books: lines, problems, and which nodes it is inside of."""

    lines: dict[KeyPath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    open: set[int] = field(default_factory=set)
    count: int = 0

    def value(self, node: Node, path: KeyPath) -> Any:
        self.count += 1
        if self.count > MAX_VALUES:
            raise _TooMuch
        if isinstance(node, ScalarNode):
            return self.scalar(node, path)
        if id(node) in self.open:
            self.complain(node, path, "an alias that contains itself")
            return None
        self.open.add(id(node))
        found = self.mapping(node, path) if isinstance(node, MappingNode) else self.sequence(node, path)
        self.open.discard(id(node))
        return found

    def mapping(self, node: MappingNode, path: KeyPath) -> dict[str, Any]:
        self.lines.setdefault(path, node.start_mark.line + 1)
        found: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if _tag(key_node) == "merge":
                merged = {**self.merge(value_node, path), **merged}
        for key_node, value_node in node.value:
            key = None if _tag(key_node) == "merge" else self.key(key_node, path)
            if key is None:
                continue
            here = (*path, key)
            if key in found:
                first = self.lines[here]
                self.complain(key_node, here, f"the same key again; the first is in line {first}")
                continue
            self.lines[here] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, here)
        return {**merged, **found}

    def sequence(self, node: Node, path: KeyPath) -> list[Any]:
        found = []
        for index, item in enumerate(node.value):
            self.lines[*path, index] = item.start_mark.line + 1
            found.append(self.value(item, (*path, index)))
        return found

    def merge(self, node: Node, path: KeyPath) -> dict[str, Any]:
        """`<<: *defaults`, or a list of them, where the first wins."""
        parts = node.value if isinstance(node, SequenceNode) else [node]
        merged: dict[str, Any] = {}
        for part in parts:
            value = self.value(part, path)
            if not isinstance(value, dict):
                self.complain(node, path, "'<<:' expects an alias of keys and values, as in '<<: *defaults'")
                continue
            merged = {**value, **merged}
        return merged

    def key(self, node: Node, path: KeyPath) -> str | None:
        if isinstance(node, ScalarNode) and node.value:
            return str(node.value)
        self.complain(node, path, "expected a name before the ':'")
        return None

    def scalar(self, node: ScalarNode, path: KeyPath) -> Any:
        tag = _tag(node)
        text = str(node.value)
        if tag == "null":
            return None
        if tag == "bool":
            return text.lower() in {"true", "yes", "on", "y"}
        if tag in {"int", "float"}:
            return _number(text)
        if tag not in {"str", "timestamp"}:
            self.complain(node, path, f"the tag '!{tag.lstrip('!')[:40]}' is not known here; leave it out")
        return text

    def complain(self, node: Node, path: KeyPath, message: str) -> None:
        self.problems.append(Problem(path, message, line=node.start_mark.line + 1))


def _tag(node: Node) -> str:
    return str(node.tag or "").removeprefix(_TAG)


def _number(text: str) -> int | float | str:
    """YAML 1.2 figures; what Python doesn't take for a number (a time in sixties, 5,000 digits) stays text."""
    plain = text.replace("_", "")
    for read in (int, float, lambda figures: int(figures, 0)):
        try:
            return read(plain)
        except ValueError:
            continue
    return {".inf": float("inf"), "-.inf": float("-inf")}.get(plain.lower(), text)
