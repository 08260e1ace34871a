// Small parts that several views share.
import { html, useCallback, useEffect, useLayoutEffect, useRef, useState } from "./htm-preact.js";
import { whenReleased } from "./pointer.js";

/** What a call gives, with its error, and a way to ask again. The last answer stays while the next is awaited. */
export function useLoad(load, inputs) {
  const [state, setState] = useState({});
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const show = (change) => whenReleased(() => isCurrent && setState(change));
    load().then(
      (data) => show({ data }),
      (error) => show((last) => ({ data: last.data, error })),
    );
    return () => (isCurrent = false);
  }, [...inputs, turn]);
  return { ...state, reload: useCallback(() => setTurn((last) => last + 1), []) };
}

/** A text that is typed in and follows the URL, but not to what was typed itself: that may have gone on meanwhile. */
export function useDraft(given) {
  const [draft, setDraft] = useState(given);
  const known = useRef(given);
  useLayoutEffect(() => {
    if (given !== known.current) setDraft(given);
    known.current = given;
  }, [given]);
  return [draft, setDraft, (text) => (known.current = text)];
}

/** What the last action said, an error or that it is done, and a way to make actions; `after` follows each. */
export function useActions(after) {
  const [said, setSaid] = useState({});
  const doing = (action, done) => async () => {
    setSaid((last) => ({ ...last, isBusy: true }));
    try {
      await action();
      setSaid({ done });
    } catch (error) {
      setSaid({ error });
    }
    after();
  };
  return [said, doing];
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Browsers lend the clipboard to addresses of this machine and to https alone.
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

export function Copy({ text, label = "Copy", title }) {
  const [done, setDone] = useState(false);
  const onClick = async () => {
    await copy(typeof text === "function" ? text() : text);
    setDone(true);
    setTimeout(() => setDone(false), 1500);
  };
  return html`<button type="button" class="quiet" title=${title} onClick=${onClick}>
    <span aria-live="polite">${done ? "Copied" : label}</span>
  </button>`;
}

export const Code = ({ text, name }) => html`<div class="code">
  <${Copy} text=${text} title=${`Copy ${name}`} />
  <pre tabindex="0" class="lines">${text}</pre>
</div>`;

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON with its keys, texts and other values told apart. */
export function Json({ value, name = "JSON" }) {
  const text = JSON.stringify(value, null, 2);
  const parts = [];
  let end = 0;
  // A very large document is shown plainly: each colored part is an element.
  for (const found of text.length < 100_000 ? text.matchAll(TOKENS) : []) {
    const kind = found[2] ? "key" : found[1] ? "text" : "value";
    const token = found[1] || found[0];
    parts.push(text.slice(end, found.index), html`<span class=${kind}>${token}</span>`);
    end = found.index + token.length;
  }
  return html`<div class="code">
    <${Copy} text=${text} title=${`Copy ${name}`} />
    <pre tabindex="0" class="json">${parts}${text.slice(end)}</pre>
  </div>`;
}

/** A body: as JSON where it is that, else as it is. */
export function Body({ text, name }) {
  if (!text) return html`<p class="muted">Empty.</p>`;
  try {
    return html`<${Json} value=${JSON.parse(text)} name=${name} />`;
  } catch {
    return html`<${Code} text=${text} name=${name} />`;
  }
}

/** A sentence in which code stands between backticks. */
export const prose = (text) => text.split("`").map((part, place) => (place % 2 ? html`<code>${part}</code>` : part));

export const Problem = ({ error }) => error && html`<p class="problem" role="alert">${error.message}</p>`;

export const Empty = ({ title, children }) => html`<div class="empty"><h2>${title}</h2>${children}</div>`;

export const Tabs = ({ label, tabs, chosen, href }) => html`<nav class="tabs" aria-label=${label}>
  ${tabs.map(
    ([key, name]) => html`<a href=${href(key)} aria-current=${key === chosen ? "true" : null}>${name}</a>`,
  )}
</nav>`;

export function Drawer({ title, kind, close, children }) {
  return html`<aside class="drawer" aria-label=${`${kind} ${title}`}>
    <header>
      <div><span class="muted">${kind}</span><h2>${title}</h2></div>
      <a class="button quiet" href=${close} aria-label="Close" title="Close (Esc)">✕</a>
    </header>
    ${children}
  </aside>`;
}

const whole = new Intl.NumberFormat("en-US");
export const count = (number) => whole.format(number);
export const counted = (number, one, many = one + "s") => `${count(number)} ${number === 1 ? one : many}`;
export const clockTime = (text) => text.replace("T", " ").replace(/(\.\d+)?Z$/, "");
export const timeOfDay = (text) => {
  const time = new Date(text);
  return time.toLocaleTimeString("en-GB") + "." + String(time.getMilliseconds()).padStart(3, "0");
};
export const milliseconds = (seconds) => (seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0) + " ms";
export const size = (bytes) =>
  bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** The words of a table's or a field's name. */
export const words = (name, service = "") => {
  const own = name.startsWith(service + "_") ? name.slice(service.length + 1) : name;
  return (own[0].toUpperCase() + own.slice(1)).replaceAll("_", " ");
};

export const SERVICE_NAMES = {
  oneroster: "OneRoster",
  caliper: "Caliper",
  edubridge: "EduBridge",
  qti: "QTI",
  powerpath: "PowerPath",
  case: "CASE",
  clr: "CLR",
  badges: "Open Badges",
  masterytrack: "MasteryTrack",
  webhooks: "Webhooks",
  learnwith: "LEARNWITH_AI",
  partner: "Partner",
  oauth: "Tokens",
};
