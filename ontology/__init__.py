"""Vocabulary, shapes and prefixes of the graph, with readers of ontologies and a reasoner."""
