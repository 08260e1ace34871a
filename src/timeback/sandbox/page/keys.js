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
    const { isModal, [event.key]: handler } = layer.current;
    if (handler && handler() !== false) {
      event.preventDefault();
      return;
    }
    if (isModal) return;
  }
});

/** Handle keys while a view is shown; a handler that returns false passes its key on. `isModal` keeps all others. */
export function useKeys(handlers) {
  const layer = useRef(handlers);
  layer.current = handlers;
  // With the view itself: an effect would come a frame later, and a quick key be lost.
  useLayoutEffect(() => {
    layers.push(layer);
    return () => layers.splice(layers.indexOf(layer), 1);
  }, []);
}

/** The key of the row that j and k move and Enter opens. A row keeps it while others come and go; an opened one has it. */
export function useRows(keys, open, opened) {
  const [chosen, setChosen] = useState(opened);
  useLayoutEffect(() => {
    if (opened) setChosen(opened);
  }, [opened]);
  const row = keys.indexOf(chosen);
  const move = (by) => {
    if (!keys.length) return false;
    // Enter would go to the link that was clicked last.
    if (document.activeElement?.closest("tbody")) document.activeElement.blur();
    setChosen(keys[row < 0 ? 0 : Math.min(Math.max(row + by, 0), keys.length - 1)]);
    requestAnimationFrame(() => document.querySelector("tr.chosen")?.scrollIntoView({ block: "nearest" }));
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => (row >= 0 ? open(chosen) : false),
    "/": () => {
      const field = document.querySelector("main input[type=search]");
      if (!field) return false;
      field.focus();
      field.select();
    },
  });
  return chosen;
}
