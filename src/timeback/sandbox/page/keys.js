// Keys: what a view registers last is asked first.
import { useLayoutEffect, useRef, useState } from "./htm-preact.js";

const layers = [];
const isField = (target) => target.closest?.("input, textarea, select");

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isField(event.target) && event.key !== "Escape") return;
  if (event.key === "Enter" && event.target.closest?.("a, button, summary")) return;
  if (event.key === "Escape" && isField(event.target)) {
    event.target.blur();
    return;
  }
  for (const layer of [...layers].reverse()) {
    const handler = layer.current[event.key];
    if (handler && handler() !== false) {
      event.preventDefault();
      return;
    }
  }
});

/** Handle keys while a view is shown; a handler that returns false passes its key on. */
export function useKeys(handlers) {
  const layer = useRef(handlers);
  layer.current = handlers;
  // With the view itself: an effect would come a frame later, and a quick key be lost.
  useLayoutEffect(() => {
    layers.push(layer);
    return () => layers.splice(layers.indexOf(layer), 1);
  }, []);
}

/** The row that j and k move and Enter opens. */
export function useRows(count, open) {
  const [row, setRow] = useState(-1);
  const move = (by) => {
    if (!count) return false;
    const next = Math.min(Math.max(row + by, 0), count - 1);
    setRow(next);
    requestAnimationFrame(() => document.querySelector("tr.chosen")?.scrollIntoView({ block: "nearest" }));
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => (row >= 0 && row < count ? open(row) : false),
    "/": () => {
      const field = document.querySelector("main input[type=search]");
      if (!field) return false;
      field.focus();
      field.select();
    },
  });
  return [row, setRow];
}
