"""What the words of the graph mean: vocabulary, shapes, prefixes, and the readers and reasoner for them."""
