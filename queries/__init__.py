"""Saved SPARQL, one question a file, and the catalogue that reads, checks and binds it."""
