"""Columns of HPO's annotation table: aspects, evidence, qualifiers."""
