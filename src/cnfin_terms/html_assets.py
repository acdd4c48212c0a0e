"""Style and script of the HTML page.

Colour never speaks alone: the type is also named in the card and the table, and the status has its line: solid for
resolved, dashed for ambiguous, dotted for unresolved.
"""

from __future__ import annotations

__all__ = ["COLOURS", "SCRIPT", "STYLE"]

#: Colours, light and dark, by what they are for.
COLOURS = """
:root {
  --page: #fbfaf7; --ink: #1c1d1f; --dim: #5d6167; --line: #dcd9d1; --raised: #ffffff; --focus: #1f5fbf;
  --institution: #cfe2fb; --institution-ink: #1f5fbf; --market: #c9ecdf; --market-ink: #0b7255; --person: #fbdcc4; --person-ink: #a8480b;
  --title: #f6e7a8; --title-ink: #806200; --term: #e4d9f7; --term-ink: #6a3fb0; --event: #f9d3de; --event-ink: #aa2452;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #17181b; --ink: #e7e6e2; --dim: #a3a6ab; --line: #37393e; --raised: #222428; --focus: #8ab8ff;
    --institution: #1c3556; --institution-ink: #8ab8ff; --market: #123f33; --market-ink: #5fd0ab; --person: #4f2d14; --person-ink: #ffae74;
    --title: #443a0e; --title-ink: #e5c84f; --term: #372a55; --term-ink: #bfa0f5; --event: #501f30; --event-ink: #ff94b4;
  }
}
"""

STYLE = COLOURS + """* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2.5rem clamp(1rem, 4vw, 3rem) 6rem; max-width: 84rem; background: var(--page); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
}
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .3rem; font-weight: 650; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .6rem; font-weight: 650; }
header p, footer { color: var(--dim); margin: 0; }
footer { margin-top: 3rem; font-size: .85rem; }
code { font: .9em ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem 1.1rem; margin: 1rem 0 0;
  padding: 0; color: var(--dim); font-variant-numeric: tabular-nums; }
.text {
  margin-top: 1.6rem; max-width: 56rem; padding: clamp(1rem, 3vw, 2rem); background: var(--raised); border: 1px solid var(--line); border-radius: .5rem;
  white-space: pre-wrap; overflow-wrap: anywhere; font-size: 1.08rem; line-height: 1.95; line-break: strict; text-autospace: normal; unicode-bidi: isolate;
}
.empty { color: var(--dim); }
mark, .swatch {
  color: inherit; background: var(--hue, transparent); border-bottom: 2px solid var(--hue-ink, var(--dim)); border-radius: .2em .2em 0 0; padding: .08em .12em;
  -webkit-box-decoration-break: clone; box-decoration-break: clone;
}
mark { position: relative; cursor: help; scroll-margin: 6rem; }
.swatch { color: var(--ink); padding: .05em .4em; }
.s-ambiguous { border-bottom-style: dashed; background: color-mix(in srgb, var(--hue, transparent) 45%, transparent); }
.s-unresolved { border-bottom-style: dotted; background: transparent; }
.t-institution { --hue: var(--institution); --hue-ink: var(--institution-ink); }
.t-market { --hue: var(--market); --hue-ink: var(--market-ink); }
.t-person { --hue: var(--person); --hue-ink: var(--person-ink); }
.t-title { --hue: var(--title); --hue-ink: var(--title-ink); }
.t-term { --hue: var(--term); --hue-ink: var(--term-ink); }
.t-event { --hue: var(--event); --hue-ink: var(--event-ink); }
.dot { display: inline-block; width: .65em; height: .65em; margin-right: .45em; border-radius: 50%; background: var(--hue-ink); }
mark:focus-visible, a:focus-visible, .scroll:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
mark:target { outline: 2px solid var(--focus); outline-offset: 2px; }
.card {
  display: none; position: fixed; z-index: 2; left: 50%; bottom: 1rem; transform: translateX(-50%); width: max-content;
  max-width: min(26rem, calc(100vw - 2rem));
  padding: .75rem .95rem; background: var(--raised); color: var(--ink); border: 1px solid var(--line); border-top: 3px solid var(--hue-ink);
  border-radius: .4rem; box-shadow: 0 .4rem 1.6rem rgb(0 0 0 / .22); font-size: .9rem; line-height: 1.5; white-space: normal; text-align: start; cursor: auto;
}
.card.placed { transform: none; bottom: auto; }
mark:hover > .card, mark:focus > .card { display: block; }
mark.shut > .card { display: none; }
.names { display: block; font-weight: 650; margin-bottom: .35rem; }
.facts { display: grid; grid-template-columns: auto 1fr; gap: .1rem .9rem; }
.k { color: var(--dim); }
.v { overflow-wrap: anywhere; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; background: var(--raised); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.45; }
th, td { text-align: start; padding: .45rem .75rem; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child td { border-bottom: 0; }
th { color: var(--dim); font-weight: 600; white-space: nowrap; }
td code { overflow-wrap: normal; }
.name { min-width: 9.5rem; }
.n, .w { white-space: nowrap; }
.n { font-variant-numeric: tabular-nums; }
a { color: inherit; text-decoration-color: var(--dim); text-underline-offset: .2em; }
@media print { .card, footer { display: none !important; } .text, .scroll { border: 0; padding: 0; overflow: visible; } mark { print-color-adjust: exact; } }
"""

#: Puts a card beside its mention, inside the window, and closes it on Escape. Without it cards stand at the foot of the window.
SCRIPT = """
(() => {
  const place = (mark) => {
    const card = mark.querySelector(".card");
    if (!card) return;
    card.classList.add("placed");
    card.style.left = card.style.top = "0";
    const box = mark.getClientRects()[0], own = card.getBoundingClientRect(), edge = 8;
    const left = Math.max(edge, Math.min(box.left, document.documentElement.clientWidth - own.width - edge));
    const below = box.bottom + own.height + edge < window.innerHeight || box.top < own.height + edge;
    card.style.left = left + "px";
    card.style.top = (below ? box.bottom : box.top - own.height) + "px";
  };
  const mark = (event) => event.target.closest ? event.target.closest("mark") : null;
  for (const kind of ["mouseover", "focusin"])
    document.addEventListener(kind, (event) => { const at = mark(event);
      if (at && !event.target.closest(".card")) { at.classList.remove("shut"); place(at); } });
  document.addEventListener("scroll", () => document.querySelectorAll("mark:hover, mark:focus").forEach(place), { passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("mark:hover, mark:focus").forEach((at) => at.classList.add("shut"));
  });
})();
"""
