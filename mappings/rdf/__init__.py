"""Translators: the RDF of each kind of fact, written as N-Triples text."""
