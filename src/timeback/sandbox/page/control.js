// Calls of the sandbox's control endpoints; the browser sends the session's cookie along.

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const base = new URL(".", location.href).pathname;
let onSignedOut = () => {};

/** Have a function called once an answer says that there is no session. */
export const whenSignedOut = (callback) => {
  onSignedOut = callback;
};

export const urlOf = (path) => base + path;

export const query = (values) => {
  const given = Object.entries(values).filter(([, value]) => value !== "" && value != null);
  return given.length ? "?" + new URLSearchParams(given) : "";
};

/** Call an endpoint; its JSON, or nothing where it has none. */
export async function call(method, path, { json, body, headers = {} } = {}) {
  const content = json === undefined ? body : JSON.stringify(json);
  let answer;
  try {
    answer = await fetch(urlOf(path), { method, headers, body: content });
  } catch {
    throw new Refused(0, "The sandbox does not answer: it may have stopped.");
  }
  if (answer.status === 401) onSignedOut();
  const text = await answer.text();
  const isJson = (answer.headers.get("content-type") || "").includes("json");
  const found = isJson && text ? JSON.parse(text) : null;
  if (!answer.ok) throw new Refused(answer.status, found?.error || `The sandbox answered ${answer.status}.`);
  return found;
}

export const get = (path) => call("GET", path);

/** Remove what may be gone already. */
export const remove = (path) =>
  call("DELETE", path).catch((error) => {
    if (error.status !== 404) throw error;
  });

/** Exchange the control token for the session's cookie. */
export const signIn = (token) =>
  call("POST", "session", { headers: { authorization: `Bearer ${token}` } });
