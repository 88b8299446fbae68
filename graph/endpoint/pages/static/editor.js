// Replace the plain form by the vendored editor, with completion, prefixes and labels from this server only.
"use strict";
(() => {
  const form = document.getElementById("plain");
  const area = document.getElementById("query");
  if (typeof Yasgui === "undefined" || !form) return;
  const prefixes = JSON.parse(document.getElementById("prefixes").content.textContent);
  const byLength = Object.entries(prefixes).sort((a, b) => b[1].length - a[1].length);
  const endpoint = new URL("/sparql", location.href).href;

  const curie = (iri) => {
    for (const [prefix, namespace] of byLength) {
      const local = iri.startsWith(namespace) ? iri.slice(namespace.length) : "";
      if (/^[\w-]+$/.test(local)) return `${prefix}:${local}`;
    }
    return null;
  };

  // Completion: ids and labels that match the typed text, in which _ stands for a space.
  const shown = new Map();
  const complete = async (kind, token) => {
    const text = (token?.autocompletionString || token?.string || "").replace(/^[<]|[>]$/g, "").replaceAll("_", " ").trim();
    if (!text) return [];
    const response = await fetch(`/complete?kind=${kind}&q=${encodeURIComponent(text)}`);
    if (!response.ok) return [];
    return (await response.json()).hits.map((hit) => {
      const name = curie(hit.iri) ?? `<${hit.iri}>`;
      shown.set(name, hit.label && hit.label !== name ? `${hit.label}  ${name}` : name);
      return name;
    });
  };
  const completer = (name, isValidCompletionPosition) => ({
    name,
    bulk: false,
    autoShow: false,
    isValidCompletionPosition,
    get: (yasqe, token) => complete(name, token),
    postprocessHints: (yasqe, hints) => hints.map((hint) => ({ ...hint, displayText: shown.get(hint.text) ?? hint.text })),
  });
  const known = Yasgui.Yasqe.Autocompleters;
  const isWord = (token) => /^[\p{L}\d][\p{L}\d_-]+$/u.test(token.string) && token.type !== "keyword";
  const place = { class: known.class.isValidCompletionPosition, property: known.property.isValidCompletionPosition };
  Yasgui.Yasqe.registerAutocompleter(completer("class", place.class));
  Yasgui.Yasqe.registerAutocompleter(completer("property", (yasqe) => !place.class(yasqe) && place.property(yasqe)));
  Yasgui.Yasqe.registerAutocompleter(
    completer("term", (yasqe) => isWord(yasqe.getCompleteToken()) && !place.class(yasqe) && !place.property(yasqe)),
  );
  Yasgui.Yasqe.registerAutocompleter({
    ...known.prefixes,
    persistenceId: null,
    get: () => Object.entries(prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`).sort(),
  });

  // Tables show values without datatypes and do not shorten them, until the user changes that.
  const defaults = Yasgui.Tab.getDefaults;
  Yasgui.Tab.getDefaults = (...args) => {
    const settings = defaults(...args);
    settings.yasr.settings = { ...settings.yasr.settings, pluginsConfig: { table: { compact: true, isEllipsed: false } } };
    return settings;
  };
  // Errors: the sentence, the line with its mark, and the advice; in the editor that line is marked until it is changed.
  const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  const markLine = (line) => {
    const yasqe = yasgui.getTab()?.getYasqe();
    const marked = yasqe?.addLineClass(line - 1, "background", "mistaken");
    if (!marked) return;
    yasqe.scrollIntoView({ line: line - 1, ch: 0 });
    const change = () => {
      yasqe.off("change", change);
      yasqe.removeLineClass(marked, "background", "mistaken");
    };
    yasqe.on("change", change);
  };
  const problem = (text) => {
    try {
      const read = JSON.parse(text);
      return typeof read?.detail === "string" ? read : null;
    } catch {
      return null;
    }
  };
  const explained = (error) => {
    const read = problem(error.text ?? "");
    const [what, , ...source] = (error.text ?? "").split("\n");
    if (!read && !/^\s*\^$/m.test(source.join("\n"))) return undefined;
    const box = document.createElement("div");
    box.className = "mistake";
    box.setAttribute("role", "alert");
    const advice = read?.advice ? `; ${read.advice}` : "";
    const detail = read?.detail ?? what;
    const said = advice && detail.endsWith(advice) ? detail.slice(0, -advice.length) : detail;
    box.append(element("p", `${sentence(said)}.`));
    if (read?.source || !read) box.append(element("pre", read?.source ?? source.join("\n").trimEnd()));
    if (read?.advice) box.append(element("p", sentence(read.advice)));
    const line = read?.line ?? Number(/^line (\d+)/.exec(detail)?.[1]);
    if (line) markLine(line);
    return box;
  };
  Yasgui.Yasr.defaults.errorRenderers = [explained];

  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    persistenceId: "rarekg",
    requestConfig: { endpoint, method: "POST", corsProxy: undefined },
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    yasqe: { value: area.value, prefixCcApi: null, resizeable: true },
    yasr: { prefixes },
  });
  form.hidden = true;

  const open = (title, text) => {
    const tab = yasgui.addTab(true, { ...Yasgui.Tab.getDefaults(yasgui), name: title });
    tab.setQuery(text);
    return tab;
  };
  const examples = [...document.getElementById("examples").content.querySelectorAll("pre")];
  const title = (text) => text.split("\n")[0].replace(/^#\s*/, "").slice(0, 60);
  const wrong = document.querySelector(".desk > .mistake");
  if (area.dataset.named) open(title(area.value), area.value);
  else if (!location.hash && !yasgui.getTab().getQuery().trim()) yasgui.getTab().setQuery(area.value);
  if (wrong) markLine(Number(wrong.dataset.line));
  // The result that came with the page belongs to the query that it was opened with: it is hidden beside another one.
  const answer = document.querySelector(".result"), first = yasgui.getTab().getId();
  if (answer) {
    const show = (id) => (answer.hidden = id !== first);
    yasgui.on("tabSelect", (_, id) => show(id));
    yasgui.on("tabAdd", (_, id) => show(id));
    yasgui.on("query", () => answer.remove());
  }
  document.querySelector(".saved").addEventListener("click", (event) => {
    const example = examples.find((item) => item.dataset.name === event.target.dataset?.name);
    if (!example || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(example.dataset.title, example.textContent).getYasqe().focus();
  });

  // Results: ids in the graph link to the pages here and get their label; only http and https addresses are links.
  const labels = new Map();
  const name = (anchor, label) => {
    const element = document.createElement("span");
    element.className = "label";
    element.textContent = label;
    anchor.after(" ", element);
  };
  const readLabels = async (iris) => {
    const query = `SELECT ?iri (MIN(?label) AS ?name) WHERE { VALUES ?iri { ${iris.map((iri) => `<${iri}>`).join(" ")} }
      ?iri <http://www.w3.org/2000/01/rdf-schema#label> ?label } GROUP BY ?iri`;
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { Accept: "application/sparql-results+json", "Content-Type": "application/sparql-query" },
      body: query,
    });
    if (!response.ok) return;
    for (const row of (await response.json()).results.bindings) labels.set(row.iri.value, row.name.value);
  };
  const decorate = async () => {
    const fresh = [...document.querySelectorAll("#yasgui .yasr a:not([data-seen])")];
    const local = [];
    for (const anchor of fresh) {
      anchor.dataset.seen = "yes";
      if (!/^https?:\/\//i.test(anchor.getAttribute("href") ?? "")) {
        if (anchor.classList.contains("iri")) anchor.removeAttribute("href");
        continue;
      }
      const iri = anchor.getAttribute("href"), id = anchor.classList.contains("iri") ? curie(iri) : null;
      if (!id) continue;
      anchor.setAttribute("href", `/${id}`);
      anchor.target = "_self";
      if (!/[\s<>"{}|\\^`]/.test(iri)) local.push([anchor, iri]);
    }
    const unknown = [...new Set(local.map(([, iri]) => iri))].filter((iri) => !labels.has(iri));
    unknown.forEach((iri) => labels.set(iri, ""));
    if (unknown.length) await readLabels(unknown.slice(0, 500)).catch(() => {});
    for (const [anchor, iri] of local) {
      const label = labels.get(iri), cells = [...(anchor.closest("tr")?.cells ?? [])];
      if (label && !cells.some((cell) => cell.textContent.trim() === label)) name(anchor, label);
    }
  };
  new MutationObserver(decorate).observe(document.getElementById("yasgui"), { childList: true, subtree: true });
  document.getElementById("yasgui").dataset.ready = "yes";
})();
