"""Who may import whom: the direction in which the data flows, and nothing else."""

import ast
from pathlib import Path

import pytest

import newscrawl

PACKAGE = Path(newscrawl.__file__).parent
LEAVES = {"exceptions", "files", "places", "sqlitefiles"}  # import nothing of ours but each other
# Part of the package → the other parts that it may import.
MAY_IMPORT = {
    "text": set(),
    "items": set(),
    "records": {"items", "text"},
    "exceptions": set(),
    "files": set(),
    "sqlitefiles": set(),
    "places": {"files"},
    "arguments": {"text"} | LEAVES,
    "failures": LEAVES,
    "robots": set(),
    "steps": {"items", "text"},
    "reading": {"items", "text", "steps"},
    "memory": {"items"},
    "base/apis": {"text"},
    "base/links": {"items", "text", "arguments"},
    "base/recall": {"base/links", "memory"},
    "base/lists": {"items", "text", "decoding", "arguments", "failures", "base/apis", "base/recall"} | LEAVES,
    "base/pages": {"items", "text", "decoding", "failures", "base/lists", "reading", "base/recall"},
    "base/following": {"items", "text", "base/lists", "base/pages"},
    "base": {"items", "text", "decoding", "failures", "base/lists", "base/following"},
    "decoding": {"text"},
    "spiders": {"items", "text", "base", "base/apis", "base/lists", "reading", "arguments"} | LEAVES,
    "archive": {"items", "text", "memory", "records"} | LEAVES,
    "spiders/posts": {"items", "text", "base", "archive", "reading", "arguments"} | LEAVES,  # reads what was archived
    "exporters": {"items", "text", "records", "warc"} | LEAVES,
    "pipelines": {"items", "text", "steps", "archive", "exporters", "pictures"} | LEAVES,
    "pictures": {"text"} | LEAVES,
    "window": {"archive", "exporters"} | LEAVES,
    "warc": {"text"} | LEAVES,
    "extensions": {"items", "text", "archive", "memory", "warc", "window"} | LEAVES,
    "network": {"extensions", "warc"} | LEAVES,
    "replay": {"extensions", "warc"} | LEAVES,
    "packaging": {"archive", "base", "exporters"} | LEAVES,
    "reindexing": {"archive", "extensions", "warc"} | LEAVES,
    "rebuilding": {"items", "text", "archive", "exporters", "spiders"} | LEAVES,
    "distributed": {"text", "base", "archive", "arguments", "addons"} | LEAVES,
    "loopback": set(),
    "settings": set(),
    "addons": set(),
    "commands": None,  # anything
    "__init__": {"items", "reading"},
}
PURE = {"text": {"lxml", "parsel", "w3lib", "nh3", "pypinyin"}, "items": set(), "files": set(), "arguments": set()}


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_part(name):
    """The part that a dotted name is of; of `base`, whose modules are built one on the other, the module."""
    part, *inside = name.split(".")[1:3]
    return f"{part}/{inside[0]}" if inside and f"{part}/{inside[0]}" in MAY_IMPORT else part


def imports(path):
    """Dotted names that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_follow_the_data(path):
    part = part_of(path)
    module = path.relative_to(PACKAGE).with_suffix("").as_posix()
    allowed = MAY_IMPORT.get(module, MAY_IMPORT[part])
    ours = {imported_part(name) for name in imports(path) if name.startswith("newscrawl.")}
    assert "settings" not in ours, "nobody imports settings"
    if allowed is not None:
        assert ours <= allowed | ({part} if part != "base" else set())


@pytest.mark.parametrize(
    "path", [p for p in modules() if part_of(p) in PURE], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_pure_modules_import_no_scrapy_no_clock_and_no_disk(path):
    import sys

    roots = {name.split(".")[0] for name in imports(path)} - {"newscrawl"}
    assert roots - set(sys.stdlib_module_names) <= PURE[part_of(path)]
    if part_of(path) == "text":
        assert not roots & {"time", "os", "pathlib", "io", "random", "socket", "urllib.request"}


def test_modules_read_in_one_sitting():
    long = {str(p.relative_to(PACKAGE)): n for p in modules() if (n := p.read_text(encoding="utf-8").count("\n")) > 300}
    assert long == {}


def test_pipelines_are_thin():
    long = {p.name: n for p in (PACKAGE / "pipelines").glob("*.py") if (n := p.read_text("utf-8").count("\n")) > 45}
    assert long == {}


def test_pipelines_run_the_one_list_of_steps_in_its_order():
    from importlib import import_module

    from newscrawl import settings, steps

    order = sorted(settings.ITEM_PIPELINES, key=settings.ITEM_PIPELINES.__getitem__)
    classes = [getattr(import_module(name.rpartition(".")[0]), name.rpartition(".")[2]) for name in order]
    assert [c.__dict__["step"] for c in classes if hasattr(c, "step")] == list(steps.STEPS)
