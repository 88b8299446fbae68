"""Say what is wrong with a query that the engine refuses: the mistake, its place, and what to write instead."""
