// node clients.mjs NODE_MODULES WHAT ADDRESS [QUERY]: libraries of npm read an endpoint, a document or a file, and print
// JSON.
//   fetcher ENDPOINT QUERY     fetch-sparql-endpoint, the fetcher in Comunica and others: rows of values
//   simple ENDPOINT QUERY      sparql-http-client of Zazuko: rows of values
//   n3 ADDRESS                 n3's streaming parser reads Turtle: the statements
//   trig ADDRESS               the same of TriG, each statement with its graph
//   jsonld ADDRESS             jsonld.js reads JSON-LD: the statements
//   file PATH TYPE             n3's streaming parser reads a file of a media type: the statements, triple terms as lists
//   jsonld-file PATH           jsonld.js reads a file: the statements

import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";

const [modules, what, address, query] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${modules}/here.js`));
const load = async (name) => import(pathToFileURL(require.resolve(name)));

const rows = async (stream) => {
  const found = [];
  for await (const row of stream) {
    const entries = Object.entries(row).map(([name, term]) => [name, term.value]);
    found.push(Object.fromEntries(entries));
  }
  return found;
};
const value = (term) => (term.termType === "Quad" ? quad(term).slice(0, 3) : term.value);
const quad = ({ subject, predicate, object, graph }) => [subject, predicate, object, graph].map(value);
const get = async (type) => {
  const response = await fetch(address, { headers: { accept: type } });
  if (!response.ok || !response.headers.get("content-type").startsWith(type)) {
    throw new Error(`${response.status} ${response.headers.get("content-type")} ${await response.text()}`);
  }
  return response;
};
const parsed = async (stream, format) => {
  const { default: n3 } = await load("n3");
  const parser = new n3.StreamParser({ format, baseIRI: address });
  const found = [];
  for await (const each of stream.pipe(parser)) found.push(quad(each));
  return found;
};
const streamed = async (type) => parsed(Readable.fromWeb((await get(type)).body), type);
const expanded = async (document, options) => {
  const { default: jsonld } = await load("jsonld");
  return (await jsonld.toRDF(document, options)).map(quad);
};

const readers = {
  fetcher: async () => {
    const { SparqlEndpointFetcher } = require("fetch-sparql-endpoint");
    return rows(await new SparqlEndpointFetcher().fetchBindings(address, query));
  },
  simple: async () => {
    const { default: Client } = await load("sparql-http-client");
    return rows(new Client({ endpointUrl: address }).query.select(query));
  },
  n3: () => streamed("text/turtle"),
  trig: () => streamed("application/trig"),
  jsonld: async () => expanded(await (await get("application/ld+json")).json(), { base: address }),
  file: () => parsed(createReadStream(address), query),
  "jsonld-file": () => expanded(JSON.parse(readFileSync(address))),
};

console.log(JSON.stringify(await readers[what]()));
