"""The records of an Orphadata file: what is read, in which encodings, and what is refused with its line."""

import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.mappings.orphanet import xml_records
from rarekg.mappings.orphanet.xml_records import records
from rarekg.ontology.errors import SourceError

SOUND = """<?xml version="1.0" encoding="{encoding}"?>
<JDBOR date="2026-06-23">
  <Availability><Licence><ShortIdentifier>CC-BY-4.0</ShortIdentifier></Licence></Availability>
  <DisorderList count="2">
    <Disorder id="1">
      <OrphaCode>58</OrphaCode>
      <Name lang="en">Maladie d’Alexander é</Name>
      <SynonymList count="2"><Synonym lang="en">a</Synonym><Synonym lang="en">b</Synonym></SynonymList>
    </Disorder>
    <Disorder id="2"><OrphaCode>61</OrphaCode></Disorder>
  </DisorderList>
</JDBOR>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "product.xml"


def test_records_have_their_line_and_the_texts_below_them(folder: Path) -> None:
    folder.write_text(SOUND.format(encoding="UTF-8"), encoding="utf-8")
    first, second = records(folder, "DisorderList")
    assert (first.line, second.line) == (5, 10)
    assert first.words("OrphaCode") == "58"
    assert second.words("Name") == ""
    assert [synonym.text for synonym in first.every("SynonymList", "Synonym")] == ["a", "b"]
    assert list(second.every("SynonymList", "Synonym")) == []
    assert second.first("SynonymList", "Synonym") is None
    assert first.attributes == {"id": "1"}


@pytest.mark.parametrize(
    ("declared", "written"), [("ISO-8859-1", "latin-1"), ("UTF-16", "utf-16"), ("cp1252", "cp1252")]
)
def test_a_file_is_read_in_the_encoding_it_declares(folder: Path, declared: str, written: str) -> None:
    text = SOUND.format(encoding=declared).replace("’", "'")
    folder.write_bytes(text.encode(written))
    assert next(records(folder, "DisorderList")).words("Name") == "Maladie d'Alexander é"


def test_only_the_named_list_holds_records(folder: Path) -> None:
    folder.write_text("<JDBOR><A><B/></A><DisorderList><Disorder/></DisorderList><C><D/></C></JDBOR>")
    assert [record.tag for record in records(folder, "DisorderList")] == ["Disorder"]


LISTED = "<JDBOR>\n<DisorderList>{}</DisorderList></JDBOR>"
REFUSED = {
    "another root": ("\n<rss/>", "the root is rss", 2),
    "no list": ("<JDBOR></JDBOR>", "has no DisorderList", None),
    "a document type": (
        '\n<!DOCTYPE JDBOR [<!ENTITY x SYSTEM "file:///etc/passwd">]><JDBOR>&x;</JDBOR>',
        "type decl",
        2,
    ),
    "an empty document type": ("<!DOCTYPE JDBOR><JDBOR/>", "document type declaration", 1),
    "an end that is missing": (LISTED.format("<Disorder>")[:-30], "not well-formed", 2),
    "nothing": ("", "not well-formed", 1),
    "an entity": (LISTED.format("<Disorder>&x;</Disorder>"), "not well-formed", 2),
    "an unknown encoding": ('<?xml version="1.0" encoding="klingon"?><JDBOR/>', "encoding", 1),
    "a depth": (LISTED.format("<a>" * 40 + "</a>" * 40), "elements in each other", 2),
    "many elements": (LISTED.format(f"<a>{'<b/>' * (1 << 17)}</a>"), "a record of more than", 2),
    "a long text": (LISTED.format(f"<a>{'x' * (1 << 21)}</a>"), "a text of more than", 2),
    "a long text outside": (f"<JDBOR>{'x' * (1 << 21)}</JDBOR>", "a text of more than", 1),
    "a long tag": (f'<JDBOR a="{"x" * (1 << 22)}"/>', "a tag of more than", 1),
    "a long comment": (f"<JDBOR><!--{'x' * (1 << 22)}--></JDBOR>", "a tag of more than", 1),
}


@pytest.mark.parametrize(("content", "what", "line"), REFUSED.values(), ids=REFUSED.keys())
def test_what_no_product_has_is_refused_with_its_line(folder: Path, content: str, what: str, line: int | None) -> None:
    folder.write_text(content)
    with pytest.raises(SourceError, match=what) as refused:
        list(records(folder, "DisorderList"))
    assert refused.value.line == line


def test_bytes_that_are_not_of_the_encoding_are_refused(folder: Path) -> None:
    folder.write_bytes(b"<JDBOR>\n<DisorderList><a>\xff\xfe</a></DisorderList></JDBOR>")
    with pytest.raises(SourceError, match=r"product\.xml:2: is not well-formed"):
        list(records(folder, "DisorderList"))


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        list(records(tmp_path / "none.xml", "DisorderList"))


def test_a_text_without_end_is_given_up_early(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_records, "LONGEST_TEXT", 1 << 16)
    with folder.open("wb") as file:
        file.write(b"<JDBOR><DisorderList><a>")
        file.writelines(b"x" * (1 << 20) for _ in range(64))
    tracemalloc.start()
    with pytest.raises(SourceError, match="a text of more than"):
        list(records(folder, "DisorderList"))
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


def _mangled() -> Iterator[bytes]:
    yield SOUND.format(encoding="UTF-8").encode()
    yield SOUND.format(encoding="UTF-16").encode("utf-16")


@given(st.sampled_from(list(_mangled())), st.data())
def test_a_mangled_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, sound: bytes, data: st.DataObject
) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(sound)), st.integers(0, len(sound)))))
    path = tmp_path_factory.getbasetemp() / "mangled.xml"
    path.write_bytes(sound[:start] + data.draw(st.binary(max_size=40)) + sound[end:])
    with suppress(SourceError):  # any other exception is a fault
        assert all(record.line >= 1 for record in records(path, "DisorderList"))
