"""The classes of associations, by what they link to a disease."""

from rarekg.ontology.prefixes import expand

PHENOTYPE = expand("biolink:DiseaseToPhenotypicFeatureAssociation")
INHERITANCE = expand("biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation")
ONSET = expand("rkg:DiseaseToOnsetAssociation")
SEX = expand("rkg:DiseaseToSexAssociation")
COURSE = expand("rkg:DiseaseToClinicalCourseAssociation")
MODIFIER = expand("rkg:DiseaseToClinicalModifierAssociation")
PAST_HISTORY = expand("rkg:DiseaseToPastHistoryAssociation")
DIFFERENTIAL = expand("rkg:DifferentialDiagnosisAssociation")
CAUSAL_GENE = expand("biolink:CausalGeneToDiseaseAssociation")
GENE = expand("biolink:GeneToDiseaseAssociation")  # the gene's role is not stated
TREATMENT = expand("biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation")

ASSOCIATION = expand("biolink:Association")  # every association is one, beside its own class

DISEASE_IS_OBJECT = frozenset((CAUSAL_GENE, GENE, TREATMENT))  # it is the subject of all others
