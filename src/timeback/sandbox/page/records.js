// The records of a table, and one of them.
import { html, useMemo } from "./htm-preact.js";
import { get, query } from "./control.js";
import { fetching } from "./code.js";
import { useKeys, useRows } from "./keys.js";
import { clockTime, Code, count, counted, Drawer, Empty, Json, Problem, prose, SERVICE_NAMES, Tabs, useDraft, useLoad, words } from "./parts.js";
import { RequestTable } from "./requests.js";
import { go, to } from "./routing.js";

const ROWS = 50;
const MOST_COLUMNS = 8;
const MOST_REQUESTS = 20;
const FIRST = ["sourcedId", "id", "identifier", "title", "name", "givenName", "familyName", "email", "status"];
const LAST = ["metadata", "dateLastModified"];
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const NAMING = ["name", "title", "role", "identifier", "sourcedId", "id"];
// Fields whose texts may be ids of other records.
const REFERRING = /(Id|ID|URI|^id|^identifier|^href)$/;
// The tables of references that say their type, where an id stands in several.
const TABLES = { class: "classes", academicSession: "academic_sessions", category: "categories" };

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isReference = (value) => isObject(value) && typeof value.sourcedId === "string";

/** A record's values by column: a reference is one, other objects have one for each of their fields. */
function flat(record, prefix = "") {
  const found = {};
  for (const [name, value] of Object.entries(record)) {
    if (isObject(value) && !isReference(value) && !prefix) Object.assign(found, flat(value, name + "."));
    else found[prefix + name] = value;
  }
  return found;
}

// As the tables of the command line: ids and names first, parts of fields later, what is long last.
function rank(name) {
  if (FIRST.includes(name)) return FIRST.indexOf(name);
  if (LAST.includes(name.split(".")[0]) || name.endsWith("href")) return FIRST.length + 2;
  return FIRST.length + Number(name.includes("."));
}

function brief(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(brief).join(", ");
  if (isObject(value)) {
    const name = NAMING.find((each) => typeof value[each] === "string");
    return name ? value[name] : Object.keys(value).length ? JSON.stringify(value) : "";
  }
  const text = String(value);
  return INSTANT.test(text) ? clockTime(text) : text;
}

function columnsOf(rows) {
  const names = [...new Set(rows.flatMap(Object.keys))].filter((name) => rows.some((row) => brief(row[name])));
  return names
    .map((name, place) => [rank(name), place, name])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .slice(0, MOST_COLUMNS)
    .map(([, , name]) => ({
      name,
      sort: rows.some((row) => isReference(row[name])) ? `${name}.sourcedId` : name,
      isNumber: rows.every((row) => row[name] == null || typeof row[name] === "number"),
    }));
}

export function Records({ route, services, about, newest }) {
  const table = route.parts[1];
  const service = services.find((each) => each.tables.some(({ name }) => name === table))?.service || "";
  const given = Object.fromEntries(route.query);
  const page = Math.max(Number(given.page) || 1, 1);
  const asked = { where: given.where, sort: given.sort, orderBy: given.order, limit: ROWS, offset: (page - 1) * ROWS };
  const path = `records/${encodeURIComponent(table)}${query(asked)}`;
  const found = useLoad(() => get(path).then((data) => ({ ...data, table })), [path, newest]);
  const data = found.data?.table === table ? found.data : null;
  const rows = useMemo(() => (data?.records || []).map((each) => flat(each)), [data]);
  const columns = useMemo(() => withId(columnsOf(rows), rows, data?.ids || []), [rows]);
  const open = (id) => go(route.changed({ open: id }));
  const chosen = useRows(data?.ids || [], open, given.open);
  return html`
    <header class="head">
      <h1>${SERVICE_NAMES[service]} <span class="muted">/</span> ${words(table, service)}</h1>
      <${Filter} key=${table} route=${route} columns=${columns} error=${found.error} />
    </header>
    ${!data && !found.error && html`<p class="muted pad" role="status">Loading …</p>`}
    ${data && !rows.length && html`<${NoRecords} table=${words(table, service)} isFiltered=${Boolean(given.where)} route=${route} />`}
    ${data && rows.length > 0 && html`
      <div class="scroll">
        <table class="list">
          <thead><tr>${columns.map((each) => html`<${Head} key=${each.name} column=${each} given=${given} route=${route} />`)}</tr></thead>
          <tbody>${rows.map((each, place) => html`
            <tr key=${data.ids[place]} class=${data.ids[place] === chosen ? "chosen" : ""} onClick=${() => open(data.ids[place])}>
              ${columns.map(({ name, isNumber }, column) => {
                const text = name === "#" ? data.ids[place] : brief(each[name]);
                return html`<td class=${isNumber ? "number" : ""} title=${text.length > 28 ? text : null}>
                  ${column ? text : html`<a href=${route.changed({ open: data.ids[place] })}>${text || data.ids[place]}</a>`}
                </td>`;
              })}
            </tr>`)}
          </tbody>
        </table>
      </div>
      <${Pages} total=${data.total} page=${page} route=${route} />`}
    ${given.open && html`<${Record} key=${table + "/" + given.open} table=${table} service=${service} id=${given.open}
      route=${route} about=${about} newest=${newest} />`}`;
}

/** Rows are told apart by their ids, also where no field holds them. */
const withId = (columns, rows, ids) =>
  rows.length && !columns.some(({ name }) => rows.every((row, place) => String(row[name]) === ids[place]))
    ? [{ name: "#", label: "id", isNumber: false }, ...columns.slice(0, MOST_COLUMNS - 1)]
    : columns;

function Head({ column, given, route }) {
  if (!column.sort) return html`<th scope="col">${column.label}</th>`;
  const isSorted = given.sort === column.sort;
  const isDown = isSorted && given.order === "desc";
  const next = !isSorted ? { sort: column.sort, order: "" } : isDown ? { sort: "", order: "" } : { order: "desc" };
  const href = route.changed({ ...next, page: "" });
  return html`<th scope="col" class=${column.isNumber ? "number" : ""} aria-sort=${isSorted ? (isDown ? "descending" : "ascending") : null}>
    <a href=${href}>${column.name}<span aria-hidden="true">${isSorted ? (isDown ? " ↓" : " ↑") : ""}</span></a>
  </th>`;
}

function Filter({ route, columns, error }) {
  const given = route.query.get("where") || "";
  const [line, setLine, sending] = useDraft(given);
  const onSubmit = (event) => {
    event.preventDefault();
    const where = line.trim();
    sending(where);
    go(route.changed({ where, page: "", open: "" }));
  };
  const names = columns.filter(({ sort }) => sort).map(({ name }) => name);
  const others = names.filter((name) => name !== "status");
  const example = names.find((name) => /name|title/i.test(name)) || others[1] || "status";
  return html`<form class="filter" role="search" onSubmit=${onSubmit}>
    <input type="search" aria-label="Filter" spellcheck="false" autocapitalize="off" autocomplete="off" value=${line}
      placeholder=${`${example}.contains=an${names.includes("status") ? "  status=active" : ""}   ( / )`} aria-invalid=${error ? "true" : null}
      onInput=${(event) => setLine(event.target.value)}
      onSearch=${(event) => event.target.value || !given || onSubmit(event)} />
    <button>Filter</button>
    ${error ? html`<${Problem} error=${error} />` : html`<p class="muted hint"><code>name=value</code>, <code>name.contains=value</code>, also <code>ne gt gte lt lte in not_in</code>; several with blanks between; or JSON as <code>where=</code> takes it</p>`}
  </form>`;
}

const NoRecords = ({ table, isFiltered, route }) =>
  isFiltered
    ? html`<${Empty} title="No record passes the filter"><p><a href=${route.changed({ where: "", page: "" })}>Show all</a></p><//>`
    : html`<${Empty} title=${`No ${table.toLowerCase()} yet`}>
        <p>Write one through the API: the <a href=${to([])}>overview</a> says how to connect. It appears here at once.</p><//>`;

function Pages({ total, page, route }) {
  const last = Math.max(Math.ceil(total / ROWS), 1);
  const link = (number, text, rel) =>
    number < 1 || number > last
      ? html`<span class="button quiet" aria-disabled="true">${text}</span>`
      : html`<a class="button quiet" rel=${rel} href=${route.changed({ page: number === 1 ? "" : number })}>${text}</a>`;
  const from = (page - 1) * ROWS + 1;
  return html`<footer class="pages">
    <span>${count(Math.min(from, total))}–${count(Math.min(from + ROWS - 1, total))} of ${counted(total, "record")}</span>
    ${last > 1 && html`<span>${link(page - 1, "← Previous", "prev")} ${link(page + 1, "Next →", "next")}</span>`}
  </footer>`;
}

// -- one record -----------------------------------------------------------------------------------

const TABS = [["fields", "Fields"], ["json", "JSON"], ["python", "As Python"], ["requests", "Requests"]];

function Record({ table, service, id, route, about, newest }) {
  const tab = route.query.get("tab") || "fields";
  const close = route.changed({ open: "", tab: "" });
  useKeys({ Escape: () => go(close) });
  const path = `records/${encodeURIComponent(table)}/${encodeURIComponent(id)}`;
  const record = useLoad(() => get(path), [path, newest]);
  const kind = useLoad(() => get(`tables/${encodeURIComponent(table)}`), [table]);
  const data = record.data;
  return html`<${Drawer} title=${id} kind=${kind.data?.model || words(table, service)} close=${close}>
    <${Tabs} label="Views of the record" tabs=${TABS} chosen=${tab} href=${(key) => route.changed({ tab: key === "fields" ? "" : key })} />
    <div class="body">
      <${Problem} error=${record.error} />
      ${tab === "fields" && data && kind.data && html`<${Fields} record=${data} kind=${kind.data} id=${id} table=${table} />`}
      ${tab === "json" && data && html`<${Json} value=${data} />`}
      ${tab === "python" && data && kind.data && (kind.data.python
        ? html`<${Code} name="Python" text=${fetching(kind.data.python, id, about)} />`
        : html`<p class="muted">No single call fetches one of these: they are listed with others.</p>`)}
      ${tab === "requests" && html`<${Touching} id=${id} newest=${newest} />`}
    </div>
  <//>`;
}

function Fields({ record, kind, id, table }) {
  const ids = useMemo(() => [...idsIn(record)].filter((each) => each !== id), [record]);
  const found = useLoad(() => (ids.length ? get("find?" + new URLSearchParams(ids.map((each) => ["id", each]))) : Promise.resolve({ found: {} })), [ids.join("\n")]);
  const tables = found.data?.found || {};
  return html`${kind.meaning && html`<p class="muted">${prose(kind.meaning)}</p>`}
    <dl class="fields">${Object.entries(record).map(([name, value]) => html`
      <div key=${name}>
        <dt>${name}</dt>
        <dd>${kind.fields[name] && html`<p class="meaning">${prose(kind.fields[name])}</p>`}
          <${Value} name=${name} value=${value} tables=${tables} own=${id} /></dd>
      </div>`)}
    </dl>
    <${Back} table=${table} id=${id} />`;
}

// Where records of a table are referred to, beside their own references: a table, and the field that leads here.
const REFERRED = {
  users: [["enrollments", "user"], ["results", "student"], ["assessment_results", "student"]],
  classes: [["enrollments", "class"], ["line_items", "class"]],
  courses: [["classes", "course"], ["course_components", "course"], ["assessment_line_items", "course"]],
  orgs: [["users", "primaryOrg"], ["classes", "school"], ["courses", "org"]],
  academic_sessions: [["line_items", "academicSession"], ["academic_sessions", "parent"]],
  line_items: [["results", "lineItem"]],
  assessment_line_items: [["assessment_results", "assessmentLineItem"]],
  course_components: [["component_resources", "courseComponent"]],
  resources: [["component_resources", "resource"]],
};

const Back = ({ table, id }) => REFERRED[table] && html`<h3>That refer to it</h3>
  <p class="facts back">${REFERRED[table].map(([name, field]) => html`<a href=${to(["records", name], { where: `${field}.sourcedId='${id}'` })}>${words(name)}</a>`)}</p>`;

/** The texts of a record that may be ids of others: those of fields that say so. */
function* idsIn(value, name = "") {
  if (Array.isArray(value)) for (const each of value) yield* idsIn(each, name);
  else if (isObject(value)) for (const [key, each] of Object.entries(value)) yield* idsIn(each, key);
  else if (typeof value === "string" && REFERRING.test(name)) yield idOf(value);
}

/** An id, also at the end of a URL. */
const idOf = (text) => (/^https?:|^assessment-items\//.test(text) ? text.split("/").pop() : text);

const tableOf = (tables, type) =>
  tables.find((each) => each === (TABLES[type] || type?.replace(/[A-Z]/g, "_$&").toLowerCase() + "s")) || tables[0];

function Value({ name, value, tables, own, type }) {
  if (value === null) return html`<span class="muted">null</span>`;
  if (Array.isArray(value)) {
    if (!value.length) return html`<span class="muted">none</span>`;
    if (!value.some(isObject)) return html`${value.map((each, place) => [place ? ", " : "", html`<${Value} name=${name} value=${each} tables=${tables} own=${own} />`])}`;
    return html`<ul>${value.map((each) => html`<li><${Value} name=${name} value=${each} tables=${tables} own=${own} /></li>`)}</ul>`;
  }
  if (isReference(value) && tables[value.sourcedId]?.length) {
    return html`<${Link} id=${value.sourcedId} table=${tableOf(tables[value.sourcedId], value.type)} text=${value.name || value.title || value.sourcedId} />`;
  }
  if (isObject(value)) {
    const entries = Object.entries(value);
    if (!entries.length) return html`<span class="muted">empty</span>`;
    return html`<dl class="inner">${entries.map(([key, each]) => html`
      <div key=${key}><dt>${key}</dt><dd><${Value} name=${key} value=${each} tables=${tables} own=${own} type=${value.type} /></dd></div>`)}</dl>`;
  }
  const id = typeof value === "string" && REFERRING.test(name) ? idOf(value) : null;
  if (id && id !== own && tables[id]?.length) return html`<${Link} id=${id} table=${tableOf(tables[id], type)} text=${value} />`;
  const text = String(value);
  return text.includes("\n") ? html`<pre tabindex="0">${text}</pre>` : html`<span class="text">${text}</span>`;
}

const Link = ({ id, table, text }) => html`<a href=${to(["records", table], { open: id })} title=${`${table}: ${id}`}>${text}</a>`;

function Touching({ id, newest }) {
  const found = useLoad(() => get("requests" + query({ brief: true, text: id, last: MOST_REQUESTS })), [id, newest]);
  const requests = [...(found.data?.requests || [])].reverse();
  if (!found.data) return html`<${Problem} error=${found.error} />`;
  if (!requests.length) return html`<p class="muted">No request named this record since the sandbox was reset.</p>`;
  return html`<${RequestTable} requests=${requests} isNarrow href=${(number) => to(["requests"], { open: number })} />`;
}
