// The requests as they come, and one of them.
import { html, useEffect, useState } from "./htm-preact.js";
import { asCurl, asPython } from "./code.js";
import { call, get, query } from "./control.js";
import { useKeys, useRows } from "./keys.js";
import { Body, Copy, counted, Drawer, Empty, milliseconds, Problem, SERVICE_NAMES, Tabs, timeOfDay, useDraft, useLoad } from "./parts.js";
import { go, to } from "./routing.js";

const SHOWN = 200;
const TYPING = 250;
const STATUSES = [["2", "2xx"], ["3", "3xx"], ["4", "4xx"], ["5", "5xx"], ["dropped", "dropped"], ["fault", "with a fault"]];

/** What a client calls itself, without its versions' details. */
const client = (text) => text.split(" ")[0];

export const Status = ({ status }) =>
  status === null
    ? html`<span class="status s5">dropped</span>`
    : html`<span class=${"status s" + String(status)[0]}>${status}</span>`;

export function RequestTable({ requests, href, chosen, isNarrow = false }) {
  return html`<div class="scroll">
    <table class=${"list requests" + (isNarrow ? " narrow" : "")}>
      <thead><tr><th scope="col">Time</th><th scope="col">Method</th><th scope="col">Path</th><th scope="col">Status</th>
        <th scope="col" class="number">Took</th>${!isNarrow && html`<th scope="col">Client</th>`}</tr></thead>
      <tbody>${requests.map((each) => html`
        <tr key=${each.number} class=${String(each.number) === chosen ? "chosen" : ""} onClick=${() => go(href(each.number))}>
          <td class="time">${timeOfDay(each.time)}</td>
          <td>${each.method}</td>
          <td class="path" title=${each.path + (each.query ? "?" + each.query : "")}><a href=${href(each.number)}>${each.path}</a>${each.query && html`<span class="muted">?${each.query}</span>`}</td>
          <td><${Status} status=${each.status} />${each.fault && html` <span class="tag" title="A fault met it">fault</span>`}</td>
          <td class="number">${milliseconds(each.seconds)}</td>
          ${!isNarrow && html`<td class="muted" title=${each.client}>${client(each.client)}</td>`}
        </tr>`)}
      </tbody>
    </table>
  </div>`;
}

const passes = (given) => (request) => {
  if (given.service && request.service !== given.service) return false;
  if (!given.status) return true;
  if (given.status === "fault") return request.fault;
  return given.status === "dropped" ? request.status === null : String(request.status)[0] === given.status;
};

/** The requests whose path, query or bodies hold a text: the sandbox looks, which has the bodies. */
function useHolding(text, newest) {
  const found = useLoad(() => (text ? get("requests" + query({ text, brief: true, last: SHOWN })) : Promise.resolve(null)), [text, text && newest]);
  return text && found.data ? [...found.data.requests].reverse() : null;
}

export function Requests({ route, live, newest, services, about }) {
  const given = Object.fromEntries(route.query);
  const [held, setHeld] = useState(null);
  const holding = useHolding(given.text || "", held ? 0 : newest);
  const all = held || (given.text ? holding || [] : live.requests);
  const shown = all.filter(passes(given)).slice(0, SHOWN);
  const hrefOf = (number) => route.changed({ open: number });
  const chosen = useRows(shown.map(({ number }) => String(number)), (number) => go(hrefOf(number)), given.open);
  useEffect(() => setHeld(null), [given.text]);
  const pause = () => setHeld(held ? null : all);
  useKeys({ p: pause });
  const forget = async () => {
    const last = live.requests[0]?.number;
    await call("DELETE", "requests");
    live.forget(last);
    setHeld(null);
  };
  const waiting = held && live.requests.findIndex((each) => each.number === held[0]?.number);
  return html`
    <header class="head">
      <h1>Requests <span class="muted live">${held ? (waiting > 0 ? `paused, ${waiting} more` : "paused") : live.isLive ? "live" : "connecting …"}</span></h1>
      <div class="tools">
        <${TextFilter} route=${route} />
        <${Choice} label="Service" name="service" route=${route}
          options=${[...services.map(({ service }) => service), "oauth"].map((each) => [each, SERVICE_NAMES[each]])} />
        <${Choice} label="Status" name="status" route=${route} options=${STATUSES} />
        <button type="button" aria-pressed=${held ? "true" : "false"} onClick=${pause}>${held ? "Resume" : "Pause"}</button>
        <button type="button" class="quiet" onClick=${forget}>Forget all</button>
      </div>
    </header>
    ${shown.length ? html`<${RequestTable} requests=${shown} chosen=${chosen} href=${hrefOf} />
      <footer class="pages"><span>${counted(shown.length, "request")}, newest first${shown.length === SHOWN ? "; filters find older ones" : ""}</span></footer>`
    : html`<${NoRequests} isFiltered=${Boolean(given.service || given.status || given.text)} />`}
    ${given.open && html`<${Request} key=${given.open} number=${given.open} route=${route} about=${about} />`}`;
}

const NoRequests = ({ isFiltered }) =>
  isFiltered
    ? html`<${Empty} title="No request passes the filters"><p><a href=${to(["requests"])}>Show all</a></p><//>`
    : html`<${Empty} title="No request yet">
        <p>They appear here as they come. The <a href=${to([])}>overview</a> says how to connect.</p><//>`;

function TextFilter({ route }) {
  const given = route.query.get("text") || "";
  const [text, setText, sending] = useDraft(given);
  useEffect(() => {
    if (text === given) return;
    const timer = setTimeout(() => {
      sending(text);
      go(route.changed({ text }), { replace: true });
    }, TYPING);
    return () => clearTimeout(timer);
  }, [text]);
  return html`<input type="search" aria-label="Text of path or body" placeholder="Text of path or body   ( / )" spellcheck="false"
    value=${text} onInput=${(event) => setText(event.target.value)} />`;
}

const Choice = ({ label, name, route, options }) => html`<select aria-label=${label} value=${route.query.get(name) || ""}
  onChange=${(event) => go(route.changed({ [name]: event.target.value, open: "" }))}>
  <option value="">${label}: any</option>
  ${options.map(([value, text]) => html`<option value=${value} selected=${route.query.get(name) === value}>${text}</option>`)}
</select>`;

// -- one request ----------------------------------------------------------------------------------

const TABS = [["answer", "Answer"], ["request", "Request"]];

function Request({ number, route, about }) {
  const { data, error } = useLoad(() => get(`requests/${encodeURIComponent(number)}`), [number]);
  const tab = route.query.get("tab") || "answer";
  const close = route.changed({ open: "", tab: "" });
  useKeys({ Escape: () => go(close) });
  return html`<${Drawer} title=${data ? `${data.method} ${data.path}` : "…"} kind=${`Request ${number}`} close=${close}>
    ${data && html`<div class="facts">
        <span><${Status} status=${data.status} /></span>
        <span>${milliseconds(data.seconds)}</span>
        <span>${timeOfDay(data.time)}</span>
        ${data.service && html`<span>${SERVICE_NAMES[data.service]}</span>`}
        ${data.fault && html`<span class="tag">A fault met it</span>`}
      </div>
      <div class="facts">
        <${Copy} label="Copy as curl" text=${() => asCurl(data, about.base_url)} />
        <${Copy} label="Copy as Python" text=${() => asPython(data, about)} />
      </div>
      <${Tabs} label="Parts of the exchange" tabs=${TABS} chosen=${tab} href=${(key) => route.changed({ tab: key === "answer" ? "" : key })} />`}
    <div class="body">
      <${Problem} error=${error} />
      ${data && tab === "answer" && (data.status === null ? html`<p class="muted">The connection was dropped.</p>`
        : html`<${Message} headers=${data.answer_headers} body=${data.answer} name="answer" />`)}
      ${data && tab === "request" && html`
        ${data.query && html`<h3>Query</h3><${Pairs} pairs=${[...new URLSearchParams(data.query)]} />`}
        <${Message} headers=${data.headers} body=${data.body} name="body" />`}
    </div>
  <//>`;
}

const Pairs = ({ pairs }) => html`<dl class="inner">${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd class="text">${value}</dd></div>`)}</dl>`;

const Message = ({ headers, body, name }) => html`<h3>Headers</h3><${Pairs} pairs=${Object.entries(headers)} />
  <h3>Body</h3><${Body} text=${body} name=${name} />`;
