"""The pages on diseases and phenotypes against the rows of the sources that the small graph was built from."""

import re
from html import unescape

import httpx
import walked

TAG = re.compile(r"<[^>]+>")


def section(page: str, name: str) -> str:
    """Return the text of the part of ``page`` whose id is ``name``."""
    match = re.search(rf'<section[^>]* id="{name}".*?(?=<section aria|</article>)', page, re.DOTALL)
    assert match, name
    return " ".join(unescape(TAG.sub(" ", match[0])).split())


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


def test_counts_are_shown_with_their_numbers_and_exclusions_apart(client: httpx.Client) -> None:
    place = list(walked.GENES).index("603554")
    page = client.get("/MONDO:0011338").text
    for at, local in enumerate(walked.SHOWN):
        frequency = walked.FREQUENCIES[(place + at) % len(walked.FREQUENCIES)]
        row = re.search(rf'<th scope="rowgroup"[^>]*><a href="/HP:{local}".*?</tr>', page, re.DOTALL)
        assert row, local
        if (place + at) % 11 == 10:
            assert "not a feature" in row[0]
            assert page.index('id="excluded"') < row.start()
        elif "/" in frequency:
            affected, examined = frequency.split("/")
            assert f"{affected} of {examined} people" in row[0]
            assert f"PMID:{30000000 + at}" in row[0]


def test_disagreements_of_the_sources_are_shown(client: httpx.Client) -> None:
    # GARD: eczematoid dermatitis in 30–79 %; the annotation of IPEX (place 0, at 0) states HP:0040282, the same class.
    # GARD: alopecia in 1–4 %; the annotation (at 1) states HP:0040283, 5–29 %, which has no point in common with it.
    text = section(client.get(walked.IPEX).text, "disagreements")
    assert "Alopecia : how often" in text
    assert "very rare (1–4 %)" in text
    assert "occasional (5–29 %)" in text
    assert "Eczematoid" not in text
    assert "FOXP3 : the gene's role" in text


def test_the_bar_and_the_table_show_the_same_frequency(client: httpx.Client) -> None:
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
