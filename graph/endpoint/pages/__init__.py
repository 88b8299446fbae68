"""Pages for people: what the graph says on a disease, a phenotype, a gene or any other thing, as HTML."""
