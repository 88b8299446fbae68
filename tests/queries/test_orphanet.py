"""The queries over Orphanet's facts, compared with loops over the facts of the small graph."""

import pytest
from marfan import DEFINITION, FBN1, HPO, MARFAN, NEONATAL, OMIM, OWN, facts
from pyoxigraph import NamedNode, Store
from solutions import local, rows, triples

from rarekg.mappings.facts import Definition, Mapping, Phenotype, PhenotypeReview, Prevalence
from rarekg.ontology.prefixes import expand
from rarekg.queries.catalog import bind, find


def answer(store: Store, name: str, **values: str | list[str]) -> list[dict[str, str]]:
    """Return the rows of a saved query, each column → value."""
    header, *found = rows(store, bind(find(name), values))
    return [dict(zip(header, row, strict=True)) for row in found]


def test_a_prevalence_has_a_row_for_each_publication_and_the_bounds_of_its_class(ipex: Store) -> None:
    stated = [fact for _, fact in facts() if isinstance(fact, Prevalence) and fact.disease in (MARFAN, NEONATAL)]
    found = answer(ipex, "prevalence-of-disease", disease=[MARFAN, NEONATAL])
    expected = {
        (
            *(fact.disease, fact.geography or "", fact.region or "", fact.qualification or "", reference),
            *("" if number is None else str(number) for number in (fact.lower, fact.upper, fact.mean)),
            *("" if count is None else str(count) for count in (fact.lower_count, fact.upper_count)),
        )
        for fact in stated
        for reference in fact.origin.references or ("",)
    }
    columns = ("disease", "region", "regionCode", "qualification", "reference", "lowest", "highest", "mean", "fewest")
    assert {tuple(row[column] for column in (*columns, "most")) for row in found} == expected
    assert len(found) == len(expected) == 5
    (cases,) = (row for row in found if row["kind"] == "cases reported")
    assert (cases["class"], cases["fewest"], cases["most"]) == ("", "44", "44")


@pytest.mark.parametrize("region", ["Europe", "europe", "150"])
def test_diseases_are_found_by_class_and_by_a_region_s_name_or_code(ipex: Store, region: str) -> None:
    (marfan,) = answer(ipex, "diseases-by-prevalence", region=region)
    assert (marfan["disease"], marfan["class"]) == (MARFAN, "1 to 5 in 10,000")
    (rarer,) = answer(ipex, "diseases-by-prevalence", **{"class": "rkg:Below1In1000000"}, region=region)
    assert (rarer["disease"], rarer["kind"], rarer["highest"]) == (NEONATAL, "prevalence at birth", "0.000001")


def test_several_regions_and_classes_are_listed_together(ipex: Store) -> None:
    classes, regions = ["rkg:From1To5In10000", "rkg:Below1In1000000"], ["dk", "Europe"]
    found = answer(ipex, "diseases-by-prevalence", **{"class": classes}, region=regions)
    assert [(row["disease"], row["regionCode"]) for row in found] == [
        (MARFAN, "DK"),
        (MARFAN, "150"),
        (NEONATAL, "150"),
    ]
    assert answer(ipex, "diseases-by-prevalence", region="Africa") == []


def test_definitions_in_the_same_words_have_both_sources(ipex: Store) -> None:
    assert {(row["definition"], row["source"], row["record"]) for row in answer(ipex, "definitions-of-disease")} == {
        (DEFINITION, "mondo", ""),
        (DEFINITION, "orphanet", "ORPHA:558"),
    }
    own = {fact.text for _, fact in facts() if isinstance(fact, Definition) and fact.disease == NEONATAL}
    found = answer(ipex, "definitions-of-disease", disease=NEONATAL)
    assert {row["definition"] for row in found if row["source"] == "orphanet"} == own
    assert [row["definition"] for row in found if row["source"] == "mondo"] == ["A severe form."]
    assert answer(ipex, "definitions-of-disease", disease="MONDO:0011338") == []


def test_criteria_and_signs_can_be_asked_for_apart(ipex: Store) -> None:
    (sign,) = answer(ipex, "diseases-with-diagnostic-criteria", kind="rkg:PathognomonicSign")
    assert (sign["disease"], sign["phenotype"], sign["finding"]) == (NEONATAL, "HP:0001634", "present")
    criteria = answer(ipex, "diseases-with-diagnostic-criteria", kind="rkg:DiagnosticCriterion")
    assert [row["finding"] for row in criteria] == ["present", "present", "absent"]
    days = {fact.disease: fact.validated_on or "" for _, fact in facts() if isinstance(fact, PhenotypeReview)}
    assert all(row["validated"] == days[row["disease"]] for row in (sign, *criteria))


def test_genes_are_found_by_role_from_either_end(ipex: Store) -> None:
    assert [row["role"] for row in answer(ipex, "genes-by-role")] == ["causal", "causal", "candidate"]
    of_gene = answer(ipex, "genes-by-role", about=FBN1)
    assert {(row["role"], row["disease"], row["record"]) for row in of_gene} == {
        ("causal", MARFAN, OWN[MARFAN]),
        ("somatic", NEONATAL, OWN[NEONATAL]),
    }
    (somatic,) = answer(ipex, "genes-by-role", about=[MARFAN, FBN1], role=["somatic", "fusion"])
    assert (somatic["gene"], somatic["effect"], somatic["assessed"]) == (FBN1, "", "")
    (unknown,) = answer(ipex, "genes-by-role", about="MONDO:0010580", role="not-stated")
    assert (unknown["symbol"], unknown["passedOnBy"]) == ("FOXP3", "hpo-annotations")


def test_roles_of_genes_are_those_in_the_neighbouring_queries(ipex: Store) -> None:
    by_role = {(row["gene"], row["role"]) for row in answer(ipex, "genes-by-role", about=[MARFAN, NEONATAL])}
    located = answer(ipex, "genes-with-location", disease=[MARFAN, NEONATAL])
    assert {(row["gene"], row["role"]) for row in located} == by_role
    assert {row["role"] for row in answer(ipex, "diseases-of-gene", gene=FBN1)} == {"causal", "somatic"}
    assert [row["disease"] for row in answer(ipex, "causal-genes", disease=MARFAN)] == [MARFAN]


def test_profiles_are_compared_as_sets_of_terms_and_what_is_above_them(ipex: Store) -> None:
    above = {term: {term, *parents} for term, (_, parents) in HPO.items()}
    sides: dict[str, set[str]] = {"ORPHA": set(), "OMIM": set()}
    for _, fact in facts():
        if isinstance(fact, Phenotype) and fact.disease == MARFAN and fact.affirmed:
            sides[str(fact.origin.subject).partition(":")[0]].add(fact.phenotype)
    orphanet, omim = sides["ORPHA"], sides["OMIM"]
    related = {(one, two) for one in orphanet for two in omim if one in above[two] or two in above[one]}
    pairs = {(one, two) for one, two in related if one == two or not {one, two} <= orphanet & omim}
    alone = {(one, "") for one in orphanet - {one for one, _ in related}}
    alone |= {("", two) for two in omim - {two for _, two in related}}
    found = answer(ipex, "profiles-side-by-side")
    assert {(row["orphanet"], row["omim"]) for row in found} == pairs | alone
    assert len(found) == len(pairs | alone) == 5
    narrower = {row["overlap"]: (row["orphanet"], row["omim"]) for row in found if row["overlap"].endswith("narrower")}
    assert narrower == {"OMIM narrower": ("HP:0000098", "HP:0001519")}


def test_the_codes_of_a_disease_are_its_mappings_and_a_code_leads_to_its_diseases(ipex: Store) -> None:
    relations = {
        "skos:exactMatch": "exact",
        "skos:broadMatch": "broader",
        "skos:narrowMatch": "narrower",
        "oboInOwl:hasDbXref": "cross-reference",
    }
    listed = ("ORPHA:", "OMIM:", "ICD10WHO:", "ICD10CM:", "ICD11:")
    expected = {
        (fact.subject, fact.object, relations[fact.predicate], str(fact.disputed).lower())
        for _, fact in facts()
        if isinstance(fact, Mapping) and fact.subject in (MARFAN, NEONATAL) and fact.object.startswith(listed)
    }
    for several in ([MARFAN, NEONATAL], ["ICD10WHO:Q87.4"]):
        found = answer(ipex, "codes-of-diseases", id=several)
        assert {(row["disease"], row["code"], row["relation"], row["disputed"]) for row in found} == expected
    for given in ("ORPHA:558", "OMIM:154700", MARFAN):
        assert {row["disease"] for row in answer(ipex, "codes-of-diseases", id=given)} == {MARFAN}
    (icd,) = (row for row in answer(ipex, "codes-of-diseases", id=NEONATAL) if row["registry"] == "ICD-10")
    assert (icd["icdRelation"], icd["validated"], icd["record"]) == ("inclusion term", "true", OWN[NEONATAL])
    (plain,) = (row for row in answer(ipex, "codes-of-diseases") if row["registry"] == "ICD-10-CM")
    assert (plain["source"], plain["validated"], plain["icdRelation"]) == ("mondo", "", "")


def test_where_sources_differ_each_contradicted_statement_has_a_row(ipex: Store) -> None:
    found = answer(ipex, "diseases-where-sources-differ")
    contradicted = {(row["disease"], row["aspect"], row["value"], row["source"], row["nothingAgrees"]) for row in found}
    assert contradicted == {
        (MARFAN, "onset", "HP:0003623", "orphanet", "false"),
        (NEONATAL, "inheritance", "HP:0000006", "orphanet", "true"),
        (NEONATAL, "inheritance", "HP:0000007", "hpo-annotations", "true"),
    }
    assert [row["againstWords"] for row in found if row["source"] == "hpo-annotations"] == ["Autosomal dominant"]
    for aspect in ("inheritance", "onset"):
        apart = answer(ipex, "diseases-where-sources-differ", aspect=aspect)
        assert apart == [row for row in found if row["aspect"] == aspect] != []


def test_a_disputed_match_is_listed_beside_the_one_it_disputes(ipex: Store) -> None:
    found = answer(ipex, "mapping-disagreements")
    for code in (OWN[MARFAN], OMIM[MARFAN]):
        claims = {(row["match"], row["disputed"], row["source"]) for row in found if row["id"] == code}
        assert claims == {(MARFAN, "false", "mondo"), (MARFAN, "false", "orphanet"), (NEONATAL, "true", "orphanet")}
    assert not [row for row in found if row["id"].startswith("UMLS:") or row["match"].startswith("UMLS:")]
    (unsure,) = (row for row in found if (row["id"], row["disputed"]) == (OMIM[MARFAN], "true"))
    assert (unsure["validated"], unsure["record"]) == ("false", OWN[NEONATAL])


def test_names_modes_and_onsets_have_orphanet_as_their_source(ipex: Store) -> None:
    names = answer(ipex, "names-of-disease", disease=MARFAN)
    assert ("MFS", "orphanet-nomenclature") in {(row["name"], row["source"]) for row in names}
    modes = answer(ipex, "modes-of-inheritance", disease=MARFAN)
    assert {(row["source"], row["words"]) for row in modes} == {
        ("orphanet", "Autosomal dominant"),
        ("hpo-annotations", ""),
    }
    onsets = answer(ipex, "onset-and-sex", disease=MARFAN)
    assert {row["words"] for row in onsets if row["source"] == "orphanet"} == {"Childhood", "Neonatal"}


def test_the_review_of_phenotypes_cites_its_publications(ipex: Store) -> None:
    cited = answer(ipex, "references-and-citing-statements", disease=MARFAN)
    reviews = {row["reference"] for row in cited if row["citedBy"] == "review of phenotypes"}
    assert reviews == {"PMID:20591885", "PMID:24703226"}


def test_everything_about_a_disease_has_its_definition_criteria_review_and_entry_and_no_inference(ipex: Store) -> None:
    found = triples(ipex, bind(find("everything-about-disease"), {"disease": MARFAN}))
    kinds = {local(triple.object) for triple in found if local(triple.predicate) == "type"}
    assert kinds >= {"DiseaseDefinition", "DiagnosticFeature", "PhenotypeReview", "RegistryEntry", "Prevalence"}
    assert "ProfileEntry" not in kinds
    assert "conflictsWith" not in {local(triple.predicate) for triple in found}
    entry = NamedNode(expand(OWN[MARFAN]))
    assert {local(triple.predicate) for triple in found if triple.subject == entry} >= {"entryGroup", "classifiedUnder"}
