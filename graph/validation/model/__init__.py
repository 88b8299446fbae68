"""Rules of the model that compare statements with each other, checked in one pass over all statements."""
