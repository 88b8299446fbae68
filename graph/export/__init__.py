"""What people take away as RDF: the whole graph, a part of it or one thing, in any format."""
