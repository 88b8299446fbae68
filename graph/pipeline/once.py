"""No triple in two graphs: what a source says of a thing in the very words of an earlier one is not said again.

The default graph is the union of all graphs, and a query counts a triple once for each graph that has it. Plain triples
have a graph of their own; what describes a thing (label, synonym, type, parent, match) stays in the graph of the first
source that says it, in the order of reading: the ontologies and HGNC before the sources that refer to their terms.
"""

from dataclasses import dataclass, field

from rarekg.mappings.rdf.ntriples import Description


@dataclass(slots=True)
class Once:
    """The statements so far that another source can repeat, as hashes of 64 bits.

    That two of a million statements share a hash has a probability of less than one in ten million.
    """

    _seen: set[int] = field(default_factory=set)

    def first(self, description: Description) -> Description | None:
        """Return ``description`` with the statements that are new, None if there are none.

        A node of a source has an IRI that contains the source, so nobody else describes it.

        >>> from rarekg.mappings.rdf.ntriples import Node
        >>> once, dermatitis = Once(), Description(Node("<x:s>"), ["<x:p> <x:o>"])
        >>> once.first(dermatitis) is dermatitis, once.first(dermatitis)
        (True, None)
        """
        subject, statements, place = description
        if place == "node":
            return description
        new = []
        for statement in statements:
            key = hash((subject, statement))
            if key not in self._seen:
                self._seen.add(key)
                new.append(statement)
        if len(new) == len(statements):
            return description
        return description._replace(statements=new) if new else None
