// The page asks for what it shows once a second; it keeps nothing but the token, until the tab is closed.

const TOKEN = "headroom-token";
const $ = (id) => document.getElementById(id);

class Refused extends Error {}

async function get(path) {
  const answer = await fetch("/api/v1/" + path, {
    headers: { Authorization: "Bearer " + sessionStorage.getItem(TOKEN), Accept: "application/json" },
    signal: AbortSignal.timeout(5000),
  });
  if (answer.status === 401 || answer.status === 403) {
    const problem = await answer.json().catch(() => ({}));
    throw new Refused(problem.detail ?? "That token is not accepted.");
  }
  if (!answer.ok) throw new Error(path + ": " + answer.status);
  return answer.json();
}

// Everything from outside becomes text, never markup.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}
const cell = (content, kind = "") => element("td", kind ? { class: kind } : {}, ...[content].flat());
const small = (text) => element("small", {}, text);

// Replaces only what differs, so that selections and the reading position stay.
function show(id, children) {
  const old = $(id);
  const next = element("div", {}, ...children);
  if (old.dataset.shown === next.innerHTML) return;
  old.dataset.shown = next.innerHTML;
  old.replaceChildren(...next.childNodes);
}
function rows(id, width, made, none) {
  const empty = element("tr", {}, element("td", { colspan: width, class: "empty" }, none));
  const body = element("tbody", {}, ...(made.length ? made : [empty]));
  if ($(id).dataset.shown === body.innerHTML) return;
  $(id).dataset.shown = body.innerHTML;
  $(id).replaceChildren(...body.childNodes);
}

const money = (amount) =>
  Number(amount).toLocaleString("en", { style: "currency", currency: "USD", maximumFractionDigits: 2 });
const gpus = (milli) => (milli / 1000).toLocaleString("en", { maximumFractionDigits: 1 });
const words = (name) => name.replaceAll("-", " ");
const clock = (instant) => instant.slice(11, 19);
const sentence = (reason) => reason?.message ?? "not yet looked at";

/** PT1H2M3.4S becomes "1 h 2 m". */
function span(duration) {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? [];
  if (+hours) return `${hours} h ${minutes} m`;
  return +minutes ? `${minutes} m ${Math.floor(seconds)} s` : `${Math.floor(seconds)} s`;
}

function totals(fleet) {
  const { gpus: all, queue, spend, lanes } = fleet;
  $("clock").textContent = "Fleet time " + fleet.at.slice(0, 10) + " " + clock(fleet.at);
  $("used").textContent = gpus(all.usedMilli);
  $("ready").textContent = all.ready;
  $("use").value = all.ready ? all.usedMilli / 1000 / all.ready : 0;
  $("planned").textContent = all.planned;
  const missing = lanes.reduce((sum, lane) => sum + lane.shortfallMilliGpu, 0);
  $("missing").textContent = missing ? gpus(missing) + " more are missing" : "nothing is missing";
  $("waiting").textContent = queue.pending;
  $("running").textContent = `${queue.running} running, ${queue.placed + queue.starting} on their way`;
  $("per-hour").textContent = money(spend.perHour);
  $("worst").textContent = "at most " + money(spend.worstPerHour);
}

function blocks(node) {
  const kind = { ready: "free", warm: "warm", draining: "ending", terminating: "ending" }[node.state] ?? "planned";
  const full = Math.floor(node.usedMilliGpu / 1000);
  const made = [];
  for (let i = 0; i < node.gpus; i++) {
    const taken = i < full ? "used" : i === full && node.usedMilliGpu % 1000 ? "part" : kind;
    made.push(element("i", { class: "gpu " + (kind === "free" ? taken : kind) }));
  }
  const label = `${node.state}: ${gpus(node.usedMilliGpu)} of ${node.gpus} ${node.gpuModel} in use`;
  return element("span", { class: "node", role: "img", "aria-label": label, title: label }, ...made);
}

// Beside what happened: what pools that only advise would have done.
function advised(pool) {
  const totals = seen.advice[pool.name];
  if (pool.mode !== "advise" || !totals) return undefined;
  const hours = totals.waitingGpuHours.toLocaleString("en", { maximumFractionDigits: 1 });
  return small(`would have ${totals.nodes} node(s) with ${totals.gpus} GPUs for ${money(totals.perHour)} an hour; so far `
    + `${money(totals.cost)} for ${hours} GPU-hours of waiting (worth ${money(totals.waitingSaved)})`
    + (Number(totals.idleSaved) ? `, and ${money(totals.idleSaved)} of idling spared` : ""));
}

function pools(fleet, nodes) {
  const made = fleet.pools.map((pool) => {
    const states = Object.entries(pool.nodes).map(([state, count]) => `${count} ${words(state)}`);
    const own = nodes.filter((node) => node.pool === pool.name);
    return element("tr", {},
      cell([pool.name, small(pool.provider + (pool.mode && pool.mode !== "act" ? ", only " + pool.mode : ""))]),
      cell(pool.lane),
      cell([states.join(", ") || "none", small(`${pool.min} to ${pool.max}`), advised(pool)]),
      cell(own.map(blocks)),
      cell(money(pool.perHour), "number"));
  });
  rows("pools", 5, made, "No pool is declared.");
}

function held(nodes, leases) {
  const byNode = new Map(leases.map((lease) => [lease.node, lease]));
  const made = nodes.map((node) => {
    const lease = byNode.get(node.id);
    return element("tr", {},
      cell([element("span", { class: "id" }, node.id.slice(0, 8)), small(`${node.instanceType}, ${node.zone || node.pool}`)]),
      cell([words(node.state), small(node.reason.code === "progress" ? node.capacityType : sentence(node.reason))]),
      cell(lease ? [money(lease.held), small("until " + clock(lease.until))] : "–", "number"),
      cell(money(node.pricePerHour), "number"),
      cell(sentence(node.boughtFor), "why"),
      cell(node.leadTime ? span(node.leadTime) + (node.state === "ready" ? "" : " so far") : "–", "number"));
  });
  rows("nodes", 6, made, "No node is there, and none is on the way.");
}

function queue(view) {
  const made = view.items.map((item) =>
    element("tr", {},
      cell([item.name, small(`${item.tenant}, ${item.lane}`)]),
      cell(`${item.replicas > 1 ? item.replicas + " replicas of " : ""}${item.wants}`),
      cell(span(item.waited), "number"),
      cell(sentence(item.reason), "why")));
  rows("queue", 4, made, "Nobody waits.");
}

function share(kind, percent) {
  const made = element("span", { class: kind });
  made.style.width = percent + "%";
  return made;
}

function budgets(all) {
  const made = all.map((status) => {
    const part = (amount) => (Number(status.cap) ? Math.min(100, (100 * amount) / status.cap) : 0);
    const label = `${money(status.spent)} spent and ${money(status.committed)} committed of ${money(status.cap)}`;
    return element("li", {},
      element("strong", {}, status.budget),
      element("div", { class: "track", role: "img", "aria-label": label },
        share("spent", part(status.spent)),
        share("committed", part(status.committed))),
      element("span", { class: "quiet" }, `${label}; ${money(status.free)} free`));
  });
  show("budgets", made.length ? made : [element("li", { class: "empty" }, "No budget is declared.")]);
}

const BAD = new Set(["denied", "lease-denied", "failed", "anomaly", "unmet", "refuse-new", "preempted"]);
function feed(decisions) {
  const made = decisions.map((decision) =>
    element("li", {},
      element("time", { datetime: decision.at }, clock(decision.at)),
      element("span", { class: BAD.has(decision.what) ? "tag bad" : "tag" }, words(decision.what)),
      element("span", {}, sentence(decision.reason) + " ",
        element("span", { class: "quiet" }, `${decision.about} `, element("span", { class: "id" }, decision.id.slice(0, 18))))));
  show("feed", made.length ? made : [element("li", { class: "empty" }, "Nothing was decided yet.")]);
}

// What a service that is away would show stays as it was last seen.
const seen = { nodes: [], leases: [], queue: { items: [] }, budgets: [], advice: {} };
async function refresh(turn) {
  const asked = {
    fleet: get("fleet"),
    nodes: get("fleet/nodes?limit=400").then((page) => page.items),
    queue: get("queue?limit=200"),
  };
  if (turn % 3 === 0) {
    asked.leases = get("leases?limit=1000").then((page) => page.items);
    if (seen.fleet?.pools.some((pool) => pool.mode === "advise")) {
      asked.advice = get("pools?limit=1000").then((page) =>
        Object.fromEntries(page.items.filter((pool) => pool.advice).map((pool) => [pool.name, pool.advice])));
    }
    asked.budgets = get("budgets?limit=20").then((page) =>
      Promise.all(page.items.map((budget) => get(`budgets/${encodeURIComponent(budget.name)}/status`))));
  }
  const names = Object.keys(asked);
  const answers = await Promise.allSettled(Object.values(asked));
  const away = [];
  answers.forEach((answer, i) => {
    if (answer.status === "fulfilled") seen[names[i]] = answer.value;
    else if (answer.reason instanceof Refused) throw answer.reason;
    else away.push(names[i]);
  });
  if (seen.fleet) {
    totals(seen.fleet);
    pools(seen.fleet, seen.nodes);
    feed(seen.fleet.decisions);
  }
  held(seen.nodes.slice(0, 100), seen.leases);
  queue(seen.queue);
  budgets(seen.budgets);
  return away;
}

function link(away) {
  const text = away.length ? "no news of " + away.join(", ") : "live";
  if ($("link").textContent !== text) $("link").textContent = text;
  $("link").classList.toggle("lost", away.length > 0);
}

function signIn(why = "") {
  sessionStorage.removeItem(TOKEN);
  $("main").hidden = $("leave").hidden = true;
  $("refused").textContent = why;
  $("token").value = "";
  return new Promise((resolve) => {
    const dialog = $("sign-in");
    dialog.oncancel = (event) => event.preventDefault();
    dialog.onclose = () => {
      sessionStorage.setItem(TOKEN, $("token").value.trim());
      resolve();
    };
    dialog.showModal();
  });
}

let leave = () => {};
$("leave").onclick = () => leave();

async function run() {
  if (!sessionStorage.getItem(TOKEN)) await signIn();
  let left = false;
  leave = () => { left = true; };
  for (let turn = 0; ; turn++) {
    try {
      const away = await refresh(turn);
      $("main").hidden = $("leave").hidden = false;
      link(away);
    } catch (failure) {
      if (!(failure instanceof Refused)) throw failure;
      await signIn(failure.message);
    }
    await new Promise((resolve) => setTimeout(resolve, document.hidden ? 5000 : 1000));
    if (left) {
      left = false;
      await signIn();
    }
  }
}
run();
