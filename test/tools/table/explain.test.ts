import { execFile } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { createEventTable, newEventId } from "ddb-pattern-runtime";
import { expect, inject, test } from "vitest";
import {
  createStoreEventClient,
  StoreEventTypes,
} from "../../../schemas-example/store/events.generated.js";
import { run, temporaryFolder } from "../../cli/support.js";
import { connect } from "../../engines/connect.js";
import type {} from "../../global-setup.js";
import { installPythonTools } from "../python/tools.js";

const STORE = new URL("../../../schemas-example/store/events.yaml", import.meta.url);

test("the commands of `explain` for the AWS CLI find an event", async () => {
  const { documents, client } = connect(inject("endpoint"));
  const table = `explained-${process.pid}-${Date.now()}`;
  await createEventTable(client, table);
  const data = { store_id: newEventId(), product_id: newEventId(), price: 3 };
  const store = createStoreEventClient(documents, table);
  const { id } = await store.saveEvent({ type: StoreEventTypes.PRICE_LOWERED, data });

  const python = await installPythonTools();
  const aws = `#!/bin/sh\nexec "${python}" -m awscli --endpoint-url ${inject("endpoint")} "$@"\n`;
  const folder = temporaryFolder({ aws, "events.yaml": readFileSync(STORE, "utf8") });
  chmodSync(join(folder, "aws"), 0o755);
  const ids = [`store_id=${data.store_id}`, `product_id=${data.product_id}`];
  const explained = await run(
    [
      ...["explain", "PRICE_LOWERED", "events.yaml", "--table", table, "--format", "json"],
      ...ids.flatMap((each) => ["--id", each]),
    ],
    folder,
  );
  const { found } = JSON.parse(explained.stdout) as {
    found: { copies: { items: { awsCli: string }[] }[] }[];
  };
  const lines = found.flatMap(({ copies }) => copies.flatMap(({ items }) => items));
  expect(lines).toHaveLength(2);
  const env = {
    PATH: `${folder}${delimiter}${process.env.PATH}`,
    HOME: folder,
    AWS_DEFAULT_REGION: "local",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
  for (const { awsCli } of lines) {
    const { stdout } = await promisify(execFile)("bash", ["-c", awsCli], { env });
    expect(JSON.parse(stdout).Items).toMatchObject([{ id: { S: id } }]);
  }
  client.destroy();
});
