// Faults to come: a form with what `sandbox.faults.add` takes, and the list in force.
import { html, useState } from "./htm-preact.js";
import { call, remove } from "./control.js";
import { Problem, useActions, words } from "./parts.js";
import { RequestTable } from "./requests.js";
import { to } from "./routing.js";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const MET = 5;
// Name, label, explanation, and the kind of input.
const WHAT = [
  ["status", "Status", "Answer with it instead of serving", "number", { min: 100, max: 599, placeholder: "503" }],
  ["latency", "Latency", "Seconds that the answer is held back", "number", { min: 0, step: "any", placeholder: "0" }],
  ["drop", "Drop", "Close the connection without an answer", "choice", ["before", "after"]],
  ["truncate", "Truncate", "Send so many bytes, then close", "number", { min: 0 }],
  ["rows", "Rows", "Answer at most so many rows of a list", "number", { min: 0 }],
  ["expire_tokens", "Expire tokens", "All tokens given out so far end", "flag"],
  ["body", "Body", "Of the answer: JSON or text; the service's own error, without", "text", {}],
  ["headers", "Headers", "Of the answer, a line each: Retry-After: 2", "lines", {}],
];
const WHOM = [
  ["path", "Path", "A beginning, or a pattern with * ? [; any but the token's, without", "text", { placeholder: "/ims/oneroster/*" }],
  ["method", "Method", "Any, without", "choice", METHODS],
  ["times", "Times", "How many requests it meets; empty: all until it is removed", "number", { min: 1, placeholder: "∞" }],
  ["probability", "Probability", "How likely it meets each: above 0, up to 1", "number", { min: 0, max: 1, step: "any" }],
];
const NEW = { times: "1", probability: "1" };

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The settings of a form as the sandbox takes them. */
function settingsOf(form) {
  const found = { times: null };
  for (const [name, , , kind] of [...WHAT, ...WHOM]) {
    const value = form[name];
    if (value === undefined || value === "" || value === false) continue;
    if (kind === "number") found[name] = Number(value);
    else if (name === "body") found[name] = parsed(value);
    else if (kind === "lines") found[name] = Object.fromEntries(value.split("\n").filter(Boolean).map(headerOf));
    else found[name] = value;
  }
  return found;
}

const headerOf = (line) => {
  const [name, ...rest] = line.split(":");
  return [name.trim(), rest.join(":").trim()];
};

const described = (fault) =>
  WHAT.map(([name]) => [name, fault[name]])
    .filter(([, value]) => value && (typeof value !== "object" || Object.keys(value).length))
    .map(([name, value]) => `${words(name).toLowerCase()} ${value === true ? "" : typeof value === "object" ? JSON.stringify(value) : value}${name === "latency" ? " s" : ""}`.trim())
    .join(", ") || "nothing but a note";

export function Faults({ faults, live, refresh }) {
  const [form, setForm] = useState(NEW);
  const [{ error, isBusy }, doing] = useActions(refresh);
  const add = doing(async () => {
    await call("POST", "faults", { json: settingsOf(form) });
    // Unless the next one was begun meanwhile.
    setForm((last) => (last === form ? NEW : last));
  });
  const field = (each) => html`<${Field} key=${each[0]} field=${each} value=${form[each[0]]} set=${(value) => setForm((last) => ({ ...last, [each[0]]: value }))} />`;
  const met = live.requests.filter((each) => each.fault).slice(0, MET);
  return html`
    <header class="head"><h1>Faults</h1><p class="muted">What goes wrong on demand, so that a client can be seen to cope.</p></header>
    <section class="pad">
      <h2>In force</h2>
      ${faults.length ? html`<ul class="cards">${faults.map((each) => html`<li key=${each.id}>
          <div><b>${described(each)}</b>
            <p class="muted">${each.method || "any method"} · ${each.path || "any path"} · ${each.times === null ? "until removed" : `${each.times} more`}${each.probability < 1 ? ` · probability ${each.probability}` : ""}</p></div>
          <button type="button" onClick=${doing(() => remove(`faults/${each.id}`))}>Remove</button>
        </li>`)}</ul>
        ${faults.length > 1 && html`<button type="button" onClick=${doing(() => call("DELETE", "faults"))}>Remove all</button>`}`
      : html`<p class="muted">None: every request is served. Add one below.</p>`}
    </section>
    <form class="pad faultform" onSubmit=${(event) => { event.preventDefault(); add(); }}>
      <fieldset><legend>What goes wrong</legend>${WHAT.map(field)}</fieldset>
      <fieldset><legend>Which requests it meets</legend>${WHOM.map(field)}</fieldset>
      <${Problem} error=${error} />
      <p><button class="primary" disabled=${isBusy}>Add the fault</button></p>
    </form>
    ${met.length > 0 && html`<section><h2 class="pad">Requests that met one</h2>
      <${RequestTable} requests=${met} href=${(number) => to(["requests"], { status: "fault", open: number })} /></section>`}`;
}

function Field({ field: [name, label, meaning, kind, more], value, set }) {
  const id = `fault-${name}`;
  const shared = { id, name, "aria-describedby": `${id}-meaning`, value: value ?? "" };
  const onInput = (event) => set(event.target.value);
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${kind === "choice" ? html`<select ...${shared} onChange=${onInput}><option value="">–</option>${more.map((each) => html`<option value=${each} selected=${value === each}>${each}</option>`)}</select>`
      : kind === "flag" ? html`<input id=${id} name=${name} type="checkbox" aria-describedby=${`${id}-meaning`} checked=${Boolean(value)} onChange=${(event) => set(event.target.checked)} />`
      : kind === "lines" ? html`<textarea ...${shared} rows="2" spellcheck="false" onInput=${onInput}></textarea>`
      : html`<input ...${shared} ...${more} type=${kind} spellcheck="false" autocomplete="off" onInput=${onInput} />`}
    <p class="muted" id=${`${id}-meaning`}>${meaning}</p>
  </div>`;
}
