// A student signs in, takes lessons, and sees what was earned. All calls go to the routes of the application.

const ROUTES = "api/timeback";
// As the platform's own SDK does it.
const HEARTBEAT_MS = 15_000;
const main = document.getElementById("main");

async function call(path, body) {
  const headers = { "content-type": "application/json" };
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie); // Django's
  if (token) headers["x-csrftoken"] = token[1];
  const options = body === undefined ? {} : { method: "POST", headers, body: JSON.stringify(body), keepalive: true };
  const answer = await fetch(`${ROUTES}/${path}`, options);
  const found = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw Object.assign(new Error(found.error.message ?? found.error), { status: answer.status });
  return found;
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function show(title, ...children) {
  main.replaceChildren(element("h1", {}, title), ...children);
}

// -- time: a window of 15 seconds is told when it ends, without the time in which the page was hidden

class Watch {
  constructor(activity) {
    this.activity = activity;
    this.begin();
    this.timer = setInterval(() => this.tell(), HEARTBEAT_MS);
    this.onChange = () => this.count();
    document.addEventListener("visibilitychange", this.onChange);
  }

  begin() {
    this.startedAt = this.since = new Date();
    this.elapsed = this.paused = 0;
    this.hidden = document.hidden;
  }

  count() {
    const now = new Date();
    this[this.hidden ? "paused" : "elapsed"] += now - this.since;
    [this.since, this.hidden] = [now, document.hidden];
    return now;
  }

  tell() {
    const endedAt = this.count();
    const window = { startedAt: this.startedAt, endedAt, elapsedMs: this.elapsed, pausedMs: this.paused };
    this.begin();
    return call("activity/heartbeat", { ...this.activity, ...window });
  }

  stop() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.onChange);
    return this.tell();
  }
}

// -- a lesson

async function take(lesson, course) {
  const activity = { id: lesson.id, name: lesson.name, course, runId: crypto.randomUUID() };
  const state = await call("lessons/start", { lessonId: lesson.id });
  const over = state.finalized || state.score >= 100;
  if (over) await call("lessons/start", { lessonId: lesson.id, forceNew: true });
  const watch = new Watch(activity);
  const counts = { asked: 0, right: 0 };
  const ask = async () => {
    const found = await call("lessons/next", { lessonId: lesson.id, lessonType: lesson.type });
    const open = found.questions?.filter((each) => !found.answeredIds.includes(each.id)) ?? [found];
    counts.asked = found.answeredIds?.length ?? counts.asked; // it may go on where it was left
    if (found.finalized || !open.length) return finish();
    question(lesson, open[0], answered, finish);
  };
  const answered = async (asked, response) => {
    const found = await call("lessons/submit", { lessonId: lesson.id, questionId: asked.id, response });
    counts.asked += 1;
    counts.right += found.correct ? 1 : 0;
    judgment(lesson, found, found.complete ? finish : ask, finish);
  };
  const finish = async () => {
    await watch.stop();
    const summary = await call("lessons/complete", { lessonId: lesson.id });
    // A lesson that is judged at its end knows only now what was right.
    const right = lesson.type === "powerpath-100" ? counts.right : summary.correctQuestions ?? 0;
    const metrics = { xpEarned: right, totalQuestions: counts.asked, correctQuestions: right };
    await call("activity/submit", { ...activity, endedAt: new Date(), metrics });
    const text = `${right} of ${counts.asked} right. You earned ${right} XP.`;
    show("Well done", element("p", { id: "result" }, text), button("All lessons", lessons, "primary"));
    await earned(right > 0);
  };
  await ask();
}

function question(lesson, asked, answered, finish) {
  const item = new DOMParser().parseFromString(asked.content.rawXml, "application/xml");
  const several = item.querySelector("qti-choice-interaction")?.getAttribute("max-choices") !== "1";
  const choices = [...item.querySelectorAll("qti-simple-choice")].map((each) =>
    element("label", { className: "choice" },
      element("input", { type: several ? "checkbox" : "radio", name: "choice", value: each.getAttribute("identifier") }),
      ` ${each.textContent}`),
  );
  const form = element("form", {}, ...choices, buttons("Answer", finish));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = new FormData(form).getAll("choice");
    if (chosen.length) await guarded(() => answered(asked, several ? chosen : chosen[0]));
  });
  show(lesson.name, element("p", { id: "prompt" }, item.querySelector("qti-prompt")?.textContent ?? asked.title), form);
}

function judgment(lesson, found, next, finish) {
  const judged = lesson.type === "powerpath-100";
  const words = !judged ? "Noted." : found.correct ? `Right! Your score is ${found.score}.` : "Not quite.";
  const form = element("form", {}, buttons(found.complete ? "Finish" : "Next", finish));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    guarded(next);
  });
  const className = !judged ? "" : found.correct ? "right" : "wrong";
  show(lesson.name, element("p", { id: "judgment", className }, words), form);
  form.querySelector("button").focus();
}

function buttons(name, finish) {
  return element("div", { className: "row" }, element("button", { className: "primary" }, name),
    button("Stop here", finish));
}

function button(name, action, className = "") {
  const made = element("button", { type: "button", className }, name);
  made.addEventListener("click", () => guarded(action));
  return made;
}

async function guarded(action) {
  for (const each of main.querySelectorAll("button")) each.disabled = true;
  try {
    await action();
  } catch (error) {
    show("That did not work", element("p", { role: "alert" }, error.message), button("All lessons", lessons));
  }
}

// -- the beginning

const COURSES = [{ subject: "Math", grade: 4 }, { subject: "Reading", grade: 4 }];

async function lessons() {
  const found = await Promise.all(COURSES.map((course) => call("lessons/list", { course })));
  const lists = found.map((each, at) => [COURSES[at], each.lessons.filter((one) => !/test/.test(one.type))]);
  show("Choose a lesson", ...lists.flatMap(([course, list]) => list.map((lesson) => {
    const made = button(lesson.name, () => take(lesson, course));
    made.append(element("small", {}, `${course.subject} ${course.grade} · ${lesson.type}`));
    return made;
  })));
}

let known = null;

async function earned(isMore = false) {
  // What was earned is sent in the background, and shows a moment later.
  for (let tries = 0; tries < 20; tries += 1) {
    const me = await call("user/me");
    document.getElementById("who").textContent = me.name ?? me.email;
    document.getElementById("xp").textContent = `${me.xp.today} XP today, ${me.xp.all} in all`;
    const changed = known && me.xp.today !== known.today && me.xp.all !== known.all;
    if (!isMore || changed) {
      known = me.xp;
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function begin() {
  const failed = new URLSearchParams(location.search).get("error");
  try {
    await earned();
    document.getElementById("out").hidden = false;
    await lessons();
  } catch (error) {
    if (error.status !== 401) throw error;
    const why = failed ? [element("p", { role: "alert" }, `You were not signed in: ${failed}.`)] : [];
    const link = element("a", { className: "button", href: `${ROUTES}/identity/signin?return_to=/` }, "Sign in");
    show("Welcome", ...why, link);
  }
}

guarded(begin);
