"""What follows from the facts: closure, propagated phenotypes, information content, gaps."""
