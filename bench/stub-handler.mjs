/**
 * A request handler of the SDK that answers immediately, without a socket. It copies the form of
 * stored events from the contender's saves, and generates the pages of queries from it.
 */
export class StubHandler {
  metadata = { handlerProtocol: "http/1.1" };
  #encoder = new TextEncoder();
  #decoder = new TextDecoder();
  #empty = this.#encoder.encode("{}");
  #isLearning = true;
  /** Encoded items by partition key. */
  #examples = new Map();
  #pages = new Map();

  /** Makes queries find this many items under each key that has been saved. */
  startAnswering(itemsPerKey) {
    this.#isLearning = false;
    let key = 0;
    for (const [pk, item] of this.#examples) {
      this.#pages.set(pk, this.#page(item, itemsPerKey, key++, this.#examples.size));
    }
  }

  async handle(request) {
    const target = request.headers["x-amz-target"];
    if (target.endsWith(".Query")) return respond(this.#pageFor(this.#textOf(request)));
    if (this.#isLearning) this.#learn(JSON.parse(this.#textOf(request)));
    return respond(this.#empty);
  }

  #textOf({ body }) {
    return typeof body === "string" ? body : this.#decoder.decode(body);
  }

  #learn({ Item, TransactItems = [{ Put: { Item } }] }) {
    for (const { Put } of TransactItems) {
      if (Put !== undefined) this.#examples.set(Put.Item.pk.S, Put.Item);
    }
  }

  #pageFor(text) {
    for (const [pk, page] of this.#pages) {
      if (text.includes(`"${pk}"`)) return page;
    }
    throw new Error(`No event was saved under the key of ${text}`);
  }

  /** Generates a page. The ids of items under different keys alternate. */
  #page(item, count, offset, step) {
    const id = item.id.S;
    const text = JSON.stringify(item);
    const Items = Array.from({ length: count }, (_, index) => {
      const serial = String(index * step + offset).padStart(8, "0");
      return JSON.parse(text.replaceAll(id, id.slice(0, -8) + serial));
    });
    return this.#encoder.encode(JSON.stringify({ Items, Count: count, ScannedCount: count }));
  }

  httpHandlerConfigs() {
    return {};
  }

  updateHttpClientConfig() {}

  destroy() {}
}

function respond(body) {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "REQUEST" };
  return { response: { statusCode: 200, headers, body } };
}
