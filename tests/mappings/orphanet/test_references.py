"""The references of Orphanet's cells: what is a publication, and what stays in the words of the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.mappings.orphanet.references import references
from rarekg.ontology.prefixes import standardize


@pytest.mark.parametrize(
    "cell",
    [
        *("33310876[PMID]", " 33310876[PMID]", "33310876 [PMID]", "33310876,[PMID]", "33310876[PMID", "33310876[PMID}"),
        *("33310876{PMID]", "33310876[PMID]]", "33310876 [PMID][PMID]", "Source: 33310876[PMID]", "PMID: 33310876"),
        *("PMID:33310876", "PMID reference: 33310876", "33310876[PMID]_33310876[PMID]", "PMID: 33310876 ; 33310876"),
    ],
)
def test_a_number_that_is_called_a_pmid_is_one_however_it_is_typed(cell: str) -> None:
    assert references(cell) == (("PMID:33310876",), ())


@pytest.mark.parametrize(
    "words",
    [
        *("ORPHANET", "[EXPERT]", "EXPERT", "EUROCAT European surveillance of congenital anomalies 2010[REG]"),
        # A number alone, one of another kind, and ones that PubMed cannot have given.
        *("26455322", "34828280[MPID]", "123456789[PMID]", "0[PMID]", "Dr Asher Ornoy[PMID]", "ISBN:3437472043[OTHER]"),
        *("DOI:10.15520.v3i12.33[OTHER]", "https://www.example.org/public/stats_page.jsp?stat7=on", "Eurocat; 2010"),
    ],
)
def test_what_has_no_id_stays_in_the_words_of_the_source(words: str) -> None:
    assert references(words) == ((), (words,))
    assert references(f"{words}_24103911[PMID]_ORPHANET").ids == ("PMID:24103911",)
    assert references(words).words == words


def test_a_list_by_hand_has_numbers_after_the_word_and_others() -> None:
    assert references("ORPHANET; PMID: 2347574 & 28475290") == (("PMID:2347574", "PMID:28475290"), ("ORPHANET",))
    assert references("PMID: 24103911; 25987204 & EXPERT") == (("PMID:24103911", "PMID:25987204"), ("EXPERT",))
    assert references("28475290 ; PMID: 2347574") == (("PMID:2347574",), ("28475290",))


def test_an_underscore_of_a_doi_or_an_address_separates_nothing() -> None:
    chapter = "DOI:10.1007/978-3-642-05080-0_11"
    assert references(f"ORPHANET_{chapter}[OTHER]_12480428[PMID]") == ((chapter, "PMID:12480428"), ("ORPHANET",))
    assert references("DOI: https://doi.org/10.1053/j.ajkd.2018[OTHER]").ids == ("DOI:10.1053/j.ajkd.2018",)
    found = references("34881051[PMID]_https://www3.example.jp/pdf/no14_no01_200901_005.pdf_ORPHANET")
    assert found == (("PMID:34881051",), ("https://www3.example.jp/pdf/no14_no01_200901_005.pdf", "ORPHANET"))
    assert references("[https://www.ncbi.nlm.nih.gov/books/NBK1212/]").ids == ("NBK:NBK1212",)


def test_nothing_has_no_references_and_no_words() -> None:
    for cell in ("", "_", " _ _ "):
        assert references(cell) == ((), ())
        assert references(cell).words is None


PARTS = st.sampled_from(
    ["33310876[PMID]", "PMID: 24103911 ; 1", "ORPHANET", "[EXPERT]", "http://a.org/x", "DOI:10.1000/x", " ", "12"]
)


@given(st.lists(PARTS | st.text(max_size=12), max_size=6).map("_".join))
def test_every_id_is_standard_and_every_other_text_is_in_the_cell(cell: str) -> None:
    found = references(cell)
    assert all(standardize(curie) == curie for curie in found.ids)
    assert all(other and other in cell for other in found.others)
    assert len({*found.ids}) == len(found.ids)
    assert len({*found.others}) == len(found.others)
