"""How a disease page of the Genetic and Rare Diseases Information Center (GARD), as of 2016 to 2021, is read."""
