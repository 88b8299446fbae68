"""What every client asks of the graph of :mod:`walked`, and the answer, computed from the sources' own tables."""

import small
import walked

RO_HAS_PHENOTYPE = "http://purl.obolibrary.org/obo/RO_0002200"
HAS_SUBJECT = "http://purl.org/oban/association_has_subject"
IPEX = "http://purl.obolibrary.org/obo/MONDO_0010580"
NAME = "immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome"
QUERY = f"""SELECT ?phenotype ?label {{
  <{IPEX}> <{RO_HAS_PHENOTYPE}> ?phenotype .
  ?phenotype <http://www.w3.org/2000/01/rdf-schema#label> ?label
}} ORDER BY ?label"""
NOT_SEEN = "0/7"  # of seven people nobody has it, so that nothing is affirmed


def phenotypes() -> dict[str, str]:
    """Return the label of each phenotype that the annotations of IPEX affirm, by IRI, in the order of labels."""
    labels = {local: label for local, label, _ in small.PHENOTYPES}
    found = [walked.SHOWN[at] for at in range(len(walked.SHOWN)) if _frequency(at) != NOT_SEEN]
    return {
        f"http://purl.obolibrary.org/obo/HP_{local}": labels[local] for local in sorted(found, key=labels.__getitem__)
    }


def _frequency(at: int) -> str:
    """Return the frequency in the row of IPEX, the first disease of that table, about the phenotype at this place."""
    return walked.FREQUENCIES[at % len(walked.FREQUENCIES)]


def rows() -> list[list[str]]:
    """Return the answer to QUERY: IRI and label of each phenotype, by label."""
    return [list(each) for each in phenotypes().items()]
