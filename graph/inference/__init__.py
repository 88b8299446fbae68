"""Inferences from the facts: closure, propagated phenotypes, information content, gaps, contested ids, conflicts."""
