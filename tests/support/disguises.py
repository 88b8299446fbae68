"""Spellings of SERVICE that the engine accepts or might accept; ``$`` is the endpoint's IRI."""

# The engine refuses to connect to this port with an error, which shows that it read a clause.
CLOSED = "<http://127.0.0.1:9/>"

DISGUISES = {
    "plain": "SELECT * { SERVICE $ { ?s ?p ?o } }",
    "lower case": "SELECT * { service $ { ?s ?p ?o } }",
    "mixed case": "SELECT * { sErViCe $ { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT $ { ?s ?p ?o } }",
    "no space": "SELECT*{SERVICE${?s ?p ?o}}",
    "silent without space": "SELECT*{SERVICESILENT${?s ?p ?o}}",
    "prefixed": "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICE ex: { ?s ?p ?o } }",
    "prefixed without space": "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICEex:{ ?s ?p ?o } }",
    "empty prefix without space": "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:{ ?s ?p ?o } }",
    "silent and prefixed": "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICESILENTex:{ ?s ?p ?o } }",
    "variable": "SELECT * { VALUES ?e { $ } SERVICE?e{ ?s ?p ?o } }",
    "after a boolean": "SELECT * { ?x ?y trueSERVICE${ ?s ?p ?o } }",
    "after a boolean and prefixed": "PREFIX ex: <http://127.0.0.1:9/> SELECT * { ?x ?y trueSERVICEex:{ ?s ?p ?o } }",
    "after a number": "SELECT * { ?x ?y 1SERVICE${ ?s ?p ?o } }",
    "in EXISTS": "SELECT * { FILTER EXISTS { SERVICE $ { ?s ?p ?o } } }",
    "in NOT EXISTS in a subquery": "SELECT * { { SELECT * { FILTER NOT EXISTS { SERVICE $ { ?s ?p ?o } } } } }",
    "in OPTIONAL": "SELECT * { OPTIONAL { SERVICE $ { ?s ?p ?o } } }",
    "in ASK": "ASK { SERVICE $ { ?s ?p ?o } }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE $ { ?s ?p ?o } }",
    "in DESCRIBE": "DESCRIBE ?s { SERVICE $ { ?s ?p ?o } }",
    "comment between": "SELECT * { SERVICE # $ {\n $ # {\n { ?s ?p ?o } }",
    "long comment between": f"SELECT * {{ SERVICE #{'x' * 3000}\n $ {{ ?s ?p ?o }} }}",
    "behind an IRI that is none": "PREFIX : <http://127.0.0.1:9/> SELECT * { FILTER(1<2)SERVICE:#>\n{ ?s ?p ?o } }",
    "name behind no IRI": "PREFIX : <http://127.0.0.1:9/> SELECT * { FILTER(1<2)SERVICE#>\n:{ ?s ?p ?o } }",
    "string that is none": "SELECT * { FILTER('a'<'>')SERVICE${ ?s ?p ?o }FILTER('a'<'>') }",
    "long string that is none": "SELECT * { FILTER(1<2#>'''\n)SERVICE${ ?s ?p ?o }#'''\n }",
    "comment that is none": "SELECT * { FILTER('a'<'>#')SERVICE${ ?s ?p ?o } }",
    "escaped": "SELECT * { \\u0053ERVICE $ { ?s ?p ?o } }",
    "escaped whole": "SELECT * { \\U00000053\\u0045\\u0052VICE $ { ?s ?p ?o } }",
}
