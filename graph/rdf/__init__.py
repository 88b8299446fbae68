"""RDF as people and programs read it: CURIEs, labels, Turtle, and the table of formats."""
