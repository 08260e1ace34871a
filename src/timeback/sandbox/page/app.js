// The frame: the session, the bar at the top, the rail, and the view that the URL names.
import { html, render, useEffect, useLayoutEffect, useRef, useState } from "./htm-preact.js";
import { Clock, useTime } from "./clock.js";
import { get, signIn, whenSignedOut } from "./control.js";
import { Faults } from "./faults.js";
import { useKeys } from "./keys.js";
import { useCalm, useRequests, useSandbox } from "./live.js";
import { Overview } from "./overview.js";
import { Copy, count, Empty, Problem, SERVICE_NAMES, words } from "./parts.js";
import { Records } from "./records.js";
import { Requests } from "./requests.js";
import { go, to, useRoute } from "./routing.js";
import { Snapshots } from "./snapshots.js";
import { Webhooks } from "./webhooks.js";

const PAGES = [["requests", "Requests"], ["webhooks", "Webhooks"], ["faults", "Faults"], ["snapshots", "Snapshots"]];
const VIEWS = { records: Records, requests: Requests, webhooks: Webhooks, faults: Faults, snapshots: Snapshots, clock: Clock };
const KEYS = [
  ["/", "to the filter"], ["j / k", "next and previous row"], ["Enter", "open the row"], ["Esc", "close"],
  ["r", "requests"], ["p", "pause the requests"], ["?", "this list"],
];
const THEME = "timeback-theme";

/** The token of the URL's fragment becomes a cookie, and leaves the URL and the history at once. */
async function exchangeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token === null) return;
  history.replaceState(null, "", to([]));
  await signIn(token);
}

function useSession() {
  const [session, setSession] = useState({});
  const open = async (begin) => {
    try {
      await begin();
      setSession({ about: await get("about") });
    } catch (error) {
      setSession({ error });
    }
  };
  // At once: the token is still in the URL.
  useLayoutEffect(() => {
    whenSignedOut(() => setSession((last) => (last.about ? { error: new Error("The session has ended.") } : last)));
    open(exchangeToken);
    // Another sandbox may have been started, whose URL was opened in this tab.
    const follow = () => location.hash.startsWith("#token=") && open(exchangeToken);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return { ...session, signIn: (token) => open(() => signIn(token)) };
}

function useTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const [theme, setTheme] = useState(localStorage.getItem(THEME) || (dark.matches ? "dark" : "light"));
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const toggle = () => {
    const next = theme === "dark" ? "light" : "dark";
    localStorage.setItem(THEME, next);
    setTheme(next);
  };
  return [theme, toggle];
}

function App() {
  const session = useSession();
  const [theme, toggleTheme] = useTheme();
  if (session.about) return html`<${Frame} about=${session.about} theme=${theme} toggleTheme=${toggleTheme} />`;
  if (session.error) return html`<${SignIn} error=${session.error} signIn=${session.signIn} />`;
  // As in index.html, until the session is known.
  return html`<header class="top"><span class="brand">Timeback sandbox</span></header>`;
}

function SignIn({ error, signIn: enter }) {
  const [token, setToken] = useState("");
  return html`<main class="signin">
    <h1>Timeback sandbox</h1>
    <p>Open the URL that the sandbox printed when it started, or paste its control token.</p>
    <form class="line" onSubmit=${(event) => { event.preventDefault(); enter(token.trim()); }}>
      <input type="password" aria-label="Control token" placeholder="Control token" autocomplete="off" value=${token} onInput=${(event) => setToken(event.target.value)} />
      <button class="primary" disabled=${!token.trim()}>Open</button>
    </form>
    ${error.status !== 401 && html`<${Problem} error=${error} />`}
    ${error.status === 401 && html`<p class="muted" role="status">There is no session in this browser yet, or the token is not this sandbox's.</p>`}
  </main>`;
}

function Frame({ about, theme, toggleTheme }) {
  const route = useRoute();
  const live = useRequests();
  const newest = useCalm(live.requests[0]?.number);
  const sandbox = useSandbox(newest);
  const [isHelping, setHelping] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const place = route.parts.join("/");
  useEffect(() => {
    setMenuOpen(false);
    scrollTo(0, 0);
  }, [place]);
  useKeys({
    r: () => go(to(["requests"])),
    "?": () => setHelping(true),
    Escape: () => (isMenuOpen ? setMenuOpen(false) : false),
  });
  const View = route.parts.length ? VIEWS[route.parts[0]] : Overview;
  const given = { route, about, live, newest, ...sandbox };
  useEffect(() => {
    document.title = [words(route.parts.at(-1) || "Overview"), "Timeback sandbox"].join(" · ");
  }, [place]);
  return html`
    <header class="top">
      <button type="button" class="quiet menu" aria-expanded=${isMenuOpen ? "true" : "false"} aria-controls="rail" aria-label="Menu" onClick=${() => setMenuOpen(!isMenuOpen)}>☰</button>
      <a class="brand" href=${to([])}><span class="wide">Timeback </span>sandbox</a>
      <span class="base"><code>${about.base_url}</code><${Copy} text=${about.base_url} title="Copy the base URL" /></span>
      <span class="space"></span>
      ${sandbox.faults?.length > 0 && html`<a class="fault" href=${to(["faults"])} title="Faults in force"><span class="dot"></span>${sandbox.faults.length}<span class="wide"> in force</span></a>`}
      ${sandbox.clock && html`<${TopClock} clock=${sandbox.clock} />`}
      <button type="button" class="quiet" onClick=${toggleTheme} aria-label=${theme === "dark" ? "Light theme" : "Dark theme"} title=${theme === "dark" ? "Light theme" : "Dark theme"}>${theme === "dark" ? "☀" : "☾"}</button>
      <button type="button" class="quiet wide" onClick=${() => setHelping(true)} aria-label="Keys" title="Keys (?)">?</button>
    </header>
    <${Rail} route=${route} services=${sandbox.services || []} faults=${sandbox.faults || []} isOpen=${isMenuOpen} />
    <main class=${route.query.get("open") ? "with-drawer" : ""}>
      ${!View ? html`<${Empty} title="There is no such page"><p><a href=${to([])}>Overview</a></p><//>`
        : sandbox.services ? html`<${View} key=${route.parts[0] === "records" ? place : route.parts[0]} ...${given} />`
        : html`<${Problem} error=${sandbox.error} />`}
    </main>
    ${isHelping && html`<${Help} close=${() => setHelping(false)} />`}`;
}

const TopClock = ({ clock }) => html`<a class="clock" href=${to(["clock"])} title=${clock.frozen ? "The clock is frozen" : "The clock is running"}>
  ${useTime(clock)} <span class="muted wide">${clock.frozen ? "frozen" : "running"}</span></a>`;

function Rail({ route, services, faults, isOpen }) {
  const [page, table] = route.parts;
  const isReady = services.length > 0;
  useEffect(() => document.querySelector("#rail details [aria-current]")?.scrollIntoView({ block: "nearest" }), [page, table, isReady]);
  const link = (parts, text, number, isHere) => html`<a href=${to(parts)} aria-current=${isHere ? "page" : null}>
    <span>${text}</span>${number !== undefined && html`<span class="number muted">${count(number)}</span>`}</a>`;
  const isHere = (name) => page === "records" && table === name;
  return html`<nav id="rail" class=${isOpen ? "rail open" : "rail"} aria-label="Parts of the sandbox">
    ${link([], "Overview", undefined, !page)}
    ${services.map(({ service, tables }) => html`<${Service} key=${service} service=${service} tables=${tables} isHere=${isHere} link=${link} />`)}
    <div class="pages-of-sandbox">${PAGES.map(([name, text]) => link([name], text, name === "faults" && faults.length ? faults.length : undefined, page === name))}</div>
  </nav>`;
}

/** A service's tables; those of the service one is in, and of the first, are open at the start. */
function Service({ service, tables, isHere, link }) {
  const holds = tables.some(({ name }) => isHere(name));
  const [isOpen, setOpen] = useState(holds || service === "oneroster");
  useEffect(() => holds && setOpen(true), [holds]);
  return html`<details open=${isOpen} onToggle=${(event) => setOpen(event.currentTarget.open)}>
    <summary>${SERVICE_NAMES[service]}</summary>
    ${tables.map(({ name, records }) => link(["records", name], words(name, service), records, isHere(name)))}
  </details>`;
}

function Help({ close }) {
  useKeys({ Escape: close, "?": close, isModal: true });
  const button = useRef(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    button.current.focus();
    return () => before?.focus();
  }, []);
  return html`<div class="veil" onClick=${close}><div class="help" role="dialog" aria-modal="true" aria-label="Keys" onClick=${(event) => event.stopPropagation()}>
    <h2>Keys</h2>
    <dl>${KEYS.map(([key, meaning]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${meaning}</dd></div>`)}</dl>
    <button type="button" ref=${button} onClick=${close}>Close</button>
  </div></div>`;
}

const root = document.getElementById("app");
root.replaceChildren();
render(html`<${App} />`, root);
