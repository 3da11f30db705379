// Talks to the web API. Builds the page from text nodes only, so nothing that is said can run.
const log = document.getElementById("log");
const form = document.getElementById("ask");
const field = document.getElementById("text");
const notice = document.getElementById("notice");
const words = Object.fromEntries(
  [...document.getElementById("words").content.querySelectorAll("[data-word]")].map((node) => [
    node.dataset.word,
    node.textContent,
  ]),
);
let token = sessionStorage.getItem("token");
let unsent = null;

function element(name, text, className) {
  const node = document.createElement(name);
  if (text) node.textContent = text;
  if (className) node.className = className;
  return node;
}

function inline(parent, text) {
  text.split(/\*\*(.+?)\*\*/).forEach((piece, index) => {
    if (piece) parent.append(index % 2 ? element("strong", piece) : piece);
  });
  return parent;
}

function paragraphs(parent, text) {
  let list = null;
  for (const line of text.split("\n")) {
    if (line.startsWith("- ")) {
      list ??= parent.appendChild(element("ul"));
      list.append(inline(element("li"), line.slice(2)));
    } else {
      list = null;
      if (line.trim()) parent.append(inline(element("p"), line));
    }
  }
}

function show(message) {
  const mine = message.from === "person";
  const node = element("article", null, mine ? "person" : message.kind);
  const speaker = mine ? words.you : message.kind === "safety" ? words.help : words.assistant;
  node.append(element("div", speaker, "speaker"));
  paragraphs(node, message.text);
  if (message.sources?.length) node.append(provenance(message));
  if (message.buttons?.length) node.append(choices(message.buttons));
  log.append(node);
  node.scrollIntoView({ block: "end" });
}

function provenance(message) {
  const details = element("details");
  details.append(element("summary", words.sources));
  const list = element("ul");
  for (const source of message.sources) {
    const item = element("li");
    if (source.url) {
      const link = element("a", source.name);
      link.href = source.url;
      link.rel = "noopener";
      item.append(link);
    } else item.textContent = source.name;
    list.append(item);
  }
  details.append(list);
  if (message.checked) details.append(element("p", `${words.checked} ${message.checked}.`));
  const reviewed = message.reviewed_by ? `${words.reviewed} ${message.reviewed_by}` : words.unreviewed;
  details.append(element("p", `${reviewed}.`));
  return details;
}

function choices(buttons) {
  const row = element("div", null, "choices");
  for (const { title, value } of buttons) {
    const button = element("button", title);
    button.type = "button";
    button.addEventListener("click", () => send({ choice: value }, title));
    row.append(button);
  }
  return row;
}

async function begin() {
  const response = await fetch("/api/v1/sessions", { method: "POST" });
  if (!response.ok) throw new Error(String(response.status));
  const session = await response.json();
  token = session.token;
  sessionStorage.setItem("token", token);
  session.messages.forEach(show);
}

async function post(body) {
  return fetch("/api/v1/messages", {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, Accept: "application/x-ndjson" },
    body: JSON.stringify(body),
  });
}

async function send(content, shown) {
  // The same message keeps its id when it is sent again, so it is never answered twice.
  const same = unsent && JSON.stringify(unsent.content) === JSON.stringify(content);
  if (!same) {
    unsent = { content, id: crypto.randomUUID() };
    show({ from: "person", text: shown });
  }
  notice.textContent = words.waiting;
  log.setAttribute("aria-busy", "true");
  try {
    if (!token) await begin();
    let response = await post({ id: unsent.id, ...content });
    if (response.status === 401) {
      await begin();
      response = await post({ id: unsent.id, ...content });
    }
    if (response.status === 429) throw new Error("slow");
    if (!response.ok) throw new Error(String(response.status));
    await read(response);
    unsent = null;
    field.value = "";
    notice.textContent = "";
  } catch (error) {
    notice.textContent = error.message === "slow" ? words.slow : words.offline;
    if (content.text) field.value = content.text;
  } finally {
    log.removeAttribute("aria-busy");
    field.focus();
  }
}

async function read(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const seen = [];
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += value ?? "";
    const lines = rest.split("\n");
    rest = lines.pop();
    for (const line of lines) {
      const message = JSON.parse(line);
      if (message.done) return;
      if (!seen.includes(message.id)) show(message);
      seen.push(message.id);
    }
    if (done) throw new Error("cut");
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (text) send({ text }, text);
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  }
});

document.getElementById("forget").addEventListener("click", async () => {
  if (token) {
    await fetch("/api/v1/session", { method: "DELETE", headers: { Authorization: `Bearer ${token}` } });
  }
  sessionStorage.removeItem("token");
  token = null;
  unsent = null;
  log.replaceChildren();
  notice.textContent = words.forgotten;
});

async function resume() {
  if (token) {
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetch("/api/v1/history", { headers });
    if (response.ok) {
      (await response.json()).messages.forEach(show);
      return;
    }
  }
  await begin();
}

resume().catch(() => {
  notice.textContent = words.offline;
});
