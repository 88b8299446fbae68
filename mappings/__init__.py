"""From a source's rows to facts, and from facts to RDF statements."""
