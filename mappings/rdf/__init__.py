"""Translators: the RDF of each kind of fact as N-Triples text."""
