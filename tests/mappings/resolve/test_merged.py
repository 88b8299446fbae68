"""An id that was merged has one successor."""

from fetched import fetched

from rarekg.mappings.facts import Issue
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.merged import without_contested_ids
from rarekg.mappings.sources import hpo
from rarekg.ontology.terms import Term


def alternatives(*terms: Term) -> tuple[dict[str, tuple[str, ...]], list[str | None]]:
    issues = Issues(source="hpo", file="hp.obo")
    alt_ids = {term.id: term.alt_ids for term in without_contested_ids(terms, issues)}
    return alt_ids, [issue.value for issue in issues.drain()]


def test_the_stanza_of_an_id_decides_its_successor() -> None:
    retired = Term(id="HP:0007901", label="obsolete", obsolete=True, replaced_by="HP:0000479")
    claimant = Term(id="HP:0007973", label="Retinal dysplasia", alt_ids=("HP:0007901", "HP:0007851"))
    for order in ((retired, claimant), (claimant, retired)):
        alt_ids, reported = alternatives(*order)
        assert alt_ids["HP:0007973"] == ("HP:0007851",)
        assert reported == ["HP:0007901"]


def test_an_id_listed_by_two_terms_belongs_to_the_first() -> None:
    first = Term(id="HP:0000001", label="first", alt_ids=("HP:0000009",))
    second = Term(id="HP:0000002", label="second", alt_ids=("HP:0000009",))
    assert alternatives(first, second) == ({"HP:0000001": ("HP:0000009",), "HP:0000002": ()}, ["HP:0000009"])


def test_terms_without_contradiction_are_unchanged() -> None:
    term = Term(id="HP:0000964", label="Eczematoid dermatitis", alt_ids=("HP:0000976", "HP:0001481"))
    assert alternatives(term) == ({"HP:0000964": ("HP:0000976", "HP:0001481")}, [])


def test_an_id_whose_stanza_asks_to_choose_belongs_to_no_term() -> None:
    """Macular degeneration lists its age-related form, which is obsolete and asks to consider it."""
    retired = Term(id="HP:0007868", label="obsolete", obsolete=True, consider=("HP:0000608",))
    claimant = Term(id="HP:0000608", label="Macular degeneration", alt_ids=("HP:0007868", "HP:0001123"))
    for order in ((retired, claimant), (claimant, retired)):
        issues = Issues(source="hpo", file="hp.obo")
        terms = list(without_contested_ids(order, issues))
        assert [term.alt_ids for term in terms if term.id == claimant.id] == [("HP:0001123",)]
        (issue,) = issues.drain()
        assert issue.message == "HP:0000608 lists HP:0007868 as its own, which asks to consider HP:0000608"
        known = Known()
        for term in terms:
            known.learn(term)
        assert known.current("HP:0007868").id is None


def test_the_pinned_release_contests_only_ids_that_people_are_asked_to_choose_for() -> None:
    # Straight from the file: ids whose own stanza names another successor than the term that lists them, or a choice.
    successor, listed, current = {}, [], ""
    choices, obsolete = set[str](), set[str]()
    for line in fetched("hpo").read_text(encoding="utf-8").splitlines():
        if line.startswith("id: HP:"):
            current = line[4:]
        elif line.startswith("alt_id: "):
            listed.append((line[8:], current))
        elif line.startswith("replaced_by: "):
            if current in successor:  # two successors are a choice as well
                choices.add(current)
            successor[current] = line[13:]
        elif line.startswith("consider: "):
            choices.add(current)
        elif line == "is_obsolete: true":
            obsolete.add(current)
    choices &= obsolete  # a current term may suggest another
    contested = {other for other, term in listed if successor.get(other, term) != term and other not in choices}
    assert contested == set()
    issues = [fact for fact in hpo.read(fetched("hpo"), Known()) if isinstance(fact, Issue)]
    claimed = choices & {other for other, _ in listed}
    assert {issue.value for issue in issues if issue.kind == "contested-id"} == claimed
    assert (len(choices), len(claimed)) == (82, 24)


def test_a_stanza_that_agrees_is_not_reported() -> None:
    retired = Term(id="HP:0000976", label="obsolete Eczematoid dermatitis", obsolete=True, replaced_by="HP:0000964")
    successor = Term(id="HP:0000964", label="Eczematoid dermatitis", alt_ids=("HP:0000976",))
    assert alternatives(retired, successor)[0]["HP:0000964"] == ("HP:0000976",)


def test_without_replaced_by_the_id_belongs_to_the_term_that_lists_it() -> None:
    retired = Term(id="HP:0000009", label="obsolete", obsolete=True)
    successor = Term(id="HP:0000001", label="successor", alt_ids=("HP:0000009",))
    for order in ((retired, successor), (successor, retired)):
        alt_ids, reported = alternatives(*order)
        assert (alt_ids["HP:0000001"], reported) == (("HP:0000009",), [])
        known = Known()
        for term in order:
            known.learn(term)
        assert known.current("HP:0000009").id == "HP:0000001"
