// Requests and records as code that does the same.

const HIDDEN = "***";
// Set by whatever sends a request.
const OWN_HEADERS = new Set([
  "accept", "accept-encoding", "connection", "content-length", "host", "origin", "referer", "user-agent",
]);
// Where users lie, by platform.
const ROSTERS = { BEYOND_AI: "/ims/oneroster/rostering/v1p2", LEARNWITH_AI: "/rostering/1.0" };
// Below the base URL, where the clients of these have one of their own.
const PREFIXES = { qti: "/api", masterytrack: "/masterytrack" };

const shell = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

const header = ([name, value]) => {
  if (!value.includes(HIDDEN)) return shell(`${name}: ${value}`);
  return name === "authorization" ? '"authorization: Bearer $TOKEN"' : `"${name}: $TOKEN"`;
};

/** A request as a command line; secrets stay hidden, and the token is a variable. */
export function asCurl(request, base) {
  const target = base + request.path + (request.query ? "?" + request.query : "");
  const parts = [`curl ${shell(target)}`];
  if (request.method !== "GET") parts.push(`-X ${request.method}`);
  const headers = Object.entries(request.headers).filter(
    ([name]) => !OWN_HEADERS.has(name) && !name.startsWith("sec-"),
  );
  parts.push(...headers.map((each) => `-H ${header(each)}`));
  if (request.body) parts.push(`--data-raw ${shell(request.body)}`);
  return parts.join(" \\\n  ");
}

/** A value as Python writes it; JSON's texts and numbers are Python's. */
export function literal(value, indent = "") {
  const inner = indent + "    ";
  const block = (open, items, close) =>
    items.length ? `${open}\n${items.map((each) => inner + each + ",\n").join("")}${indent}${close}` : open + close;
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return block("[", value.map((each) => literal(each, inner)), "]");
  if (typeof value === "object") {
    const items = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${literal(each, inner)}`);
    return block("{", items, "}");
  }
  return JSON.stringify(value);
}

const queryOf = (text) => {
  const found = {};
  for (const [name, value] of new URLSearchParams(text)) {
    found[name] = name in found ? [found[name], value].flat() : value;
  }
  return found;
};

const credentials = (about) =>
  [...(about.platform === "BEYOND_AI" ? [] : ["platform"]), "base_url", "auth_url", "client_id", "client_secret"]
    .map((name) => `    ${name}=${JSON.stringify(about[name])},\n`)
    .join("");

// MasteryTrack takes a key and an address in place of the client's id and secret.
const ownCredentials = ({ masterytrack_url: base_url, api_key, email }) =>
  `    services=${literal({ masterytrack: { base_url, api_key, email } }, "    ")},\n`;

const withClient = (about, lines) =>
  `from timeback import TimebackClient\n\nwith TimebackClient(\n${credentials(about)}` +
  `${lines.includes("client.masterytrack.") ? ownCredentials(about) : ""}) as client:\n` +
  lines.split("\n").map((line) => (line ? "    " + line : line)).join("\n") + "\n";

const jsonOf = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A request as Python: a call of this library, or of httpx where no service is meant. */
export function asPython(request, about) {
  const { method, path, query, body, service } = request;
  const json = body ? jsonOf(body) : undefined;
  if (!service || service === "oauth" || (body && json === undefined)) return withHttpx(request, about.base_url);
  const prefix = PREFIXES[service];
  const own = prefix && path.startsWith(prefix + "/") ? path.slice(prefix.length) : path;
  const given = [JSON.stringify(method), JSON.stringify(own)];
  if (query) given.push(`query=${literal(queryOf(query), "    ")}`);
  if (json !== undefined) given.push(`json=${literal(json, "    ")}`);
  const call = given.length > 2 ? `\n    ${given.join(",\n    ")},\n` : given.join(", ");
  return withClient(about, `response = client.${service}.request(${call})\nprint(response.json())`);
}

function withHttpx(request, base) {
  const type = request.headers["content-type"];
  const target = base + request.path + (request.query ? "?" + request.query : "");
  const lines = [`    ${JSON.stringify(request.method)},`, `    ${JSON.stringify(target)},`];
  if (type) lines.push(`    headers={"content-type": ${JSON.stringify(type)}},`);
  if (request.body) lines.push(`    content=${JSON.stringify(request.body)},`);
  return `import httpx\n\nresponse = httpx.request(\n${lines.join("\n")}\n)\nprint(response.text)\n`;
}

/** The call that fetches a record. */
export const fetching = (template, id, about) =>
  withClient(about, `record = ${template.replace("{id}", () => JSON.stringify(id))}\nprint(record)`);

/** Ways to connect, each with its name. */
export function ways(about) {
  const variables = [
    ["TIMEBACK_BASE_URL", about.base_url],
    ["TIMEBACK_AUTH_URL", about.auth_url],
    ["TIMEBACK_CLIENT_ID", about.client_id],
    ["TIMEBACK_CLIENT_SECRET", about.client_secret],
    ["MASTERYTRACK_BASE_URL", about.masterytrack_url],
    ["MASTERYTRACK_API_KEY", about.api_key],
    ["MASTERYTRACK_EMAIL", about.email],
  ];
  return {
    sync: ["Python", withClient(about, "for user in client.oneroster.users.list(limit=5):\n    print(user.given_name, user.family_name)")],
    async: [
      "Python, async",
      `import asyncio\n\nfrom timeback import AsyncTimebackClient\n\n\nasync def main():\n    async with AsyncTimebackClient(\n${credentials(about).replaceAll("    ", "        ")}    ) as client:\n        for user in await client.oneroster.users.list(limit=5):\n            print(user.given_name, user.family_name)\n\n\nasyncio.run(main())\n`,
    ],
    curl: [
      "curl",
      `TOKEN=$(curl -s -u ${shell(`${about.client_id}:${about.client_secret}`)} \\\n  -d grant_type=client_credentials ${shell(about.auth_url)} |\n  sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')\ncurl -H "Authorization: Bearer $TOKEN" \\\n  ${shell(about.base_url + ROSTERS[about.platform] + "/users?limit=5")}\n`,
    ],
    variables: ["Environment", variables.map(([name, value]) => `export ${name}=${shell(value)}\n`).join("")],
  };
}
