// The webhooks that are registered, and what went out to them.
import { html, useEffect } from "./htm-preact.js";
import { call, get } from "./control.js";
import { useKeys, useRows } from "./keys.js";
import { Drawer, Empty, Json, milliseconds, Problem, timeOfDay, useLoad } from "./parts.js";
import { Status } from "./requests.js";
import { go, to } from "./routing.js";

const POLL = 3000;

const ended = ({ status, error }) =>
  status === null ? html`<span class="status s5">${error}</span>` : html`<${Status} status=${status} />`;

const outcome = (delivery) => {
  const last = delivery.attempts.at(-1);
  return last ? ended(last) : html`<span class="muted">waiting</span>`;
};

export function Webhooks({ route, newest }) {
  const hooks = useLoad(() => get("records/webhooks?limit=200"), [newest]);
  const deliveries = useLoad(() => get("deliveries"), [newest]);
  useEffect(() => {
    // Attempts follow upon each other without any request that would tell of them.
    const timer = setInterval(() => document.hidden || deliveries.reload(), POLL);
    return () => clearInterval(timer);
  }, []);
  const shown = [...(deliveries.data?.deliveries || [])].reverse();
  const openAt = (id) => go(route.changed({ open: id }));
  const opened = route.query.get("open");
  const chosen = useRows(shown.map(({ id }) => id), openAt, opened);
  const open = shown.find((each) => each.id === opened);
  const repeat = async (id) => {
    await call("POST", `deliveries/${encodeURIComponent(id)}/repeat`);
    setTimeout(deliveries.reload, 400);
  };
  const registered = hooks.data?.records || [];
  return html`
    <header class="head"><h1>Webhooks</h1>
      <p class="muted">Events go to registered addresses of this machine, signed.</p></header>
    <${Problem} error=${hooks.error || deliveries.error} />
    <section><h2 class="pad">Registered</h2>
      ${registered.length ? html`<div class="scroll"><table class="list"><thead><tr><th scope="col">Name</th><th scope="col">Address</th><th scope="col">Sensor</th><th scope="col">State</th></tr></thead>
        <tbody>${registered.map((each) => html`<tr key=${each.id} onClick=${() => go(to(["records", "webhooks"], { open: each.id }))}>
          <td><a href=${to(["records", "webhooks"], { open: each.id })}>${each.name}</a></td><td class="path">${each.targetUrl}</td><td>${each.sensor || "any"}</td><td>${each.active ? "active" : "off"}</td></tr>`)}</tbody></table></div>`
      : hooks.data && html`<${Empty} title="No webhook is registered"><p>Register one with <code>client.webhooks.registrations.create(...)</code>.</p><//>`}
    </section>
    <section><h2 class="pad">Deliveries</h2>
      ${shown.length ? html`<div class="scroll"><table class="list"><thead><tr><th scope="col">Delivery</th><th scope="col">Outcome</th><th scope="col">To</th><th scope="col" class="number">Attempts</th><th scope="col"><span class="hidden">Resend</span></th></tr></thead>
        <tbody>${shown.map((each) => html`<tr key=${each.id} class=${each.id === chosen ? "chosen" : ""} onClick=${() => openAt(each.id)}>
          <td><a href=${route.changed({ open: each.id })}>${each.id}</a></td><td>${outcome(each)}</td>
          <td class="path">${each.url}</td><td class="number">${each.attempts.length}</td>
          <td><button type="button" class="quiet" onClick=${(event) => { event.stopPropagation(); repeat(each.id); }}>Resend</button></td></tr>`)}</tbody></table></div>`
      : deliveries.data && html`<${Empty} title="Nothing was delivered yet"><p>Send an event with <code>client.caliper.events.send(...)</code>: each webhook that watches it gets it.</p><//>`}
    </section>
    ${open && html`<${Delivery} delivery=${open} close=${route.changed({ open: "" })} repeat=${repeat} />`}`;
}

function Delivery({ delivery, close, repeat }) {
  useKeys({ Escape: () => go(close) });
  return html`<${Drawer} title=${delivery.id} kind=${delivery.arrived ? "Delivered" : "Not delivered"} close=${close}>
    <div class="facts"><button type="button" onClick=${() => repeat(delivery.id)}>Resend</button>
      <a href=${to(["records", "webhooks"], { open: delivery.webhookId })}>Its webhook</a></div>
    <div class="body">
      <h3>Attempts</h3>
      ${delivery.attempts.length ? html`<ol class="attempts">${delivery.attempts.map((each) => html`<li>
        ${ended(each)}
        <span>${timeOfDay(each.time)}</span><span class="muted">${milliseconds(each.seconds)}</span></li>`)}</ol>` : html`<p class="muted">None yet.</p>`}
      <h3>Event</h3><${Json} value=${delivery.event} name="event" />
    </div>
  <//>`;
}
