"""docs/architecture.md names every folder and nothing that does not exist, and stays short."""

import re

from imports import ROOT, modules, targets

TEXT = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
GLOSSARY_ROWS = 30


def rows(title: str) -> list[list[str]]:
    """Return the cells of the rows below the head of the table in the section ``title``."""
    section = re.search(rf"^## {re.escape(title)}$(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert section, title
    lines = re.findall(r"^\|(.+)\|$", section[1], re.MULTILINE)
    return [[cell.strip() for cell in line.split("|")] for line in lines[2:]]


def listed() -> dict[str, str]:
    """Return each folder in the table of folders with its sentence."""
    each = rows("Folders")
    found = {folder.strip("`").rstrip("/"): sentence for folder, sentence in each}
    assert len(found) == len(each), "a folder stands twice"
    return found


def test_every_folder_with_modules_has_one_sentence() -> None:
    assert set(listed()) == {module.parent.as_posix() for module in modules()}
    assert all(re.fullmatch(r"[A-Z][^.]*(\.\w[^.]*)*\.", sentence) for sentence in listed().values())


def test_a_folder_imports_only_folders_above_it_in_the_table() -> None:
    order = list(listed())
    arrows = {
        (module.parent.as_posix(), target.parent.as_posix()) for module in modules() for target in targets(module)
    }
    assert [(above, below) for above, below in arrows if order.index(below) > order.index(above)] == []


def test_every_file_and_folder_that_is_named_exists() -> None:
    drawings = "".join(re.findall(r"```mermaid(.*?)```", TEXT, re.DOTALL))
    named = re.findall(r"`((?:docs|graph|mappings|ontology|queries|tests)/[\w./-]*)`", TEXT)
    named += re.findall(r"\b((?:graph|mappings)/[\w/]+(?:\.py)?)", drawings)
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert len(named) > len(rows("Folders"))


def test_the_questions_name_a_place_in_the_rooms() -> None:
    places = [place for _, place in rows("Where do I put …")]
    assert len(places) >= 10
    assert all(re.search(r"`(?:graph|mappings|ontology|queries)/", place) for place in places)


def test_the_glossary_is_short_and_without_repetition() -> None:
    terms = [term for term, _ in rows("Glossary")]
    assert 0 < len(terms) == len(set(terms)) <= GLOSSARY_ROWS


def test_both_drawings_show_the_boundaries_between_processes() -> None:
    drawings = re.findall(r"```mermaid\n(.*?)```", TEXT, re.DOTALL)
    assert [len(re.findall(r"^ *subgraph .*process", drawing, re.MULTILINE)) for drawing in drawings] == [2, 2]
