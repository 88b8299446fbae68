"""Linked data: every IRI of the graph leads to a document about it, in each RDF format."""
