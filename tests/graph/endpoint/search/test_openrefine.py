"""A table is matched and extended with the requests that OpenRefine sends, in its order; the answers are the sources'.

What is right is read off the texts of the small sources, not asked of the graph.
"""

import json
import re
from urllib.parse import quote

import httpx
import msgspec
import pytest
import reconciliation_schemas as schemas
import small

OBO = "http://purl.obolibrary.org/obo/"
DISEASES = {f"MONDO_{local}": (label, xrefs) for local, label, _, xrefs in small.DISEASES}
IPEX = "MONDO_0010580"
PHENOTYPES = {f"HP_{local}": label for local, label, _ in small.PHENOTYPES}
# The page's list of symptoms: the name of a phenotype ends with its number, or the number has a line of its own.
NUMBERS = re.findall(r"\b(\d{7})$", small.PAGE, re.MULTILINE)
CURRENT = {merged: term for term, merged in small.MERGED.items()}
ON_THE_PAGE = {f"HP_{CURRENT.get(number, number)}" for number in NUMBERS}
NO_PHENOTYPES = {"HP_0003828", "HP_0001419"}  # a modifier and a mode of inheritance, which the page lists with them
FREQUENT = {"HP_0000964", "HP_0005208"}  # 30 to 79 % of people, more than for any other


class OpenRefine:
    """The client: it fetches the manifest, and sends what the manifest says."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.manifest = schemas.manifest(self.get("/reconcile"))

    def get(self, address: str, **sent: str) -> object:
        """Return the JSON at an address, which is the same for scripts of other sites."""
        answer = self.client.get(address, params=sent or None)
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*"), answer.text
        payload: object = answer.json()
        return payload

    def post(self, name: str, payload: object) -> object:
        """Return the answer to a form, which a GET has as well."""
        answer = self.client.post("/reconcile", data={name: json.dumps(payload)})
        assert answer.status_code == 200, answer.text
        told: object = answer.json()
        assert self.get("/reconcile", **{name: json.dumps(payload)}) == told
        return told

    def reconcile(self, batch: object) -> dict[str, schemas.Result]:
        """Return the results of a batch."""
        return msgspec.convert(self.post("queries", batch), dict[str, schemas.Result])

    def suggest(self, kind: str, prefix: str) -> dict[str, str]:
        """Return what a suggest service suggests, by id."""
        place = getattr(self.manifest.suggest, kind)
        found = msgspec.convert(self.get(place.service_url + place.service_path, prefix=prefix), schemas.Suggestions)
        return {one.id: one.name for one in found.result}

    def extend(self, ids: list[str], *properties: str, limit: object = None) -> schemas.ExtensionResponse:
        """Return the values of properties."""
        settings = {} if limit is None else {"settings": {"limit": limit}}
        wanted = [{"id": name, **settings} for name in properties]
        return msgspec.convert(self.post("extend", {"ids": ids, "properties": wanted}), schemas.ExtensionResponse)


@pytest.fixture
def refine(client: httpx.Client) -> OpenRefine:
    return OpenRefine(client)


def test_a_table_is_matched_and_extended(refine: OpenRefine) -> None:
    # Ten cells without a type: OpenRefine guesses the column's from those of the first candidates.
    names = {f"q{at}": {"query": label, "limit": 3} for at, (label, _) in enumerate(DISEASES.values())}
    guesses = refine.reconcile(names)
    kinds = [guesses[key].result[0].type[0].id for key in names]
    assert max(set(kinds), key=kinds.count) == "disease"
    # The whole column with this type, and the ids in the next one.
    batch = {
        curie: {
            "query": label,
            "type": "disease",
            "type_strict": "should",
            "properties": [{"pid": xref.split(":")[0], "v": xref.split(":")[1]} for xref in xrefs],
        }
        for curie, (label, xrefs) in DISEASES.items()
    }
    matched = {key: [one.id for one in answer.result if one.match] for key, answer in refine.reconcile(batch).items()}
    assert matched == {curie: [curie] for curie in DISEASES}
    # What is shown of a match, and where it leads.
    preview = refine.client.get(refine.manifest.preview.url.replace("{{id}}", quote(IPEX)))
    assert DISEASES[IPEX][0] in preview.text
    shown = refine.client.get(refine.manifest.view.url.replace("{{id}}", quote(IPEX)), follow_redirects=True)
    assert str(shown.url).endswith("/MONDO:0010580")
    # Add columns from reconciled values.
    place = refine.manifest.extend.propose_properties
    address = place.service_url + place.service_path
    proposed = msgspec.convert(refine.get(address, type="disease", limit="20"), schemas.Proposals)
    ids = [one.id for one in proposed.properties]
    assert (proposed.type, proposed.limit, len(ids)) == ("disease", 20, 20)
    assert {"phenotypes", "genes", "inheritance", "onset", "prevalence", "definition", "synonyms"} <= set(ids)
    assert {"OMIM", "ORPHA", "GARD", "UMLS", "MESH"} <= set(ids)
    extended = refine.extend(list(DISEASES), *ids)
    assert [column.id for column in extended.meta] == ids
    assert set(extended.rows) == set(DISEASES)
    for curie, (label, xrefs) in DISEASES.items():
        row = extended.rows[curie]
        assert [cell.text for cell in row["definition"]] == [f"{label}, as this cut has it."]
        for prefix, spelled in (("OMIM", "OMIM"), ("ORPHA", "Orphanet"), ("UMLS", "UMLS"), ("MESH", "MESH")):
            locals_ = [xref.split(":")[1] for xref in xrefs if xref.startswith(f"{spelled}:")]
            assert [cell.text for cell in row[prefix]] == [f"{prefix}:{local}" for local in locals_]
    ipex = extended.rows[IPEX]
    assert {cell.id: cell.name for cell in ipex["phenotypes"]} == {
        term: PHENOTYPES[term] for term in ON_THE_PAGE - NO_PHENOTYPES
    }
    assert {cell.id for cell in ipex["phenotypes"][:2]} == FREQUENT
    assert [(cell.id, cell.name) for cell in ipex["inheritance"]] == [("HP_0001419", "X-linked recessive inheritance")]
    assert [cell.text for cell in ipex["GARD"]] == ["GARD:0001850"]
    assert [cell.text for cell in ipex["prevalence"]] == ["cases reported: at most 149"]
    assert {"IPEX", "XLAAD", "IPEX syndrome"} <= {cell.text for cell in ipex["synonyms"]}


def test_suggestions_help_where_a_cell_does_not_match(refine: OpenRefine) -> None:
    assert refine.suggest("entity", "immune dysreg")[IPEX] == DISEASES[IPEX][0]
    assert refine.suggest("type", "dis") == {"disease": "Disease"}
    assert refine.suggest("property", "phen") == {"phenotypes": "Phenotypes"}
    assert refine.suggest("property", "inher") == {"inheritance": "Mode of inheritance"}
    assert refine.suggest("property", "orph") == {"ORPHA": "ORPHA id"}
    for kind, prefix in (("entity", "a"), ("property", ""), ("type", "")):
        address = f"/reconcile/suggest/{kind}?prefix={prefix}"
        every, rest = (refine.get(f"{address}{cursor}") for cursor in ("", "&cursor=2"))
        first, further = (msgspec.convert(answer, schemas.Suggestions).result for answer in (every, rest))
        assert len(first) > 2
        assert further[: len(first) - 2] == first[2:]
        assert refine.client.get(f"{address}&cursor=x").status_code == 400
    flyout = refine.manifest.suggest.entity
    address = (flyout.flyout_service_url + flyout.flyout_service_path).replace("${id}", IPEX)
    lines = msgspec.convert(refine.get(address), dict[str, str])
    assert lines["id"] == IPEX
    assert DISEASES[IPEX][0] in lines["html"]


def test_space_and_id_join_to_the_iri_of_every_term(refine: OpenRefine) -> None:
    batch = {f"HP_{local}": {"query": f"HP:{local}"} for local, *_ in small.PHENOTYPES}
    batch |= {curie: {"query": curie.replace("_", ":")} for curie in DISEASES}
    for name, answer in refine.reconcile(batch).items():
        assert [one.id for one in answer.result if one.match] == [name]
        iri = refine.manifest.identifier_space + name
        assert refine.client.get("/resource", params={"iri": iri}).status_code == 303
    rows = refine.extend(list(DISEASES), "iri").rows
    assert {key: [cell.text for cell in row["iri"]] for key, row in rows.items()} == {
        curie: [OBO + curie] for curie in DISEASES
    }


def test_ids_of_any_form_are_extended_under_the_id_that_was_sent(refine: OpenRefine) -> None:
    forms = [IPEX, "MONDO:0010580", OBO + IPEX, "OMIM:304790", "GARD:1850", "Orphanet_37042"]
    rows = refine.extend(forms, "OMIM", "phenotypes", limit=1).rows
    assert list(rows) == forms
    assert len({msgspec.json.encode(row) for row in rows.values()}) == 1
    assert [len(rows[IPEX][name]) for name in ("OMIM", "phenotypes")] == [1, 1]
    assert len(refine.extend([IPEX], "phenotypes", limit="3").rows[IPEX]["phenotypes"]) == 3
    assert len(refine.extend([IPEX], "phenotypes", limit=0).rows[IPEX]["phenotypes"]) == len(ON_THE_PAGE) - 2


def test_what_is_not_there_has_no_values_and_a_note(refine: OpenRefine) -> None:
    sent = {"extend": json.dumps({"ids": ["MONDO:9999999", "é\n", IPEX], "properties": [{"id": "onset"}]})}
    answer = refine.client.post("/reconcile", data=sent)
    assert answer.json()["rows"] == {"MONDO:9999999": {"onset": []}, "é\n": {"onset": []}, IPEX: {"onset": []}}
    assert answer.headers["rarekg-note"] == r"nothing here has the id MONDO:9999999, \xe9\n"
    assert refine.extend([], "phenotypes").rows == {}
    assert refine.extend([IPEX]).rows == {IPEX: {}}


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("x", "extend is no JSON: "),
        ("[]", "extend is no JSON object"),
        ('{"properties": []}', "extend has a list of ids"),
        ('{"ids": [1], "properties": []}', "extend has a list of ids"),
        ('{"ids": []}', "extend has a list of properties"),
        ('{"ids": [], "properties": ["genes"]}', "extend has a list of properties"),
        ('{"ids": [], "properties": [{}]}', "each property of extend has an id"),
        ('{"ids": [], "properties": [{"id": "colour"}]}', "there is no property 'colour'; there are phenotypes, genes"),
        ('{"ids": [], "properties": [{"id": "genes", "settings": {"limit": "x"}}]}', "the limit of genes is a whole"),
        ('{"ids": [], "properties": [{"id": "genes", "settings": {"limit": -1}}]}', "the limit of genes is a whole"),
        ('{"ids": [], "properties": [{"id": "genes", "settings": {"limit": 1e999}}]}', "the limit of genes is a whole"),
        (json.dumps({"ids": list("a" * 101), "properties": []}), "extend has at most 100 ids, not 101"),
        (json.dumps({"ids": [], "properties": [{"id": "a"}] * 51}), "extend has at most 50 properties, not 51"),
    ],
)
def test_what_is_no_extension_is_refused_in_one_line(client: httpx.Client, sent: str, told: str) -> None:
    answer = client.post("/reconcile", data={"extend": sent})
    assert answer.status_code == 400
    assert answer.text.startswith(told)
    assert answer.text.count("\n") == 1


@pytest.mark.parametrize("wrong", ["type=planet", "limit=0", "limit=x", "limit=1000"])
def test_what_cannot_be_proposed_is_refused(client: httpx.Client, wrong: str) -> None:
    assert client.get(f"/reconcile/extend/propose?{wrong}").status_code == 400
    assert client.get("/reconcile/extend/propose").json()["properties"][0] == {"id": "phenotypes", "name": "Phenotypes"}
