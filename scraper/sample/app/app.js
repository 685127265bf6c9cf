// The app: reads the route from the address, asks the API, and draws into shadow roots.
const escape = (text) =>
  String(text).replace(/[&<>"]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char]);

const ask = async (path) => {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return path.endsWith(".html") ? answer.text() : answer.json();
};

const LATEST = `query Latest($language: String!, $section: String!, $after: String) {
  latest(language: $language, section: $section, after: $after) {
    edges { node { id title intro created modified html section { key name } authors { name } } } pageInfo { hasNextPage endCursor } } }`;

const query = async (variables) => {
  const body = JSON.stringify({ operationName: "Latest", query: LATEST, variables });
  const answer = await fetch("/graphql", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  return (await answer.json()).data.latest;
};

const API = (language, rest) => `/api/${language}/${rest}`;

class MeridianApp extends HTMLElement {
  async connectedCallback() {
    const [language = "en", section, id] = location.pathname.split("/").filter(Boolean);
    const root = this.attachShadow({ mode: "open" });
    try {
      const words = await ask(API(language, "words.json"));
      document.documentElement.lang = language;
      root.innerHTML = `
        <header><a href="/${language}">${escape(words.name)}</a>
          <nav>${Object.entries(words.sections)
            .map(([key, name]) => `<a href="/${language}/${key}">${escape(name)}</a>`)
            .join(" ")}</nav>
          <div class="languages">${words.languages.map((other) => `<a href="/${other}">${other}</a>`).join(" ")}</div>
        </header><main></main><footer><p>${escape(words.footer)}</p></footer>`;
      const view = document.createElement(id ? "meridian-story" : "meridian-list");
      Object.assign(view, { language, section, id, words });
      root.querySelector("main").append(view);
    } catch {
      root.innerHTML = "<main><h1>404</h1><p>This page is no longer here.</p></main>";
    }
  }
}

class MeridianList extends HTMLElement {
  async connectedCallback() {
    this.page = 0;
    this.root = this.attachShadow({ mode: "open" });
    this.root.innerHTML = `<ul></ul><button class="more">${escape(this.words.more)}</button>`;
    this.root.querySelector("button").onclick = () => this.more();
    document.title = `${this.words.sections[this.section] ?? ""} | ${this.words.name}`;
    this.cursors = {};
    await this.more();
  }

  // One page of a section, by JSON or by GraphQL: its items, and whether there is another.
  async list(section) {
    if (document.querySelector("meridian-app").getAttribute("lists") !== "graphql") {
      const { items, pages } = await ask(API(this.language, `${section}.json?page=${this.page}`));
      return { items, isLast: this.page >= pages };
    }
    const { edges, pageInfo } = await query({ language: this.language, section, after: this.cursors[section] ?? null });
    this.cursors[section] = pageInfo.endCursor;
    return { items: edges.map((edge) => edge.node), isLast: !pageInfo.hasNextPage };
  }

  async more() {
    const sections = this.section ? [this.section] : Object.keys(this.words.sections);
    this.page += 1;
    const lists = await Promise.all(
      sections.map((section) => this.list(section).catch(() => ({ items: [], isLast: true }))),
    );
    const items = lists.flatMap((list) => list.items).sort((a, b) => Date.parse(b.created) - Date.parse(a.created));
    const html = items.map(
      (item) => `<li><a href="/${this.language}/${item.section.key}/${item.id}">${escape(item.title)}</a></li>`,
    );
    this.root.querySelector("ul").insertAdjacentHTML("beforeend", html.join(""));
    if (lists.every((list) => list.isLast)) this.root.querySelector("button").remove();
  }
}

class MeridianStory extends HTMLElement {
  async connectedCallback() {
    const root = this.attachShadow({ mode: "open" });
    const [item, text] = await Promise.all([
      ask(API(this.language, `item/${this.id}.json`)),
      ask(API(this.language, `text/${this.id}.html`)),
    ]).catch(() => [null, null]);
    if (!item) {
      root.innerHTML = `<h1>404</h1><p>${escape(this.words.not_found)}</p>`;
      return;
    }
    document.title = `${item.title} | ${this.words.name}`;
    for (const other of item.translations) {
      const link = document.createElement("link");
      Object.assign(link, { rel: "alternate", hreflang: other.lang, href: other.route });
      document.head.append(link);
    }
    const by = item.authors.length
      ? `${escape(this.words.by)} ${item.authors.map((a) => `<span class="author">${escape(a.name)}</span>`).join(", ")} · `
      : "";
    root.innerHTML = `
      <article>
        <h1>${escape(item.title)}</h1>
        <p class="byline">${by}<time datetime="${item.created}">${new Date(item.created).toLocaleString(this.language)}</time></p>
        <figure><img src="${item.image.src}" alt="${escape(item.image.caption)}"><figcaption>${escape(item.image.caption)}</figcaption></figure>
        <div class="story-body">${text}</div>
      </article>`;
  }
}

customElements.define("meridian-list", MeridianList);
customElements.define("meridian-story", MeridianStory);
customElements.define("meridian-app", MeridianApp);
