"""The one resolver: what a person or a program writes for a thing, for documents, tables and the command line."""
