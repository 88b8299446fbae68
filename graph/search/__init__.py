"""Finding diseases, phenotypes and genes by what people type: a name, a part of one, a misspelt one, or an id."""
