// node clients.mjs NODE_MODULES WHAT ADDRESS [QUERY]: libraries of npm read an endpoint or a document, and print JSON.
//   fetcher ENDPOINT QUERY     fetch-sparql-endpoint, the fetcher in Comunica and others: rows of values
//   simple ENDPOINT QUERY      sparql-http-client of Zazuko: rows of values
//   n3 ADDRESS                 n3's streaming parser reads Turtle: the statements
//   trig ADDRESS               the same of TriG, each statement with its graph
//   jsonld ADDRESS             jsonld.js reads JSON-LD: the statements

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
const quad = ({ subject, predicate, object, graph }) => [subject, predicate, object, graph].map((term) => term.value);
const get = async (type) => {
  const response = await fetch(address, { headers: { accept: type } });
  if (!response.ok || !response.headers.get("content-type").startsWith(type)) {
    throw new Error(`${response.status} ${response.headers.get("content-type")} ${await response.text()}`);
  }
  return response;
};
const streamed = async (type) => {
  const { default: n3 } = await load("n3");
  const parser = new n3.StreamParser({ format: type, baseIRI: address });
  const found = [];
  for await (const each of Readable.fromWeb((await get(type)).body).pipe(parser)) found.push(quad(each));
  return found;
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
  jsonld: async () => {
    const { default: jsonld } = await load("jsonld");
    const dataset = await jsonld.toRDF(await (await get("application/ld+json")).json(), { base: address });
    return dataset.map(quad);
  },
};

console.log(JSON.stringify(await readers[what]()));
