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


def row(page: str, local: str) -> str:
    """Return the row of the phenotype ``local`` on ``page``, with tags."""
    match = re.search(rf'<th scope="row"><a href="/HP:{local}".*?</tr>', page, re.DOTALL)
    assert match, local
    return match[0]


def stated(omim: str) -> dict[str, tuple[str, str]]:
    """Return the frequency and the publication of each phenotype in the annotations of ``omim``, NOT if excluded."""
    place = list(walked.GENES).index(omim)
    return {
        local: (
            "NOT" if (place + at) % 11 == 10 else walked.FREQUENCIES[(place + at) % len(walked.FREQUENCIES)],
            f"PMID:{30000000 + at}",
        )
        for at, local in enumerate(walked.SHOWN)
    }


def test_each_phenotype_is_shown_once_under_its_organ_system(client: httpx.Client) -> None:
    page = client.get(walked.WISKOTT).text
    shown = re.findall(r'<th scope="row"><a href="/(HP:\d+)"', page)
    assert sorted(shown) == sorted(f"HP:{local}" for local in walked.SHOWN)
    affirmed = [often for often, _ in stated("301000").values() if often not in ("NOT", "0/7")]
    assert len(affirmed) == len(walked.SHOWN) - 2
    assert re.search(r'<h2 id="phenotypes-h">Phenotypes <span class="count">(\d+)<', page)[1] == str(len(affirmed))  # type: ignore[index]
    assert "Integument" in page
    assert "Digestive system" in page


def test_counts_are_shown_with_their_numbers(client: httpx.Client) -> None:
    page = client.get("/MONDO:0011338").text
    for local, (often, publication) in stated("603554").items():
        if "/" in often and not often.startswith("0"):
            affected, examined = often.split("/")
            assert f"{affected} of {examined} people" in row(page, local)
            assert publication in row(page, local)


def test_what_was_not_seen_and_what_is_excluded_have_sections_of_their_own(client: httpx.Client) -> None:
    seen = set()
    for omim, address in (("301000", walked.WISKOTT), ("603554", "/MONDO:0011338")):
        page = client.get(address).text
        unseen, excluded = page.index('id="not-seen"'), page.index('id="excluded"')
        for local, (often, _) in stated(omim).items():
            at, text = page.index(row(page, local)), TAG.sub(" ", row(page, local))
            assert ("excluded by the source" in text) == (often == "NOT")
            assert ("not seen in 7 people" in text) == (often == "0/7")
            expected = "excluded" if often == "NOT" else "not seen" if often == "0/7" else "affirmed"
            assert ("excluded" if at > excluded else "not seen" if at > unseen else "affirmed") == expected
            seen.add(expected)
    assert seen == {"affirmed", "not seen", "excluded"}


def test_phenotypes_of_a_system_are_sorted_by_the_lower_bound_of_their_share(client: httpx.Client) -> None:
    """Colitis is very frequent (0.80), 17 of 18 people have diarrhea (0.74), secretory diarrhea has no frequency."""
    often = {local: often for local, (often, _) in stated("301000").items()}
    assert (often["0002583"], often["0002014"], often["0005208"]) == ("HP:0040281", "17/18", "")
    page = client.get(walked.WISKOTT).text
    found = re.findall(r'<th scope="row"><a href="/HP:(\d+)"', page)
    assert [local for local in found if local in ("0002583", "0002014", "0005208")] == ["0002583", "0002014", "0005208"]
    assert "95 % interval 74–99 %" in row(page, "0002014")


def test_statements_that_differ_are_on_request(client: httpx.Client) -> None:
    """GARD calls secretory diarrhea frequent; 17 of 18 people of the annotations have it."""
    page = client.get(walked.IPEX).text
    assert stated("304790")["0005208"][0] == "17/18"
    text = " ".join(unescape(TAG.sub(" ", row(page, "0005208"))).split())
    assert "17 of 18 people (94 %) 95 % interval 74–99 % stated as frequent" in text
    assert "2 statements of GARD, HPO annotations" in text or "2 statements of HPO annotations, GARD" in text
    assert row(page, "0005208").count('class="by"') == 2
    assert "<details>" not in row(page, "0002014")


def test_contradictions_through_the_hierarchy_are_shown(client: httpx.Client) -> None:
    """The entry of Wiskott-Aldrich syndrome excludes abnormalities of digestion and affirms three kinds of them."""
    often = {local: often for local, (often, _) in stated("301000").items()}
    assert often["0025031"] == "NOT"
    text = section(client.get(walked.WISKOTT).text, "contradictions")
    assert text.startswith("section aria-labelledby") or "Contradictions 3" in text
    for name in ("Diarrhea", "Secretory diarrhea", "Colitis"):
        assert f"affirmed: {name}" in text
    assert text.count("Abnormality of the digestive system : within one entry") == 3
    assert 'id="contradictions"' not in client.get(walked.IPEX).text


def test_disagreements_of_the_sources_are_shown(client: httpx.Client) -> None:
    # GARD: eczematoid dermatitis in 30–79 %; the annotation of IPEX (place 0, at 0) states HP:0040282, the same class.
    # GARD: alopecia in 1–4 %; the annotation (at 1) states HP:0040283, 5–29 %, which has no point in common with it.
    text = section(client.get(walked.IPEX).text, "disagreements")
    assert "Alopecia : how often" in text
    assert "very rare (1–4 %)" in text
    assert "occasional (5–29 %)" in text
    assert "Eczematoid" not in text
    assert "FOXP3" not in text  # which GARD calls causal; that HPO's table states no role is no disagreement


def test_the_bar_and_the_table_show_the_same_frequency(client: httpx.Client) -> None:
    page = client.get(walked.IPEX).text
    bars = re.findall(r'aria-label="([^"]+): ([^":]+)"><title>([^<]+)</title>', page)
    assert bars
    assert all(label == title for _, label, title in bars)
    cells = re.findall(r'<td class="often">([^<]+)', page)
    assert {title for _, _, title in bars} <= {cell.strip() for cell in cells}


def test_a_phenotype_lists_its_diseases_the_surest_first(client: httpx.Client) -> None:
    """Alopecia: very frequent, 17 of 18 (0.74), 3 of 20 (0.05), very rare and occasional (0.01), no frequency."""
    page = client.get(walked.HAIR_LOSS).text
    assert [stated(omim)["0001596"][0] for omim in walked.GENES] == ["HP:0040283", "3/20", "17/18", "", "HP:0040281"]
    listed = re.findall(r'<th scope="row"><a href="/(MONDO:\d+)"', page)
    assert listed == ["MONDO:0010743", "MONDO:0011338", "MONDO:0010518", "MONDO:0010580", "MONDO:0011664"]


def test_diseases_in_which_a_phenotype_was_not_seen_or_is_excluded_come_last(client: httpx.Client) -> None:
    page = client.get("/HP:0000819").text  # NOT and 0/7 are among its rows
    rows = [TAG.sub(" ", each) for each in page.split('<tr class="first">')[1:]]
    status = [2 if "excluded by the source" in each else 1 if "not seen in" in each else 0 for each in rows]
    assert status == sorted(status)
    assert {0, 1, 2} == set(status)
