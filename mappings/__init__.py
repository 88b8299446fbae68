"""Read the rows of sources into facts, and translate facts into RDF statements."""
