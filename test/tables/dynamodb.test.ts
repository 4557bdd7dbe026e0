import { vi } from "vitest";
import { SLOWNESS } from "../engines/differences.js";
import { openDynamoDBTable } from "./open-table.js";
import { conditionSuite } from "./suite-conditions.js";
import { consistentSuite } from "./suite-consistent.js";
import { contentSuite } from "./suite-content.js";
import { importSuite } from "./suite-import.js";
import { iterateSuite } from "./suite-iterate.js";
import { pageSuite } from "./suite-page.js";
import { prefixSuite } from "./suite-prefix.js";
import { schemaSuite } from "./suite-schemas.js";
import { unknownSuite } from "./suite-unknown.js";

vi.setConfig({ testTimeout: 30_000 * SLOWNESS });

iterateSuite(openDynamoDBTable);
pageSuite(openDynamoDBTable);
prefixSuite(openDynamoDBTable);
consistentSuite(openDynamoDBTable);
conditionSuite(openDynamoDBTable);
unknownSuite(openDynamoDBTable);
importSuite(openDynamoDBTable);
contentSuite(openDynamoDBTable);
schemaSuite(openDynamoDBTable);
