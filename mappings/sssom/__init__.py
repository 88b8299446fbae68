"""Reader of SSSOM mapping tables."""
