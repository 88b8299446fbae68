"""Mapping tables in SSSOM, the standard for sharing ontology mappings."""
