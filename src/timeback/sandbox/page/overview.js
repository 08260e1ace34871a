// What the district holds, what came last, and how to connect.
import { html } from "./htm-preact.js";
import { ways } from "./code.js";
import { Code, Copy, count, Empty, SERVICE_NAMES, Tabs, words } from "./parts.js";
import { RequestTable } from "./requests.js";
import { to } from "./routing.js";

const LAST = 10;
const SHOWN = ["orgs", "users", "courses", "classes", "enrollments", "results", "caliper_events", "qti_items"];

export function Overview({ route, services, live, about }) {
  const tables = services.flatMap(({ service, tables: own }) => own.map((each) => ({ ...each, service })));
  const shown = SHOWN.map((name) => tables.find((each) => each.name === name)).filter(Boolean);
  const all = ways(about);
  const way = route.query.get("way") in all ? route.query.get("way") : "sync";
  const [, text] = all[way];
  return html`
    <header class="head"><h1>Overview</h1>
      <p class="muted">timeback ${about.version}, ${about.data ? html`records in <code>${about.data}</code>` : "records in memory"},
        plays ${about.platform}, answers ${about.as_described ? "as described" : "as observed"}</p>
      <p class="base narrow-only"><code>${about.base_url}</code><${Copy} text=${about.base_url} title="Copy the base URL" /></p></header>
    <section class="pad">
      <h2>The district</h2>
      <div class="figures">${shown.map((each) => html`<a href=${to(["records", each.name])}>
        <b>${count(each.records)}</b><span>${SERVICE_NAMES[each.service]} ${words(each.name, each.service).toLowerCase()}</span></a>`)}</div>
      ${tables.every((each) => !each.records) && html`<p class="muted">It holds no records yet: write some, or load a state under
        <a href=${to(["snapshots"])}>Snapshots</a>.</p>`}
    </section>
    <section class="pad">
      <h2>Connect</h2>
      <${Tabs} label="Ways to connect" tabs=${Object.entries(all).map(([key, [name]]) => [key, name])} chosen=${way}
        href=${(key) => to([], { way: key === "sync" ? "" : key })} />
      <${Code} text=${text} name="code" />
    </section>
    <section>
      <h2 class="pad">The last requests</h2>
      ${live.requests.length ? html`<${RequestTable} requests=${live.requests.slice(0, LAST)} href=${(number) => to(["requests"], { open: number })} />`
        : html`<${Empty} title="No request yet"><p>Run one of the lines above: its request appears here.</p><//>`}
    </section>`;
}
