/** What the owner of a schema does about one diagnostic. */
export interface Correction {
  /** The code of the diagnostic, and its path. */
  readonly about: string;
  /** What its help says that the owner follows. */
  readonly says: readonly string[];
  /** What is replaced, wherever it is; nothing if a correction of the same run has done it. */
  readonly edits: readonly Edit[];
}

type Edit = readonly [before: string, after: string];

const PRODUCT_IDS = '{ type: "string[]", entity: product, maxItems: 20 }';

/** The properties of `Hook`, corrected, and those beside it under `allOf`. */
const ISSUE = `    type: object
    properties:
      conclusion: { type: string, nullable: true, enum: [success, failure] }
      environment_url: { type: string }
      customData: { type: json }
      source: { type: string, pattern: "^[^ ]*$" }
      performed_via: { type: App, nullable: true }
      doors: { type: string, format: time }
      duration: { type: string, format: duration }
      host: { type: string, pattern: "^[A-Za-z0-9.-]{1,253}$" }
      ip: { type: string, pattern: "^[0-9]{1,3}([.][0-9]{1,3}){3}$" }
      pos: { type: array, items: number, minItems: 2, maxItems: 2 }
      pre: { type: array, items: { type: number }, minItems: 2, maxItems: 2 }
      balance: { type: integer, format: int64 }
      big: bigint
      price: decimal
      blob: bytes
      id: { type: json }
      state: string
`;

/** Run by run, the corrections of each diagnostic that a schema gets as its owner wrote it. */
export const CORRECTIONS: Readonly<Record<string, readonly (readonly Correction[])[]>> = {
  cart: [
    [
      renamed("ProductItemAddedToShoppingCart", "PRODUCT_ITEM_ADDED_TO_SHOPPING_CART", [
        ["[ProductItemAddedToShoppingCart", "[PRODUCT_ITEM_ADDED_TO_SHOPPING_CART"],
      ]),
      renamed("ProductItemRemovedFromShoppingCart", "PRODUCT_ITEM_REMOVED_FROM_SHOPPING_CART", [
        [", ProductItemRemovedFromShoppingCart", ", PRODUCT_ITEM_REMOVED_FROM_SHOPPING_CART"],
      ]),
      renamed("ShoppingCartConfirmed", "SHOPPING_CART_CONFIRMED", [
        [", ShoppingCartConfirmed", ", SHOPPING_CART_CONFIRMED"],
      ]),
      withSuffix("streams.shoppingCart.by"),
    ],
    [
      {
        about: "id-like-name types.PricedProductItem.properties.productId",
        says: ['give a reason under "allow: { id-like-name: … }"'],
        edits: [allowed("id-like-name", "Nobody asks for carts by product.")],
      },
      withLookups(),
    ],
  ],
  cart2: [
    [
      withLookups(),
      {
        about: "id-like-name events.PRODUCT_ITEM_ADDED.data.shoppingCartId",
        says: ['Add "id_suffix: Id" at the top'],
        edits: [atTop("id_suffix: Id")],
      },
    ],
  ],
  cart3: [[withSuffix("events.PRODUCT_ITEM_ADDED.data.shoppingCartId")]],
  cart4: [[withSuffix("partition")]],
  github: [
    [
      renamed("issues.opened", "ISSUES_OPENED"),
      renamed("dev.cdevents.pipelinerun.finished.0.3.0", "DEV_CDEVENTS_PIPELINERUN_FINISHED_0_3_0"),
      renamed("order-placed", "ORDER_PLACED"),
      {
        about: "invalid-name events.order_placed_v1",
        says: ['Did you mean "ORDER_PLACED_V1"?'],
        edits: [["  order_placed_v1:", "  ORDER_PLACED_V1:"]],
      },
    ],
    [
      withHotKey("Issues are opened about ten times a day."),
      {
        about: "id-like-name events.DEV_CDEVENTS_PIPELINERUN_FINISHED_0_3_0.data.id",
        says: ['Rename it to "<entity>_id"'],
        edits: [["{ id: string }", "{ pipelinerun_id: string }"]],
      },
      {
        about: "event-without-wire events.ORDER_PLACED_V1",
        says: ['Add "wire" before the first event is saved'],
        edits: [["  ORDER_PLACED_V1:\n", "  ORDER_PLACED_V1:\n    wire: order_placed_v1\n"]],
      },
    ],
  ],
  schema: [
    [
      written(
        "wrong-type types.Hook.properties.conclusion.type",
        '{ type: [string, "null"], enum: [success, failure, null] }',
        "{ type: string, nullable: true, enum: [success, failure] }",
      ),
      written(
        "union-branch types.Hook.properties.environment_url.oneOf.0",
        '{ oneOf: [{ type: string, format: uri }, { type: string, enum: [""] }] }',
        "{ type: string }",
      ),
      {
        about: "union-branch types.Hook.properties.customData.oneOf.0",
        says: ['Write "type: json"'],
        edits: [
          [
            "{ oneOf: [{ type: object }, { type: string, contentEncoding: base64 }] }",
            "{ type: json }",
          ],
        ],
      },
      written(
        "invalid-value types.Hook.properties.source.format",
        "{ type: string, format: uri-reference }",
        '{ type: string, pattern: "^[^ ]*$" }',
      ),
      written(
        "union-branch types.Hook.properties.performed_via.oneOf.1",
        '{ oneOf: [App, { type: "null" }] }',
        "{ type: App, nullable: true }",
      ),
      written(
        "invalid-value types.Hook.properties.host.format",
        "{ type: string, format: hostname }",
        '{ type: string, pattern: "^[A-Za-z0-9.-]{1,253}$" }',
      ),
      written(
        "invalid-value types.Hook.properties.ip.format",
        "{ type: string, format: ipv4 }",
        '{ type: string, pattern: "^[0-9]{1,3}([.][0-9]{1,3}){3}$" }',
      ),
      written(
        "wrong-type types.Hook.properties.pos.items",
        "{ type: array, items: [number, number] }",
        "{ type: array, items: number, minItems: 2, maxItems: 2 }",
      ),
      written(
        "unknown-key types.Hook.properties.pre.prefixItems",
        "{ type: array, prefixItems: [{type: number}, {type: number}] }",
        "{ type: array, items: { type: number }, minItems: 2, maxItems: 2 }",
      ),
      {
        about: "wrong-type types.Hook.properties.id.type",
        says: ['Write "type: json"'],
        edits: [["{ type: [integer, string] }", "{ type: json }"]],
      },
      {
        about: "unknown-key types.Issue.allOf",
        says: ["Write all properties out in one object"],
        edits: [["    allOf: [ Hook, { type: object, properties: { state: string } } ]\n", ISSUE]],
      },
      withHotKey("A hook is called a few times an hour."),
      {
        about: "id-field-not-string events.OPENED.data.account_id",
        says: ['Write "account_id: string"'],
        edits: [["account_id: integer", "account_id: string"]],
      },
      {
        about: "id-field-not-string events.OPENED.data.org_id.nullable",
        says: ['write "org_id?:"'],
        edits: [["org_id: { type: string, nullable: true }", "org_id?: string"]],
      },
      {
        about: "id-like-name events.OPENED.data.product_ids",
        says: [`Write 'product_ids: ${PRODUCT_IDS}'`],
        edits: [['product_ids: "string[]"', `product_ids: ${PRODUCT_IDS}`]],
      },
      {
        about: "id-like-name events.OPENED.data.customer.properties.customer_id",
        says: ['Add "customer_id: string" to the data of the event type'],
        edits: [["data: { hook: Hook,", "data: { hook: Hook, customer_id: string,"]],
      },
    ],
    [
      ...numbersAndBytes("Hook", [
        ["{ type: integer, format: int64 }", "int64"],
        ["big: bigint", "big: int64"],
        ["blob: bytes", 'blob: { type: string, pattern: "^[A-Za-z0-9+/]*={0,2}$" }'],
      ]),
      {
        about: "id-like-name types.App.properties.id",
        says: ['give a reason under "allow: { id-like-name: … }"'],
        edits: [["allow:\n", "allow:\n  id-like-name: Nobody asks for hooks by app.\n"]],
      },
      // The unknown types are those of Hook: they are reported once.
      bigBalance("Issue", []),
    ],
  ],
  shopify: [
    [
      {
        about: "id-like-name events.ORDERS_CREATE.data.id",
        says: ['Rename it to "<entity>_id", such as "order_id"', "make it a string"],
        edits: [["      id: integer\n", "      order_id: string\n"]],
      },
      optionalId("app_id"),
      {
        about: "id-field-not-string events.ORDERS_CREATE.data.checkout_id",
        says: ['Write "checkout_id: string"'],
        edits: [["checkout_id: integer", "checkout_id: string"]],
      },
      optionalId("location_id"),
      optionalId("user_id"),
      listOfIds("product"),
      listOfIds("variant"),
    ],
  ],
};

function atTop(line: string): Edit {
  return ["name: ShoppingCart\n", `name: ShoppingCart\n${line}\n`];
}

function allowed(code: string, reason: string): Edit {
  return ["\nevents:\n", `\nallow:\n  ${code}: ${reason}\nevents:\n`];
}

function withSuffix(path: string): Correction {
  const says = ['Add "id_suffix: Id" at the top of the schema.'];
  return { about: `id-suffix ${path}`, says, edits: [atTop("id_suffix: Id")] };
}

function withLookups(): Correction {
  const says = ['give "lookups:" without "type"'];
  return { about: "hot-key events", says, edits: [atTop("lookups: [entity]")] };
}

function withHotKey(reason: string): Correction {
  const says = ['give a reason under "allow: { hot-key: … }"'];
  return { about: "hot-key events", says, edits: [allowed("hot-key", reason)] };
}

/** Gives an event type a name of the language, and keeps its own as what is stored. */
function renamed(before: string, after: string, uses: readonly Edit[] = []): Correction {
  return {
    about: `invalid-name events.${before}`,
    says: [`Did you mean "${after}"?`, `add "wire: ${before}"`],
    edits: [[`  ${before}:\n`, `  ${after}:\n    wire: ${before}\n`], ...uses],
  };
}

/** Writes what the help says. */
function written(about: string, before: string, after: string): Correction {
  return { about, says: [`Write ${after}.`], edits: [[before, after]] };
}

function optionalId(name: string): Correction {
  return {
    about: `id-field-not-string events.ORDERS_CREATE.data.${name}`,
    says: [`Write "${name}?: string"`],
    edits: [[`${name}: { type: integer, nullable: true }`, `${name}?: string`]],
  };
}

function listOfIds(entity: string): Correction {
  const field = `${entity}_ids: { type: "string[]", entity: ${entity}, maxItems: 20 }`;
  return {
    about: `id-like-name events.ORDERS_CREATE.data.line_items.items.properties.${entity}_id`,
    says: [`Add '${field}' to the data of the event type`],
    edits: [["      line_items:", `      ${field}\n      line_items:`]],
  };
}

function bigBalance(type: string, edits: readonly Edit[]): Correction {
  const about = `keyword-without-effect types.${type}.properties.balance.format`;
  return { about, says: ['Write "type: int64"'], edits };
}

function numbersAndBytes(type: string, edits: readonly Edit[]): Correction[] {
  const path = `types.${type}.properties`;
  return [
    bigBalance(type, edits),
    { about: `unknown-field-type ${path}.big`, says: ['Did you mean "int64"?'], edits: [] },
    {
      about: `unknown-field-type ${path}.blob`,
      says: ['Write { type: string, pattern: "^[A-Za-z0-9+/]*={0,2}$" }'],
      edits: [],
    },
  ];
}
