// Suggest things while a person types into a search box; without this script the box is a plain form.
"use strict";
(() => {
  const PAUSE = 120; // milliseconds after the last key
  document.querySelectorAll("input[data-suggest]").forEach((input, number) => {
    const list = document.createElement("ul");
    const said = document.createElement("span");
    list.id = `suggestions-${number}`;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    list.hidden = true;
    said.className = "unseen";
    said.setAttribute("role", "status");
    input.after(list, said);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    let chosen = -1, timer = 0, asked = 0;

    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (index) => {
      const entries = [...list.children];
      chosen = entries.length ? (index + entries.length) % entries.length : -1;
      entries.forEach((entry, at) => entry.setAttribute("aria-selected", String(at === chosen)));
      if (chosen >= 0) {
        input.setAttribute("aria-activedescendant", entries[chosen].id);
        entries[chosen].scrollIntoView({ block: "nearest" });
      }
    };
    const part = (text, name) => {
      const span = document.createElement("span");
      span.textContent = text;
      if (name) span.className = name;
      return span;
    };
    const show = (hits) => {
      list.replaceChildren(...hits.map((hit, at) => {
        const entry = document.createElement("li");
        entry.id = `${list.id}-${at}`;
        entry.setAttribute("role", "option");
        entry.setAttribute("aria-selected", "false");
        entry.dataset.href = hit.href;
        entry.append(part(hit.label), part(`${hit.kind} ${hit.curie}`, "id"));
        if (hit.name && hit.name !== hit.label) entry.append(part(hit.name, "quiet"));
        return entry;
      }));
      list.hidden = !hits.length;
      input.setAttribute("aria-expanded", String(hits.length > 0));
      said.textContent = hits.length ? `${hits.length} suggestions` : "";
      chosen = -1;
    };
    const ask = async () => {
      const text = input.value.trim(), mine = ++asked;
      if (text.length < 2) return close();
      try {
        const answer = await fetch(`/complete?kind=thing&q=${encodeURIComponent(text)}`);
        if (mine === asked && answer.ok) show((await answer.json()).hits);
      } catch { close(); }
    };
    const go = (entry) => {
      if (entry?.dataset.href?.startsWith("/")) location.href = entry.dataset.href;
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
    input.addEventListener("blur", () => setTimeout(close, 150));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return close();
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark(event.key === "ArrowDown" ? chosen + 1 : Math.max(chosen, 0) - 1);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        go(list.children[chosen]);
      }
    });
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      go(event.target.closest("li"));
    });
  });
})();
