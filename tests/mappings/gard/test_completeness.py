"""A truncated or mangled page is refused with one line or gives sound facts; it never crashes the reader."""

import re
from functools import cache
from pathlib import Path

import pytest
from gard_pages import GOLDEN, OWN, seed, small_known
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rarekg.mappings.facts import Differential, Fact, Issue, Phenotype, Reference
from rarekg.mappings.sources.gard import read
from rarekg.ontology.errors import SourceError

PAGES = [OWN, *sorted(GOLDEN.glob("*/page.*"))]
EVERY_PAGE = pytest.mark.parametrize("page", [OWN, seed], ids=["own", "seed"])


@cache
def content(path: Path) -> bytes:
    return path.read_bytes()


def attempt(folder: Path, raw: bytes) -> list[Fact | Issue] | SourceError:
    path = folder / "page.txt"
    path.write_bytes(raw)
    known = small_known()
    try:
        return list(read(path, known))
    except SourceError as error:
        refused = error
    assert str(refused).startswith(f"{path}:")
    assert "\n" not in str(refused)
    return refused


def text_of(page: object) -> str:
    path = page() if callable(page) else page
    assert isinstance(path, Path)
    return content(path).decode()


@EVERY_PAGE
def test_a_page_cut_after_any_line_is_refused(tmp_path: Path, page: object) -> None:
    lines = text_of(page).rstrip("\n").split("\n")
    for count in range(len(lines)):
        for end in ("", "\n"):
            refused = attempt(tmp_path, ("\n".join(lines[:count]) + end).encode())
            assert isinstance(refused, SourceError), count
            assert count == 0 or refused.line is not None


@EVERY_PAGE
def test_a_page_cut_anywhere_in_its_last_lines_is_refused(tmp_path: Path, page: object) -> None:
    """Full stops inside the last reference do not end it: initials, title, journal, host name."""
    whole = text_of(page).rstrip("\n")
    begin = whole.rindex("\n  2. ")
    cuts = [begin + offset for offset in range(1, len(whole) - begin) if whole[begin + offset - 1] in "./ :;\n2"]
    assert len(cuts) > 60
    for cut in cuts:
        assert isinstance(attempt(tmp_path, whole[:cut].encode()), SourceError), whole[cut - 30 : cut]
    assert isinstance(attempt(tmp_path, whole.encode()), list)


@EVERY_PAGE
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_page_cut_at_any_character_is_refused(tmp_path: Path, page: object, data: st.DataObject) -> None:
    whole = text_of(page).rstrip("\n")
    cut = data.draw(st.integers(0, len(whole) - 1))
    assert isinstance(attempt(tmp_path, whole[:cut].encode()), SourceError), whole[max(0, cut - 30) : cut]


@EVERY_PAGE
def test_a_truncated_number_is_refused_even_before_a_line_break(tmp_path: Path, page: object) -> None:
    cut = text_of(page).rstrip("\n").removesuffix("4.") + "\n"
    assert isinstance(attempt(tmp_path, cut.encode()), SourceError)


@EVERY_PAGE
def test_a_table_with_one_row_less_is_refused(tmp_path: Path, page: object) -> None:
    lines = text_of(page).split("\n")
    closing = max(i for i, line in enumerate(lines) if line.startswith("Showing of 61"))
    for i in [i for i, line in enumerate(lines) if re.search(r"\b\d{7}$", line) and i < closing]:
        refused = attempt(tmp_path, "\n".join(lines[:i] + lines[i + 1 :]).encode())
        assert isinstance(refused, SourceError)
        assert "rows and has 60" in str(refused) or "has no HPO id" in str(refused)


@pytest.mark.parametrize(
    ("removed", "message"),
    [
        (r"(?s)\nSummary\n.*?(?=\nSymptoms\n)", None),
        (r"  3\. Ruemmele[^\n]*\n", r"reference \[3\] is cited and not listed"),
        (r"  2\. Verbsky[^\n]*\n", "reference 3 is out of order"),
        (r"(?s)\nGenetic and.*|Genetic and Rare[^\n]*\n", "not a GARD page"),
        (r"\nShowing of 61 \|\nLast updated", "has no closing"),
        (r"(?s)\nLearn More\n.*", "cited and not listed"),
    ],
)
def test_a_missing_section(tmp_path: Path, removed: str, message: str | None) -> None:
    text = content(OWN).decode()
    cut = re.sub(removed, "\n", text, count=1)
    assert cut != text
    result = attempt(tmp_path, cut.encode())
    if message is None:
        assert isinstance(result, list)
        assert sum(isinstance(fact, Phenotype) for fact in result) == 59
        return
    assert isinstance(result, SourceError)
    assert re.search(message, str(result))
    assert result.line is not None


def test_a_page_with_neither_summary_nor_table_is_refused(tmp_path: Path) -> None:
    head = b"Genetic and Rare Diseases Information Center\n\nA\n\nIn-Depth Information\n\n"
    refused = attempt(tmp_path, head + "• PubMed.\n".encode())
    assert isinstance(refused, SourceError)
    assert "the page has no summary" in str(refused)


def test_a_date_without_a_summary_is_refused(tmp_path: Path) -> None:
    lines = text_of(seed).split("\n")
    place = next(i for i, line in enumerate(lines) if line.startswith("Last updated")) - 1
    refused = attempt(tmp_path, "\n".join(lines[:place] + lines[place + 1 :]).encode())
    assert isinstance(refused, SourceError)
    assert (refused.line, "before any section" in str(refused)) == (place + 1, True)


def test_the_last_reference_may_lack_an_address_if_the_file_is_complete(tmp_path: Path) -> None:
    text = re.sub(r" http://www.ncbi.nlm.nih.gov/pubmed/19122524\.", "", content(OWN).decode())
    facts = attempt(tmp_path, text.encode())
    assert isinstance(facts, list)
    assert [fact.id for fact in facts if isinstance(fact, Reference)][2].startswith("reference/")
    refused = attempt(tmp_path, text.rstrip("\n").encode())
    assert isinstance(refused, SourceError)
    assert "end it with a line break" in str(refused)


def test_ways_to_save_the_same_page_give_the_same_facts(tmp_path: Path) -> None:
    text = content(OWN).decode()
    plain = attempt(tmp_path, text.encode())
    assert plain == attempt(tmp_path, b"\xef\xbb\xbf" + text.encode())
    assert plain == attempt(tmp_path, text.replace("\n", "\r\n").encode())
    assert plain == attempt(tmp_path, text.replace("\n", "\r").encode())
    legacy = attempt(tmp_path, text.encode("cp1252"))
    assert isinstance(plain, list)
    assert isinstance(legacy, list)
    issue, *rest = legacy
    assert isinstance(issue, Issue)
    assert issue.kind == "encoding"
    assert rest == plain


def test_truncated_html_is_refused(tmp_path: Path) -> None:
    whole = content(GOLDEN / "saved-html" / "page.html").decode()
    for cut in range(200, len(whole) - 1, 97):
        assert isinstance(attempt(tmp_path, whole[:cut].encode()), SourceError)
    cut_inside = re.sub(r"(?s)<section>\s*<h2>References.*?</section>", "", whole)
    assert "cited and not listed" in str(attempt(tmp_path, cut_inside.encode()))


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """Return a page with lines deleted, repeated or swapped, or with bytes changed or cut off."""
    raw = content(draw(st.sampled_from(PAGES)))
    lines = raw.split(b"\n")
    for _ in range(draw(st.integers(1, 4))):
        one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        match draw(st.sampled_from(("delete", "double", "swap", "noise", "cut"))):
            case "delete" if len(lines) > 1:
                del lines[one]
            case "double":
                lines.insert(other, lines[one])
            case "swap":
                lines[one], lines[other] = lines[other], lines[one]
            case "noise":
                place = draw(st.integers(0, len(lines[one])))
                lines[one] = lines[one][:place] + draw(st.binary(max_size=4)) + lines[one][place + 1 :]
            case _:
                lines = lines[: one + 1]
    return b"\n".join(lines)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=mangled())
def test_a_mangled_page_is_refused_or_gives_sound_facts(tmp_path: Path, raw: bytes) -> None:
    facts = attempt(tmp_path, raw)
    if isinstance(facts, SourceError):
        return
    known = small_known()
    listed = {fact.id for fact in facts if isinstance(fact, Reference)}
    for fact in facts:
        if isinstance(fact, Phenotype):
            assert known.is_a(fact.phenotype, "HP:0000118")
        if isinstance(fact, Differential) and fact.other is not None:
            assert known.label(fact.other)
        if not isinstance(fact, Issue) and hasattr(fact, "origin"):
            assert listed >= set(fact.origin.references)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_anything_else_is_refused(tmp_path: Path, raw: bytes) -> None:
    assert isinstance(attempt(tmp_path, raw), SourceError)


def test_a_mark_of_a_reference_in_two_lines_is_held_against_the_list(tmp_path: Path) -> None:
    text = content(GOLDEN / "orphanet-summary" / "page.txt").decode()
    cut = re.sub(r"\[1\]", "[1,\n99]", text, count=1)
    assert cut != text
    refused = attempt(tmp_path, cut.encode())
    assert isinstance(refused, SourceError)
    assert "reference [99] is cited and not listed" in str(refused)


@pytest.mark.parametrize(
    "sentence",
    [
        "Only 1" + ",000" * 5_000 + " people have been reported.",
        "The differential diagnosis includes a disease" + " and b disease" * 2_500 + ".",
    ],
    ids=["digits", "conjunctions"],
)
def test_long_numbers_and_lists_are_no_facts(tmp_path: Path, sentence: str) -> None:
    text = content(GOLDEN / "no-table" / "page.txt").decode()
    plain, longer = (attempt(tmp_path, body.encode()) for body in (text, f"{text}\nDiagnosis\n{sentence}\n"))
    assert not isinstance(plain, SourceError)
    assert isinstance(longer, SourceError) or {type(fact) for fact in longer} <= {Issue} | {
        type(fact) for fact in plain
    }
