"""The page on a disease says what the graph's sources say: counted here on the rows that the graph was built from."""

import re
from html import unescape

import httpx
import walked

TAG = re.compile(r"<[^>]+>")


def section(page: str, name: str) -> str:
    """Return the text of the part of ``page`` whose id is ``name``."""
    found = re.search(rf'<section[^>]* id="{name}".*?(?=<section aria|</article>)', page, re.DOTALL)
    assert found, name
    return " ".join(unescape(TAG.sub(" ", found[0])).split())


def test_each_phenotype_is_shown_once_under_its_organ_system(client: httpx.Client) -> None:
    page = client.get(walked.WISKOTT).text
    shown = re.findall(r'<th scope="rowgroup"[^>]*><a href="/(HP:\d+)"', page)
    place = list(walked.GENES).index("301000")
    excluded = {local for at, local in enumerate(walked.SHOWN) if (place + at) % 11 == 10}
    assert sorted(shown) == sorted(f"HP:{local}" for local in walked.SHOWN)
    assert re.search(r'<h2 id="phenotypes-h">Phenotypes <span class="count">(\d+)<', page)[1] == str(  # type: ignore[index]
        len(walked.SHOWN) - len(excluded)
    )
    assert "Integument" in page
    assert "Digestive system" in page


def test_counts_are_shown_as_counts_and_excluded_ones_apart(client: httpx.Client) -> None:
    place = list(walked.GENES).index("603554")
    page = client.get("/MONDO:0011338").text
    for at, local in enumerate(walked.SHOWN):
        said = walked.FREQUENCIES[(place + at) % len(walked.FREQUENCIES)]
        row = re.search(rf'<th scope="rowgroup"[^>]*><a href="/HP:{local}".*?</tr>', page, re.DOTALL)
        assert row, local
        if (place + at) % 11 == 10:
            assert "not a feature" in row[0]
            assert page.index('id="excluded"') < row.start()
        elif "/" in said:
            affected, examined = said.split("/")
            assert f"{affected} of {examined} people" in row[0]
            assert f"PMID:{30000000 + at}" in row[0]


def test_what_sources_disagree_on_is_said(client: httpx.Client) -> None:
    # GARD: eczematoid dermatitis in 30–79 %; the annotation of IPEX (place 0, at 0) says HP:0040282, the same class.
    # GARD: alopecia in 1–4 %; the annotation (at 1) says HP:0040283, 5–29 %, which has no point in common with it.
    text = section(client.get(walked.IPEX).text, "disagreements")
    assert "Alopecia : how often" in text
    assert "very rare (1–4 %)" in text
    assert "occasional (5–29 %)" in text
    assert "Eczematoid" not in text
    assert "FOXP3 : the gene's role" in text


def test_the_picture_and_the_table_say_the_same(client: httpx.Client) -> None:
    page = client.get(walked.IPEX).text
    bars = re.findall(r'aria-label="([^"]+): ([^":]+)"><title>([^<]+)</title>', page)
    assert bars
    assert all(label == title for _, label, title in bars)
    cells = re.findall(r'<td class="often">([^<]+)', page)
    assert {title for _, _, title in bars} <= {cell.strip() for cell in cells}


def test_a_phenotype_lists_its_diseases_the_most_frequent_first(client: httpx.Client) -> None:
    page = client.get(walked.HAIR_LOSS).text
    listed = re.findall(r'<th scope="rowgroup"[^>]*><a href="/(MONDO:\d+)"', page)
    assert len(listed) == len(walked.GENES)
    tops = [
        max(map(float, re.findall(r"([\d.]+) %", row)), default=-1.0) for row in page.split('<tr class="first">')[1:]
    ]
    assert tops == sorted(tops, reverse=True)
