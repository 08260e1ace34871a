// Every state of the page has a URL: a path and parameters behind the #.
import { query as search } from "./control.js";
import { useLayoutEffect, useState } from "./htm-preact.js";

const parsed = () => {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { parts: path.split("/").filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
};

/** The URL of a path with parameters; those that are empty are left out. */
export const to = (parts, query = {}) => "#/" + parts.map(encodeURIComponent).join("/") + search(query);

export const go = (href, { replace = false } = {}) => {
  if (replace) {
    history.replaceState(null, "", href);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else location.hash = href;
};

/** The present route, its URL with some parameters changed, and the way there. */
export function useRoute() {
  const [route, setRoute] = useState(parsed);
  // With the view itself: an effect would come a frame later, and a quick key's way be missed.
  useLayoutEffect(() => {
    const follow = () => setRoute(parsed());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  // Of the URL as it is now: what is typed gets into it a moment later, and another choice may have come between.
  const changed = (values) => {
    const { parts, query } = parsed();
    return to(parts, { ...Object.fromEntries(query), ...values });
  };
  return { ...route, changed };
}
