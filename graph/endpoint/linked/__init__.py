"""Linked data: every IRI of the graph leads to a document on what it means, in each RDF format."""
