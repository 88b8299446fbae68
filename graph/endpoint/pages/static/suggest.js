// Suggest things while a person types into a search box; without this script the box is a plain form.
"use strict";
(() => {
  const PAUSE = 120; // milliseconds after the last key
  document.querySelectorAll("input[data-suggest]").forEach((input, number) => {
    const list = document.createElement("ul");
    const status = document.createElement("span");
    list.id = `suggestions-${number}`;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    list.hidden = true;
    status.className = "unseen";
    status.setAttribute("role", "status");
    input.after(list, status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    let chosen = -1, timer = 0, requests = 0;

    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const select = (index) => {
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
      status.textContent = hits.length ? `${hits.length} suggestions` : "";
      chosen = -1;
    };
    const suggest = async () => {
      const text = input.value.trim(), request = ++requests;
      if (text.length < 2) return close();
      try {
        const response = await fetch(`/complete?kind=thing&q=${encodeURIComponent(text)}`);
        if (request === requests && response.ok) show((await response.json()).hits);
      } catch { close(); }
    };
    const open = (entry) => {
      if (entry?.dataset.href?.startsWith("/")) location.href = entry.dataset.href;
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, PAUSE); });
    input.addEventListener("blur", () => setTimeout(close, 150));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return close();
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        select(event.key === "ArrowDown" ? chosen + 1 : Math.max(chosen, 0) - 1);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        open(list.children[chosen]);
      }
    });
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      open(event.target.closest("li"));
    });
  });
})();
