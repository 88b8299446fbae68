// Show in examples the address by which this page was reached; without this script they show where the server listens.
"use strict";
document.querySelectorAll("[data-origin]").forEach((shown) => {
  shown.textContent = location.origin;
});
