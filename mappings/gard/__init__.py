"""Parser of disease pages of the Genetic and Rare Diseases Information Center (GARD), as saved from 2016 to 2021."""
