"""Parts of the readers of Orphanet's products: XML files, and the ORPHApackets, the same content as JSON."""
