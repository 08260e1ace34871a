// States that are kept, taken away and brought back.
import { html, useState } from "./htm-preact.js";
import { call, get, remove, urlOf } from "./control.js";
import { Empty, Problem, size, useActions, useLoad } from "./parts.js";

const pathOf = (name) => `snapshots/${encodeURIComponent(name)}`;

export function Snapshots({ refresh, live }) {
  const { data, error, reload } = useLoad(() => get("snapshots"), []);
  const [name, setName] = useState("");
  const kept = data?.snapshots || [];
  const [said, doing] = useActions(() => {
    reload();
    refresh();
  });
  const save = doing(async () => {
    await call("PUT", pathOf(name.trim()));
    setName((last) => (last === name ? "" : last));
  }, `Saved “${name.trim()}”.`);
  const reset = doing(async () => {
    await call("POST", "reset");
    live.forget();
  }, "The sandbox is in its first state again.");
  const load = (event) => {
    const [file] = event.target.files;
    if (file) doing(() => call("PUT", "state", { body: file }), `Loaded ${file.name}.`)();
    event.target.value = "";
  };
  return html`
    <header class="head"><h1>Snapshots</h1><p class="muted">The whole state, records and clock, kept for as long as the sandbox lives. Tokens, faults and requests stay.</p></header>
    <section class="pad">
      <form class="line" onSubmit=${(event) => { event.preventDefault(); if (name.trim()) save(); }}>
        <input aria-label="Name of the snapshot" placeholder="Name" autocomplete="off" value=${name} onInput=${(event) => setName(event.target.value)} />
        <button class="primary" disabled=${!name.trim() || said.isBusy}>Save the present state</button>
      </form>
      <${Problem} error=${said.error || error} />
      <p role="status" class="done">${said.done}</p>
      ${kept.length ? html`<ul class="cards">${kept.map((each) => html`<li key=${each.name}>
          <div><b>${each.name}</b><p class="muted">${size(each.bytes)}</p></div>
          <button type="button" onClick=${doing(() => call("POST", `${pathOf(each.name)}/restore`), `Restored “${each.name}”.`)}>Restore</button>
          <a class="button" href=${urlOf(pathOf(each.name))} download=${`${each.name}.db`}>Download</a>
          <button type="button" class="quiet" onClick=${doing(() => remove(pathOf(each.name)), `Forgot “${each.name}”.`)}>Forget</button>
        </li>`)}</ul>`
      : data && html`<${Empty} title="No snapshot yet"><p>Save the present state before a test that changes it, and go back to it after.</p><//>`}
    </section>
    <section class="pad">
      <h2>Files</h2>
      <p class="muted">A file that was downloaded also starts a sandbox: <code>timeback sandbox --seed-from FILE</code>.</p>
      <div class="line"><a class="button" href=${urlOf("state")} download="sandbox.db">Download the present state</a>
        <label class="button" for="load">Load a file …</label><input id="load" class="hidden" type="file" accept=".db,.sqlite,application/vnd.sqlite3" onChange=${load} /></div>
    </section>
    <section class="pad">
      <h2>The first state</h2>
      <p class="muted">As it was when the sandbox started: records, clock, no faults and no requests.</p>
      <button type="button" onClick=${reset}>Reset</button>
    </section>`;
}
