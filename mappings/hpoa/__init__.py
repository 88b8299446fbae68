"""Parts of the reader of HPO annotations: aspects, evidence, qualifiers."""
