// The clock by which records are dated.
import { html, useEffect, useState } from "./htm-preact.js";
import { call } from "./control.js";
import { clockTime, Problem, useActions } from "./parts.js";

const HOUR = 3600;
const STEPS = [["an hour", HOUR], ["a day", 24 * HOUR], ["a week", 7 * 24 * HOUR], ["30 days", 30 * 24 * HOUR]];

/** The time at this moment, from the last that the sandbox told. */
export function useTime(clock) {
  const [, tick] = useState(0);
  useEffect(() => {
    if (!clock || clock.frozen) return;
    const timer = setInterval(() => tick((last) => last + 1), 1000);
    return () => clearInterval(timer);
  }, [clock]);
  if (!clock) return "";
  const passed = clock.frozen ? 0 : performance.now() - clock.at;
  return clockTime(new Date(Date.parse(clock.time) + passed).toISOString());
}

export function Clock({ clock, refresh }) {
  const time = useTime(clock);
  const [given, setGiven] = useState("");
  const [{ error }, doing] = useActions(refresh);
  const change = (json) => doing(() => call("POST", "clock", { json }))();
  return html`
    <header class="head"><h1>Clock</h1><p class="muted">Records, analytics and the Date header go by it. Tokens, faults and webhooks' signatures go by the machine's.</p></header>
    <section class="pad">
      <p class="clockface">${time} <span class="muted">UTC, ${clock.frozen ? "frozen" : "running"}</span></p>
      <div class="line">
        <button type="button" onClick=${() => change({ freeze: !clock.frozen })}>${clock.frozen ? "Run" : "Freeze"}</button>
        ${STEPS.map(([name, seconds]) => html`<button type="button" onClick=${() => change({ advance: seconds })}>+ ${name}</button>`)}
      </div>
      <form class="line" onSubmit=${(event) => { event.preventDefault(); if (given.trim()) change({ set: given.trim() }); }}>
        <input aria-label="Instant" placeholder="2026-06-05T12:00Z" spellcheck="false" value=${given} onInput=${(event) => setGiven(event.target.value)} />
        <button class="primary" disabled=${!given.trim()}>Set</button>
      </form>
      <${Problem} error=${error} />
    </section>`;
}
