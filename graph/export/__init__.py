"""What people take away as RDF: the whole graph or a part, in any format, labelled, annotated, compressed."""
